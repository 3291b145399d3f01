// A log that Kafka began before 0.11: messages of magic 0 and 1 before record batches.
#include "tests/log/disk.h"
#include "tests/record/legacy_messages.h"

#include "broker/record/for_each_record.h"

#include <set>

using namespace partitura;
using namespace partitura::log;
using namespace partitura::test;
using record::Compression;

namespace {

constexpr TimestampMs t0 = 1'500'000'000'000;
constexpr Offset base(1000);
const std::string logFile = "/t-0/00000000000000001000.log";

/// What a record of an old log was: offset and timestamp.
using Stored = std::pair<std::int64_t, TimestampMs>;

struct OldLog {
    Bytes bytes;
    std::vector<std::size_t> starts; ///< of its batches
    std::vector<Offset> lastOffsets;
    std::vector<Stored> records;
};

/// Messages of magic 0, then of magic 1 with CreateTime and LogAppendTime, then batches; plain and compressed
/// by turns. Timestamps do not only rise.
OldLog oldLog(int rounds = 4) {
    OldLog log;
    auto offset = base.value();
    const auto add = [&](const Bytes& batch, const std::vector<TimestampMs>& times) {
        log.starts.push_back(log.bytes.size());
        log.bytes.insert(log.bytes.end(), batch.begin(), batch.end());
        for (const auto time : times)
            log.records.emplace_back(offset++, time);
        log.lastOffsets.emplace_back(offset - 1);
    };
    const auto value = asBytes("a value of some length, so that there is something to compress");
    const Compression codecs[] = {Compression::gzip, Compression::snappy, Compression::lz4};
    const auto set = [&](std::int8_t magic, TimestampMs time) {
        const auto first = magic == 0 ? offset : 0;
        return legacyMessage(magic, first, time, asBytes("k"), value) +
               legacyMessage(magic, first + 1, time + 30, std::nullopt, value) +
               legacyMessage(magic, first + 2, time + 10, asBytes("k"), std::nullopt);
    };
    for (int i = 0; i < rounds; ++i) {
        add(legacyMessage(0, offset, 0, std::nullopt, value), {-1});
        add(legacyWrapper(0, codecs[i % 3], offset + 2, 0, set(0, 0)), {-1, -1, -1});
    }
    for (int i = 0; i < rounds; ++i) {
        const auto time = t0 + i * 100;
        add(legacyMessage(1, offset, time + 7, asBytes("k"), value), {time + 7});
        add(legacyWrapper(1, codecs[i % 3], offset + 2, time + 30, set(1, time)),
            {time, time + 30, time + 10});
        add(legacyWrapper(1, codecs[i % 3], offset + 2, time + 50, set(1, time), 8),
            {time + 50, time + 50, time + 50});
    }
    for (int i = 0; i < rounds; ++i) {
        const auto time = t0 + 10'000 + i * 100;
        add(batchOf(2, 50, time, {.baseOffset = Offset(offset), .leaderEpoch = LeaderEpoch(2)}),
            {time, time + 1});
    }
    return log;
}

void place(Disk& disk, ByteView bytes) {
    if (!disk.storage->remove(disk.root + "/t-0") || !disk.storage->createDirectories(disk.root + "/t-0"))
        qFatal("no directory");
    auto file = disk.storage->open(disk.root + logFile, Storage::OpenMode::replace);
    if (!file || !(*file)->writeAt(0, bytes))
        qFatal("no file");
}

LogConfig manyEntries() {
    LogConfig config;
    config.indexIntervalBytes = 200;
    return config;
}

std::vector<Stored> recordsOf(ByteView batches) {
    std::vector<Stored> all;
    const auto walked = record::forEachRecord(batches, [&](const auto&, const record::Record& one) {
        all.emplace_back(one.offset.value(), one.timestamp);
        return Result<void>();
    });
    if (!walked)
        qFatal("%s", walked.error().context.c_str());
    return all;
}

OpenHint hintOf(bool isClean) {
    return {.cleanShutdown = isClean, .logStart = base};
}

} // namespace

class LegacyLogTest : public QObject {
    Q_OBJECT

    static void shutdowns() {
        QTest::addColumn<bool>("isClean");
        QTest::newRow("clean") << true;
        QTest::newRow("crashed") << false;
    }

private slots:
    void anOldLogOpensAndIsRead_data() { shutdowns(); }
    void anOldLogOpensAndIsRead() {
        QFETCH(bool, isClean);
        Disk disk(true);
        const auto old = oldLog();
        place(disk, old.bytes);
        const auto log = openLog(disk, manyEntries(), hintOf(isClean));
        const Offset end(old.records.back().first + 1);
        QVERIFY(log->endOffset() == end);
        QCOMPARE(readAll(*log, base, end), old.bytes);
        QCOMPARE(readAll(*log, base, end, 1), old.bytes);
        QCOMPARE(recordsOf(readAll(*log, base, end)), old.records);
        if (!isClean)
            QVERIFY((log->epochs().entries() ==
                     std::vector<EpochEntry>{{LeaderEpoch(2), old.lastOffsets[old.starts.size() - 4] - 1}}));

        // Any offset gives the batch it lies in.
        std::size_t batch = 0;
        for (auto at = base; at < end; ++at) {
            while (old.lastOffsets[batch] < at)
                ++batch;
            const auto read = *log->read(at, 1, end, true);
            const auto next = batch + 1 < old.starts.size() ? old.starts[batch + 1] : old.bytes.size();
            QCOMPARE(*read.records.flatten(),
                     Bytes(old.bytes.begin() + static_cast<std::ptrdiff_t>(old.starts[batch]),
                           old.bytes.begin() + static_cast<std::ptrdiff_t>(next)));
        }
    }

