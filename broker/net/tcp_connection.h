// One TCP connection of the live transport.
#pragma once

#include "broker/net/transport.h"

#include <asio/ip/tcp.hpp>

#include <deque>

namespace partitura::net {

/// What the connections of one transport share: limits, and how much they hold of them.
struct ConnectionBudget {
    TransportLimits limits;
    std::size_t bufferedBytes = 0;
};

/// Framing over one non-blocking socket. It lives as long as an operation of the system may still call
/// back; `TcpConnectionHandle` is what users own. Thread: the loop of its socket.
class TcpConnection final : public std::enable_shared_from_this<TcpConnection> {
public:
    TcpConnection(asio::ip::tcp::socket socket, std::shared_ptr<ConnectionBudget> budget);
    ~TcpConnection();

    void receive(Connection::FrameHandler handler);
    void send(Payload frame, EventLoop::Task sent);
    void close();
    void onClosed(Connection::CloseHandler handler) { m_closed = std::move(handler); }

    [[nodiscard]] const Endpoint& peer() const { return m_peer; }
    [[nodiscard]] std::uint64_t receivedBytes() const { return m_receivedBytes; }
    [[nodiscard]] std::uint64_t sentBytes() const { return m_sentBytes; }

private:
    struct Outgoing {
        Payload::Piece piece;
        std::size_t offset = 0; ///< bytes of the piece already sent
        EventLoop::Task sent;   ///< set on a frame's last piece
    };

    void readOn();
    void deliverOrRead();
    bool makeRoom(std::size_t frameSize);
    void setCapacity(std::size_t bytes);
    void writeOn();
    bool writeSome(bool& blocked);
    void consume(std::size_t bytes);
    void fail(const std::string& reason);

    asio::ip::tcp::socket m_socket;
    std::shared_ptr<ConnectionBudget> m_budget;
    Endpoint m_peer;
    Connection::FrameHandler m_handler;
    Connection::CloseHandler m_closed;

    // Bytes read and not yet given back: [m_begin, m_end) of m_buffer. A frame handed out stays at
    // m_begin until the next receive.
    Bytes m_buffer;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::size_t m_handedOut = 0;
    bool m_delivering = false;

    std::deque<Outgoing> m_outgoing;
    bool m_waitingToWrite = false;
    bool m_writing = false;
    bool m_open = true;
    std::uint64_t m_receivedBytes = 0;
    std::uint64_t m_sentBytes = 0;
};

/// Keeps a socket from programs that are started from this one, which would hold its port after it is closed.
void closeOnExec(int descriptor);

} // namespace partitura::net
