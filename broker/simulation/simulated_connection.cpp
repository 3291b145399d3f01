#include "broker/simulation/simulated_connection.h"

#include <algorithm>

namespace partitura::simulation {
namespace {

constexpr std::size_t sizePrefix = 4; // counted, though never sent

/// Owns an end on behalf of a user: gone with it, closed with it.
class Handle final : public net::Connection {
public:
    explicit Handle(std::shared_ptr<SimulatedConnection> end)
        : m_end(std::move(end)) {}
    ~Handle() override { m_end->close(); }

    void receive(FrameHandler handler) override { m_end->receive(std::move(handler)); }
    void send(Payload frame, EventLoop::Task sent) override {
        m_end->send(std::move(frame), std::move(sent));
    }
    void close() override { m_end->close(); }
    void onClosed(CloseHandler handler) override { m_end->onClosed(std::move(handler)); }
    [[nodiscard]] const net::Endpoint& peer() const override { return m_end->peer(); }
    [[nodiscard]] std::uint64_t receivedBytes() const override { return m_end->receivedBytes(); }
    [[nodiscard]] std::uint64_t sentBytes() const override { return m_end->sentBytes(); }

private:
    std::shared_ptr<SimulatedConnection> m_end;
};

} // namespace

std::pair<std::shared_ptr<SimulatedConnection>, std::shared_ptr<SimulatedConnection>>
SimulatedConnection::makePair(SimulatedNetwork& network, std::shared_ptr<Host> client,
                              const net::Endpoint& clientEnd, std::shared_ptr<Host> server,
                              const net::Endpoint& serverEnd) {
    auto a = std::make_shared<SimulatedConnection>(network, std::move(client), serverEnd);
    auto b = std::make_shared<SimulatedConnection>(network, std::move(server), clientEnd);
    a->m_other = b;
    b->m_other = a;
    std::erase_if(network.m_connections, [](const auto& end) { return end.expired(); });
    network.m_connections.push_back(a);
    network.m_connections.push_back(b);
    return {std::move(a), std::move(b)};
}

std::unique_ptr<net::Connection> SimulatedConnection::handleOf(std::shared_ptr<SimulatedConnection> end) {
    return std::make_unique<Handle>(std::move(end));
}

void SimulatedConnection::dispatch(Parcel parcel) {
    const auto other = m_other.lock();
    if (!other || !other->m_host->loop || !m_host->loop)
        return;
    const auto now = m_host->loop->clock().now();
    m_lastArrival = std::max(m_lastArrival, now + m_network.drawDelay(m_host->name, m_peer.host));
    other->m_underWay.push_back(std::move(parcel));
    // Kept alive until then: what was sent before a close still arrives.
    other->m_host->loop->schedule(m_lastArrival - now, [other] { other->arrive(); });
}

void SimulatedConnection::arrive() {
    if (m_held > 0 || m_network.link(m_peer.host, m_host->name).isClogged) {
        ++m_held;
        return;
    }
    auto parcel = std::move(m_underWay.front());
    m_underWay.pop_front();
    if (!parcel.isClose)
        return arrived(std::move(parcel.frame));
    m_otherClosed = true;
    if (!m_delivering)
        deliver();
}

void SimulatedConnection::release() {
    if (m_held == 0 || !m_host->loop || m_network.link(m_peer.host, m_host->name).isClogged)
        return;
    for (; m_held > 0; --m_held)
        m_host->loop->post([self = shared_from_this()] { self->arrive(); });
}

void SimulatedConnection::receive(net::Connection::FrameHandler handler) {
    m_handler = std::move(handler);
    if (!m_delivering)
        deliver();
}

// Hands out frames while there is a handler for one; the flag turns "handler asks for the next frame" into
// the next turn of this loop instead of a recursion.
void SimulatedConnection::deliver() {
    const auto self = shared_from_this();
    m_delivering = true;
    while (m_open && m_handler && !m_arrived.empty()) {
        m_current = std::move(m_arrived.front());
        m_arrived.pop_front();
        const auto handler = std::exchange(m_handler, nullptr);
        handler(m_current);
    }
    m_delivering = false;
    if (m_open && m_handler && m_otherClosed)
        fail({});
}

void SimulatedConnection::send(Payload frame, EventLoop::Task sent) {
    if (!m_open)
        return;
    if (m_otherClosed)
        return fail({});
    auto bytes = frame.flatten();
    if (!bytes)
        return fail(bytes.error().context);
    m_sentBytes += sizePrefix + bytes->size();
    if (m_network.loses(m_host->name, m_peer.host)) {
        for (const auto& end : {shared_from_this(), m_other.lock()})
            if (end && end->m_host->loop)
                end->m_host->loop->post([end] { end->reset(); });
        return;
    }
    dispatch({.frame = std::move(*bytes)});
    if (sent)
        sent();
}

void SimulatedConnection::arrived(Bytes frame) {
    if (!m_open)
        return;
    if (frame.size() > m_host->limits.frameBytes)
        return fail("sent a frame size of " + std::to_string(frame.size()) + " bytes; the limit is " +
                    std::to_string(m_host->limits.frameBytes));
    if (m_network.m_delivered)
        m_network.m_delivered({m_peer.host, m_host->name, frame});
    m_receivedBytes += sizePrefix + frame.size();
    m_arrived.push_back(std::move(frame));
    if (!m_delivering)
        deliver();
}

void SimulatedConnection::fail(const std::string& reason) {
    if (!m_open)
        return;
    const auto handler = std::move(m_closed);
    close();
    if (handler)
        handler(reason);
}

void SimulatedConnection::reset() {
    const auto self = shared_from_this();
    fail({});
}

void SimulatedConnection::close() {
    if (!m_open)
        return;
    m_open = false;
    m_closed = nullptr;
    dispatch({.isClose = true});
    // Handlers may own what owns this end: let go of them once no call of ours is on the stack.
    if (m_host->loop)
        m_host->loop->post([self = shared_from_this()] {
            self->m_handler = nullptr;
            self->m_arrived.clear();
        });
}

} // namespace partitura::simulation
