// The reader of log directories: what is there is found, what is damaged is said, nothing is changed.
#include "broker/base/endian.h"
#include "broker/log/read_only_storage.h"
#include "broker/log/segment_check.h"
#include "tests/log/disk.h"
#include "tests/log/log_scenarios.h"

#include <sys/stat.h>

using namespace partitura;
using namespace partitura::test;

namespace {

const log::CheckDepth everything{.records = true, .indexes = true};

/// Everything that is wrong with the segments of a partition.
std::vector<log::LogProblem> problemsOf(Storage& storage, const std::string& path) {
    auto contents = log::readPartition(storage, path);
    if (!contents)
        qFatal("%s", contents.error().context.c_str());
    auto problems = contents->problems.kept;
    for (const auto& segment : contents->segments) {
        auto depth = everything;
        depth.leaderEpochs = contents->leaderEpochs;
        const auto facts = log::checkSegment(storage, segment, depth);
        problems.insert(problems.end(), facts.problems.kept.begin(), facts.problems.kept.end());
    }
    return problems;
}

QByteArray text(const std::vector<log::LogProblem>& problems) {
    QByteArray lines;
    for (const auto& problem : problems)
        lines += QByteArray::fromStdString(problem.file + ": " + problem.what + "\n");
    return lines;
}

void overwrite(Storage& storage, const std::string& path, const Bytes& bytes) {
    auto file = storage.open(path, Storage::OpenMode::replace);
    if (!file || !(*file)->writeAt(0, bytes))
        qFatal("cannot write %s", path.c_str());
}

/// A log of a few batches in one segment with index entries.
std::string smallLog(Disk& disk) {
    log::LogConfig config;
    config.indexIntervalBytes = 100;
    auto log = openLog(disk, config);
    for (int i = 0; i < 6; ++i)
        if (!append(*log, batchOf(2, 20, 1'600'000'000'000 + i * 10)))
            qFatal("append");
    if (!log->close())
        qFatal("close");
    return disk.root + "/t-0";
}

const std::string stem = "/00000000000000000000";

} // namespace

class LogReaderTest : public QObject {
    Q_OBJECT

private slots:
    void everyScenarioIsFoundWholeAndSound();
    void producersEpochsAndTopicIdAreRead();
    void aCutIsSaidAtEveryByte();
    void aFlippedBitIsSaidAtEveryByte();
    void randomBytesAreDamageAndNothingElse();
    void damagedIndexes_data();
    void damagedIndexes();
    void damagedTransactionIndexes_data();
    void damagedTransactionIndexes();
    void batchesThatContradictTheirEpochsAreSaid();
    void aMissingIndexIsSaid();
    void roomThatWaitsInAnIndexIsNoDamage();
    void damageOfSmallFilesIsNamed();
    void foreignFilesAndLeftoversAreNamed();
    void messagesOfOldFormatsAreWalkedOver();
    void aReadOnlyStorageRefusesToChange();
    void whatIsNoRegularFileIsRefusedAtOnce();
};

void LogReaderTest::everyScenarioIsFoundWholeAndSound() {
    Disk disk(true);
    writeLogDirectory(*disk.storage, disk.root + "/data");
    const auto contents = log::readDataDirectory(*disk.storage, disk.root + "/data");
    QVERIFY(contents.ok());
    QVERIFY2(contents->problems.empty(), text(contents->problems.kept));
    QVERIFY(contents->wasCleanShutdown);
    QCOMPARE(contents->properties.at("cluster.id"), std::string("test-cluster"));
    QCOMPARE(contents->partitions.size(), logScenarios().size());
    const auto& ends = contents->checkpoints.at("replication-offset-checkpoint");
    for (const auto& name : contents->partitions) {
        const auto path = contents->path + "/" + name;
        const auto problems = problemsOf(*disk.storage, path);
        QVERIFY2(problems.empty(), text(problems));
        const auto partition = log::readPartition(*disk.storage, path);
        QVERIFY(!partition->topicId.isZero());
        QVERIFY(partition->foreign.empty() && partition->leftovers.empty());
        Offset end;
        for (const auto& segment : partition->segments)
            if (const auto last = log::checkSegment(*disk.storage, segment, {}).lastOffset)
                end = *last + 1;
        QCOMPARE(end.value(), ends.at(partition->name->partition).value());
    }
}

