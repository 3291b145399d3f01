// A request on its way through a broker.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/payload.h"
#include "broker/protocol/frame.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace partitura::server {

class Broker;

/// Counters of one client, shared by its connection and the requests in flight. Thread: the broker's loop.
struct ClientCounters {
    std::uint64_t requests = 0;
    std::uint64_t producedBytes = 0;
    std::uint64_t consumedBytes = 0;
    bool isBroker = false;
    std::string clientId;
    std::string software; ///< name and version, as ApiVersions v3+ told
};

/// What a handler may know of who asks.
struct RequestContext {
    std::int16_t version = 0;
    std::int32_t correlationId = 0;
    std::string clientId;
    std::string clientHost;                 ///< "/127.0.0.1", in the form Kafka's group descriptions have it
    std::shared_ptr<ClientCounters> client; ///< never null
};

/// What becomes of a request.
struct Outcome {
    enum class Kind { respond, silent, close };
    Kind kind = Kind::silent;
    Payload response;   ///< a whole frame without its size
    std::string reason; ///< of a close: one line for the log
};
using Completion = std::function<void(Outcome)>;

/// What is to befall a request instead of, or before, its handling.
struct RequestFate {
    ErrorCode error = ErrorCode::NONE; ///< it is answered so, unhandled
    Duration delay{};                  ///< before it is handled or answered
    bool isDropped = false;            ///< neither handled nor answered; its connection stays mute
};

/// Decides about requests that come over connections: the place for injected faults. Thread: the broker's
/// loop.
class RequestFates {
public:
    virtual ~RequestFates() = default;

    /// Whether it wants to be asked; cheap.
    [[nodiscard]] virtual bool isActive() const = 0;
    [[nodiscard]] virtual RequestFate fateOf(const protocol::RequestHeader& header) = 0;
};

/// Answers one request, now or later, once. Copies answer the same request.
template <typename Request>
class Responder {
public:
    Responder(std::int16_t version, std::int32_t correlationId, Completion complete)
        : m_version(version)
        , m_correlationId(correlationId)
        , m_complete(std::make_shared<Completion>(std::move(complete))) {}

    void operator()(const typename Request::Response& response) const {
        finish({Outcome::Kind::respond, protocol::encodeResponse(response, m_version, m_correlationId), {}});
    }
    /// No response: what Produce with acks=0 gets.
    void silent() const { finish({}); }
    /// Closes the client's connection.
    void close(std::string reason) const { finish({Outcome::Kind::close, {}, std::move(reason)}); }

private:
    void finish(Outcome outcome) const {
        if (const auto complete = std::exchange(*m_complete, nullptr))
            complete(std::move(outcome));
    }

    std::int16_t m_version;
    std::int32_t m_correlationId;
    std::shared_ptr<Completion> m_complete;
};

} // namespace partitura::server
