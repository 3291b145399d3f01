// The simulated network: delays, order, cuts, closes.
#include "broker/simulation/simulated_transport.h"

#include <QtTest>

using namespace partitura;
using namespace partitura::net;
using namespace partitura::simulation;
using namespace std::chrono_literals;

class SimulatedTest : public QObject {
    Q_OBJECT

    struct Pair {
        VirtualScheduler scheduler;
        SimulatedNetwork network{1ms};
        VirtualEventLoop loopA{scheduler}, loopB{scheduler};
        SimulatedTransport a{network, loopA, "a"}, b{network, loopB, "b", {.frameBytes = 1000}};
        std::unique_ptr<Listener> listener;
        std::unique_ptr<Connection> client, server;

        Pair() {
            listener =
                std::move(*b.listen({"b", 1}, [this](auto connection) { server = std::move(connection); }));
            a.connect({"b", 1}, [this](auto connected) {
                if (connected)
                    client = std::move(*connected);
            });
            scheduler.runFor(10ms);
        }
    };

private slots:
    void aFrameArrivesOnTheOtherLoopAfterTheDelay() {
        Pair pair;
        QVERIFY(pair.client && pair.server);
        QCOMPARE(pair.client->peer().host, std::string("b"));
        QCOMPARE(pair.server->peer().host, std::string("a"));
        Bytes got;
        bool onLoop = false;
        pair.server->receive([&](MutableByteView frame) {
            got.assign(frame.begin(), frame.end());
            onLoop = pair.scheduler.running() == &pair.loopB;
        });
        pair.client->send(Payload(Bytes{1, 2, 3}), nullptr);
        pair.scheduler.runFor(999us);
        QVERIFY(got.empty());
        pair.scheduler.runFor(1us);
        QCOMPARE(got, (Bytes{1, 2, 3}));
        QVERIFY(onLoop);
        QCOMPARE(pair.server->receivedBytes(), pair.client->sentBytes());
    }

    void orderIsKeptWhenTheDelayShrinks() {
        Pair pair;
        std::vector<int> got;
        std::function<void()> receive = [&] {
            pair.server->receive([&](MutableByteView frame) {
                got.push_back(frame[0]);
                receive();
            });
        };
        receive();
        pair.network.setDelay(50ms);
        pair.client->send(Payload(Bytes{1}), nullptr);
        pair.network.setDelay(1ms);
        pair.client->send(Payload(Bytes{2}), nullptr);
        pair.scheduler.runFor(1s);
        QCOMPARE(got, (std::vector<int>{1, 2}));
    }

    void aCloseComesAfterTheFramesBeforeIt() {
        Pair pair;
        std::string order;
        pair.server->onClosed([&](const std::string&) { order += "closed"; });
        pair.client->send(Payload(Bytes{1}), nullptr);
        pair.client.reset();
        pair.scheduler.runFor(1s);
        QCOMPARE(order, std::string()); // muted: nobody has asked
        pair.server->receive([&](MutableByteView) {
            order += "frame ";
            pair.server->receive([](MutableByteView) {});
        });
        pair.scheduler.runFor(1s);
        QCOMPARE(order, std::string("frame closed"));
    }

    void aCutTellsBothAndLetsNobodyThrough() {
        Pair pair;
        int told = 0;
        pair.server->onClosed([&](const std::string&) { ++told; });
        pair.client->onClosed([&](const std::string&) { ++told; });
        pair.network.cut("b", "a");
        QCOMPARE(told, 0);
        pair.scheduler.runFor(10ms);
        QCOMPARE(told, 2);
        auto error = ErrorCode::NONE;
        pair.a.connect({"b", 1}, [&](auto connected) { error = connected.code(); });
        pair.scheduler.runFor(10ms);
        QCOMPARE(error, ErrorCode::NETWORK_EXCEPTION);
        pair.network.heal("a", "b");
        pair.a.connect({"b", 1}, [&](auto connected) { error = connected.code(); });
        pair.scheduler.runFor(10ms);
        QCOMPARE(error, ErrorCode::NONE);
    }

