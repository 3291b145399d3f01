// Workloads against an embedded cluster: real clients over real sockets.
#include "app/live/embedded_cluster.h"
#include "app/workload/demo.h"
#include "app/workload/presets.h"
#include "tests/support/in_process_clients.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTest>

#include <spdlog/spdlog.h>

#include <csignal>
#include <future>
#include <set>

using namespace partitura;
using namespace partitura::app;
using namespace std::chrono_literals;

namespace {

constexpr int patienceMs = 60'000;

/// Polls until it holds.
template <typename Condition>
bool holds(Condition condition) {
    QElapsedTimer timer;
    timer.start();
    while (!condition()) {
        if (timer.hasExpired(patienceMs))
            return false;
        QThread::msleep(10);
    }
    return true;
}

WorkloadSpec producer(const std::string& topic, double perSecond) {
    ProducerSpec work;
    work.topic = topic;
    work.perSecond = perSecond;
    return {topic + "-writer", 1, 1, work};
}

WorkloadSpec consumers(const std::string& topic, std::int64_t clients) {
    ConsumerSpec work;
    work.topics = {topic};
    work.group = topic + "-readers";
    work.sessionTimeoutMs = 6000;
    return {work.group, clients, 1, work};
}

} // namespace

class LiveWorkloadsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<EmbeddedCluster> cluster;

    Workloads& workloads() { return cluster->workloads(); }
    WorkloadId started(WorkloadSpec spec) {
        const auto id = workloads().add(std::move(spec));
        if (!id || !workloads().start(*id))
            qFatal("a workload does not start");
        return *id;
    }
    WorkloadStatus status(WorkloadId id) {
        const auto snapshot = workloads().snapshot();
        const auto* found = snapshot->find(id);
        return found ? *found : WorkloadStatus();
    }
    bool becomes(WorkloadId id, WorkloadState state) {
        return holds([&] { return status(id).state == state; });
    }
    std::optional<observe::TopicSnapshot> topic(const std::string& name) {
        const auto snapshot = cluster->cluster().snapshot();
        const auto* found = snapshot->topic(name);
        return found ? std::optional(*found) : std::nullopt;
    }
    std::uint64_t inLog(const std::string& name) {
        std::uint64_t records = 0;
        if (const auto found = topic(name))
            for (const auto& partition : found->partitions)
                records += std::uint64_t(partition.highWatermark.value());
        return records;
    }
    std::optional<observe::GroupSnapshot> group(const std::string& id) {
        const auto snapshot = cluster->cluster().snapshot();
        const auto* found = snapshot->group(id);
        return found ? std::optional(*found) : std::nullopt;
    }
    std::size_t members(const std::string& id) {
        const auto found = group(id);
        return found ? found->members.size() : 0;
    }
    std::int64_t committed(const std::string& id) {
        std::int64_t sum = 0;
        if (const auto found = group(id))
            for (const auto& offset : found->offsets)
                sum += offset.offset.value();
        return sum;
    }