void LogReaderTest::producersEpochsAndTopicIdAreRead() {
    Disk disk(true);
    writeLogDirectory(*disk.storage, disk.root + "/data");
    const auto idempotent = log::readPartition(*disk.storage, disk.root + "/data/idempotent-0");
    auto files = *disk.storage->list(disk.root + "/data/idempotent-0");
    std::string snapshot;
    for (const auto& file : files)
        if (file.name.ends_with(".snapshot"))
            snapshot = disk.root + "/data/idempotent-0/" + file.name;
    const auto producers = log::readProducerSnapshot(*disk.storage, snapshot);
    QVERIFY(producers.ok());
    QCOMPARE(producers->size(), std::size_t(2));
    QCOMPARE((*producers)[0].id.value(), 4);
    QCOMPARE((*producers)[0].epoch.value(), std::int16_t(1));
    QCOMPARE((*producers)[1].lastSequence(), 39);
    QCOMPARE(idempotent->leaderEpochs.size(), std::size_t(1));
    const auto epochs = log::readPartition(*disk.storage, disk.root + "/data/epochs-0")->leaderEpochs;
    const std::vector<log::EpochEntry> expected{{LeaderEpoch(0), Offset(0)},
                                                {LeaderEpoch(1), Offset(75)},
                                                {LeaderEpoch(4), Offset(150)},
                                                {LeaderEpoch(5), Offset(225)}};
    QVERIFY(epochs == expected);
}

void LogReaderTest::aCutIsSaidAtEveryByte() {
    Disk disk(true);
    const auto path = smallLog(disk);
    const auto whole = contents(*disk.storage, path + stem + ".log");
    const auto batches = *record::splitBatches(whole);
    auto file = *disk.storage->open(path + stem + ".log", Storage::OpenMode::readWrite);
    const auto segment = log::readPartition(*disk.storage, path)->segments.at(0);
    for (auto size = whole.size(); size-- > 0;) {
        QVERIFY(file->truncate(size).ok());
        const auto facts = log::checkSegment(*disk.storage, segment, {.records = true});
        std::uint64_t boundary = 0;
        std::int64_t count = 0;
        for (const auto& batch : batches)
            if (batch.position + batch.header.sizeInBytes() <= size) {
                boundary = batch.position + batch.header.sizeInBytes();
                ++count;
            }
        QCOMPARE(facts.validBytes, boundary);
        QCOMPARE(facts.batches, count);
        QCOMPARE(facts.problems.count, boundary == size ? std::size_t(0) : std::size_t(1));
    }
}

void LogReaderTest::aFlippedBitIsSaidAtEveryByte() {
    Disk disk(true);
    const auto path = smallLog(disk);
    const auto whole = contents(*disk.storage, path + stem + ".log");
    const auto segment = log::readPartition(*disk.storage, path)->segments.at(0);
    const auto batches = *record::splitBatches(whole);
    for (const auto& batch : batches)
        for (std::size_t i = 0; i < batch.header.sizeInBytes(); ++i) {
            // Nothing protects the base offset and the leader epoch.
            if (i < record::layout::batchLength ||
                (i >= record::layout::partitionLeaderEpoch && i < record::layout::magic))
                continue;
            auto damaged = whole;
            damaged[batch.position + i] ^= static_cast<std::uint8_t>(1u << i % 8);
            overwrite(*disk.storage, path + stem + ".log", damaged);
            const auto facts = log::checkSegment(*disk.storage, segment, {});
            QVERIFY2(!facts.problems.empty(), qPrintable(QString::number(batch.position + i)));
            QCOMPARE(facts.problems.kept[0].position.value_or(0), batch.position);
        }
}

void LogReaderTest::randomBytesAreDamageAndNothingElse() {
    Disk disk(true);
    const auto path = smallLog(disk);
    SeededRandom random(7);
    for (int round = 0; round < 2000; ++round) {
        for (const auto* suffix : {".log", ".index", ".timeindex", ".txnindex"}) {
            Bytes bytes(random.below(400));
            for (auto& byte : bytes)
                byte = static_cast<std::uint8_t>(random.below(4) == 0 ? random.next() : 0);
            if (bytes.size() > record::layout::magic && round % 2 == 0)
                bytes[record::layout::magic] = static_cast<std::uint8_t>(random.below(3));
            overwrite(*disk.storage, path + stem + suffix, bytes);
        }
        const auto segment = log::readPartition(*disk.storage, path)->segments.at(0);
        const auto facts = log::checkSegment(*disk.storage, segment, everything);
        QVERIFY(facts.validBytes <= facts.fileBytes);
        QVERIFY(facts.fileBytes == 0 || !facts.problems.empty());
    }
}

