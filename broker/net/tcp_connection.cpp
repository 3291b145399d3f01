#include "broker/net/tcp_connection.h"

#include "broker/base/endian.h"
#include "broker/base/storage.h"

#include <asio/buffer.hpp>
#include <asio/post.hpp>

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace partitura::net {
namespace {

constexpr std::size_t sizePrefix = 4;
constexpr std::size_t initialCapacity = 4u << 10;
/// Up to here a connection's buffer counts against nobody and is kept between frames.
constexpr std::size_t freeCapacity = 64u << 10;
/// Larger buffers than this are given back when their frame is done; smaller ones too once all connections
/// together hold more than this part of what they may.
constexpr std::size_t keptCapacity = 2u << 20;
constexpr std::size_t keptShare = 4;
/// Shorter file regions are read into memory and leave with their neighbours in one call.
constexpr std::size_t sendfileThreshold = 32u << 10;
constexpr int gatheredPieces = 16;

std::size_t accountable(std::size_t capacity) {
    return capacity > freeCapacity ? capacity - freeCapacity : 0;
}

} // namespace

TcpConnection::TcpConnection(asio::ip::tcp::socket socket, std::shared_ptr<ConnectionBudget> budget)
    : m_socket(std::move(socket))
    , m_budget(std::move(budget)) {
    asio::error_code ignored;
    m_socket.non_blocking(true, ignored);
    closeOnExec(m_socket.native_handle());
    m_socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    if (const auto remote = m_socket.remote_endpoint(ignored); !ignored)
        m_peer = {remote.address().to_string(), remote.port()};
}

TcpConnection::~TcpConnection() {
    setCapacity(0);
}

void TcpConnection::receive(Connection::FrameHandler handler) {
    m_handler = std::move(handler);
    if (!m_delivering)
        deliverOrRead();
}

// Hands out frames while there is a handler for one; the flag turns "handler asks for the next frame" into
// the next turn of this loop instead of a recursion.
void TcpConnection::deliverOrRead() {
    const auto self = shared_from_this();
    m_delivering = true;
    while (m_open && m_handler) {
        m_begin += m_handedOut;
        m_handedOut = 0;
        if (m_begin == m_end) {
            m_begin = m_end = 0;
            const bool isScarce = m_budget->bufferedBytes > m_budget->limits.bufferedBytes / keptShare;
            if (m_buffer.size() > keptCapacity || (isScarce && m_buffer.size() > freeCapacity))
                setCapacity(initialCapacity);
        }
        const auto available = m_end - m_begin;
        if (available >= sizePrefix) {
            const auto size = loadBigEndian<std::int32_t>(m_buffer.data() + m_begin);
            if (size < 0 || static_cast<std::size_t>(size) > m_budget->limits.frameBytes) {
                fail("sent a frame size of " + std::to_string(size) + " bytes; the limit is " +
                     std::to_string(m_budget->limits.frameBytes));
                break;
            }
            const auto frameSize = sizePrefix + static_cast<std::size_t>(size);
            if (available >= frameSize) {
                m_handedOut = frameSize;
                const auto handler = std::move(m_handler);
                m_handler = nullptr;
                handler(MutableByteView(m_buffer).subspan(m_begin + sizePrefix, frameSize - sizePrefix));
                continue;
            }
            if (!makeRoom(frameSize))
                break;
        } else if (!makeRoom(sizePrefix)) {
            break;
        }
        readOn();
        break;
    }
    m_delivering = false;
}

// Room for more bytes of a frame of `frameSize`: the buffer grows with what has arrived, not with what the
// size field promises, so that a lying peer costs nothing.
bool TcpConnection::makeRoom(std::size_t frameSize) {
    if (m_begin > 0 && m_begin + frameSize > m_buffer.size()) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_begin = 0;
    }
    if (m_end < m_buffer.size())
        return true;
    const auto wanted =
        std::max(initialCapacity, std::min(std::max(frameSize, initialCapacity), m_buffer.size() * 2));
    const auto held = m_budget->bufferedBytes - accountable(m_buffer.size()) + accountable(wanted);
    if (accountable(wanted) > 0 && held > m_budget->limits.bufferedBytes) {
        fail("needs a buffer of " + std::to_string(wanted) +
             " bytes; all connections together already hold " + std::to_string(m_budget->bufferedBytes));
        return false;
    }
    setCapacity(wanted);
    return true;
}

void TcpConnection::setCapacity(std::size_t bytes) {
    m_budget->bufferedBytes -= accountable(m_buffer.size());
    m_buffer.resize(bytes);
    if (bytes < m_buffer.capacity() / 2)
        m_buffer.shrink_to_fit();
    m_budget->bufferedBytes += accountable(bytes);
}