private slots:
    void initTestCase() {
        PARTITURA_NEEDS_IN_PROCESS_CLIENTS();
        std::signal(SIGPIPE, SIG_IGN); // as the program does: peers go away
        Options options;
        options.port = 0;
        options.ephemeral = true;
        auto begun = EmbeddedCluster::start(options);
        QVERIFY2(begun.ok(), begun ? "" : begun.error().context.c_str());
        cluster = std::move(*begun);
        cluster->cluster().observe(20ms);
    }
    void cleanup() {
        const auto snapshot = workloads().snapshot();
        for (const auto& workload : snapshot->workloads)
            QVERIFY(workloads().remove(workload->id).ok());
        QVERIFY(workloads().snapshot()->workloads.empty());
    }
    void cleanupTestCase() {
        QVERIFY(holds([] { return !LiveWorkloads::clientsAreLeft(); })); // the process ends
        cluster.reset();
    }

    void whatIsAcknowledgedIsInTheLogAndIsRead() {
        auto spec = producer("exact", 0);
        spec.clients = 2;
        const auto writer = started(spec);
        const auto reader = started(consumers("exact", 2));
        QVERIFY(holds([&] { return status(writer).records > 5000; }));
        QVERIFY(status(writer).latency.has_value());
        QVERIFY(status(writer).recordsPerSecond > 0);
        QVERIFY(workloads().stop(writer).ok());
        QVERIFY(becomes(writer, WorkloadState::stopped));
        const auto written = status(writer);
        QCOMPARE(written.records + written.errors, written.sent);
        QVERIFY(holds([&] { return inLog("exact") == written.records; }));
        QVERIFY(holds([&] { return status(reader).records == written.records; }));
        QVERIFY(holds([&] { return status(reader).rebalances >= 2; }));
        const auto read = status(reader);
        QCOMPARE(read.repeated + read.writtenTwice, 0u);
        QCOMPARE(read.bytes, written.bytes);
        QCOMPARE(read.clientsRunning, 2);
        QCOMPARE(read.partitions, std::int64_t(topic("exact")->partitions.size()));
        std::int64_t positions = 0;
        for (const auto& [at, offset] : read.positions)
            positions += offset.value();
        QCOMPARE(positions, std::int64_t(written.records));
        // Those who stop commit what they processed, and leave.
        QVERIFY(workloads().stop(reader).ok());
        QVERIFY(holds([&] { return members("exact-readers") == 0; }));
        QVERIFY(holds([&] { return committed("exact-readers") == std::int64_t(written.records); }));
    }

    void clientsAreWhoTheySayTheyAre() {
        const auto writer = started(producer("named", 50));
        const auto reader = started(consumers("named", 2));
        QVERIFY(holds([&] { return members("named-readers") == 2 && status(writer).records > 0; }));
        std::set<std::string> ids;
        for (const auto named = group("named-readers"); const auto& member : named->members)
            ids.insert(member.clientId);
        QVERIFY(ids == (std::set<std::string>{"named-readers-1", "named-readers-2"}));
        (void)reader;
    }

    void theRateActsWhileItRuns() {
        const auto spec = producer("paced", 20);
        const auto writer = started(spec);
        QVERIFY(holds([&] { return status(writer).records > 20; }));
        auto faster = spec;
        std::get<ProducerSpec>(faster.work).perSecond = 2000;
        QVERIFY(workloads().change(writer, faster).ok());
        QVERIFY(holds([&] { return status(writer).recordsPerSecond > 500; }));
        QVERIFY(!status(writer).changedSinceStart);
        std::get<ProducerSpec>(faster.work).lingerMs = 50;
        QVERIFY(workloads().change(writer, faster).ok());
        QVERIFY(holds([&] { return status(writer).changedSinceStart; }));
        QVERIFY(holds([&] { return status(writer).history.size() >= 2; }));
    }

    void aPausedProducerSendsNothingUntilItGoesOn() {
        const auto writer = started(producer("paused", 500));
        QVERIFY(holds([&] { return status(writer).records > 50; }));
        QVERIFY(workloads().pause(writer).ok());
        QVERIFY(becomes(writer, WorkloadState::paused));
        // Its answers wait, too, until it looks at them again.
        QVERIFY(holds([&] { return status(writer).recordsPerSecond == 0; }));
        const auto sent = status(writer).sent;
        QVERIFY(
            holds([&] { return inLog("paused") == sent; })); // librdkafka's own threads finish what it had
        QVERIFY(workloads().start(writer).ok());
        QVERIFY(holds([&] { return status(writer).sent > sent + 50; }));
        QVERIFY(status(writer).state == WorkloadState::running);
    }

    void aCrashedMemberStaysUntilItsSessionTimesOut() {
        started(producer("crash", 200));
        const auto reader = started(consumers("crash", 1));
        QVERIFY(holds([&] { return committed("crash-readers") > 0; }));
        QElapsedTimer since;
        since.start();
        QVERIFY(workloads().crash(reader, CrashMoment::now).ok());
        QVERIFY(becomes(reader, WorkloadState::crashed));
        QCOMPARE(members("crash-readers"), 1u);
        QVERIFY(holds([&] { return members("crash-readers") == 0; }));
        // Its last heartbeat came at most three seconds before; the session lasts six from then.
        QVERIFY2(since.elapsed() > 2000, qPrintable(QString::number(since.elapsed())));
        QVERIFY(workloads().start(reader).ok());
        QVERIFY(holds([&] { return status(reader).records > 0; }));
    }

    void aCrashBeforeTheCommitMakesDuplicates() {
        started(producer("twice", 100));
        auto spec = consumers("twice", 2);
        std::get<ConsumerSpec>(spec.work).commit = CommitMode::never;
        spec.clients = 1;
        const auto reader = started(spec);
        QVERIFY(holds([&] { return status(reader).records > 20; }));
        QVERIFY(workloads().crash(reader, CrashMoment::beforeCommit).ok());
        QVERIFY(becomes(reader, WorkloadState::crashed));
        QCOMPARE(committed("twice-readers"), 0);
        const auto lost = status(reader).records;
        // A second member of the same workload would see them again: so does the next start, which counts
        // anew.
        QVERIFY(workloads().start(reader).ok());
        QVERIFY(holds([&] {
            return status(reader).state == WorkloadState::running && status(reader).records >= lost;
        }));
    }

    void membersThatCrashOnPoisonLeaveDuplicatesToTheOthers() {
        auto feed = producer("chain", 50);
        std::get<ProducerSpec>(feed.work).poisonEvery = 100;
        std::get<ProducerSpec>(feed.work).keys.count = 1; // all in one partition, and so the poison
        started(feed);
        auto spec = consumers("chain", 2);
        auto& work = std::get<ConsumerSpec>(spec.work);
        work.poisonMatch = "poison";
        work.poison = PoisonAction::crash;
        work.commitIntervalMs = 3'000'000; // what is processed is never committed in time
        const auto reader = started(spec);
        // One crashes; once its session is over the other gets the partition from the start, and crashes,
        // too.
        QVERIFY(becomes(reader, WorkloadState::crashed));
        QVERIFY(status(reader).lastError.find("poison record in chain-") != std::string::npos);
        QVERIFY(status(reader).repeated > 0);
    }

    void poisonStallsItsPartitionAndLagGrows() {
        auto feed = producer("poison", 100);
        std::get<ProducerSpec>(feed.work).poisonEvery = 50;
        const auto writer = started(feed);
        auto spec = consumers("poison", 1);
        std::get<ConsumerSpec>(spec.work).poisonMatch = "poison";
        const auto reader = started(spec);
        QVERIFY(holds([&] { return status(reader).retries >= 2; }));
        const auto stuck = status(reader).records;
        QVERIFY(holds([&] { return status(writer).records > stuck + 300; }));
        QCOMPARE(status(reader).records, stuck);
        QVERIFY(status(reader).errors > 0);
        // Skipping is the way out.
        std::get<ConsumerSpec>(spec.work).poison = PoisonAction::skip;
        QVERIFY(workloads().change(reader, spec).ok());
        QVERIFY(workloads().stop(reader).ok());
        QVERIFY(becomes(reader, WorkloadState::stopped));
        QVERIFY(workloads().start(reader).ok());
        QVERIFY(holds([&] { return status(reader).skipped > 2 && status(reader).records > 300; }));
    }

    void aSlowConsumerFallsBehind() {
        const auto writer = started(producer("slow", 400));
        auto spec = consumers("slow", 1);
        std::get<ConsumerSpec>(spec.work).perRecordUs = 20'000;
        const auto reader = started(spec);
        QVERIFY(holds([&] {
            return status(reader).records > 10 && status(writer).records > status(reader).records + 500;
        }));
        // Faster while it runs: it catches up.
        std::get<ConsumerSpec>(spec.work).perRecordUs = 0;
        QVERIFY(workloads().change(reader, spec).ok());
        QVERIFY(holds([&] { return status(reader).records + 100 > status(writer).records; }));
    }

    void everySettingIsTakenByTheClient() {
        for (const auto codec : {Codec::none, Codec::gzip, Codec::snappy, Codec::lz4, Codec::zstd}) {
            auto spec = producer("codec-" + std::string(codecNames[std::size_t(codec)]), 100);
            auto& work = std::get<ProducerSpec>(spec.work);
            work.codec = codec;
            work.idempotent = false;
            work.acks = codec == Codec::gzip ? 0 : 1;
            work.keys.kind = KeyKind::none;
            work.padBytes = 500;
            const auto writer = started(spec);
            QVERIFY(holds([&] { return status(writer).records > 3; }));
            QVERIFY2(status(writer).state == WorkloadState::running, status(writer).lastError.c_str());
        }
        for (const auto assignor : {Assignor::range, Assignor::roundRobin, Assignor::cooperativeSticky}) {
            auto spec = consumers("codec-zstd", 2);
            auto& work = std::get<ConsumerSpec>(spec.work);
            work.group = "by-" + std::string(assignorNames[std::size_t(assignor)]);
            work.assignor = assignor;
            work.commit = CommitMode::batch;
            work.isolation = Isolation::readUncommitted;
            const auto reader = started(spec);
            QVERIFY(holds([&] { return status(reader).records > 3 && status(reader).commits > 0; }));
            QVERIFY(holds([&] {
                return status(reader).partitions == std::int64_t(topic("codec-zstd")->partitions.size());
            }));
        }
    }

    void presetsRun() {
        for (const auto& preset : workloadPresets())
            for (const auto& spec : preset.make("preset-" + std::string(preset.key))) {
                const auto id = started(spec);
                QVERIFY(holds([&] { return status(id).records > 0; }));
            }
    }

    void aTopicAboutToBeCreatedIsNoError() {
        const auto reader = started(consumers("soon", 3)); // their asking has it created
        started(producer("soon", 100));
        QVERIFY(holds([&] { return status(reader).records > 0; }));
        QVERIFY2(status(reader).errors == 0, status(reader).lastError.c_str());
    }

    void aTopicThatDoesNotComeIsAnError() {
        Options options;
        options.brokers = 1;
        options.port = 0;
        options.ephemeral = true;
        options.autoCreateTopics = false;
        const auto begun = EmbeddedCluster::start(options);
        QVERIFY(begun.ok());
        auto& other = (*begun)->workloads();
        const auto reader = other.add(consumers("nowhere", 1));
        QVERIFY(reader.ok() && other.start(*reader).ok());
        QVERIFY(holds([&] { return other.snapshot()->find(*reader)->errors == 1; }));
        QVERIFY(other.snapshot()->find(*reader)->lastError.starts_with("UNKNOWN_TOPIC_OR_PART: "));
    }

    void theDemoIsWorkloads() {
        startDemo(workloads());
        startDemo(workloads()); // once is enough
        QCOMPARE(workloads().snapshot()->workloads.size(), demoWorkloads().size());
        QVERIFY(holds([&] {
            const auto snapshot = workloads().snapshot();
            const auto reads = [](const auto& workload) { return workload->records > 0; };
            return std::ranges::all_of(snapshot->workloads, reads);
        }));
    }

    void commandsThatMakeNoSenseAreRefused() {
        const auto id = workloads().add(producer("idle", 1));
        QVERIFY(id.ok());
        QVERIFY(!workloads().crash(*id, CrashMoment::now).ok());
        QVERIFY(!workloads().pause(*id).ok());
        QVERIFY(workloads().stop(*id).ok());
        QVERIFY(!workloads().start(WorkloadId(999)).ok());
        QVERIFY(!workloads().add(WorkloadSpec()).ok());
        QVERIFY(!workloads().change(*id, consumers("idle", 1)).ok());
        const auto second = workloads().add(producer("idle", 1));
        QCOMPARE(status(*second).spec->name, std::string("idle-writer-2"));
        QVERIFY(workloads().start(*second).ok());
        QVERIFY(!workloads().crash(*second, CrashMoment::beforeCommit).ok());
        for (std::int64_t i = 2; i < mostWorkloads; ++i)
            QVERIFY(workloads().add(producer("idle", 1)).ok());
        QVERIFY(!workloads().add(producer("idle", 1)).ok());
    }

    /// Kafka's own client waits for as long as the brokers are silent; who closes the program does not.
    void clientsOfSilentBrokersAreLeftBehind() {
        const auto everyBroker = [&](cluster::BrokerCommand::Kind kind) {
            for (const auto id : cluster->cluster().brokerIds()) {
                std::promise<bool> done;
                cluster->cluster().execute(cluster::BrokerCommand{kind, id},
                                           [&](const Result<void>& result) { done.set_value(result.ok()); });
                if (!done.get_future().get())
                    return false;
            }
            return true;
        };
        QVERIFY(holds([] { return !LiveWorkloads::clientsAreLeft(); })); // of the tests before
        auto leaving =
            std::make_unique<LiveWorkloads>(cluster->bootstrapServers(), std::make_shared<const LiveClock>());
        auto spec = consumers("silent", 1);
        std::get<ConsumerSpec>(spec.work).commitIntervalMs =
            3'600'000; // it has something to commit at its end
        const auto reader = leaving->add(spec);
        QVERIFY(reader.ok() && leaving->start(*reader).ok());
        started(producer("silent", 200));
        QVERIFY(holds([&] { return leaving->snapshot()->find(*reader)->records > 0; }));
        QVERIFY(everyBroker(cluster::BrokerCommand::Kind::pause));
        leaving.reset();
        QVERIFY(LiveWorkloads::clientsAreLeft());
        // What it counts in and what tells it the time is still its own: it ends when it can.
        QVERIFY(everyBroker(cluster::BrokerCommand::Kind::resume));
        cleanup();
        QVERIFY(holds([] { return !LiveWorkloads::clientsAreLeft(); }));
    }

    void specsAreKeptAfterEachChange() {
        std::vector<WorkloadSpec> kept;
        cluster->workloads().keepSpecs([&](const std::vector<WorkloadSpec>& specs) { kept = specs; });
        const auto id = workloads().add(producer("kept", 1));
        QCOMPARE(kept.size(), 1u);
        auto spec = kept.front();
        spec.seed = 77;
        QVERIFY(workloads().change(*id, spec).ok());
        QCOMPARE(kept.front().seed, 77u);
        QVERIFY(workloads().remove(*id).ok());
        QVERIFY(kept.empty());
        cluster->workloads().keepSpecs({});
    }
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    spdlog::set_level(spdlog::level::err);
    LiveWorkloadsTest suite;
    return QTest::qExec(&suite, argc, argv);
}
#include "live_workloads_test.moc"
