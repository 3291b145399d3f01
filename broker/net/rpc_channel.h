// Requests to another broker and their answers.
#pragma once

#include "broker/base/endian.h"
#include "broker/net/transport.h"
#include "broker/protocol/frame.h"

#include <deque>
#include <functional>
#include <memory>
#include <string>

namespace partitura::net {

/// Kafka requests over one connection to one endpoint, opened when first needed and again after a failure.
/// Answers come in the order of the requests; a failure answers all that wait with NETWORK_EXCEPTION, and a
/// request that has no answer after `requestTimeout` is a failure of the connection. A request meets a closed
/// connection with one attempt to connect, so callers pace their retries. Thread: its loop's.
class RpcChannel {
public:
    /// `requestTimeout`: also of connecting; longer than what requests ask to wait.
    RpcChannel(EventLoop& loop, Transport& transport, Endpoint endpoint, std::string clientId,
               Duration requestTimeout = std::chrono::seconds(30));
    ~RpcChannel();

    /// Sends `request` in `version`; `answer` runs once on the loop, never inside this call. What it is
    /// given may point into the frame and is valid only while it runs.
    template <typename Request>
    void call(const Request& request, std::int16_t version,
              std::function<void(const Result<typename Request::Response>&)> answer) {
        const auto correlationId = ++m_lastCorrelationId;
        enqueue(protocol::encodeRequest(request, version, correlationId, m_clientId), correlationId,
                [version, answer = std::move(answer)](Result<MutableByteView> frame) {
                    if (!frame)
                        return answer(frame.error());
                    std::int32_t ignored = 0;
                    answer(protocol::decodeResponse<typename Request::Response>(*frame, version, &ignored));
                });
    }

    /// Drops the connection and forgets all that waits, unanswered.
    void reset();
    /// Drops the connection; all that waits is answered with NETWORK_EXCEPTION, on a later turn of the loop.
    void abandon(const std::string& reason) { fail(reason); }
    /// Where this channel leads.
    [[nodiscard]] const Endpoint& endpoint() const { return m_endpoint; }

private:
    struct Waiting {
        std::int32_t correlationId = 0;
        Instant deadline;
        std::function<void(Result<MutableByteView>)> answer;
    };

    void enqueue(Payload frame, std::int32_t correlationId,
                 std::function<void(Result<MutableByteView>)> answer);
    void connect();
    void receive();
    void checkDeadlines();
    void fail(const std::string& reason);

    EventLoop& m_loop;
    Transport& m_transport;
    const Endpoint m_endpoint;
    const std::string m_clientId;
    const Duration m_requestTimeout;
    std::unique_ptr<Connection> m_connection;
    bool m_connecting = false;
    std::uint64_t m_attempt = 0; ///< counts connections, so that a late callback of an old one is known
    std::int32_t m_lastCorrelationId = 0;
    std::deque<Payload> m_unsent;
    std::deque<Waiting> m_waiting; ///< deadlines rise
    EventLoop::TimerId m_deadlineTimer = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace partitura::net
