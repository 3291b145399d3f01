#include "app/live/control_server.h"

#include "app/live/control_service.h"

#include <asio/local/stream_protocol.hpp>
#include <asio/read_until.hpp>
#include <asio/streambuf.hpp>
#include <asio/write.hpp>

#include <mutex>

#include <sys/stat.h>
#include <unistd.h>

namespace partitura::app {
namespace {

using asio::local::stream_protocol;
using namespace std::chrono_literals;

constexpr std::size_t requestBytesMax = 64 << 10;
constexpr int clientsMax = 32;
/// For a request to come, and for an answer to be taken.
constexpr auto patience = 10s;
/// Between looks for new events while a client follows them.
constexpr auto followInterval = 50ms;

bool isTrusted(int socket) {
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
           (peer.uid == ::geteuid() || peer.uid == 0);
}

/// The way back to the server's thread, for answers that may come when it is gone. Thread: any.
struct Way {
    std::mutex mutex;
    EventLoop* loop = nullptr;

    void post(EventLoop::Task task) {
        const std::lock_guard lock(mutex);
        if (loop)
            loop->post(std::move(task));
    }
};

/// What clients look at and command.
struct Served {
    cluster::LiveCluster& cluster;
    Workloads& workloads;
};

/// One client. Thread: the server's.
class Client : public std::enable_shared_from_this<Client> {
public:
    Client(stream_protocol::socket socket, Served served, std::shared_ptr<Way> way,
           std::shared_ptr<int> count)
        : m_socket(std::move(socket))
        , m_deadline(m_socket.get_executor())
        , m_follow(m_socket.get_executor())
        , m_served(served)
        , m_way(std::move(way))
        , m_count(std::move(count)) {
        ++*m_count;
    }
    ~Client() { --*m_count; }

    void start() {
        giveTime();
        asio::async_read_until(
            m_socket, m_request, '\n',
            [self = shared_from_this()](const asio::error_code& error, std::size_t) { self->take(error); });
    }

private:
    void take(const asio::error_code& error) {
        m_deadline.cancel();
        if (error == asio::error::not_found)
            return finish(controlError("the request is longer than 65536 bytes"));
        if (error)
            return close();
        const auto bytes = m_request.data();
        std::string line(asio::buffers_begin(bytes), asio::buffers_end(bytes));
        line.resize(line.find('\n'));
        const auto request = parseControlRequest(line);
        if (!request)
            return finish(controlError(request.error().context));
        if (const auto follow = followedEvents(*request)) {
            m_after = *follow;
            return followOn();
        }
        // The answer comes on a thread of the cluster's, and perhaps when nobody is here any more.
        handleControlRequest(m_served.cluster, m_served.workloads, *request,
                             [weak = weak_from_this(), way = m_way](std::string text) {
                                 way->post([weak, text = std::move(text)]() mutable {
                                     if (const auto self = weak.lock())
                                         self->finish(std::move(text));
                                 });
                             });
        keepUntilAnswered();
    }

    // It lives while its client waits; the read ends when that goes.
    void keepUntilAnswered() {
        m_socket.async_wait(stream_protocol::socket::wait_error,
                            [self = shared_from_this()](const asio::error_code&) {});
    }

    void finish(std::string text) {
        write(std::move(text), [](Client& self) { self.close(); });
    }

    void write(std::string text, std::function<void(Client&)> then) {
        m_answer = std::move(text);
        giveTime();
        asio::async_write(
            m_socket, asio::buffer(m_answer),
            [self = shared_from_this(), then = std::move(then)](const asio::error_code& error, std::size_t) {
                self->m_deadline.cancel();
                error ? self->close() : then(*self);
            });
    }