void LogReaderTest::damagedIndexes_data() {
    QTest::addColumn<QByteArray>("suffix");
    QTest::addColumn<int>("at");
    QTest::addColumn<int>("add");
    QTest::addColumn<QByteArray>("what");
    // Entry i of .index names offset 3 + 2 i, the second of the batch at its position.
    QTest::newRow("position in a batch")
        << QByteArray(".index") << 7 << 1 << QByteArray("no batch begins at ");
    QTest::newRow("offset before its batch")
        << QByteArray(".index") << 3 << -2 << QByteArray("the batch at ");
    QTest::newRow("offset of the next entry's batch")
        << QByteArray(".index") << 3 << 1 << QByteArray("the entry before it names offset 4");
    QTest::newRow("offset that the next does not follow")
        << QByteArray(".index") << 1 << 1 << QByteArray("offset 5 at ");
    QTest::newRow("timestamp too great")
        << QByteArray(".timeindex") << 7 << 1 << QByteArray("the greatest timestamp up to offset 3 is ");
    QTest::newRow("timestamp too small")
        << QByteArray(".timeindex") << 7 << -1 << QByteArray("the greatest timestamp up to offset 3 is ");
    QTest::newRow("timestamp of an offset behind the log")
        << QByteArray(".timeindex") << 8 << 1 << QByteArray("the offset is behind the last batch");
}

void LogReaderTest::damagedIndexes() {
    QFETCH(QByteArray, suffix);
    QFETCH(int, at);
    QFETCH(int, add);
    QFETCH(QByteArray, what);
    Disk disk(true);
    const auto path = smallLog(disk);
    QVERIFY2(problemsOf(*disk.storage, path).empty(), text(problemsOf(*disk.storage, path)));
    const auto file = path + stem + suffix.toStdString();
    auto bytes = contents(*disk.storage, file);
    QVERIFY(bytes.size() >= 24);
    bytes[static_cast<std::size_t>(at)] =
        static_cast<std::uint8_t>(bytes[static_cast<std::size_t>(at)] + add);
    overwrite(*disk.storage, file, bytes);
    const auto problems = problemsOf(*disk.storage, path);
    QVERIFY(!problems.empty());
    QCOMPARE(problems[0].file, file);
    QVERIFY2(problems[0].what.starts_with(what.toStdString()), text(problems));
}

void LogReaderTest::damagedTransactionIndexes_data() {
    QTest::addColumn<int>("at");
    QTest::addColumn<int>("add");
    QTest::addColumn<QByteArray>("what");
    QTest::newRow("version") << 1 << 1 << QByteArray("version 1 is unknown");
    QTest::newRow("producer") << 9 << 1
                              << QByteArray("the marker does not abort a transaction of producer 9");
    QTest::newRow("first offset behind the last") << 11 << 1 << QByteArray("the transaction begins at ");
    QTest::newRow("last offset that is no marker") << 25 << -1 << QByteArray("offset 8 is no marker");
    QTest::newRow("last offset behind the log")
        << 19 << 1 << QByteArray("the marker is behind the last batch");
    QTest::newRow("last offset of a commit") << 25 << 9 << QByteArray("the marker does not abort");
}

void LogReaderTest::damagedTransactionIndexes() {
    QFETCH(int, at);
    QFETCH(int, add);
    QFETCH(QByteArray, what);
    Disk disk(true);
    // Producer 8 writes 0 to 7 and aborts at 9, writes 10 to 17 and commits at 18; producer 7 leaves 8 open.
    auto log = openLog(disk);
    const auto must = [](const auto& done) {
        if (!done)
            qFatal("%s", done.error().context.c_str());
    };
    const auto end = [&](std::int64_t producer, bool isCommit) {
        must(append(*log,
                    record::endTransactionBatch({isCommit, 0, 1}, ProducerId(producer), ProducerEpoch(0)), 0,
                    log::AppendOrigin::coordinator));
    };
    must(append(*log, batchOf(8, 20, 1, fromProducer(8, 0, 0, true))));
    must(append(*log, batchOf(1, 20, 1, fromProducer(7, 0, 0, true))));
    end(8, false);
    must(append(*log, batchOf(8, 20, 1, fromProducer(8, 0, 8, true))));
    end(8, true);
    must(log->close());
    const auto path = disk.root + "/t-0";
    const auto file = path + stem + ".txnindex";
    QVERIFY2(problemsOf(*disk.storage, path).empty(), text(problemsOf(*disk.storage, path)));
    auto bytes = contents(*disk.storage, file);
    QCOMPARE(bytes.size(), std::size_t(34));
    bytes[static_cast<std::size_t>(at)] =
        static_cast<std::uint8_t>(bytes[static_cast<std::size_t>(at)] + add);
    overwrite(*disk.storage, file, bytes);
    const auto problems = problemsOf(*disk.storage, path);
    QVERIFY(!problems.empty());
    QCOMPARE(problems[0].file, file);
    QVERIFY2(problems[0].what.starts_with(what.toStdString()), text(problems));
}

