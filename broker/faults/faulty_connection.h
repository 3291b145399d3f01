// A connection over a link that may be at fault.
#pragma once

#include "broker/faults/faulty_transport.h"
#include "broker/faults/frame_line.h"

#include <set>

namespace partitura::faults {

class FaultyConnection;

/// What the connections of one transport have in common.
struct FaultyTransport::Shared {
    EventLoop& loop;
    FaultPlan& plan;
    const std::string self;
    SeededRandom random;
    std::set<FaultyConnection*> connections;
};

/// See FaultyTransport. Thread: its loop.
class FaultyConnection final : public net::Connection {
public:
    using Shared = FaultyTransport::Shared;

    /// `other`: the node at the other end, empty if that is not known. `isAccepted`: what comes in tells who
    /// it is.
    FaultyConnection(std::shared_ptr<Shared> shared, std::unique_ptr<net::Connection> connection,
                     std::string other, bool isAccepted);
    ~FaultyConnection() override;

    void receive(FrameHandler handler) override;
    void send(Payload frame, EventLoop::Task sent) override;
    void close() override;
    void onClosed(CloseHandler handler) override { m_closed = std::move(handler); }
    [[nodiscard]] const net::Endpoint& peer() const override { return m_connection->peer(); }
    [[nodiscard]] std::uint64_t receivedBytes() const override { return m_connection->receivedBytes(); }
    [[nodiscard]] std::uint64_t sentBytes() const override { return m_connection->sentBytes(); }

    /// Conditions of links have changed, or a reset has struck.
    void follow(const LinkChange& change);

private:
    [[nodiscard]] bool isHarmless() const { return !m_shared->plan.hasLinkFaults(); }
    [[nodiscard]] bool comesFromClient() const { return m_isAccepted && m_other == clientsName; }
    void read();
    void take(MutableByteView frame);
    void deliver();
    void fail(const std::string& reason);

    const std::shared_ptr<Shared> m_shared;
    const std::unique_ptr<net::Connection> m_connection;
    std::string m_other;
    const bool m_isAccepted;
    FrameHandler m_handler;
    CloseHandler m_closed;
    FrameLine m_incoming, m_outgoing;
    std::deque<Bytes> m_arrived; ///< out of the line, for `receive`
    std::size_t m_arrivedBytes = 0;
    Bytes m_current;          ///< handed out, valid until the next receive
    bool m_isReading = false; ///< the connection has been asked for a frame
    bool m_isOpen = true;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace partitura::faults
