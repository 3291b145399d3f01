// One node of a live cluster.
#pragma once

#include "broker/base/random.h"
#include "broker/faults/faulty_storage.h"
#include "broker/faults/faulty_transport.h"
#include "broker/faults/skewed_clock.h"
#include "broker/log/open_file_limit.h"
#include "broker/net/asio_event_loop.h"
#include "broker/net/tcp_transport.h"
#include "broker/server/broker.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace partitura::cluster {

/// A broker that runs, with its threads and all it stands on. Made anew for each start, so that nothing of a
/// life before is left. Thread: any but its own, unless it says else.
class NodeLife {
public:
    /// `disk`, `clock`, `plan` and `events` outlive this.
    NodeLife(BrokerId id, std::uint64_t seed, const Clock& clock, Storage& disk, std::size_t filesMax,
             std::size_t mappingsMax, faults::FaultPlan& plan, observe::EventRing& events);
    /// Ends it as crash() does.
    ~NodeLife();

    /// `recovering`: see Broker::open; it runs on the broker's loop.
    Result<void> open(server::BrokerConfig config, const std::function<void()>& recovering = {});
    Result<void> join(const std::map<BrokerId, net::Endpoint>& nodes);
    /// Hands over what it leads and waits for that at most `patience`, then closes connections and logs.
    void stop(Duration patience);
    /// Ends it without its doing.
    void crash();
    /// Its threads stand still.
    void pause();
    void resume();

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] net::AsioEventLoop& loop() { return m_loop; }
    /// nullptr once it has ended. Thread: its loop.
    [[nodiscard]] server::Broker* broker() { return m_broker.get(); }

private:
    class Fates;
    /// Keeps a thread until it is opened.
    struct Gate {
        std::mutex mutex;
        std::condition_variable opened;
        bool isOpen = false;
        std::function<void()> last; ///< what the broker's loop does then, before all else
    };

    Result<void> onLoop(const std::function<Result<void>()>& action);
    void end(const std::function<void()>& lastAction);

    faults::SkewedClock m_clock;
    SeededRandom m_random;
    std::atomic<bool> m_isEnding = false;
    net::AsioEventLoop m_loop;
    net::AsioEventLoop m_background;
    net::TcpTransport m_tcp;
    faults::FaultyTransport m_transport;
    log::OpenFileLimit m_files;
    faults::FaultyStorage m_storage;
    std::unique_ptr<Fates> m_fates;
    observe::EventRing& m_events;
    std::unique_ptr<server::Broker> m_broker; ///< touched on its loop alone
    std::atomic<std::uint16_t> m_port = 0;
    std::shared_ptr<Gate> m_gate; ///< while it is paused
    bool m_hasEnded = false;
};

} // namespace partitura::cluster