    void followOn() {
        const auto events = m_served.cluster.events().since(m_after);
        if (!events.empty()) {
            m_after = events.back().sequence;
            return write(eventLines(events), [](Client& self) { self.followOn(); });
        }
        m_follow.expires_after(followInterval);
        m_follow.async_wait([self = shared_from_this()](const asio::error_code& error) {
            // A client that is gone is noticed by what it no longer sends.
            char byte = 0;
            if (error || ::recv(self->m_socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0)
                return self->close();
            self->followOn();
        });
    }

    void giveTime() {
        m_deadline.expires_after(patience);
        m_deadline.async_wait([weak = weak_from_this()](const asio::error_code& error) {
            if (const auto self = weak.lock(); self && !error)
                self->close();
        });
    }

    void close() {
        asio::error_code ignored;
        m_deadline.cancel();
        m_follow.cancel();
        m_socket.shutdown(stream_protocol::socket::shutdown_both, ignored);
        m_socket.close(ignored);
    }

    stream_protocol::socket m_socket;
    asio::steady_timer m_deadline, m_follow;
    const Served m_served;
    const std::shared_ptr<Way> m_way;
    const std::shared_ptr<int> m_count;
    asio::streambuf m_request{requestBytesMax};
    std::string m_answer;
    std::uint64_t m_after = 0;
};

} // namespace

class ControlServer::Listener : public std::enable_shared_from_this<Listener> {
public:
    Listener(net::AsioEventLoop& loop, Served served)
        : m_acceptor(loop.context())
        , m_retry(loop.context())
        , m_served(served) {
        m_way->loop = &loop;
    }
    void endAnswers() {
        const std::lock_guard lock(m_way->mutex);
        m_way->loop = nullptr;
    }

    /// Nobody can connect before the mode is set: that begins with listen().
    Result<void> open(const std::string& path) {
        asio::error_code error;
        struct stat status {};
        if (::lstat(path.c_str(), &status) == 0 && S_ISSOCK(status.st_mode))
            ::unlink(path.c_str());
        m_acceptor.open(stream_protocol(), error);
        if (!error)
            m_acceptor.bind(stream_protocol::endpoint(path), error);
        if (!error && ::chmod(path.c_str(), 0600) != 0)
            error = asio::error_code(errno, asio::error::get_system_category());
        if (!error)
            m_acceptor.listen(clientsMax, error);
        if (error)
            return Error{ErrorCode::KAFKA_STORAGE_ERROR, "cannot listen at " + path + ": " + error.message()};
        return {};
    }

    void acceptOn() {
        m_acceptor.async_accept(
            [self = shared_from_this()](const asio::error_code& error, stream_protocol::socket socket) {
                if (error == asio::error::operation_aborted)
                    return;
                if (!error && *self->m_count < clientsMax && isTrusted(socket.native_handle()))
                    std::make_shared<Client>(std::move(socket), self->m_served, self->m_way, self->m_count)
                        ->start();
                if (!error)
                    return self->acceptOn();
                self->m_retry.expires_after(100ms); // out of descriptors, mostly
                self->m_retry.async_wait([self](const asio::error_code& stopped) {
                    if (!stopped)
                        self->acceptOn();
                });
            });
    }

private:
    stream_protocol::acceptor m_acceptor;
    asio::steady_timer m_retry;
    const Served m_served;
    const std::shared_ptr<Way> m_way = std::make_shared<Way>();
    const std::shared_ptr<int> m_count = std::make_shared<int>(0);
};

ControlServer::ControlServer(const Clock& clock, std::string socket)
    : m_socket(std::move(socket))
    , m_loop(clock, "control") {}

Result<std::unique_ptr<ControlServer>> ControlServer::start(cluster::LiveCluster& cluster,
                                                            Workloads& workloads, const Clock& clock) {
    auto socket = controlSocketOf(cluster.dataDirectory());
    if (!socket)
        return socket.error();
    auto server = std::unique_ptr<ControlServer>(new ControlServer(clock, *socket));
    Result<void> opened;
    server->m_loop.runAndWait([&] {
        server->m_listener = std::make_shared<Listener>(server->m_loop, Served{cluster, workloads});
        opened = server->m_listener->open(*socket);
        if (opened)
            server->m_listener->acceptOn();
    });
    if (!opened)
        return opened.error();
    server->m_announcement.emplace(cluster.dataDirectory());
    return server;
}

ControlServer::~ControlServer() {
    if (m_announcement) // it listens
        ::unlink(m_socket.c_str());
    m_announcement.reset();
    if (m_listener)
        m_listener->endAnswers();
    m_loop.stop();
    m_listener.reset();
}

} // namespace partitura::app
