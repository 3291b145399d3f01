#include "broker/net/tcp_transport.h"

#include "broker/net/tcp_connection.h"

#include <asio/ip/tcp.hpp>
#include <asio/ip/v6_only.hpp>

namespace partitura::net {

using asio::ip::tcp;

struct TcpTransport::Shared {
    asio::io_context& context;
    std::shared_ptr<ConnectionBudget> budget;
};

namespace {

/// Owns a TcpConnection on behalf of a user: gone with it, closed with it.
class TcpConnectionHandle final : public Connection {
public:
    explicit TcpConnectionHandle(std::shared_ptr<TcpConnection> connection)
        : m_connection(std::move(connection)) {}
    ~TcpConnectionHandle() override { m_connection->close(); }

    void receive(FrameHandler handler) override { m_connection->receive(std::move(handler)); }
    void send(Payload frame, EventLoop::Task sent) override {
        m_connection->send(std::move(frame), std::move(sent));
    }
    void close() override { m_connection->close(); }
    void onClosed(CloseHandler handler) override { m_connection->onClosed(std::move(handler)); }
    [[nodiscard]] const Endpoint& peer() const override { return m_connection->peer(); }
    [[nodiscard]] std::uint64_t receivedBytes() const override { return m_connection->receivedBytes(); }
    [[nodiscard]] std::uint64_t sentBytes() const override { return m_connection->sentBytes(); }

private:
    std::shared_ptr<TcpConnection> m_connection;
};

std::unique_ptr<Connection> makeConnection(tcp::socket socket,
                                           const std::shared_ptr<ConnectionBudget>& budget) {
    return std::make_unique<TcpConnectionHandle>(std::make_shared<TcpConnection>(std::move(socket), budget));
}

/// The accepting socket, alive while asio may call back.
struct Acceptor : std::enable_shared_from_this<Acceptor> {
    Acceptor(asio::io_context& context, std::shared_ptr<ConnectionBudget> budget,
             Transport::AcceptHandler accepted)
        : socket(context)
        , retry(context)
        , budget(std::move(budget))
        , accepted(std::move(accepted)) {}

    void acceptOn() {
        socket.async_accept([self = shared_from_this()](const asio::error_code& error, tcp::socket peer) {
            if (!self->socket.is_open())
                return;
            if (!error) {
                self->accepted(makeConnection(std::move(peer), self->budget));
                return self->acceptOn();
            }
            // Out of descriptors, mostly: let some close before trying again.
            self->retry.expires_after(std::chrono::milliseconds(100));
            self->retry.async_wait([self](const asio::error_code& stopped) {
                if (!stopped && self->socket.is_open())
                    self->acceptOn();
            });
        });
    }

    tcp::acceptor socket;
    asio::steady_timer retry;
    std::shared_ptr<ConnectionBudget> budget;
    Transport::AcceptHandler accepted;
};

class TcpListener final : public Listener {
public:
    explicit TcpListener(std::shared_ptr<Acceptor> acceptor)
        : m_acceptor(std::move(acceptor)) {
        asio::error_code ignored;
        m_port = m_acceptor->socket.local_endpoint(ignored).port();
    }
    ~TcpListener() override {
        asio::error_code ignored;
        m_acceptor->retry.cancel();
        m_acceptor->socket.close(ignored);
        m_acceptor->accepted = nullptr;
    }
    [[nodiscard]] std::uint16_t port() const override { return m_port; }

private:
    std::shared_ptr<Acceptor> m_acceptor;
    std::uint16_t m_port = 0;
};

Error listenError(const Endpoint& endpoint, const asio::error_code& error) {
    const auto where = toString(endpoint);
    if (error == asio::error::address_in_use)
        return {ErrorCode::UNKNOWN_SERVER_ERROR, "port " + std::to_string(endpoint.port) + " of " +
                                                     endpoint.host + " is in use by another program"};
    if (error == asio::error::access_denied)
        return {ErrorCode::UNKNOWN_SERVER_ERROR, "not allowed to listen at " + where};
    return {ErrorCode::UNKNOWN_SERVER_ERROR, "cannot listen at " + where + ": " + error.message()};
}

} // namespace

TcpTransport::TcpTransport(AsioEventLoop& loop, TransportLimits limits)
    : m_shared(std::make_shared<Shared>(
          Shared{loop.context(), std::make_shared<ConnectionBudget>(ConnectionBudget{limits, 0})})) {}

TcpTransport::~TcpTransport() = default;

Result<std::unique_ptr<Listener>> TcpTransport::listen(const Endpoint& endpoint, AcceptHandler accepted) {
    asio::error_code error;
    const auto found =
        tcp::resolver(m_shared->context).resolve(endpoint.host, std::to_string(endpoint.port), error);
    if (error || found.empty())
        return listenError(endpoint, error);
    const auto address = found.begin()->endpoint();
    auto acceptor = std::make_shared<Acceptor>(m_shared->context, m_shared->budget, std::move(accepted));
    auto& socket = acceptor->socket;
    socket.open(address.protocol(), error);
    if (!error)
        closeOnExec(socket.native_handle());
    if (!error && address.address().is_v6())
        socket.set_option(asio::ip::v6_only(true), error);
    if (!error)
        socket.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error)
        socket.bind(address, error);
    if (!error)
        socket.listen(asio::socket_base::max_listen_connections, error);
    if (error)
        return listenError(endpoint, error);
    acceptor->acceptOn();
    return std::unique_ptr<Listener>(std::make_unique<TcpListener>(std::move(acceptor)));
}

void TcpTransport::connect(const Endpoint& endpoint, ConnectHandler connected) {
    // Resolving and connecting in turn over all addresses a name has.
    struct Attempt {
        tcp::resolver resolver;
        tcp::socket socket;
        std::vector<tcp::endpoint> addresses;
        std::size_t next = 0;
        std::shared_ptr<Shared> shared;
        ConnectHandler connected;
        Endpoint endpoint;

        void tryNext(const std::shared_ptr<Attempt>& self, const asio::error_code& error) {
            if (next == addresses.size())
                return connected(Error{ErrorCode::NETWORK_EXCEPTION,
                                       "cannot connect to " + toString(endpoint) + ": " + error.message()});
            asio::error_code ignored;
            socket.close(ignored);
            socket.async_connect(addresses[next++], [self](const asio::error_code& failed) {
                if (failed)
                    return self->tryNext(self, failed);
                self->connected(makeConnection(std::move(self->socket), self->shared->budget));
            });
        }
    };
    auto attempt = std::make_shared<Attempt>(Attempt{tcp::resolver(m_shared->context),
                                                     tcp::socket(m_shared->context),
                                                     {},
                                                     0,
                                                     m_shared,
                                                     std::move(connected),
                                                     endpoint});
    attempt->resolver.async_resolve(
        endpoint.host, std::to_string(endpoint.port),
        [attempt](const asio::error_code& error, const tcp::resolver::results_type& found) {
            for (const auto& entry : found)
                attempt->addresses.push_back(entry.endpoint());
            attempt->tryNext(attempt, error);
        });
}

} // namespace partitura::net