    void aClogHoldsOneDirectionAndLosesNothing() {
        Pair pair;
        std::vector<int> atServer, atClient;
        std::function<void()> serve = [&] {
            pair.server->receive([&](MutableByteView frame) {
                atServer.push_back(frame[0]);
                serve();
            });
        };
        std::function<void()> listen = [&] {
            pair.client->receive([&](MutableByteView frame) {
                atClient.push_back(frame[0]);
                listen();
            });
        };
        serve();
        listen();
        pair.client->send(Payload(Bytes{1}), nullptr);
        pair.network.clog("a", "b");
        pair.scheduler.runFor(1s);
        pair.client->send(Payload(Bytes{2}), nullptr);
        pair.server->send(Payload(Bytes{9}), nullptr);
        int connected = 0;
        pair.a.connect({"b", 1}, [&](auto answer) { connected += answer.ok(); });
        pair.scheduler.runFor(1s);
        QVERIFY(atServer.empty());
        QCOMPARE(atClient, (std::vector<int>{9}));
        QCOMPARE(connected, 0);
        pair.network.unclog("a", "b");
        pair.client->send(Payload(Bytes{3}), nullptr);
        pair.scheduler.runFor(1s);
        QCOMPARE(atServer, (std::vector<int>{1, 2, 3}));
        QCOMPARE(connected, 1);
    }

    void aLostFrameResetsItsConnection() {
        SeededRandom random(1);
        VirtualScheduler scheduler;
        SimulatedNetwork network({}, &random);
        VirtualEventLoop loopA(scheduler), loopB(scheduler);
        SimulatedTransport a(network, loopA, "a"), b(network, loopB, "b");
        std::unique_ptr<Connection> client, server;
        const auto listener = b.listen({"b", 1}, [&](auto connection) { server = std::move(connection); });
        a.connect({"b", 1}, [&](auto connected) { client = std::move(*connected); });
        scheduler.runFor(1s);
        int told = 0;
        client->onClosed([&](const std::string&) { ++told; });
        server->onClosed([&](const std::string&) { ++told; });
        network.setLink("a", "b", {.lossPerMillion = 100'000});
        for (int i = 0; i < 100; ++i)
            client->send(Payload(Bytes{1}), nullptr);
        scheduler.runFor(1s);
        QCOMPARE(told, 2);
    }

    void delaysHaveTheMeanTheyWereGiven() {
        SeededRandom random(7);
        VirtualScheduler scheduler;
        SimulatedNetwork network({.delayMin = 1ms, .delayMean = 5ms}, &random);
        VirtualEventLoop loopA(scheduler), loopB(scheduler);
        SimulatedTransport a(network, loopA, "a"), b(network, loopB, "b");
        std::unique_ptr<Connection> client, server;
        const auto listener = b.listen({"b", 1}, [&](auto connection) { server = std::move(connection); });
        a.connect({"b", 1}, [&](auto connected) { client = std::move(*connected); });
        scheduler.runFor(1s);
        Duration least = 1h, sum{};
        constexpr int rounds = 5000;
        for (int i = 0; i < rounds; ++i) {
            const auto sentAt = scheduler.now();
            client->send(Payload(Bytes{1}), nullptr);
            server->receive([&](MutableByteView) {
                const auto took = scheduler.now() - sentAt;
                least = std::min(least, took);
                sum += took;
            });
            scheduler.runFor(1s);
        }
        QVERIFY(least >= 1ms);
        QVERIFY(least < 1100us);
        QVERIFY(sum / rounds > 4800us && sum / rounds < 5200us);
    }

    void tooLargeAFrameClosesItsConnection() {
        Pair pair;
        std::string reason;
        pair.server->onClosed([&](const std::string& why) { reason = why; });
        pair.client->send(Payload(Bytes(1001)), nullptr);
        pair.scheduler.runFor(10ms);
        QVERIFY(reason.find("1001") != std::string::npos);
    }

    void portsAreTakenOnceAndFreedWithTheListener() {
        Pair pair;
        QVERIFY(!pair.b.listen({"b", 1}, [](auto) {}));
        QVERIFY(!pair.b.listen({"a", 2}, [](auto) {}));
        pair.listener.reset();
        QVERIFY(pair.b.listen({"b", 1}, [](auto) {}));
    }
};

QTEST_GUILESS_MAIN(SimulatedTest)
#include "simulated_test.moc"
