#include "broker/faults/faulty_connection.h"

#include "broker/protocol/frame.h"

namespace partitura::faults {
namespace {

/// What one direction holds before it takes no more, as the buffers of sockets do.
constexpr std::size_t heldBytesMax = 1 << 20;

} // namespace

FaultyConnection::FaultyConnection(std::shared_ptr<Shared> shared,
                                   std::unique_ptr<net::Connection> connection, std::string other,
                                   bool isAccepted)
    : m_shared(std::move(shared))
    , m_connection(std::move(connection))
    , m_other(std::move(other))
    , m_isAccepted(isAccepted)
    , m_incoming(m_shared->loop)
    , m_outgoing(m_shared->loop) {
    m_shared->connections.insert(this);
    m_connection->onClosed([this](const std::string& reason) {
        const auto tell = [this, reason] {
            m_isOpen = false;
            if (const auto closed = std::exchange(m_closed, nullptr))
                closed(reason);
        };
        // It comes after the frames before it.
        if (m_incoming.empty())
            return tell();
        m_incoming.push(Duration::zero(), 0, tell);
    });
    if (!isHarmless())
        follow({});
}

FaultyConnection::~FaultyConnection() {
    *m_alive = false;
    m_shared->connections.erase(this);
}

// ---- what comes in ----

void FaultyConnection::receive(FrameHandler handler) {
    if (!m_isOpen)
        return;
    m_handler = std::move(handler);
    if (!m_arrived.empty())
        deliver();
    else
        read();
}

// Asks for the next frame. While frames are held that is done ahead of `receive`, so that each is held for
// its own time only.
void FaultyConnection::read() {
    const bool isAhead = !m_handler || !m_incoming.empty();
    if (!m_isOpen || m_isReading || (isAhead && m_incoming.bytes() + m_arrivedBytes >= heldBytesMax))
        return;
    m_isReading = true;
    m_connection->receive([this](MutableByteView frame) { take(frame); });
}

void FaultyConnection::take(MutableByteView frame) {
    m_isReading = false;
    if (m_isAccepted && m_other.empty()) {
        const auto header = protocol::decodeRequestHeader(frame);
        m_other = senderOf(header && header->error == ErrorCode::NONE
                               ? std::string_view(header->header.clientId.value_or(""))
                               : std::string_view());
        if (!isHarmless())
            follow({});
        if (!m_isOpen)
            return;
    }
    const auto link =
        !isHarmless() && comesFromClient() ? m_shared->plan.link(m_other, m_shared->self) : LinkConditions{};
    if (m_handler && m_incoming.empty() && m_arrived.empty() && link == LinkConditions{})
        return std::exchange(m_handler, nullptr)(frame);
    if (losesFrame(link, m_shared->random))
        return fail("lost a frame on its way from " + m_other);
    m_incoming.push(drawDelay(link, m_shared->random), frame.size(),
                    [this, kept = std::make_shared<Bytes>(frame.begin(), frame.end())] {
                        m_arrivedBytes += kept->size();
                        m_arrived.push_back(std::move(*kept));
                        if (m_handler)
                            deliver();
                    });
    read();
}

void FaultyConnection::deliver() {
    m_current = std::move(m_arrived.front());
    m_arrived.pop_front();
    m_arrivedBytes -= m_current.size();
    std::exchange(m_handler, nullptr)(m_current);
}

// ---- what goes out ----

void FaultyConnection::send(Payload frame, EventLoop::Task sent) {
    if (!m_isOpen)
        return;
    const auto link = isHarmless() ? LinkConditions{} : m_shared->plan.link(m_shared->self, m_other);
    if (m_outgoing.empty() && link == LinkConditions{})
        return m_connection->send(std::move(frame), std::move(sent));
    if (losesFrame(link, m_shared->random))
        return fail("lost a frame on its way to " + m_other);
    const auto bytes = frame.size();
    const bool isTaken = m_outgoing.bytes() + bytes <= heldBytesMax;
    m_outgoing.push(drawDelay(link, m_shared->random), bytes,
                    [this, frame = std::move(frame), sent = isTaken ? nullptr : sent]() mutable {
                        m_connection->send(std::move(frame), std::move(sent));
                    });
    if (isTaken && sent)
        sent();
}

// ---- ends ----

void FaultyConnection::close() {
    m_isOpen = false;
    m_incoming.clear();
    m_outgoing.clear();
    m_connection->close();
}

void FaultyConnection::follow(const LinkChange& change) {
    const auto& self = m_shared->self;
    if (!m_isOpen || m_other.empty())
        return;
    if (change.isReset) {
        if ((change.a == self && change.b == m_other) || (change.b == self && change.a == m_other))
            fail("was reset");
        return;
    }
    if (m_shared->plan.isCut(self, m_other))
        return fail("was cut off from " + m_other);
    const auto apply = [](FrameLine& line, const LinkConditions& link) {
        line.setClogged(link.isClogged);
        if (link == LinkConditions{})
            line.hurry();
    };
    apply(m_outgoing, m_shared->plan.link(self, m_other));
    if (comesFromClient())
        apply(m_incoming, m_shared->plan.link(m_other, self));
}

// The owner hears of it later: it may be in the middle of this connection's work.
void FaultyConnection::fail(const std::string& reason) {
    if (!m_isOpen)
        return;
    close();
    m_shared->loop.post([this, alive = m_alive, reason] {
        if (!*alive)
            return;
        if (const auto closed = std::exchange(m_closed, nullptr))
            closed(reason);
    });
}

} // namespace partitura::faults
