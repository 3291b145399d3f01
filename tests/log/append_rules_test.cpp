// What a leader does to produced batches before they enter its log, and what compression.type makes of them.
#include "tests/log/disk.h"

#include "broker/base/random.h"
#include "broker/log/topic_configs.h"
#include "broker/record/control_record.h"
#include "broker/record/for_each_record.h"

using namespace partitura;
using namespace partitura::log;
using namespace partitura::test;
using record::BatchHeader;
using record::Compression;

namespace {

constexpr TimestampMs now = 1'600'000'000'000;
constexpr Compression codecs[] = {Compression::none, Compression::gzip, Compression::snappy, Compression::lz4,
                                  Compression::zstd};

struct Log {
    explicit Log(const LogConfig& config = {})
        : log(openLog(disk, config)) {}
    Disk disk{true};
    std::unique_ptr<PartitionLog> log;

    /// The one batch that begins at `offset`.
    [[nodiscard]] Bytes stored(Offset offset = Offset(0)) {
        return *log->read(offset, 1, log->endOffset(), true)->records.flatten();
    }
};

/// The records' offsets, timestamps, keys, values and headers.
std::string textOf(ByteView batches) {
    std::string text;
    const auto walked = record::forEachRecord(batches, [&](const auto&, const record::Record& one) {
        text +=
            toString(one.offset) + "@" + std::to_string(one.timestamp) + "#" + std::to_string(one.sequence);
        text += one.key ? "[" + std::string(asText(*one.key)) + "]" : "null";
        text += one.value ? "[" + std::string(asText(*one.value)) + "]" : "null";
        for (const auto& header : one.headers)
            text +=
                std::string(header.key) + "=" + (header.value ? std::string(asText(*header.value)) : "null");
        text += "\n";
        return Result<void>();
    });
    return walked ? text : "error " + walked.error().context;
}

/// Four records of which one is a tombstone with headers and one has neither key nor headers.
Bytes sample(record::BatchOptions options = {}) {
    record::BatchBuilder builder(options);
    const record::RecordHeader headers[] = {{"trace", asBytes("x")}, {"none", std::nullopt}};
    const std::string value(500, 'v');
    builder.add(now + 3, asBytes("k"), asBytes(value));
    builder.add(now + 9, std::nullopt, asBytes(value));
    builder.add(now - 5, asBytes("gone"), std::nullopt, headers);
    builder.add(now, asBytes(""), asBytes(""));
    return *builder.build();
}

template <typename Change>
Bytes changed(Bytes batch, Change change) {
    auto header = *BatchHeader::parse(batch);
    change(header);
    record::storeHeader(batch, header);
    record::updateCrc(batch);
    return batch;
}

LogConfig compressedWith(Compression codec) {
    LogConfig config;
    config.compression = codec;
    return config;
}

} // namespace

class AppendRulesTest : public QObject {
    Q_OBJECT

private slots:
    void offsetsAndEpochAreGivenOutsideOfTheCrc() {
        Log at;
        QVERIFY(append(*at.log, batchOf(2, 10, now)).ok());
        const auto batch = sample();
        QVERIFY(append(*at.log, batch, 7).ok());
        auto stored = at.stored(Offset(2));
        const auto header = *BatchHeader::parse(stored);
        QVERIFY(header.baseOffset == Offset(2) && header.partitionLeaderEpoch == LeaderEpoch(7));
        QCOMPARE(header.crc, BatchHeader::parse(batch)->crc);
        record::setBaseOffset(stored, Offset(0));
        record::setPartitionLeaderEpoch(stored, LeaderEpoch());
        QCOMPARE(stored, batch);
    }

