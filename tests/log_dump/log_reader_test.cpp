// The reader of log directories: what is there is found, what is damaged is said, nothing is changed.
#include "broker/base/endian.h"
#include "broker/log/read_only_storage.h"
#include "broker/log/segment_check.h"
#include "tests/log/log_scenarios.h"
#include "tests/log_dump/damage.h"

#include <sys/stat.h>

using namespace partitura;
using namespace partitura::test;

class LogReaderTest : public QObject {
    Q_OBJECT

private slots:
    void everyScenarioIsFoundWholeAndSound();
    void producersEpochsAndTopicIdAreRead();
    void aCutIsSaidAtEveryByte();
    void aFlippedBitIsSaidAtEveryByte();
    void randomBytesAreDamageAndNothingElse();
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
    QVERIFY(!(*opened)->reserve(1 << 20).ok());
    QVERIFY(!(*opened)->sync().ok());
    QVERIFY(!storage.syncDirectory(path).ok());
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
    // Nor does a broker's disk wait or take one for a file.
    for (auto* any : {static_cast<Storage*>(&storage), disk.storage.get()}) {
        QVERIFY(!any->open("/dev/zero", Storage::OpenMode::readOnly).ok());
        QVERIFY(!any->open(path + "/00000000000000000100.log", Storage::OpenMode::readOnly).ok());
        QVERIFY(!any->open(path + "/00000000000000000100.log", Storage::OpenMode::readWrite).ok());
        QVERIFY(!any->open(path + "/00000000000000000200.log", Storage::OpenMode::readOnly).ok());
    }
}

QTEST_GUILESS_MAIN(LogReaderTest)
#include "log_reader_test.moc"