void LogReaderTest::batchesThatContradictTheirEpochsAreSaid() {
    Disk disk(true);
    writeLogDirectory(*disk.storage, disk.root + "/data");
    const auto path = disk.root + "/data/epochs-0";
    const auto withEpochs = [&](std::string_view entries) {
        overwrite(*disk.storage, path + "/leader-epoch-checkpoint", Bytes(entries.begin(), entries.end()));
        return problemsOf(*disk.storage, path);
    };
    QVERIFY(withEpochs("0\n3\n0 0\n1 75\n4 150\n").empty()); // the last was not written yet
    QVERIFY(withEpochs("0\n1\n4 200\n").empty());            // the log's start has moved
    QCOMPARE(withEpochs("0\n4\n0 0\n1 75\n2 150\n5 225\n").size(), std::size_t(15));
    QCOMPARE(withEpochs("0\n4\n0 0\n1 75\n4 150\n5 220\n").size(), std::size_t(1));
}

void LogReaderTest::aMissingIndexIsSaid() {
    Disk disk(true);
    writeLogDirectory(*disk.storage, disk.root + "/data");
    const auto path = disk.root + "/data/epochs-0";
    for (const auto* suffix : {".index", ".timeindex"}) {
        QVERIFY(disk.storage->remove(path + stem + suffix).ok());
        const auto problems = problemsOf(*disk.storage, path);
        QVERIFY(!problems.empty());
        QCOMPARE(problems.back().what, std::string("the index is missing"));
        QCOMPARE(problems.back().file, path + stem + suffix);
    }
    // The active segment's are made when they are first written to.
    const auto last = log::readPartition(*disk.storage, path)->segments.back();
    QVERIFY(disk.storage->remove(last.path(".index")).ok());
    QCOMPARE(problemsOf(*disk.storage, path).size(), std::size_t(2));
}

void LogReaderTest::roomThatWaitsInAnIndexIsNoDamage() {
    Disk disk(true);
    const auto path = smallLog(disk);
    for (const auto* suffix : {".index", ".timeindex"}) {
        auto bytes = contents(*disk.storage, path + stem + suffix);
        bytes.resize(12 * 8 * 1000);
        overwrite(*disk.storage, path + stem + suffix, bytes);
    }
    QVERIFY2(problemsOf(*disk.storage, path).empty(), text(problemsOf(*disk.storage, path)));
    log::IndexWalk walk(*disk.storage->open(path + stem + ".index", Storage::OpenMode::readOnly), 8);
    while (*walk.next())
        ;
    QVERIFY(walk.count() > 1);
    QCOMPARE(walk.unusedBytes(), 12 * 8 * 1000 - walk.count() * 8);
}

void LogReaderTest::damageOfSmallFilesIsNamed() {
    Disk disk(true);
    const auto data = disk.root + "/data";
    writeLogDirectory(*disk.storage, data);
    const auto bytesOf = [](std::string_view text) { return Bytes(text.begin(), text.end()); };
    overwrite(*disk.storage, data + "/replication-offset-checkpoint", bytesOf("0\n2\nplain 0 5\n"));
    const auto contents = log::readDataDirectory(*disk.storage, data);
    QCOMPARE(contents->problems.count, std::size_t(1));
    QCOMPARE(contents->problems.kept[0].file, data + "/replication-offset-checkpoint");
    overwrite(*disk.storage, data + "/plain-0/partition.metadata", bytesOf("version: 0\ntopic_id: nonsense"));
    overwrite(*disk.storage, data + "/plain-0/leader-epoch-checkpoint", bytesOf("0\n2\n3 10\n2 20\n"));
    const auto plain = log::readPartition(*disk.storage, data + "/plain-0");
    QCOMPARE(plain->problems.count, std::size_t(2));
    overwrite(*disk.storage, data + "/plain-0" + stem + ".snapshot", bytesOf("x"));
    QCOMPARE(log::readProducerSnapshot(*disk.storage, data + "/plain-0" + stem + ".snapshot").code(),
             ErrorCode::CORRUPT_MESSAGE);
    QCOMPARE(log::readPartition(*disk.storage, data + "/nowhere").code(), ErrorCode::KAFKA_STORAGE_ERROR);
}