    void timestampsAreLookedUp_data() { shutdowns(); }
    void timestampsAreLookedUp() {
        QFETCH(bool, isClean);
        Disk disk(true);
        const auto old = oldLog();
        place(disk, old.bytes);
        const auto log = openLog(disk, manyEntries(), hintOf(isClean));
        std::set<TimestampMs> times;
        for (const auto& [offset, time] : old.records)
            times.insert({time - 1, time, time + 1});
        for (const auto time : times) {
            if (time < 0)
                continue;
            const auto expected =
                std::ranges::find_if(old.records, [&](const Stored& one) { return one.second >= time; });
            const auto found = *log->offsetForTimestamp(time);
            QCOMPARE(found.has_value(), expected != old.records.end());
            if (found) {
                QCOMPARE(found->offset.value(), expected->first);
                QCOMPARE(found->timestamp, expected->second);
            }
        }
        QCOMPARE((*log->maxTimestamp())->timestamp, t0 + 10'301);
    }

    void indexesOfOldBrokersServe() {
        // Before 0.11 an entry had the first offset of what was appended, and before 0.10.1 there was no
        // .timeindex.
        const auto old = oldLog();
        for (const bool hasTimes : {false, true}) {
            Disk disk(true);
            place(disk, old.bytes);
            Bytes entries;
            for (std::size_t batch = 1; batch < old.starts.size(); batch += 2) {
                Bytes entry(8);
                const auto first = old.lastOffsets[batch - 1] + 1;
                storeBigEndian(entry.data(), static_cast<std::int32_t>(first - base));
                storeBigEndian(entry.data() + 4, static_cast<std::int32_t>(old.starts[batch]));
                entries.insert(entries.end(), entry.begin(), entry.end());
            }
            const auto stem = disk.root + "/t-0/00000000000000001000";
            QVERIFY(writeFileAtomically(*disk.storage, stem + ".index", entries).ok());
            if (hasTimes)
                QVERIFY(writeFileAtomically(*disk.storage, stem + ".timeindex", {}).ok());
            const auto log = openLog(disk, manyEntries(), hintOf(true));
            const Offset end(old.records.back().first + 1);
            QVERIFY(log->endOffset() == end);
            for (auto at = base; at < end; ++at)
                QCOMPARE(recordsOf(*log->read(at, 1 << 20, end, true)->records.flatten()).back(),
                         old.records.back());
            for (const auto& [offset, time] : old.records)
                if (time >= 0)
                    QVERIFY((*log->offsetForTimestamp(time))->timestamp >= time);
            QVERIFY(log->truncateTo(base + 5).ok());
            QVERIFY(append(*log, batchOf(2)).ok());
            QVERIFY(log->read(log->endOffset() - 1, 1, log->endOffset(), true)->records.size() > 0);
        }
    }

    void recoveryCutsAtTheFirstDamage() {
        Disk disk(true);
        const auto old = oldLog(1);
        for (std::size_t at = 0; at < old.bytes.size(); ++at) {
            std::size_t batch = old.starts.size() - 1;
            while (old.starts[batch] > at)
                --batch;
            const auto inBatch = at - old.starts[batch];
            const bool isLegacy = old.bytes[old.starts[batch] + record::layout::magic] < record::magicV2;
            if (inBatch < record::layout::batchLength ||
                (!isLegacy && inBatch >= record::layout::partitionLeaderEpoch &&
                 inBatch < record::layout::magic))
                continue; // outside of every CRC
            auto damaged = old.bytes;
            damaged[at] ^= 0x20;
            place(disk, damaged);
            const auto log = openLog(disk, manyEntries(), hintOf(false));
            QCOMPARE(log->sizeBytes(), std::uint64_t{old.starts[batch]});
            QVERIFY(log->endOffset() == (batch == 0 ? base : old.lastOffsets[batch - 1] + 1));
        }
    }

    void whatIsCutAtTheEndGoes_data() { shutdowns(); }
    void whatIsCutAtTheEndGoes() {
        QFETCH(bool, isClean);
        Disk disk(true);
        const auto old = oldLog(1);
        for (std::size_t size = 0; size < old.bytes.size(); ++size) {
            std::size_t whole = 0;
            while (whole + 1 < old.starts.size() && old.starts[whole + 1] <= size)
                ++whole;
            place(disk, ByteView(old.bytes).first(size));
            const auto log = openLog(disk, manyEntries(), hintOf(isClean));
            QCOMPARE(log->sizeBytes(), std::uint64_t{old.starts[whole]});
            QVERIFY(log->endOffset() == (whole == 0 ? base : old.lastOffsets[whole - 1] + 1));
        }
    }

    void newBatchesFollowAndAllIsReplicated() {
        Disk disk(true);
        const auto old = oldLog();
        place(disk, old.bytes);
        const auto leader = openLog(disk, manyEntries(), hintOf(true));
        const auto before = leader->endOffset();
        QVERIFY(append(*leader, batchOf(3), 5).ok());
        QVERIFY(leader->endOffset() == before + 3);
        // Old formats themselves are not taken from producers any more.
        QCOMPARE(append(*leader, legacyMessage(1, 0, t0, std::nullopt, asBytes("v"))).code(),
                 ErrorCode::INVALID_RECORD);

        Disk other(true);
        const auto follower = openLog(other, manyEntries(), {.logStart = base});
        while (follower->endOffset() < leader->endOffset()) {
            const auto read = *leader->read(follower->endOffset(), 300, leader->endOffset(), true);
            QVERIFY(follower->appendAsFollower(*read.records.flatten()).ok());
        }
        QCOMPARE(readAll(*follower, base, follower->endOffset()), readAll(*leader, base, before + 3));
        QVERIFY(follower->epochs().entries() ==
                std::vector<EpochEntry>({{LeaderEpoch(2), before - 8}, {LeaderEpoch(5), before}}));
        for (auto time = t0; time < t0 + 400; time += 10)
            QVERIFY((*follower->offsetForTimestamp(time))->offset ==
                    (*leader->offsetForTimestamp(time))->offset);
    }

    void anOldFormatAfterANewOneClearsTheEpochs() {
        using Entries = std::vector<EpochEntry>;
        const auto path = [](const Disk& disk) { return disk.root + "/t-0/leader-epoch-checkpoint"; };
        const auto batch = [](std::int64_t offset, int epoch) {
            return batchOf(1, 50, t0, {.baseOffset = Offset(offset), .leaderEpoch = LeaderEpoch(epoch)});
        };
        for (const std::int8_t magic : {std::int8_t{0}, std::int8_t{1}}) {
            Disk disk(true);
            const auto old = legacyMessage(magic, 2, t0, std::nullopt, asBytes("v"));
            auto log = openLog(disk, manyEntries());
            QVERIFY(log->appendAsFollower(batch(0, 3) + batch(1, 4)).ok());
            QVERIFY(log->flush().ok());
            QCOMPARE(log->epochs().entries().size(), std::size_t{2});
            QVERIFY(log->appendAsFollower(old).ok());
            QVERIFY(log->epochs().entries().empty());
            QVERIFY(log->endOffsetFor(LeaderEpoch(4)) == EpochEndOffset());
            // At once on the disk.
            QVERIFY((*LeaderEpochCache::load(*disk.storage, disk.root + "/t-0")).entries().empty());

            // Within one append, what comes before it is forgotten and what comes after is not.
            const Entries after{{LeaderEpoch(5), Offset(5)}};
            const auto older = legacyMessage(magic, 4, t0, std::nullopt, asBytes("v"));
            QVERIFY(log->appendAsFollower(batch(3, 4) + older + batch(5, 5)).ok());
            QVERIFY(log->epochs().entries() == after);
            QVERIFY(log->flush().ok());

            // And it stays forgotten: after a crash, with all recovered or nothing, and with the file lost.
            disk.memory->crash();
            for (const auto recoveryPoint : {Offset(0), Offset(6)}) {
                log = openLog(disk, manyEntries(), {.recoveryPoint = recoveryPoint});
                QVERIFY(log->endOffset() == Offset(6));
                QVERIFY(log->epochs().entries() == after);
            }
            QVERIFY(writeFileAtomically(*disk.storage, path(disk), asBytes("damaged")).ok());
            log = openLog(disk, manyEntries(), {.cleanShutdown = true});
            QVERIFY(log->epochs().entries() == after);
        }
    }

    void truncationTakesWholeWrappers() {
        Disk disk(true);
        const auto old = oldLog();
        place(disk, old.bytes);
        const auto log = openLog(disk, manyEntries(), hintOf(true));
        for (auto batch = old.starts.size(); batch-- > 1;) {
            QVERIFY(log->truncateTo(old.lastOffsets[batch]).ok()); // its last record
            QCOMPARE(log->sizeBytes(), std::uint64_t{old.starts[batch]});
            // Where in a wrapper the end lies is not known without opening it; the batch is gone either way.
            QVERIFY(log->endOffset() > old.lastOffsets[batch - 1]);
            QVERIFY(log->endOffset() <= old.lastOffsets[batch]);
        }
        QVERIFY(append(*log, batchOf(1)).ok());
        QVERIFY(log->read(log->endOffset() - 1, 1, log->endOffset(), true)->records.size() > 0);
    }
};

QTEST_GUILESS_MAIN(LegacyLogTest)
#include "legacy_log_test.moc"
