// A cluster of brokers on this machine: real threads, sockets and disk.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/storage.h"
#include "broker/observe/event.h"
#include "broker/observe/snapshot.h"
#include "broker/protocol/frame.h"
#include "broker/server/broker_config.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace partitura::cluster {

struct ClusterConfig {
    int brokers = 3;               ///< node ids 1 … brokers; the first three vote on the controller
    std::uint16_t basePort = 9092; ///< broker i listens at basePort + i − 1; 0: each at a free port
    std::vector<std::string> listenHosts = {"127.0.0.1", "::1"}; ///< the first must work
    std::string advertisedHost = "127.0.0.1";
    std::string dataDirectory; ///< one directory a broker is made below it
    /// Settings of every broker; id, addresses, directory and cluster are filled in.
    server::BrokerConfig broker;
    /// Hears, while brokers recover their logs after a crash, how far they are: a snapshot of brokers that
    /// are `starting`, at most once a second, and when nothing remains of one. Thread: a broker's, one at a
    /// time; it should not take long. May be empty.
    std::function<void(const observe::ClusterSnapshot&)> recovering;
};

/// Brokers that run, from `start` to `stop`. Owned by the composition root. Thread: any, unless it says else;
/// brokers run on threads of their own.
class LiveCluster {
public:
    /// Starts the brokers and returns once all listen. Errors: one line for the user: a port in use, a data
    /// directory in use or not writable.
    static Result<std::unique_ptr<LiveCluster>> start(ClusterConfig config, Storage& storage,
                                                      const Clock& clock, std::uint64_t seed);
    /// Stops if need be.
    ~LiveCluster();

    /// Closes connections and logs, in order. Waits until it is done. Thread: one, not a broker's.
    void stop();

    [[nodiscard]] const std::string& clusterId() const;
    /// Where clients connect, broker 1 first.
    [[nodiscard]] std::vector<net::Endpoint> endpoints() const;
    [[nodiscard]] std::vector<BrokerId> brokerIds() const;

    /// Makes a snapshot every `interval` from now on; zero stops. Nothing is measured or copied before.
    void observe(Duration interval);
    /// The newest snapshot; never null.
    [[nodiscard]] std::shared_ptr<const observe::ClusterSnapshot> snapshot() const;
    [[nodiscard]] const observe::EventRing& events() const;

    /// Sends a request to a broker as a client would, without a socket. `answer` runs once on the broker's
    /// loop (or, once the cluster is stopped, inside this call with BROKER_NOT_AVAILABLE; it may be dropped
    /// if the cluster stops meanwhile); what it is given may point into bytes that end with the call.
    template <typename Request>
    void send(BrokerId broker, const Request& request, std::int16_t version,
              std::function<void(const Result<typename Request::Response>&)> answer) {
        auto frame = protocol::encodeRequest(request, version, 0, "partitura").flatten();
        if (!frame)
            return answer(frame.error());
        sendFrame(broker, std::move(*frame), [version, answer = std::move(answer)](Result<Payload> payload) {
            auto bytes = payload ? payload->flatten() : Result<Bytes>(payload.error());
            if (!bytes)
                return answer(bytes.error());
            answer(protocol::decodeResponse<typename Request::Response>(*bytes, version));
        });
    }

private:
    struct State;
    explicit LiveCluster(std::unique_ptr<State> state);
    void sendFrame(BrokerId broker, Bytes frame, std::function<void(Result<Payload>)> answer);

    std::unique_ptr<State> m_state;
};

} // namespace partitura::cluster
