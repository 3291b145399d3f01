// What every simulated client needs: a host, connections to brokers, and where partitions are led.
#pragma once

#include "broker/base/topic_partition.h"
#include "broker/net/rpc_channel.h"
#include "broker/protocol/messages/metadata.h"
#include "broker/simulation/simulated_transport.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace partitura::simulator {

/// A client's connections over the simulated network. Its code runs on its own loop, event by event; nothing
/// waits. Owned by its client. Thread: its loop, and between tasks.
class ClientConnections {
public:
    struct Leader {
        BrokerId broker;
        LeaderEpoch epoch;
    };
    template <typename Request>
    using Answer = std::function<void(const Result<typename Request::Response>&)>;

    /// `host`: the client's own name in the network. `bootstrap`: brokers to ask first, by id.
    ClientConnections(simulation::VirtualScheduler& scheduler, simulation::SimulatedNetwork& network,
                      std::string host, std::map<BrokerId, net::Endpoint> bootstrap);

    [[nodiscard]] simulation::VirtualEventLoop& loop() { return m_loop; }
    [[nodiscard]] Instant now() const { return m_loop.clock().now(); }
    [[nodiscard]] const std::string& host() const { return m_host; }
    void later(Duration delay, EventLoop::Task task) { m_loop.schedule(delay, std::move(task)); }

    /// Sends a request; `answer` runs once, with REQUEST_TIMED_OUT if none came in time: the connection is
    /// then given up. `lane` chooses one of several connections to the broker, for what must not wait for
    /// other answers.
    template <typename Request>
    void call(BrokerId broker, const Request& request, std::int16_t version, Duration timeout,
              Answer<Request> answer, int lane = 0) {
        auto& channel = channelTo(broker, lane);
        auto timer = std::make_shared<EventLoop::TimerId>();
        auto shared = std::make_shared<Answer<Request>>(std::move(answer));
        *timer = m_loop.schedule(timeout, [&channel, shared, timer] {
            *timer = 0;
            channel.reset();
            (*shared)(Error{ErrorCode::REQUEST_TIMED_OUT, "no answer came"});
        });
        channel.call(request, version, Answer<Request>([this, shared, timer](const auto& result) {
                         if (*timer == 0)
                             return;
                         m_loop.cancel(std::exchange(*timer, 0));
                         (*shared)(result);
                     }));
    }

    /// Asks one broker after another about the topics; `done` runs once one has answered, or after a pause
    /// if none could.
    void refresh(const std::vector<std::string>& topics, EventLoop::Task done);
    /// As the last answer said; no broker if it did not know one.
    [[nodiscard]] Leader leaderOf(const TopicPartition& partition) const;
    /// 0 while it is not known.
    [[nodiscard]] int partitionsOf(const std::string& topic) const;
    /// The next broker in turn, for what any of them can answer.
    [[nodiscard]] BrokerId anyBroker();
    /// Makes a broker known that an answer named.
    void learn(BrokerId id, net::Endpoint endpoint) { m_endpoints[id] = std::move(endpoint); }

private:
    net::RpcChannel& channelTo(BrokerId broker, int lane);
    void take(const protocol::MetadataResponse& answer);

    simulation::VirtualEventLoop m_loop;
    simulation::SimulatedTransport m_transport;
    const std::string m_host;
    std::map<BrokerId, net::Endpoint> m_endpoints;
    std::map<std::pair<BrokerId, int>, std::unique_ptr<net::RpcChannel>> m_channels;
    std::map<std::string, std::vector<Leader>> m_leaders;
    std::size_t m_turn = 0;
};

/// How long clients wait for an answer, and between attempts.
inline constexpr Duration clientRequestTimeout = std::chrono::seconds(5);
inline constexpr Duration clientRetryBackoff = std::chrono::milliseconds(100);

} // namespace partitura::simulator
