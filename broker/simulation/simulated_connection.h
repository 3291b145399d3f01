// One end of a connection over the simulated network.
#pragma once

#include "broker/simulation/simulated_transport.h"

#include <deque>

namespace partitura::simulation {

/// Where a transport's connections run; its loop is gone once the transport is.
struct SimulatedTransport::Host {
    VirtualEventLoop* loop = nullptr;
    std::string name;
    net::TransportLimits limits;
};

/// An end of a connection, kept alive by its owner's handle and by what is on its way to it. As over TCP, the
/// other end's close is noticed after the frames before it, by whoever asks for a frame or sends one.
/// Thread: one.
class SimulatedConnection final : public std::enable_shared_from_this<SimulatedConnection> {
public:
    using Host = SimulatedTransport::Host;

    /// Makes both ends of a connection: that of `client`, then that of `server`.
    static std::pair<std::shared_ptr<SimulatedConnection>, std::shared_ptr<SimulatedConnection>>
    makePair(SimulatedNetwork& network, std::shared_ptr<Host> client, const net::Endpoint& clientEnd,
             std::shared_ptr<Host> server, const net::Endpoint& serverEnd);
    /// Wraps an end for its user.
    static std::unique_ptr<net::Connection> handleOf(std::shared_ptr<SimulatedConnection> end);

    SimulatedConnection(SimulatedNetwork& network, std::shared_ptr<Host> host, net::Endpoint peer)
        : m_network(network)
        , m_host(std::move(host))
        , m_peer(std::move(peer)) {}

    void receive(net::Connection::FrameHandler handler);
    void send(Payload frame, EventLoop::Task sent);
    void close();
    void onClosed(net::Connection::CloseHandler handler) { m_closed = std::move(handler); }
    /// Ends it from outside, telling the owner.
    void reset();

    [[nodiscard]] const Host& host() const { return *m_host; }
    [[nodiscard]] const net::Endpoint& peer() const { return m_peer; }
    [[nodiscard]] std::uint64_t receivedBytes() const { return m_receivedBytes; }
    [[nodiscard]] std::uint64_t sentBytes() const { return m_sentBytes; }
    /// Lets through what a clogged link held, if it is free now.
    void release();

private:
    /// What is on the way to this end.
    struct Parcel {
        bool isClose = false; ///< the other end's last word
        Bytes frame;
    };

    /// Puts a parcel on the way to the other end, behind those sent before.
    void dispatch(Parcel parcel);
    /// The next parcel reaches this end, unless the link is clogged.
    void arrive();
    void arrived(Bytes frame);
    void deliver();
    void fail(const std::string& reason);

    SimulatedNetwork& m_network;
    std::shared_ptr<Host> m_host;
    net::Endpoint m_peer;
    std::weak_ptr<SimulatedConnection> m_other;
    net::Connection::FrameHandler m_handler;
    net::Connection::CloseHandler m_closed;
    std::deque<Parcel> m_underWay;
    std::size_t m_held = 0; ///< parcels that would have arrived, but for a clog
    std::deque<Bytes> m_arrived;
    Bytes m_current; ///< handed out, valid until the next receive
    bool m_delivering = false;
    bool m_open = true;
    bool m_otherClosed = false;
    Instant m_lastArrival{}; ///< of what was sent, at the other end
    std::uint64_t m_receivedBytes = 0;
    std::uint64_t m_sentBytes = 0;
};

} // namespace partitura::simulation
