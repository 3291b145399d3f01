// A client's plain socket, blocking, for what a well-behaved transport would never send.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/endian.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <functional>
#include <optional>
#include <thread>
#include <utility>

namespace partitura::test {

/// Generous: passed only when something is broken.
constexpr std::chrono::seconds patience{30};

/// Polls until `done`; false after `patience`.
inline bool waitUntil(const std::function<bool()>& done) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!done()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

/// Resident memory of this process, in bytes.
inline std::size_t residentBytes() {
    std::size_t pages = 0;
    if (auto* file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%*u %zu", &pages) != 1)
            pages = 0;
        std::fclose(file);
    }
    return pages * 4096;
}

/// Whether it has grown by less than `bytes`. Sanitizers keep books of their own, which nobody can predict.
inline bool grewLessThan(std::size_t bytes, std::size_t before) {
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
    return (void)bytes, (void)before, true;
#else
    return residentBytes() < before + bytes;
#endif
}

/// One connection to 127.0.0.1. Thread: one at a time.
class Socket {
public:
    explicit Socket(std::uint16_t port)
        : m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        m_connected = m_descriptor >= 0 &&
                      ::connect(m_descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~Socket() { close(); }
    Socket(Socket&& other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
        , m_connected(other.m_connected) {}
    Socket& operator=(Socket&&) = delete;

    [[nodiscard]] bool connected() const { return m_connected; }
    void close() {
        if (m_descriptor >= 0)
            ::close(std::exchange(m_descriptor, -1));
    }
    void closeSending() { ::shutdown(m_descriptor, SHUT_WR); }
    /// Closes with a reset instead of an orderly end.
    void reset() {
        const linger now{1, 0};
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        close();
    }

    /// Sends all; false when the other end is gone or takes nothing for long.
    bool send(ByteView bytes) {
        while (!bytes.empty()) {
            if (!waitFor(POLLOUT))
                return false;
            const auto count = ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (count < 0 && (errno == EAGAIN || errno == EINTR))
                continue;
            if (count <= 0)
                return false;
            bytes = bytes.subspan(static_cast<std::size_t>(count));
        }
        return true;
    }
    bool sendFrame(ByteView frame) {
        Bytes bytes(4);
        storeBigEndian(bytes.data(), static_cast<std::int32_t>(frame.size()));
        bytes.insert(bytes.end(), frame.begin(), frame.end());
        return send(bytes);
    }
    /// The next frame; nullopt when the other end closed, or nothing comes for long.
    std::optional<Bytes> receiveFrame() {
        std::uint8_t prefix[4];
        if (!receive(prefix))
            return std::nullopt;
        Bytes frame(static_cast<std::size_t>(loadBigEndian<std::int32_t>(prefix)));
        if (!receive(frame))
            return std::nullopt;
        return frame;
    }
    /// Whether the other end closes, now or soon; what it sends before is dropped.
    bool waitClosed() {
        Bytes dropped(64 << 10);
        for (;;) {
            if (!waitFor(POLLIN))
                return false;
            const auto count = ::recv(m_descriptor, dropped.data(), dropped.size(), 0);
            if (count == 0 || (count < 0 && errno != EINTR))
                return true;
        }
    }
    /// Whether the other end has closed by now.
    bool isClosed() {
        std::uint8_t byte = 0;
        const auto count = ::recv(m_descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        return count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR);
    }

private:
    bool receive(MutableByteView into) {
        while (!into.empty()) {
            if (!waitFor(POLLIN))
                return false;
            const auto count = ::recv(m_descriptor, into.data(), into.size(), 0);
            if (count < 0 && errno == EINTR)
                continue;
            if (count <= 0)
                return false;
            into = into.subspan(static_cast<std::size_t>(count));
        }
        return true;
    }
    bool waitFor(short events) {
        pollfd poll{m_descriptor, events, 0};
        int ready = 0;
        do
            ready = ::poll(&poll, 1, static_cast<int>(std::chrono::milliseconds(patience).count()));
        while (ready < 0 && errno == EINTR);
        return ready > 0;
    }

    int m_descriptor = -1;
    bool m_connected = false;
};

} // namespace partitura::test