    void logAppendTimeSetsBitTimeAndCrc() {
        LogConfig config;
        config.messageTimestampType = record::TimestampType::logAppendTime;
        for (const auto codec : codecs) {
            Log at(config);
            const auto info = append(*at.log, sample({.compression = codec}));
            QVERIFY(info.ok());
            QCOMPARE(info->logAppendTime, now);
            QCOMPARE(info->maxTimestamp, now);
            const auto stored = at.stored();
            const auto header = *BatchHeader::parse(stored);
            QVERIFY(record::hasValidCrc(stored));
            QCOMPARE(header.timestampType(), record::TimestampType::logAppendTime);
            QCOMPARE(header.maxTimestamp, now);
            const auto text = textOf(stored);
            for (int offset = 0; offset < 4; ++offset)
                QVERIFY(text.find(std::to_string(offset) + "@" + std::to_string(now) + "#") !=
                        std::string::npos);
        }
    }

    void aProducersWrongMaxTimestampIsCorrected() {
        for (const auto codec : codecs)
            for (const TimestampMs wrong : {TimestampMs{5}, now + 1'000'000'000'000, noTimestamp}) {
                Log at;
                const auto batch =
                    changed(sample({.compression = codec}), [&](auto& h) { h.maxTimestamp = wrong; });
                const auto info = append(*at.log, batch);
                QVERIFY(info.ok());
                QCOMPARE(info->maxTimestamp, now + 9);
                const auto stored = at.stored();
                QVERIFY(record::hasValidCrc(stored));
                QCOMPARE(BatchHeader::parse(stored)->maxTimestamp, now + 9);
                QCOMPARE((*at.log->maxTimestamp())->offset.value(), std::int64_t{1});
            }
    }

    void onlyOneBatchWhoseCountsAgreeIsTaken() {
        Log at;
        const auto code = [&](const Bytes& bytes) { return append(*at.log, bytes).code(); };
        const auto with = [&](auto change) { return code(changed(sample(), change)); };
        auto two = sample();
        const auto second = sample();
        two.insert(two.end(), second.begin(), second.end());
        QCOMPARE(code(two), ErrorCode::INVALID_RECORD);
        two[sample().size() + record::layout::crc] ^= 1; // the count comes before the CRC
        QCOMPARE(code(two), ErrorCode::INVALID_RECORD);
        QCOMPARE(with([](auto& h) { h.recordCount = 3; }), ErrorCode::INVALID_RECORD);
        QCOMPARE(with([](auto& h) { h.lastOffsetDelta = 2; }), ErrorCode::INVALID_RECORD);
        QCOMPARE(with([](auto& h) { h.recordCount = 3, h.lastOffsetDelta = 2; }), ErrorCode::INVALID_RECORD);
        QCOMPARE(with([](auto& h) { h.recordCount = 5, h.lastOffsetDelta = 4; }), ErrorCode::INVALID_RECORD);
        QCOMPARE(with([](auto& h) { h.recordCount = 0, h.lastOffsetDelta = -1; }), ErrorCode::INVALID_RECORD);
        QCOMPARE(with([](auto& h) { h.baseOffset = Offset(1); }), ErrorCode::INVALID_RECORD);
        QCOMPARE(with([](auto& h) { h.attributes |= BatchHeader::controlBit; }), ErrorCode::INVALID_RECORD);
        QCOMPARE(code(record::endTransactionBatch({true, 0, now}, ProducerId(1), ProducerEpoch(0))),
                 ErrorCode::INVALID_RECORD);
        record::BatchBuilder gap; // offset deltas 0 and 2
        gap.add(now, std::nullopt, asBytes("a"));
        gap.addAt(Offset(2), now, std::nullopt, asBytes("b"));
        QCOMPARE(code(changed(*gap.build(), [](auto& h) { h.recordCount = 3; })), ErrorCode::INVALID_RECORD);
        QVERIFY(at.log->endOffset() == Offset(0) && at.log->sizeBytes() == 0);
    }

