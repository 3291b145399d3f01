// One client's connection.
#pragma once

#include "broker/net/transport.h"
#include "broker/server/api_handlers.h"
#include "broker/server/request.h"

#include <memory>

namespace partitura::server {

/// Takes one request after the other from a connection: the next is not read before the last is answered,
/// so that replies come in order and a client cannot run ahead (KIP-219 mutes the same way). What is no
/// Kafka request closes the connection with one line in the log.
/// Owned by the broker's set of sessions. Thread: the broker's loop.
class Session : public std::enable_shared_from_this<Session> {
public:
    Session(Broker& broker, std::unique_ptr<net::Connection> connection, std::uint64_t id);

    void start();
    /// Closes, saying why in the log unless `reason` is empty. The session is gone afterwards.
    void close(const std::string& reason);

    [[nodiscard]] const net::Connection& connection() const { return *m_connection; }
    [[nodiscard]] const ClientCounters& client() const { return *m_client; }
    [[nodiscard]] std::uint64_t id() const { return m_id; }
    /// When the last request began.
    [[nodiscard]] Instant lastActive() const { return m_lastActive; }

private:
    void receive();
    void receiveNext();
    void take(MutableByteView frame);
    void handle(MutableByteView frame, ErrorCode refusal);
    void meetFate(MutableByteView frame, RequestFates& fates);
    void complete(Outcome outcome);

    Broker& m_broker;
    std::unique_ptr<net::Connection> m_connection;
    const std::uint64_t m_id;
    std::shared_ptr<ClientCounters> m_client = std::make_shared<ClientCounters>();
    Instant m_lastActive;
    bool m_taking = false; ///< a request is being handed to its handler
};

/// Finds the handler of the request in `frame` and runs it; `complete` gets what becomes of it. `frame` must
/// stay valid until then. With a `refusal` it is answered with that, unhandled. Used by sessions and by calls
/// from within the process. Thread: the broker's loop.
void dispatch(Broker& broker, MutableByteView frame, const std::string& clientHost,
              std::shared_ptr<ClientCounters> client, Completion complete,
              ErrorCode refusal = ErrorCode::NONE);

} // namespace partitura::server