void LogReaderTest::foreignFilesAndLeftoversAreNamed() {
    Disk disk(true);
    const auto path = smallLog(disk);
    for (const auto* name : {"notes.txt", "1.log", "00000000000000000000.log.deleted",
                             "00000000000000000000.index.swap", "00000000000000000099.index"})
        overwrite(*disk.storage, path + "/" + name, {});
    const auto partition = log::readPartition(*disk.storage, path);
    QCOMPARE(partition->foreign, (std::vector<std::string>{"1.log", "notes.txt"}));
    QCOMPARE(partition->leftovers, (std::vector<std::string>{"00000000000000000000.index.swap",
                                                             "00000000000000000000.log.deleted"}));
    QCOMPARE(partition->segments.size(), std::size_t(1));
    QCOMPARE(partition->problems.count, std::size_t(1)); // an index without its log
    using State = log::LogDirectoryName::State;
    QVERIFY(log::parseLogDirectory("a-b-3.0123456789abcdef0123456789abcdef-delete")->state == State::deleted);
    QCOMPARE(log::parseLogDirectory("a-b-3.x-future")->partition.topic, std::string("a-b"));
    QCOMPARE(log::parseLogDirectory("a-b-3.x-stray")->partition.partition.value(), 3);
    QVERIFY(!log::parseLogDirectory("lost+found"));
    QVERIFY(log::parseLogFileName("00000000000000000012-0000000003.checkpoint").offset == Offset(12));
}

void LogReaderTest::messagesOfOldFormatsAreWalkedOver() {
    Disk disk(true);
    const auto path = smallLog(disk);
    // Magic 1, offset 0, no key, the value "hi".
    Bytes message(12 + 24, 0);
    storeBigEndian<std::int32_t>(message.data() + 8, 24);
    message[16] = 1;
    storeBigEndian<std::int64_t>(message.data() + 18, 1'500'000'000'000);
    storeBigEndian<std::int32_t>(message.data() + 26, -1);
    storeBigEndian<std::int32_t>(message.data() + 30, 2);
    message[34] = 'h';
    message[35] = 'i';
    // CRC-32 of the bytes from the magic on, as zlib.crc32 of Python gives it.
    storeBigEndian<std::uint32_t>(message.data() + 12, 0x5d8566cdu);
    overwrite(*disk.storage, path + stem + ".log", message);
    const auto segment = log::readPartition(*disk.storage, path)->segments.at(0);
    auto facts = log::checkSegment(*disk.storage, segment, {.records = true});
    QVERIFY2(facts.problems.empty(), text(facts.problems.kept));
    QCOMPARE(facts.batches, 1);
    QCOMPARE(facts.maxTimestamp, 1'500'000'000'000);
    message[35] = 'o';
    overwrite(*disk.storage, path + stem + ".log", message);
    facts = log::checkSegment(*disk.storage, segment, {});
    QCOMPARE(facts.problems.count, std::size_t(1));
}

void LogReaderTest::aReadOnlyStorageRefusesToChange() {
    Disk disk(false);
    const auto path = smallLog(disk);
    log::ReadOnlyStorage storage;
    const auto file = path + stem + ".log";
    using Mode = Storage::OpenMode;
    for (const auto mode : {Mode::readWrite, Mode::create, Mode::replace})
        QVERIFY(!storage.open(file, mode).ok());
    auto opened = storage.open(file, Mode::readOnly);
    QVERIFY(opened.ok());
    QVERIFY(!(*opened)->writeAt(0, Bytes(1)).ok());
    QVERIFY(!(*opened)->truncate(0).ok());
    QVERIFY(!storage.rename(file, file + "x").ok());
    QVERIFY(!storage.remove(file).ok());
    QVERIFY(!storage.lock(path).ok());
    QVERIFY(!storage.createDirectories(path + "/x").ok());
    QVERIFY(problemsOf(storage, path).empty());
}

void LogReaderTest::whatIsNoRegularFileIsRefusedAtOnce() {
    Disk disk(false);
    const auto path = smallLog(disk);
    QCOMPARE(::mkfifo((path + "/00000000000000000100.log").c_str(), 0600), 0);
    QVERIFY(disk.storage->createDirectories(path + "/00000000000000000200.log").ok());
    log::ReadOnlyStorage storage;
    const auto problems = problemsOf(storage, path); // would hang if it waited for the FIFO's writer
    QCOMPARE(problems.size(), std::size_t(1));
    QCOMPARE(problems[0].what, std::string("is not a regular file"));
    QVERIFY(!storage.open("/dev/zero", Storage::OpenMode::readOnly).ok());
}

QTEST_GUILESS_MAIN(LogReaderTest)
#include "log_reader_test.moc"