    void timestampsTooFarAwayAreRefused() {
        Log at;
        std::vector<record::RecordError> errors;
        auto late = batchOf(3, 10, now + 3600 * 1000 - 1);
        QCOMPARE(at.log->appendAsLeader(late, LeaderEpoch(0), AppendOrigin::client, &errors).code(),
                 ErrorCode::INVALID_TIMESTAMP);
        QCOMPARE(errors.size(), std::size_t{1});
        QCOMPARE(errors[0].index, 2);
        QVERIFY(append(*at.log, batchOf(3, 10, now + 3600 * 1000 - 2)).ok());
        QVERIFY(append(*at.log, batchOf(1, 10, 0)).ok()); // however old, by default
        auto config = at.log->config();
        config.timestampBeforeMaxMs = 1000;
        at.log->setConfig(config);
        QVERIFY(append(*at.log, batchOf(1, 10, now - 1000)).ok());
        QCOMPARE(append(*at.log, batchOf(1, 10, now - 1001)).code(), ErrorCode::INVALID_TIMESTAMP);
        QVERIFY(append(*at.log, batchOf(1, 10, noTimestamp)).ok());
    }

    void aCompactedTopicAsksForKeys() {
        LogConfig config;
        config.isCompacted = true;
        Log at(config);
        for (const auto codec : codecs) {
            std::vector<record::RecordError> errors;
            auto batch = sample({.compression = codec});
            QCOMPARE(at.log->appendAsLeader(batch, LeaderEpoch(0), AppendOrigin::client, &errors).code(),
                     ErrorCode::INVALID_RECORD);
            QCOMPARE(errors.size(), std::size_t{1});
            QCOMPARE(errors[0].index, 1);
            QVERIFY(!errors[0].message.empty());
        }
        QVERIFY(append(*at.log, batchOf(3, 10, now)).ok());
    }

    void theLimitIsForTheBatchAsCompressed() {
        const auto plain = sample();
        const auto packed = sample({.compression = Compression::zstd});
        QVERIFY(packed.size() + 300 < plain.size());
        LogConfig config;
        config.maxMessageBytes = packed.size();
        Log at(config);
        QCOMPARE(append(*at.log, plain).code(), ErrorCode::MESSAGE_TOO_LARGE);
        QVERIFY(append(*at.log, packed).ok());
        config.maxMessageBytes = packed.size() - 1;
        at.log->setConfig(config);
        QCOMPARE(append(*at.log, packed).code(), ErrorCode::MESSAGE_TOO_LARGE);
        // Within the limit as it came, beyond it as it is to be stored.
        config.maxMessageBytes = plain.size() - 1;
        config.compression = Compression::none;
        at.log->setConfig(config);
        const auto end = at.log->endOffset();
        QCOMPARE(append(*at.log, packed).code(), ErrorCode::MESSAGE_TOO_LARGE);
        QVERIFY(at.log->endOffset() == end);
    }

    void aBatchLargerThanASegmentIsRefused() {
        LogConfig config;
        config.segmentBytes = sample().size() - 1;
        Log at(config);
        QCOMPARE(append(*at.log, sample()).code(), ErrorCode::RECORD_LIST_TOO_LARGE);
        QVERIFY(append(*at.log, batchOf(1, 10, now)).ok());
    }

    void compactionsGapsAndEmptyBatchesAreReplicated() {
        // Offsets 10 and 14 of a batch from 10 to 17, then one from 18 to 20 that is empty.
        record::BatchBuilder builder({.baseOffset = Offset(10), .leaderEpoch = LeaderEpoch(1)});
        builder.add(now, asBytes("a"), asBytes("1"));
        builder.addAt(Offset(14), now, asBytes("b"), std::nullopt);
        auto both = changed(*builder.build(), [](auto& h) {
            h.lastOffsetDelta = 7;
            h.attributes |= BatchHeader::deleteHorizonBit;
        });
        record::BatchBuilder none({.baseOffset = Offset(18), .leaderEpoch = LeaderEpoch(1)});
        const auto empty = changed(*none.build(), [](auto& h) { h.lastOffsetDelta = 2; });
        both.insert(both.end(), empty.begin(), empty.end());
        Log at;
        const auto info = at.log->appendAsFollower(both);
        QVERIFY(info.ok() && info->lastOffset == Offset(20) && info->recordCount == 2);
        QCOMPARE(readAll(*at.log, Offset(0), at.log->endOffset()), both);
        QVERIFY(textOf(both).starts_with("10@") && textOf(both).find("\n14@") != std::string::npos);
        QVERIFY(at.log->read(Offset(19), 1, Offset(21), true)->firstBatchOffset == Offset(18));
    }

