// The live transport over real loopback sockets: frames, files, limits, and peers that misbehave.
#include "broker/base/live_clock.h"
#include "broker/log/posix_storage.h"
#include "broker/net/tcp_transport.h"
#include "tests/net/socket.h"

#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <map>
#include <mutex>

using namespace partitura;
using namespace partitura::net;
using namespace partitura::test;

namespace {

Bytes pattern(std::size_t size, std::uint8_t seed = 0) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::uint8_t>(i * 31 + i / 251 + seed);
    return bytes;
}

/// Sends back each frame, or what `reply` makes of it.
class EchoServer {
public:
    explicit EchoServer(TransportLimits limits = {}, std::function<Payload(ByteView)> reply = {})
        : m_reply(std::move(reply)) {
        onLoop([&] {
            m_transport = std::make_unique<TcpTransport>(m_loop, limits);
            auto listener = m_transport->listen({"127.0.0.1", 0},
                                                [this](auto connection) { accept(std::move(connection)); });
            if (!listener)
                qFatal("%s", listener.error().context.c_str());
            m_listener = std::move(*listener);
            port = m_listener->port();
        });
    }
    ~EchoServer() {
        onLoop([&] {
            m_listener.reset();
            m_connections.clear();
            m_transport.reset();
        });
        m_loop.stop();
    }

    void onLoop(EventLoop::Task task) { m_loop.runAndWait(std::move(task)); }
    TcpTransport& transport() { return *m_transport; }
    void closeAll() {
        onLoop([&] { m_connections.clear(); });
    }
    std::size_t open() {
        std::size_t count = 0;
        onLoop([&] { count = m_connections.size(); });
        return count;
    }
    /// Why connections ended, those closed in order as empty texts.
    std::vector<std::string> reasons() {
        std::vector<std::string> copy;
        onLoop([&] { copy = m_reasons; });
        return copy;
    }
    std::uint16_t port = 0;

private:
    void accept(std::unique_ptr<Connection> connection) {
        const auto id = ++m_last;
        connection->onClosed([this, id](const std::string& reason) {
            m_reasons.push_back(reason);
            m_connections.erase(id);
        });
        m_connections.emplace(id, std::move(connection));
        receive(id);
    }
    void receive(int id) {
        m_connections.at(id)->receive([this, id](MutableByteView frame) {
            auto reply = m_reply ? m_reply(frame) : Payload(Bytes(frame.begin(), frame.end()));
            m_connections.at(id)->send(std::move(reply), [this, id] {
                if (m_connections.contains(id))
                    receive(id);
            });
        });
    }

    LiveClock m_clock;
    AsioEventLoop m_loop{m_clock, "echo"};
    std::function<Payload(ByteView)> m_reply;
    std::unique_ptr<TcpTransport> m_transport;
    std::unique_ptr<Listener> m_listener;
    std::map<int, std::unique_ptr<Connection>> m_connections;
    std::vector<std::string> m_reasons;
    int m_last = 0;
};

bool echoes(Socket& socket, const Bytes& frame) {
    return socket.sendFrame(frame) && socket.receiveFrame() == frame;
}

} // namespace

