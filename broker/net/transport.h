// The seam for networks: frames between endpoints.
#pragma once

#include "broker/base/event_loop.h"
#include "broker/base/payload.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace partitura::net {

/// Where a node listens.
struct Endpoint {
    std::string host; ///< a name or an address, IPv6 without brackets
    std::uint16_t port = 0;

    auto operator<=>(const Endpoint&) const = default;
};

/// `host:port`, an IPv6 address in brackets.
std::string toString(const Endpoint& endpoint);

/// One connection that carries Kafka's frames (a 32-bit size, then that many bytes) both ways.
///
/// It gives one frame for each `receive`: between frames it is muted, so that order and back-pressure need
/// nothing else (Kafka's SocketServer mutes a channel while its request is in flight).
/// Owned by whoever accepted or opened it; letting go of it closes it. Thread: its transport's loop.
class Connection {
public:
    /// The frame without its size; valid until the next `receive`, and its bytes may be changed in place.
    using FrameHandler = std::function<void(MutableByteView frame)>;
    /// `reason` is empty when the peer just closed; else one line for the log.
    using CloseHandler = std::function<void(const std::string& reason)>;

    virtual ~Connection() = default;

    /// Asks for the next frame; `handler` runs once, perhaps inside this call. One at a time.
    virtual void receive(FrameHandler handler) = 0;
    /// Sends a frame after those sent before; `sent` runs once its bytes are with the system, perhaps
    /// inside this call, never after a close.
    virtual void send(Payload frame, EventLoop::Task sent) = 0;
    /// Closes now, without calling the close handler.
    virtual void close() = 0;
    /// Told once when the peer closed, broke the framing or the connection failed. Nothing follows.
    virtual void onClosed(CloseHandler handler) = 0;

    [[nodiscard]] virtual const Endpoint& peer() const = 0;
    [[nodiscard]] virtual std::uint64_t receivedBytes() const = 0; ///< counter
    [[nodiscard]] virtual std::uint64_t sentBytes() const = 0;     ///< counter
};

/// Accepts connections while it lives.
class Listener {
public:
    virtual ~Listener() = default;
    [[nodiscard]] virtual std::uint16_t port() const = 0;
};

/// Limits a transport keeps for every connection it makes.
struct TransportLimits {
    /// Largest frame taken, in bytes (Kafka's socket.request.max.bytes).
    std::size_t frameBytes = 100u << 20;
    /// What all connections together may hold of frames not yet whole or not yet answered, beyond 64 KiB
    /// each; the connection that asks for more is closed.
    std::size_t bufferedBytes = 512u << 20;
};

/// Opens and accepts connections for one event loop. Thread: that loop's.
class Transport {
public:
    using AcceptHandler = std::function<void(std::unique_ptr<Connection>)>;
    using ConnectHandler = std::function<void(Result<std::unique_ptr<Connection>>)>;

    virtual ~Transport() = default;

    /// Listens at one endpoint; port 0 takes a free one. Errors: UNKNOWN_SERVER_ERROR with a line that says
    /// what stands in the way (the port is in use, the address is not this machine's).
    virtual Result<std::unique_ptr<Listener>> listen(const Endpoint& endpoint, AcceptHandler accepted) = 0;
    /// Connects; `connected` runs later on the loop. Errors: NETWORK_EXCEPTION with the reason.
    virtual void connect(const Endpoint& endpoint, ConnectHandler connected) = 0;
};

} // namespace partitura::net