    void everyCodecBecomesTheTopics() {
        const auto options = [](Compression codec) {
            record::BatchOptions o = fromProducer(42, 3, 7, true);
            o.compression = codec;
            return o;
        };
        for (const auto from : codecs)
            for (const auto to : codecs)
                for (const bool isStamped : {false, true}) {
                    auto config = compressedWith(to);
                    if (isStamped)
                        config.messageTimestampType = record::TimestampType::logAppendTime;
                    Log at(config);
                    LogConfig asProduced = config;
                    asProduced.compression.reset();
                    Log plain(asProduced);
                    const auto batch = sample(options(from));
                    QVERIFY(append(*at.log, batch, 4).ok() && append(*plain.log, batch, 4).ok());
                    const auto info =
                        append(*at.log, changed(batch, [](auto& h) { h.baseSequence = 11; }), 4);
                    QVERIFY(info.ok() && info->firstOffset == Offset(4) && info->lastOffset == Offset(7));
                    const auto stored = at.stored();
                    QCOMPARE(info->sizeInBytes, stored.size());
                    QVERIFY(record::hasValidCrc(stored));
                    auto header = *BatchHeader::parse(stored);
                    auto expected = *BatchHeader::parse(plain.stored());
                    QCOMPARE(header.compression(), to);
                    QCOMPARE(textOf(stored), textOf(plain.stored()));
                    // All but what the codec changes is as if it had come so.
                    header.batchLength = expected.batchLength;
                    header.crc = expected.crc;
                    header.attributes = expected.attributes;
                    QVERIFY(header == expected);
                    QCOMPARE(from == to, stored == plain.stored());
                    // A repetition is still found, and the log still opens.
                    QVERIFY(append(*at.log, batch, 4)->isDuplicate);
                    at.log.reset();
                    at.log = openLog(at.disk, config);
                    QVERIFY(at.log->endOffset() == Offset(8));
                    QVERIFY(append(*at.log, batch, 4)->isDuplicate);
                }
    }

    void controlBatchesStayAsTheyAre() {
        Log at(compressedWith(Compression::zstd));
        QVERIFY(append(*at.log, sample(fromProducer(42, 3, 0, true))).ok());
        const auto marker = record::endTransactionBatch({false, 1, now}, ProducerId(42), ProducerEpoch(3));
        QVERIFY(append(*at.log, marker, 0, AppendOrigin::coordinator).ok());
        const auto stored = at.stored(Offset(4));
        QCOMPARE(stored.size(), marker.size());
        QVERIFY(BatchHeader::parse(stored)->isControl());
        QCOMPARE(at.log->abortedTransactions(Offset(0), Offset(5))->size(), std::size_t{1});
    }

    void severalBatchesOfTheBrokerItselfAreRecompressedEach() {
        Log at(compressedWith(Compression::gzip));
        auto both = sample();
        const auto second = sample({.compression = Compression::gzip});
        const auto third = sample({.compression = Compression::lz4});
        both.insert(both.end(), second.begin(), second.end());
        both.insert(both.end(), third.begin(), third.end());
        QVERIFY(append(*at.log, both, 0, AppendOrigin::coordinator).ok());
        const auto all = readAll(*at.log, Offset(0), Offset(12));
        const auto batches = *record::splitBatches(all);
        QCOMPARE(batches.size(), std::size_t{3});
        for (std::size_t i = 0; i < batches.size(); ++i) {
            QCOMPARE(batches[i].header.compression(), Compression::gzip);
            QVERIFY(batches[i].header.baseOffset == Offset(static_cast<std::int64_t>(i) * 4));
        }
        QVERIFY(textOf(all).find("error") == std::string::npos);
    }

