// A cluster of brokers on this machine: real threads, sockets and disk.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/storage.h"
#include "broker/cluster/cluster_config.h"
#include "broker/cluster/command.h"
#include "broker/observe/event.h"
#include "broker/observe/snapshot.h"
#include "broker/protocol/frame.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace partitura::cluster {

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
    [[nodiscard]] const std::string& dataDirectory() const;
    /// Where clients connect, broker 1 first; also those that do not run now.
    [[nodiscard]] std::vector<net::Endpoint> endpoints() const;
    [[nodiscard]] std::vector<BrokerId> brokerIds() const;
    /// One that runs, for what any can answer; the first if none does.
    [[nodiscard]] BrokerId anyBroker() const;

    using Done = std::function<void(Result<void>)>;
    /// Does something to the cluster. Commands about brokers are done one after another, those about faults
    /// that need no broker at once. `done` runs once, on a thread of the cluster's (or, once it is stopped,
    /// inside this call). Errors: INVALID_REQUEST with a sentence for the user when the command makes no
    /// sense now; those of a broker that cannot start; BROKER_NOT_AVAILABLE when the cluster stops meanwhile.
    void execute(Command command, Done done);

    /// Makes a snapshot every `interval` from now on; zero stops. Nothing is measured or copied before.
    void observe(Duration interval);
    /// Makes a snapshot now; `taken` runs with it on a thread of the cluster's, not at all if it stops
    /// meanwhile.
    void look(std::function<void(const std::shared_ptr<const observe::ClusterSnapshot>&)> taken);
    /// The newest snapshot; never null.
    [[nodiscard]] std::shared_ptr<const observe::ClusterSnapshot> snapshot() const;
    [[nodiscard]] const observe::EventRing& events() const;

    /// Sends a request to a broker as a client would, without a socket. `answer` runs once on the broker's
    /// loop, or with BROKER_NOT_AVAILABLE inside this call if it does not run, and on any thread if it ends
    /// meanwhile; while it is paused, later. What it is given may point into bytes that end with the call.
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
