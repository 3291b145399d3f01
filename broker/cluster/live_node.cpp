#include "broker/cluster/live_node.h"

#include <future>
#include <latch>
#include <thread>

namespace partitura::cluster {

/// What the plan says about requests.
class NodeLife::Fates final : public server::RequestFates {
public:
    explicit Fates(std::shared_ptr<faults::NodeFaults> faults)
        : m_faults(std::move(faults)) {}

    [[nodiscard]] bool isActive() const override { return m_faults->hasRequestFaults(); }
    [[nodiscard]] server::RequestFate fateOf(const protocol::RequestHeader& header) override {
        const auto fault = m_faults->takeRequestFault(header.requestApiKey, header.clientId.value_or(""));
        return fault ? server::RequestFate{fault->error, fault->delay, fault->isDropped}
                     : server::RequestFate{};
    }

private:
    const std::shared_ptr<faults::NodeFaults> m_faults;
};

NodeLife::NodeLife(BrokerId id, std::uint64_t seed, const Clock& clock, Storage& disk, std::size_t filesMax,
                   std::size_t mappingsMax, faults::FaultPlan& plan, observe::EventRing& events)
    : m_clock(clock, plan.node(faults::nodeName(id.value())))
    , m_random(seed)
    , m_loop(m_clock, "broker-" + toString(id))
    , m_background(m_clock, "disk-" + toString(id))
    , m_tcp(m_loop, {})
    , m_transport(m_tcp, m_loop, plan, faults::nodeName(id.value()))
    , m_files(disk, filesMax, mappingsMax)
    , m_storage(m_files, {.faults = plan.node(faults::nodeName(id.value())),
                          .wait =
                              [this](Duration time) {
                                  if (!m_isEnding)
                                      std::this_thread::sleep_for(time);
                              },
                          .isBackground = [this] { return m_background.isCurrent(); }})
    , m_fates(std::make_unique<Fates>(plan.node(faults::nodeName(id.value()))))
    , m_events(events) {}

NodeLife::~NodeLife() {
    crash();
}

Result<void> NodeLife::onLoop(const std::function<Result<void>()>& action) {
    Result<void> result;
    m_loop.runAndWait([&] { result = action(); });
    return result;
}

Result<void> NodeLife::open(server::BrokerConfig config, const std::function<void()>& recovering) {
    return onLoop([&] {
        m_broker = std::make_unique<server::Broker>(
            std::move(config),
            server::Seams{m_loop, m_background, m_random, m_transport, m_storage, m_events, m_fates.get()});
        auto opened = m_broker->open(recovering);
        m_port = m_broker->port();
        return opened;
    });
}

Result<void> NodeLife::join(const std::map<BrokerId, net::Endpoint>& nodes) {
    return onLoop([&] { return m_broker->join(nodes); });
}

void NodeLife::stop(Duration patience) {
    if (m_hasEnded)
        return;
    resume();
    if (patience > Duration::zero()) {
        // Shared: the broker may answer after it was given up.
        const auto done = std::make_shared<std::promise<void>>();
        m_loop.post([this, patience, done] { m_broker->shutDown(patience, [done] { done->set_value(); }); });
        done->get_future().wait_for(patience + std::chrono::seconds(1));
    }
    end([this] { m_broker->stop(); });
}

void NodeLife::crash() {
    m_isEnding = true;
    end(nullptr);
}

// What the broker leaves on its loops is forgotten with them.
void NodeLife::end(const std::function<void()>& lastAction) {
    if (std::exchange(m_hasEnded, true))
        return;
    const auto last = [&] {
        if (lastAction && m_broker)
            lastAction();
        m_broker.reset();
        m_loop.context().stop();
    };
    std::latch hasEnded(1);
    if (m_gate) {
        // A paused loop ends where it stands, with no task in between; one that is about to pause does first.
        m_background.context().stop();
        m_gate->last = [&] {
            last();
            hasEnded.count_down();
        };
        resume();
        hasEnded.wait();
    } else {
        m_loop.runAndWait(last);
    }
    m_loop.stop();
    m_background.stop();
}

void NodeLife::pause() {
    if (m_gate || m_hasEnded)
        return;
    m_gate = std::make_shared<Gate>();
    for (auto* loop : {&m_loop, &m_background})
        loop->post([gate = m_gate, isMain = loop == &m_loop] {
            std::unique_lock lock(gate->mutex);
            gate->opened.wait(lock, [&] { return gate->isOpen; });
            if (isMain && gate->last)
                gate->last();
        });
}

void NodeLife::resume() {
    if (!m_gate)
        return;
    {
        const std::lock_guard lock(m_gate->mutex);
        m_gate->isOpen = true;
    }
    m_gate->opened.notify_all();
    m_gate.reset();
}

} // namespace partitura::cluster