class TcpTest : public QObject {
    Q_OBJECT

private slots:
    void framesComeBackAsTheyWere() {
        EchoServer server;
        Socket socket(server.port);
        for (const auto size : {0, 1, 3, 4, 4091, 4092, 4093, 65'536, 1 << 20, 5 << 20})
            QVERIFY2(echoes(socket, pattern(static_cast<std::size_t>(size))), std::to_string(size).c_str());
    }

    void pipelinedFramesComeBackInOrder() {
        EchoServer server;
        Socket socket(server.port);
        Bytes all;
        for (int i = 0; i < 300; ++i) {
            const auto frame = pattern(static_cast<std::size_t>(i * 17 % 3000), static_cast<std::uint8_t>(i));
            Bytes prefix(4);
            storeBigEndian(prefix.data(), static_cast<std::int32_t>(frame.size()));
            all.insert(all.end(), prefix.begin(), prefix.end());
            all.insert(all.end(), frame.begin(), frame.end());
        }
        QVERIFY(socket.send(all));
        for (int i = 0; i < 300; ++i)
            QVERIFY(socket.receiveFrame() ==
                    pattern(static_cast<std::size_t>(i * 17 % 3000), static_cast<std::uint8_t>(i)));
    }

    void framesMayComeByteByByte() {
        EchoServer server;
        Socket socket(server.port);
        const auto frame = pattern(20);
        Bytes bytes(4);
        storeBigEndian(bytes.data(), std::int32_t(20));
        bytes.insert(bytes.end(), frame.begin(), frame.end());
        for (const auto byte : bytes)
            QVERIFY(socket.send(Bytes{byte}));
        QVERIFY(socket.receiveFrame() == frame);
    }

    void filesAndMemoryMixInOneFrame() {
        QTemporaryDir directory;
        log::PosixStorage storage;
        const auto content = pattern(3 << 20);
        auto file = storage.open(directory.filePath("data").toStdString(), Storage::OpenMode::create);
        QVERIFY(file && (*file)->writeAt(0, content));
        Bytes wanted;
        const auto build = [&](bool remember) {
            Payload payload;
            const auto addRegion = [&](std::uint64_t position, std::size_t length) {
                payload.append(FileRegion{*file, position, length});
                if (remember)
                    wanted.insert(wanted.end(), content.begin() + static_cast<std::ptrdiff_t>(position),
                                  content.begin() + static_cast<std::ptrdiff_t>(position + length));
            };
            const auto addBytes = [&](Bytes bytes) {
                if (remember)
                    wanted.insert(wanted.end(), bytes.begin(), bytes.end());
                payload.append(std::move(bytes));
            };
            addBytes(pattern(100));
            addRegion(5, 2 << 20); // sent from the file
            addRegion(100, 40);    // read
            addBytes(pattern(70'000, 9));
            addRegion(1 << 20, 32 << 10); // sent from the file
            for (int i = 0; i < 40; ++i)  // more than one call can gather
                addBytes(pattern(10, static_cast<std::uint8_t>(i)));
            addRegion(0, 1);
            return payload;
        };
        build(true);
        EchoServer server({}, [&](ByteView) { return build(false); });
        Socket socket(server.port);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(socket.sendFrame(pattern(1)));
            QVERIFY(socket.receiveFrame() == wanted);
        }
    }

    void aFileThatBecameShorterClosesTheConnection() {
        QTemporaryDir directory;
        log::PosixStorage storage;
        auto file = storage.open(directory.filePath("data").toStdString(), Storage::OpenMode::create);
        QVERIFY(file && (*file)->writeAt(0, pattern(1000)));
        EchoServer server({}, [&](ByteView request) {
            Payload payload;
            payload.append(
                FileRegion{*file, 0, request.size() == 1 ? std::size_t(100'000) : std::size_t(2000)});
            return payload;
        });
        for (const auto size : {1, 2}) {
            Socket socket(server.port);
            QVERIFY(socket.sendFrame(pattern(static_cast<std::size_t>(size))));
            QVERIFY(socket.waitClosed());
        }
        QVERIFY(waitUntil([&] { return server.reasons().size() == 2; }));
        for (const auto& reason : server.reasons())
            QVERIFY2(reason.find("data") != std::string::npos, reason.c_str());
    }

    void aSlowReaderHoldsUpNobodyElse() {
        const auto big = std::make_shared<const Bytes>(pattern(32 << 20));
        EchoServer server({}, [&](ByteView request) {
            Payload payload;
            if (request.size() == 4)
                payload.append(big);
            else
                payload.append(Bytes(request.begin(), request.end()));
            return payload;
        });
        Socket slow(server.port);
        QVERIFY(slow.sendFrame(pattern(4)));
        Socket quick(server.port);
        for (int i = 0; i < 100; ++i)
            QVERIFY(echoes(quick, pattern(1000)));
        QVERIFY(slow.receiveFrame() == *big);
        QVERIFY(echoes(slow, pattern(10)));
    }

    void wrongSizesCloseTheConnection_data() {
        QTest::addColumn<qint32>("size");
        QTest::newRow("one over the limit") << 1001;
        QTest::newRow("huge") << std::numeric_limits<qint32>::max();
        QTest::newRow("negative") << -1;
        QTest::newRow("most negative") << std::numeric_limits<qint32>::min();
        QTest::newRow("an HTTP request") << 0x47455420; // "GET "
    }
    void wrongSizesCloseTheConnection() {
        QFETCH(qint32, size);
        EchoServer server({.frameBytes = 1000});
        Socket good(server.port);
        QVERIFY(echoes(good, pattern(1000)));
        Socket bad(server.port);
        Bytes prefix(4);
        storeBigEndian(prefix.data(), size);
        QVERIFY(bad.send(prefix));
        QVERIFY(bad.waitClosed());
        QVERIFY(waitUntil([&] { return server.reasons().size() == 1; }));
        const auto reason = server.reasons().front();
        QVERIFY2(reason.find(std::to_string(size)) != std::string::npos, reason.c_str());
        QVERIFY(echoes(good, pattern(500)));
    }

    void halfClosedStillGetsItsAnswer() {
        EchoServer server;
        Socket socket(server.port);
        QVERIFY(socket.sendFrame(pattern(1000)));
        socket.closeSending();
        QVERIFY(socket.receiveFrame() == pattern(1000));
        QVERIFY(socket.waitClosed());
        QVERIFY(waitUntil([&] { return server.reasons() == std::vector<std::string>{""}; }));
    }

    void whoeverLeavesInMidFrameIsForgotten() {
        EchoServer server;
        for (int i = 0; i < 3; ++i) {
            Socket socket(server.port);
            Bytes prefix(4);
            storeBigEndian(prefix.data(), std::int32_t(1'000'000));
            QVERIFY(socket.send(prefix));
            QVERIFY(socket.send(pattern(1000)));
            if (i % 2)
                socket.reset();
        }
        QVERIFY(waitUntil([&] { return server.reasons().size() == 3 && server.open() == 0; }));
    }

    void promisedBytesCostNothing() {
        EchoServer server;
        const auto before = residentBytes();
        std::vector<Socket> sockets;
        Bytes prefix(4);
        storeBigEndian(prefix.data(), std::int32_t(100 << 20));
        for (int i = 0; i < 100; ++i) {
            sockets.emplace_back(server.port);
            QVERIFY(sockets.back().send(prefix));
            QVERIFY(sockets.back().send(pattern(1000)));
        }
        Socket good(server.port);
        QVERIFY(echoes(good, pattern(100'000)));
        QVERIFY(waitUntil([&] { return server.open() == 101; }));
        QVERIFY(grewLessThan(64u << 20, before));
    }

    void whoAsksForMoreThanIsLeftIsClosed() {
        EchoServer server({.frameBytes = 4 << 20, .bufferedBytes = 1 << 20});
        Socket good(server.port);
        QVERIFY(echoes(good, pattern(60'000)));
        Socket greedy(server.port);
        greedy.sendFrame(pattern(4 << 20));
        QVERIFY(greedy.waitClosed());
        QVERIFY(waitUntil([&] { return server.reasons().size() == 1; }));
        QVERIFY(server.reasons().front().find("buffer") != std::string::npos);
        QVERIFY(echoes(good, pattern(1 << 20))); // what it held is there again
    }

    void whoIsIdleHoldsNothingThatOthersNeed() {
        EchoServer server({.frameBytes = 4 << 20, .bufferedBytes = 8 << 20});
        std::vector<Socket> idle;
        for (int i = 0; i < 40; ++i) {
            idle.emplace_back(server.port);
            QVERIFY(echoes(idle.back(), pattern(1'500'000)));
        }
        QVERIFY(echoes(idle.front(), pattern(4 << 20)));
        QVERIFY(server.reasons().empty());
    }

    void theOtherSideMayCloseAtAnyTime() {
        EchoServer server;
        std::vector<Socket> sockets;
        for (int i = 0; i < 20; ++i) {
            sockets.emplace_back(server.port);
            QVERIFY(echoes(sockets.back(), pattern(10)));
            sockets.back().sendFrame(pattern(1 << 20));
        }
        server.closeAll();
        for (auto& socket : sockets)
            QVERIFY(socket.waitClosed());
    }

    void connectingWhereNobodyListensFails() {
        std::uint16_t port = 0;
        {
            EchoServer gone;
            port = gone.port;
        }
        EchoServer server;
        std::atomic<int> answers = 0;
        ErrorCode error = ErrorCode::NONE;
        server.onLoop([&] {
            server.transport().connect({"127.0.0.1", port}, [&](auto connected) {
                error = connected.code();
                ++answers;
            });
        });
        QVERIFY(waitUntil([&] { return answers == 1; }));
        QCOMPARE(error, ErrorCode::NETWORK_EXCEPTION);
    }

    void aTakenPortIsNamed() {
        EchoServer server;
        server.onLoop([&] {
            const auto second = server.transport().listen({"127.0.0.1", server.port}, [](auto) {});
            QVERIFY(!second);
            QVERIFY(second.error().context.find(std::to_string(server.port)) != std::string::npos);
            QVERIFY(second.error().context.find("in use") != std::string::npos);
        });
    }

    void transportsTalkToEachOther() {
        EchoServer server;
        LiveClock clock;
        AsioEventLoop loop(clock, "client");
        std::atomic<bool> done = false;
        std::unique_ptr<TcpTransport> transport;
        std::unique_ptr<Connection> connection;
        const auto frame = pattern(3 << 20);
        Bytes received;
        loop.runAndWait([&] {
            transport = std::make_unique<TcpTransport>(loop, TransportLimits{});
            transport->connect({"localhost", server.port}, [&](auto connected) {
                if (!connected)
                    return;
                connection = std::move(*connected);
                connection->send(Payload(frame), nullptr);
                connection->receive([&](MutableByteView answer) {
                    received.assign(answer.begin(), answer.end());
                    connection.reset(); // letting go of it in its own handler is allowed
                    done = true;
                });
            });
        });
        QVERIFY(waitUntil([&] { return done.load(); }));
        QVERIFY(received == frame);
        loop.runAndWait([&] { transport.reset(); });
        loop.stop();
        QVERIFY(waitUntil([&] { return server.open() == 0; }));
    }
};

QTEST_GUILESS_MAIN(TcpTest)
#include "tcp_test.moc"
