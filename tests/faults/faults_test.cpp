// The decorators of the seams: what each fault does, what it leaves alone, and how it ends.
#include "broker/faults/faulty_storage.h"
#include "broker/faults/faulty_transport.h"
#include "broker/faults/skewed_clock.h"
#include "broker/protocol/frame.h"
#include "broker/protocol/messages/api_versions.h"
#include "broker/simulation/manual_clock.h"
#include "broker/simulation/memory_storage.h"
#include "broker/simulation/simulated_transport.h"

#include <QtTest>

#include <bit>

using namespace partitura;
using namespace partitura::faults;
using namespace partitura::simulation;
using namespace std::chrono_literals;

namespace {

Bytes requestOf(const std::string& clientId, std::int32_t correlation = 1) {
    protocol::ApiVersionsRequest request;
    return *protocol::encodeRequest(request, 0, correlation, clientId).flatten();
}

/// Two hosts behind faulty transports, and a client that has none. Frames take 1 ms by themselves.
struct Net {
    VirtualScheduler scheduler;
    SimulatedNetwork network{1ms};
    FaultPlan plan{1};
    VirtualEventLoop loopA{scheduler}, loopB{scheduler}, loopC{scheduler};
    SimulatedTransport rawA{network, loopA, "broker-1"}, rawB{network, loopB, "broker-2"},
        rawC{network, loopC, "laptop"};
    FaultyTransport a{rawA, loopA, plan, "broker-1"}, b{rawB, loopB, plan, "broker-2"};
    std::unique_ptr<net::Listener> listener;

    struct End {
        std::unique_ptr<net::Connection> connection;
        std::vector<std::pair<Bytes, Instant>> got;
        std::string closed;
        int closes = 0;
    };
    End client, server;
    bool refused = false;

    explicit Net(bool fromBroker = true) {
        plan.setEndpoint({"broker-2", 1}, "broker-2");
        listener = std::move(
            *b.listen({"broker-2", 1}, [this](auto connection) { take(server, std::move(connection)); }));
        connect(fromBroker);
    }
    void connect(bool fromBroker = true) {
        refused = false;
        (fromBroker ? static_cast<net::Transport&>(a) : rawC)
            .connect({"broker-2", 1}, [this](auto connected) {
                refused = !connected;
                if (connected)
                    take(client, std::move(*connected));
            });
        scheduler.runFor(10ms);
    }
    void take(End& end, std::unique_ptr<net::Connection> connection) {
        end.connection = std::move(connection);
        end.connection->onClosed([&end](const std::string& reason) {
            end.closed = reason;
            ++end.closes;
        });
        receive(end);
    }
    void receive(End& end) {
        end.connection->receive([this, &end](MutableByteView frame) {
            end.got.emplace_back(Bytes(frame.begin(), frame.end()), scheduler.now());
            receive(end);
        });
    }
    void sendToServer(const Bytes& frame) { client.connection->send(Payload(frame), nullptr); }
    void sendToClient(const Bytes& frame) { server.connection->send(Payload(frame), nullptr); }
};

} // namespace

class FaultsTest : public QObject {
    Q_OBJECT

private slots:
    void withoutFaultsFramesPassAsTheyAre() {
        Net net;
        const auto before = net.scheduler.now();
        net.sendToServer(requestOf("broker-1-fetcher"));
        net.scheduler.runFor(1ms);
        QCOMPARE(net.server.got.size(), std::size_t(1));
        QVERIFY(net.server.got[0].second - before == 1ms);
        net.sendToClient(Bytes{7});
        net.scheduler.runFor(1ms);
        QCOMPARE(net.client.got.at(0).first, Bytes{7});
    }

    void aDelayHoldsEachFrameInOneDirectionAndKeepsOrder() {
        Net net;
        net.plan.setLink("broker-1", "broker-2", {.delayMin = 50ms, .delayMean = 50ms});
        net.scheduler.runFor(1ms);
        const auto before = net.scheduler.now();
        for (int i = 0; i < 3; ++i)
            net.sendToServer(requestOf("broker-1-fetcher", i));
        net.sendToClient(Bytes{7});
        net.scheduler.runFor(50ms);
        QVERIFY(net.server.got.empty());
        QCOMPARE(net.client.got.size(), std::size_t(1));
        QVERIFY(net.client.got[0].second - before == 1ms);
        net.scheduler.runFor(1ms);
        QCOMPARE(net.server.got.size(), std::size_t(3)); // all in 51 ms, not one after another
        for (int i = 0; i < 3; ++i)
            QCOMPARE(net.server.got[static_cast<std::size_t>(i)].first, requestOf("broker-1-fetcher", i));
    }