    void whatAProducerMayNotSayGoesWhenABatchIsRebuilt() {
        Log at(compressedWith(Compression::lz4));
        QVERIFY(append(*at.log, changed(sample(), [](auto& h) {
                    h.attributes |= BatchHeader::deleteHorizonBit | 0x8000;
                })).ok());
        QCOMPARE(BatchHeader::parse(at.stored())->attributes, static_cast<std::uint16_t>(Compression::lz4));
    }

    void topicConfigsChooseCodecAndLevel() {
        using Set = std::map<std::string, std::string>;
        QVERIFY(!logConfigOf({}).compression);
        QVERIFY(!logConfigOf({{"compression.type", "producer"}}).compression);
        QVERIFY(!logConfigOf({{"compression.zstd.level", "9"}}).compressionLevel);
        QVERIFY(logConfigOf({{"compression.type", "uncompressed"}}).compression == Compression::none);
        QVERIFY(logConfigOf({{"compression.type", "snappy"}}).compression == Compression::snappy);
        QVERIFY(!logConfigOf({{"compression.type", "snappy"}}).compressionLevel);
        for (const auto& [name, codec, level] :
             {std::tuple("gzip", Compression::gzip, -1), std::tuple("lz4", Compression::lz4, 9),
              std::tuple("zstd", Compression::zstd, 3)}) {
            Set set = {{"compression.type", name}};
            QVERIFY(logConfigOf(set).compression == codec);
            QVERIFY(logConfigOf(set).compressionLevel == level);
            set["compression." + std::string(name) + ".level"] = "5";
            QVERIFY(logConfigOf(set).compressionLevel == 5);
        }
        QVERIFY(validateTopicConfig("compression.gzip.level", "-1").ok());
        QVERIFY(validateTopicConfig("compression.gzip.level", "9").ok());
        for (const auto& [name, value] :
             {std::pair("compression.gzip.level", "0"), std::pair("compression.gzip.level", "10"),
              std::pair("compression.gzip.level", "-2"), std::pair("compression.lz4.level", "0"),
              std::pair("compression.lz4.level", "18"), std::pair("compression.zstd.level", "23"),
              std::pair("compression.zstd.level", "-131073"), std::pair("compression.type", "none")})
            QCOMPARE(validateTopicConfig(name, value).code(), ErrorCode::INVALID_CONFIG);
    }

    void theLevelIsUsed() {
        record::BatchBuilder builder;
        SeededRandom random(7);
        for (int i = 0; i < 2000; ++i)
            builder.add(now, std::nullopt,
                        asBytes("entry " + std::to_string(random.below(100'000)) + " of the journal"));
        const auto batch = *builder.build();
        for (const auto& [codec, low, high] :
             {std::tuple(Compression::gzip, 1, 9), std::tuple(Compression::lz4, 9, 17),
              std::tuple(Compression::zstd, 1, 19)}) {
            auto config = compressedWith(codec);
            config.compressionLevel = low;
            Log fast(config);
            config.compressionLevel = high;
            Log thorough(config);
            QVERIFY(append(*fast.log, batch).ok() && append(*thorough.log, batch).ok());
            QVERIFY(thorough.log->sizeBytes() < fast.log->sizeBytes());
            QCOMPARE(textOf(thorough.stored()), textOf(fast.stored()));
        }
    }
};

QTEST_GUILESS_MAIN(AppendRulesTest)
#include "append_rules_test.moc"