void TcpConnection::readOn() {
    m_socket.async_read_some(asio::buffer(m_buffer.data() + m_end, m_buffer.size() - m_end),
                             [self = shared_from_this()](const asio::error_code& error, std::size_t count) {
                                 if (!self->m_open)
                                     return;
                                 if (error) {
                                     const bool orderly =
                                         error == asio::error::eof || error == asio::error::connection_reset;
                                     return self->fail(orderly ? std::string() : error.message());
                                 }
                                 self->m_end += count;
                                 self->m_receivedBytes += count;
                                 self->deliverOrRead();
                             });
}

void TcpConnection::send(Payload frame, EventLoop::Task sent) {
    if (!m_open)
        return;
    Bytes prefix(sizePrefix);
    storeBigEndian(prefix.data(), static_cast<std::int32_t>(frame.size()));
    m_outgoing.push_back({std::move(prefix), 0, nullptr});
    for (auto& piece : frame.takePieces())
        m_outgoing.push_back({std::move(piece), 0, nullptr});
    m_outgoing.back().sent = std::move(sent);
    if (!m_waitingToWrite && !m_writing)
        writeOn();
}

void TcpConnection::writeOn() {
    const auto self = shared_from_this();
    m_writing = true;
    bool blocked = false;
    while (m_open && !m_outgoing.empty() && !blocked)
        if (!writeSome(blocked))
            break;
    m_writing = false;
    if (!m_open || !blocked)
        return;
    m_waitingToWrite = true;
    m_socket.async_wait(asio::ip::tcp::socket::wait_write, [self](const asio::error_code& error) {
        self->m_waitingToWrite = false;
        if (!self->m_open)
            return;
        if (error)
            return self->fail(error.message());
        self->writeOn();
    });
}

// One system call's worth: a gather of what is in memory, or a stretch of one file.
bool TcpConnection::writeSome(bool& blocked) {
    const auto* region = std::get_if<FileRegion>(&m_outgoing.front().piece);
    ssize_t written = 0;
    if (region && region->length >= sendfileThreshold && region->file->descriptor()) {
        auto position = static_cast<off_t>(region->position + m_outgoing.front().offset);
        written = ::sendfile(m_socket.native_handle(), *region->file->descriptor(), &position,
                             region->length - m_outgoing.front().offset);
        if (written == 0) {
            fail("file became shorter while it was sent: " + region->file->path());
            return false;
        }
    } else {
        iovec gathered[gatheredPieces];
        int count = 0;
        for (auto& outgoing : m_outgoing) {
            if (count == gatheredPieces)
                break;
            if (auto* file = std::get_if<FileRegion>(&outgoing.piece)) {
                if (file->length >= sendfileThreshold && file->file->descriptor())
                    break;
                Payload single;
                single.append(*file);
                auto flat = single.flatten();
                if (!flat) {
                    fail(flat.error().context);
                    return false;
                }
                outgoing.piece = std::move(*flat);
            }
            const auto* owned = std::get_if<Bytes>(&outgoing.piece);
            const auto& bytes = owned ? *owned : *std::get<SharedBytes>(outgoing.piece);
            gathered[count++] = {const_cast<std::uint8_t*>(bytes.data()) + outgoing.offset,
                                 bytes.size() - outgoing.offset};
        }
        msghdr message{};
        message.msg_iov = gathered;
        message.msg_iovlen = static_cast<std::size_t>(count);
        const bool more = static_cast<std::size_t>(count) < m_outgoing.size();
        written = ::sendmsg(m_socket.native_handle(), &message, MSG_NOSIGNAL | (more ? MSG_MORE : 0));
    }
    if (written < 0) {
        if (errno == EINTR)
            return true;
        if (errno == EAGAIN || errno == EWOULDBLOCK) {
            blocked = true;
            return true;
        }
        fail(errno == EPIPE || errno == ECONNRESET ? std::string() : std::strerror(errno));
        return false;
    }
    m_sentBytes += static_cast<std::uint64_t>(written);
    consume(static_cast<std::size_t>(written));
    return true;
}

void TcpConnection::consume(std::size_t bytes) {
    while (!m_outgoing.empty()) {
        auto& front = m_outgoing.front();
        const auto left = pieceSize(front.piece) - front.offset;
        if (bytes < left) {
            front.offset += bytes;
            return;
        }
        bytes -= left;
        const auto sent = std::move(front.sent);
        m_outgoing.pop_front();
        if (sent)
            sent();
        if (!m_open)
            return;
        if (bytes == 0)
            return;
    }
}

void TcpConnection::fail(const std::string& reason) {
    if (!m_open)
        return;
    const auto handler = std::move(m_closed);
    close();
    if (handler)
        handler(reason);
}

void TcpConnection::close() {
    if (!m_open)
        return;
    m_open = false;
    asio::error_code ignored;
    m_socket.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
    m_socket.close(ignored);
    m_closed = nullptr;
    // Handlers may own what owns this connection: let go of them once no call of ours is on the stack.
    asio::post(m_socket.get_executor(), [self = shared_from_this()] {
        self->m_outgoing.clear();
        self->m_handler = nullptr;
    });
}

void closeOnExec(int descriptor) {
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

} // namespace partitura::net