    void delaysAreDrawnWithTheirMean() {
        SeededRandom random(3);
        const faults::LinkConditions link{.delayMin = 10ms, .delayMean = 30ms};
        Duration sum{}, most{};
        constexpr int draws = 20'000;
        for (int i = 0; i < draws; ++i) {
            const auto delay = drawDelay(link, random);
            QVERIFY(delay >= 10ms);
            sum += delay;
            most = std::max(most, delay);
        }
        QVERIFY(sum / draws > 29ms && sum / draws < 31ms);
        QVERIFY(most > 100ms);
        QVERIFY(drawDelay({}, random) == Duration::zero());
    }

    void framesOfClientsAreDelayedWhereTheyArrive() {
        Net net(false);
        net.plan.setLink("clients", "broker-2", {.delayMin = 50ms, .delayMean = 50ms});
        net.plan.setLink("broker-2", "clients", {.delayMin = 20ms, .delayMean = 20ms});
        net.scheduler.runFor(1ms);
        const auto before = net.scheduler.now();
        for (int i = 0; i < 3; ++i)
            net.sendToServer(requestOf("kcat", i));
        net.scheduler.runFor(200ms);
        QCOMPARE(net.server.got.size(), std::size_t(3));
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(net.server.got[static_cast<std::size_t>(i)].first, requestOf("kcat", i));
            QVERIFY(net.server.got[static_cast<std::size_t>(i)].second - before == 51ms);
        }
        const auto then = net.scheduler.now();
        net.sendToClient(Bytes{7});
        net.scheduler.runFor(100ms);
        QVERIFY(net.client.got.at(0).second - then == 21ms);
    }

    void aFaultOfOtherLinksLeavesAFrameAlone() {
        Net net;
        net.plan.setLink("broker-3", "broker-2", {.delayMin = 50ms, .delayMean = 50ms, .isClogged = true});
        net.plan.cut("broker-1", "broker-3");
        net.scheduler.runFor(1ms);
        const auto before = net.scheduler.now();
        net.sendToServer(requestOf("broker-1-fetcher"));
        net.scheduler.runFor(10ms);
        QVERIFY(net.server.got.at(0).second - before == 1ms);
    }

    void aClogHoldsAndLosesNothing() {
        for (const bool byUndo : {false, true})
            for (const bool fromBroker : {false, true}) {
                Net net(fromBroker);
                const std::string from = fromBroker ? "broker-1" : "clients";
                net.plan.clog(from, "broker-2");
                net.scheduler.runFor(1ms);
                for (int i = 0; i < 100; ++i)
                    net.sendToServer(requestOf(fromBroker ? "broker-1-fetcher" : "kcat", i));
                net.scheduler.runFor(1h);
                QVERIFY(net.server.got.empty());
                QCOMPARE(net.client.closes + net.server.closes, 0);
                byUndo ? net.plan.undoAll() : net.plan.unclog(from, "broker-2");
                net.scheduler.runFor(2ms);
                QCOMPARE(net.server.got.size(), std::size_t(100));
            }
    }

    void aCloggedConnectionTakesOnlySoMuch() {
        Net net;
        net.plan.clog("broker-1", "broker-2");
        net.scheduler.runFor(1ms);
        int sent = 0;
        for (int i = 0; i < 100; ++i)
            net.client.connection->send(Payload(Bytes(100'000)), [&] { ++sent; });
        net.scheduler.runFor(1s);
        QVERIFY(sent >= 1 && sent <= 11);
        net.plan.undoAll();
        net.scheduler.runFor(1s);
        QCOMPARE(sent, 100);
        QCOMPARE(net.server.got.size(), std::size_t(100));
    }

    void undoingADelayLetsWhatIsHeldGo() {
        Net net;
        net.plan.setLink("broker-1", "broker-2", {.delayMin = 5min, .delayMean = 5min});
        net.scheduler.runFor(1ms);
        net.sendToServer(requestOf("broker-1-fetcher"));
        net.scheduler.runFor(1s);
        QVERIFY(net.server.got.empty());
        net.plan.undoAll();
        net.scheduler.runFor(2ms);
        QCOMPARE(net.server.got.size(), std::size_t(1));
        QVERIFY(net.plan.active().empty());
    }

    void aCutEndsConnectionsAtBothEndsAndRefusesNewOnes() {
        Net net;
        net.sendToServer(requestOf("broker-1-fetcher")); // it says who it is
        net.scheduler.runFor(2ms);
        net.plan.cut("broker-2", "broker-1");
        net.scheduler.runFor(2ms);
        QCOMPARE(net.client.closes, 1);
        QCOMPARE(net.server.closes, 1);
        QVERIFY(!net.client.closed.empty());
        net.connect();
        QVERIFY(net.refused);
        net.plan.heal("broker-1", "broker-2");
        net.connect();
        QVERIFY(!net.refused);
        net.sendToServer(requestOf("broker-1-fetcher", 9));
        net.scheduler.runFor(2ms);
        QCOMPARE(net.server.got.back().first, requestOf("broker-1-fetcher", 9));
    }

    void aCutOffClientIsClosedWhenItSpeaks() {
        Net net(false);
        net.plan.cut("clients", "broker-2");
        net.scheduler.runFor(2ms);
        net.sendToServer(requestOf("kcat"));
        net.scheduler.runFor(10ms);
        QVERIFY(net.server.got.empty());
        QCOMPARE(net.server.closes, 1);
    }

    void aResetEndsWhatIsOpenAndNothingElse() {
        Net net;
        net.sendToServer(requestOf("broker-1-fetcher"));
        net.scheduler.runFor(2ms);
        net.plan.reset("broker-3", "broker-2");
        net.scheduler.runFor(2ms);
        QCOMPARE(net.client.closes, 0);
        net.plan.reset("broker-1", "broker-2");
        net.scheduler.runFor(2ms);
        QCOMPARE(net.client.closes, 1);
        QVERIFY(net.plan.active().empty());
        net.connect();
        QVERIFY(!net.refused);
    }

    void aLossIsAResetAndHappensAsOftenAsSaid() {
        int losses = 0;
        Net net;
        net.plan.setLink("broker-1", "broker-2", {.lossPerMillion = 100'000});
        net.scheduler.runFor(1ms);
        constexpr int frames = 2000;
        for (int i = 0; i < frames; ++i) {
            net.sendToServer(requestOf("broker-1-fetcher", i));
            net.scheduler.runFor(2ms);
            if (net.client.closes > 0) {
                ++losses;
                net.client.closes = 0;
                net.connect();
            }
        }
        QCOMPARE(net.server.got.size(), static_cast<std::size_t>(frames - losses));
        QVERIFY2(losses > frames / 20 && losses < frames / 5, std::to_string(losses).c_str());
    }

    void whatEndsAConnectionInTheMiddleOfItsWorkIsSafe() {
        for (const bool isClogged : {false, true}) {
            Net net;
            if (isClogged)
                net.plan.clog("broker-1", "broker-2");
            else
                net.plan.setLink("broker-1", "broker-2", {.delayMin = 1ms, .delayMean = 5ms});
            net.scheduler.runFor(1ms);
            for (int i = 0; i < 10; ++i)
                net.sendToServer(requestOf("broker-1-fetcher", i));
            net.client.connection.reset();
            net.server.connection->onClosed([&](const std::string&) { net.server.connection.reset(); });
            net.plan.undoAll();
            net.scheduler.runFor(1s);
            QVERIFY(!net.server.connection);
        }
    }

    // ---- disks ----

    void aFullDiskLeavesWhatFitsAndTakesRoomBack() {
        MemoryStorage disk;
        const auto faults = std::make_shared<NodeFaults>(1);
        FaultyStorage storage(disk, {faults, [](Duration) {}, [] { return true; }});
        auto file = *storage.open("/f", Storage::OpenMode::create);
        QVERIFY(file->writeAt(0, Bytes(100)));
        faults->setDisk({.bytesFree = 50});
        QVERIFY(file->writeAt(0, Bytes(100))); // over what is there
        const auto refused = file->writeAt(80, Bytes(100));
        QCOMPARE(refused.code(), ErrorCode::KAFKA_STORAGE_ERROR);
        QVERIFY(refused.error().context.find("No space left on device") != std::string::npos);
        QCOMPARE(file->size(), std::uint64_t(150));
        QVERIFY(!file->writeAt(150, Bytes(1)));
        QVERIFY(file->truncate(140));
        QVERIFY(file->writeAt(140, Bytes(10)));
        QVERIFY(storage.remove("/f"));
        auto other = *storage.open("/g", Storage::OpenMode::create);
        QVERIFY(other->writeAt(0, Bytes(150)));
        QVERIFY(!other->writeAt(150, Bytes(1)));
        faults->undoAll();
        QVERIFY(other->writeAt(150, Bytes(1000)));
    }

    void writesAndSyncsFailWhenToldAndOnlyThen() {
        MemoryStorage disk;
        const auto faults = std::make_shared<NodeFaults>(1);
        FaultyStorage storage(disk, {faults, [](Duration) {}, [] { return true; }});
        auto file = *storage.open("/f", Storage::OpenMode::create);
        faults->setDisk({.failsWrites = true});
        QCOMPARE(file->writeAt(0, Bytes(100)).code(), ErrorCode::KAFKA_STORAGE_ERROR);
        QCOMPARE(file->size(), std::uint64_t(50));
        QVERIFY(file->sync());
        faults->setDisk({.failsSyncs = true});
        QVERIFY(file->writeAt(0, Bytes(100)));
        QCOMPARE(file->sync().code(), ErrorCode::KAFKA_STORAGE_ERROR);
        QCOMPARE(storage.syncDirectory("/").code(), ErrorCode::KAFKA_STORAGE_ERROR);
        faults->setDisk({});
        QVERIFY(file->sync());
        QVERIFY(storage.syncDirectory("/"));
    }

    void readsAreFlippedByOneBitAndTheDiskIsNot() {
        MemoryStorage disk;
        const auto faults = std::make_shared<NodeFaults>(1);
        FaultyStorage storage(disk, {faults, [](Duration) {}, [] { return true; }});
        auto file = *storage.open("/f", Storage::OpenMode::create);
        QVERIFY(file->writeAt(0, Bytes(64)));
        faults->setDisk({.readFlipsOneIn = 4});
        int flipped = 0;
        for (int i = 0; i < 400; ++i) {
            Bytes read(64);
            QCOMPARE(*file->readAt(0, read), std::size_t(64));
            int bits = 0;
            for (const auto byte : read)
                bits += std::popcount(byte);
            QVERIFY(bits <= 1);
            flipped += bits;
        }
        QVERIFY(flipped > 50 && flipped < 150);
        faults->setDisk({});
        Bytes read(64);
        QVERIFY(file->readAt(0, read) && read == Bytes(64));
    }

    void aBitIsFlippedWhereItIsStored() {
        MemoryStorage disk;
        auto file = *disk.open("/f", Storage::OpenMode::create);
        QVERIFY(file->writeAt(0, Bytes(2)));
        QVERIFY(flipBit(disk, "/f", 11));
        Bytes read(2);
        QVERIFY(file->readAt(0, read));
        QCOMPARE(read, (Bytes{0, 8}));
        QCOMPARE(flipBit(disk, "/f", 16).code(), ErrorCode::KAFKA_STORAGE_ERROR);
        QCOMPARE(flipBit(disk, "/none", 0).code(), ErrorCode::KAFKA_STORAGE_ERROR);
    }

    void aSlowDiskTakesTimeUntilItIsUndone() {
        MemoryStorage disk;
        ManualClock clock;
        const auto faults = std::make_shared<NodeFaults>(1);
        bool isBackground = false;
        FaultyStorage storage(
            disk, {faults, [&](Duration time) { clock.advance(time); }, [&] { return isBackground; }});
        auto file = *storage.open("/f", Storage::OpenMode::create);
        const auto taken = [&](const auto& operation) {
            const auto before = clock.now();
            operation();
            return clock.now() - before;
        };
        const auto write = [&] { QVERIFY(file->writeAt(0, Bytes(10))); };
        const auto sync = [&] { QVERIFY(file->sync()); };
        QVERIFY(taken(write) == Duration::zero());
        faults->setDisk({.operationTakes = 120ms});
        QVERIFY(taken(write) == 120ms && taken(sync) == 120ms);
        faults->setDisk({.operationTakes = 120ms, .slowsBackgroundOnly = true});
        QVERIFY(taken(write) == Duration::zero());
        isBackground = true;
        QVERIFY(taken(sync) == 120ms);
        faults->setDisk({.operationTakes = 1h});
        QVERIFY(taken(sync) == operationTakesMax);
        // One that is under way goes on as soon as it is undone.
        FaultyStorage impatient(disk, {faults,
                                       [&](Duration time) {
                                           clock.advance(time);
                                           faults->undoAll();
                                       },
                                       [] { return true; }});
        QVERIFY(taken([&] { QVERIFY(impatient.syncDirectory("/")); }) <= 50ms);
    }

    // ---- clocks, requests, the plan ----

    void aSkewedClockIsWrongAboutTheTimeOfDayAlone() {
        ManualClock clock;
        const auto faults = std::make_shared<NodeFaults>(1);
        const SkewedClock skewed(clock, faults);
        faults->setClockSkewMs(-3'600'000);
        QCOMPARE(skewed.wallTimeMs(), clock.wallTimeMs() - 3'600'000);
        QVERIFY(skewed.now() == clock.now());
        faults->undoAll();
        QCOMPARE(skewed.wallTimeMs(), clock.wallTimeMs());
    }

    void requestFaultsBefallTheNextThatFit() {
        NodeFaults faults(1);
        QVERIFY(!faults.hasRequestFaults());
        faults.addRequestFault({.apiKey = 1, .count = 2, .error = ErrorCode::NOT_LEADER_OR_FOLLOWER});
        faults.addRequestFault(
            {.apiKey = -1, .count = 1, .from = RequestFault::Sender::brokers, .isDropped = true});
        faults.addRequestFault({.apiKey = 3, .count = 0});
        QVERIFY(!faults.takeRequestFault(0, "kcat"));
        QVERIFY(!faults.takeRequestFault(3, "kcat"));
        QCOMPARE(faults.takeRequestFault(1, "kcat")->error, ErrorCode::NOT_LEADER_OR_FOLLOWER);
        QVERIFY(faults.takeRequestFault(1, "broker-2-fetcher")->isDropped);
        QVERIFY(!faults.takeRequestFault(1, "broker-2-fetcher"));
        QVERIFY(faults.takeRequestFault(1, "broker-2"));
        QVERIFY(!faults.takeRequestFault(1, "kcat"));
        QVERIFY(!faults.hasRequestFaults());
    }

    void senderNames() {
        QCOMPARE(senderOf("broker-12-to-controller"), std::string_view("broker-12"));
        for (const auto* other : {"", "kcat", "broker-", "broker-x-fetcher", "broker-1", "broker--1"})
            QCOMPARE(senderOf(other), clientsName);
    }

    void thePlanShowsWhatLastsAndUndoesIt() {
        FaultPlan plan(7);
        plan.cut("broker-2", "broker-1");
        plan.setLink("clients", "broker-1", {.delayMin = 1ms, .delayMean = 2ms, .lossPerMillion = 5});
        plan.clog("broker-1", "clients");
        plan.node("broker-3")->setDisk({.bytesFree = 9, .failsSyncs = true});
        plan.node("broker-3")->setClockSkewMs(-4);
        plan.node("broker-2")->addRequestFault({.apiKey = 0, .count = 3, .error = ErrorCode::NOT_CONTROLLER});
        std::vector<std::string> shown;
        for (const auto& fault : plan.active())
            shown.push_back(std::string(observe::faultKindName(fault.kind)) + " " + fault.node + " " +
                            fault.other + " " + std::to_string(fault.amount) + " " + fault.detail);
        const std::vector<std::string> expected = {
            "cut broker-1 broker-2 0 ",
            "clog broker-1 clients 0 ",
            "delay-link clients broker-1 2000 at least 1000 µs",
            "lose-frames clients broker-1 5 ",
            "fail-requests broker-2  3 Produce: NOT_CONTROLLER",
            "skew-clock broker-3  -4 ",
            "fill-disk broker-3  9 ",
            "fail-syncs broker-3  0 ",
        };
        QCOMPARE(shown, expected);
        QVERIFY(plan.hasLinkFaults());
        plan.undoAll();
        QVERIFY(plan.active().empty());
        QVERIFY(!plan.hasLinkFaults() && !plan.isCut("broker-1", "broker-2"));
        QVERIFY(!plan.node("broker-3")->hasDiskFaults());
    }
};

QTEST_GUILESS_MAIN(FaultsTest)
#include "faults_test.moc"
