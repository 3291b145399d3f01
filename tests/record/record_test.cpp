// Record batches: golden bytes, round trips through every codec, damage, and the rules for produced batches.
#include "tests/record/samples.h"

#include "broker/record/control_record.h"
#include "broker/record/crc32c.h"
#include "broker/record/varint.h"

#include "broker/base/random.h"

using namespace partitura;
using namespace partitura::record;
using namespace partitura::test;

namespace {

// Three records as kafka-python 2.0.2 makes them: (key, value), (null, value, two headers), (key, null).
const char* const goldenPlain =
    "0000000000000000000000c600000000027ae9fdaf00000000000200000174876e800000000174876e8005ffffffffffffffffff"
    "ffffffff"
    "ff0000000338000000147b226b6579223a20307d187b2276616c7565223a20307d00dc01000a0201c0017b2276616c7565223a20"
    "327d7b22"
    "76616c7565223a20327d7b2276616c7565223a20327d7b2276616c7565223a20327d7b2276616c7565223a20327d7b2276616c75"
    "65223a20"
    "327d7b2276616c7565223a20327d7b2276616c7565223a20327d0402680278026e010e000404026b0100";
const char* const goldenGzip = "00000000000000000000007d00000000022261295f00010000000200000174876e80000000017"
                               "4876e8005ffffffffffffffffffffffffff"
                               "ff000000031f8b0800775a036b02ffb360606010a956ca4ead54b25230a895a8562a4bcc294d0"
                               "57318ee30327031311e6044081ad5d282cd"
                               "c294c154c194c7c8c7c0c2c294cdc8000041544aa695000000";

ValidationRules rules() {
    ValidationRules r;
    r.nowMs = 1600000000000;
    r.timestampAfterMaxMs = 3600 * 1000;
    return r;
}

template <typename Change>
ErrorCode codeAfter(Bytes batch, Change change, const ValidationRules& r = rules()) {
    auto header = *BatchHeader::parse(batch);
    change(header);
    storeHeader(batch, header);
    updateCrc(batch);
    return validateBatches(batch, r).code();
}

} // namespace

class RecordTest : public QObject {
    Q_OBJECT

private slots:
    void crcIsCastagnolis() {
        QCOMPARE(crc32c(asBytes("123456789")), 0xE3069283u);
        QCOMPARE(crc32c({}), 0u);
        QCOMPARE(crc32(asBytes("123456789")), 0xCBF43926u);
        QCOMPARE(crc32({}), 0u);
    }

    void varintsRoundTrip() {
        SeededRandom random(1);
        std::vector<std::int64_t> values = {0,  -1,        1,         63,        -64,
                                            64, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN};
        for (int i = 0; i < 10000; ++i)
            values.push_back(static_cast<std::int64_t>(random.next() >> random.below(64)) * (i % 2 ? 1 : -1));
        for (const auto value : values) {
            Bytes bytes;
            appendVarint(bytes, value);
            QCOMPARE(bytes.size(), varintSize(value));
            std::int64_t back = 0;
            QCOMPARE(readVarlong(bytes.data(), bytes.data() + bytes.size(), back),
                     bytes.data() + bytes.size());
            QCOMPARE(back, value);
            QVERIFY(!readVarlong(bytes.data(), bytes.data() + bytes.size() - 1, back));
            std::int32_t narrow = 0;
            const bool fits = value >= INT32_MIN && value <= INT32_MAX;
            QCOMPARE(readVarint(bytes.data(), bytes.data() + bytes.size(), narrow) != nullptr, fits);
        }
        const Bytes tooLong(11, 0x80);
        std::int64_t value = 0;
        QVERIFY(!readVarlong(tooLong.data(), tooLong.data() + tooLong.size(), value));
    }

    void aClientsBatchIsBuiltToTheByte() {
        QCOMPARE(sampleBatch(Compression::none, {.leaderEpoch = LeaderEpoch(0)}), fromHex(goldenPlain));
    }

    void aClientsBatchesAreRead() {
        for (const auto* hex : {goldenPlain, goldenGzip}) {
            const auto batch = fromHex(hex);
            QVERIFY(hasValidCrc(batch));
            QVERIFY(validateBatches(batch, rules()).ok());
            QCOMPARE(describe(batch), describe(sampleBatch(Compression::none)));
        }
    }

    void everyCodecRoundTrips() {
        const auto plain = describe(sampleBatch(Compression::none));
        QVERIFY(plain.find("null[{\"value\": 2}") != std::string::npos);
        QVERIFY(plain.find("h=[x] n=null") != std::string::npos);
        SeededRandom random(3);
        Bytes large(300'000);
        for (auto& byte : large)
            byte = static_cast<std::uint8_t>(random.below(7));
        for (int codec = 0; codec <= 4; ++codec) {
            const auto batch = sampleBatch(static_cast<Compression>(codec));
            QCOMPARE(describe(batch), plain);
            QVERIFY(validateBatches(batch, rules()).ok());
            const auto packed = *compress(static_cast<Compression>(codec), large);
            QCOMPARE(*decompress(static_cast<Compression>(codec), packed), large);
            QCOMPARE(*decompress(static_cast<Compression>(codec), packed, large.size()), large);
            QVERIFY(!decompress(static_cast<Compression>(codec), packed, large.size() - 1));
            const auto empty = *compress(static_cast<Compression>(codec), {});
            QCOMPARE(*decompress(static_cast<Compression>(codec), empty), Bytes());
            if (codec != 0)
                for (const std::size_t cut : {std::size_t{1}, packed.size() / 2, packed.size() - 1})
                    QVERIFY(!decompress(static_cast<Compression>(codec), ByteView(packed).first(cut)));
            QCOMPARE(compressionNamed(compressionName(static_cast<Compression>(codec))),
                     std::optional(static_cast<Compression>(codec)));
        }
        QCOMPARE(compress(static_cast<Compression>(5), {}).code(), ErrorCode::UNSUPPORTED_COMPRESSION_TYPE);
    }

    void rawSnappyIsRead() {
        // "aaaa": length 4, then a literal.
        const Bytes raw = {4, 3 << 2, 'a', 'a', 'a', 'a'};
        QCOMPARE(*decompress(Compression::snappy, raw), Bytes(4, 'a'));
    }

    void aCutBatchIsRefused() {
        for (int codec = 0; codec <= 4; ++codec) {
            const auto batch = sampleBatch(static_cast<Compression>(codec));
            for (std::size_t size = 0; size < batch.size(); ++size) {
                const Bytes cut(batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(size));
                QVERIFY(!validateBatches(cut, rules()));
                QVERIFY(!RecordReader::open(cut));
            }
        }
    }

    void aFlippedBitIsRefusedOrOutsideOfTheCrc() {
        for (int codec = 0; codec <= 4; ++codec) {
            const auto batch = sampleBatch(static_cast<Compression>(codec));
            for (std::size_t at = 0; at < batch.size(); ++at)
                for (int bit = 0; bit < 8; ++bit) {
                    auto damaged = batch;
                    damaged[at] ^= static_cast<std::uint8_t>(1 << bit);
                    const bool isLeaderEpoch = at >= layout::partitionLeaderEpoch && at < layout::magic;
                    QCOMPARE(validateBatches(damaged, rules()).ok(), isLeaderEpoch);
                }
        }
    }

    void damageBehindAGoodCrcNeverCrashes() {
        for (int codec = 0; codec <= 4; ++codec) {
            const auto batch = sampleBatch(static_cast<Compression>(codec));
            for (std::size_t at = layout::attributes; at < batch.size(); ++at)
                for (int bit = 0; bit < 8; ++bit) {
                    auto damaged = batch;
                    damaged[at] ^= static_cast<std::uint8_t>(1 << bit);
                    updateCrc(damaged);
                    if (validateBatches(damaged, rules()))
                        QVERIFY(!describe(damaged).starts_with("error"));
                    else
                        describe(damaged);
                }
        }
    }

    void headerFieldsRoundTrip() {
        BatchOptions options;
        options.baseOffset = Offset(77);
        options.leaderEpoch = LeaderEpoch(5);
        options.producerId = ProducerId(9);
        options.producerEpoch = ProducerEpoch(2);
        options.baseSequence = INT32_MAX - 1;
        options.isTransactional = true;
        auto batch = sampleBatch(Compression::zstd, options);
        auto header = *BatchHeader::parse(batch);
        QVERIFY(header.baseOffset == Offset(77));
        QVERIFY(header.lastOffset() == Offset(79));
        QVERIFY(header.partitionLeaderEpoch == LeaderEpoch(5));
        QVERIFY(header.producerId == ProducerId(9));
        QCOMPARE(header.lastSequence(), 0); // wraps
        QVERIFY(header.isTransactional() && !header.isControl() && !header.hasDeleteHorizon());
        QCOMPARE(header.compression(), Compression::zstd);
        QCOMPARE(header.sizeInBytes(), batch.size());
        QCOMPARE(header.maxTimestamp, TimestampMs{1600000000005});
        auto copy = batch;
        storeHeader(copy, header);
        QCOMPARE(copy, batch);

        setBaseOffset(batch, Offset(100));
        setPartitionLeaderEpoch(batch, LeaderEpoch(6));
        QVERIFY(hasValidCrc(batch));
        setMaxTimestamp(batch, TimestampType::logAppendTime, 1700000000000);
        QVERIFY(hasValidCrc(batch));
        header = *BatchHeader::parse(batch);
        QCOMPARE(header.timestampType(), TimestampType::logAppendTime);
        QVERIFY(describe(batch).starts_with("100@1700000000000"));
    }

    void producedBatchesFollowKafkasRules() {
        const auto batch = sampleBatch(Compression::none);
        using H = BatchHeader;
        const auto plain = [](H&) {};
        QCOMPARE(codeAfter(batch, plain), ErrorCode::NONE);
        QCOMPARE(codeAfter(batch, [](H& h) { h.baseOffset = Offset(1); }), ErrorCode::INVALID_RECORD);
        QCOMPARE(codeAfter(batch, [](H& h) { h.recordCount = 2; }), ErrorCode::INVALID_RECORD);
        QCOMPARE(codeAfter(batch, [](H& h) { h.recordCount = 2, h.lastOffsetDelta = 1; }),
                 ErrorCode::INVALID_RECORD);
        QCOMPARE(codeAfter(batch, [](H& h) { h.lastOffsetDelta = -1; }), ErrorCode::INVALID_RECORD);
        QCOMPARE(codeAfter(batch, [](H& h) { h.lastOffsetDelta = 3, h.recordCount = 4; }),
                 ErrorCode::INVALID_RECORD);
        QCOMPARE(codeAfter(batch, [](H& h) { h.attributes |= H::controlBit; }), ErrorCode::INVALID_RECORD);
        QCOMPARE(codeAfter(batch, [](H& h) { h.producerId = ProducerId(1); }), ErrorCode::INVALID_RECORD);
        QCOMPARE(codeAfter(batch, [](H& h) { h.attributes |= 5; }), ErrorCode::UNSUPPORTED_COMPRESSION_TYPE);
        QCOMPARE(codeAfter(batch, [](H& h) { h.attributes |= 1; }), ErrorCode::INVALID_RECORD); // is not gzip
        QCOMPARE(codeAfter(batch, [](H& h) { h.magic = 1; }), ErrorCode::INVALID_RECORD);
        QCOMPARE(codeAfter(batch, [](H& h) { h.magic = 3; }), ErrorCode::CORRUPT_MESSAGE);
        QCOMPARE(codeAfter(batch, [](H& h) { h.baseTimestamp += 3600 * 1000 - 5; }), ErrorCode::NONE);
        QCOMPARE(codeAfter(batch, [](H& h) { h.baseTimestamp += 3600 * 1000 + 1; }),
                 ErrorCode::INVALID_TIMESTAMP);

        auto r = rules();
        r.timestampBeforeMaxMs = 10;
        QCOMPARE(codeAfter(
                     batch, [](H& h) { h.baseTimestamp -= 11; }, r),
                 ErrorCode::INVALID_TIMESTAMP);
        r = rules();
        r.timestampType = TimestampType::logAppendTime;
        QCOMPARE(codeAfter(
                     batch, [](H& h) { h.attributes |= H::timestampTypeBit; }, r),
                 ErrorCode::INVALID_TIMESTAMP);
        r = rules();
        r.batchBytesMax = batch.size() - 1;
        QCOMPARE(codeAfter(batch, plain, r), ErrorCode::MESSAGE_TOO_LARGE);
        r = rules();
        r.needsKeys = true;
        std::vector<RecordError> errors;
        QCOMPARE(validateBatches(batch, r, &errors).code(), ErrorCode::INVALID_RECORD);
        QCOMPARE(errors.size(), std::size_t{1});
        QCOMPARE(errors[0].index, 1);

        auto two = batch;
        two.insert(two.end(), batch.begin(), batch.end());
        QCOMPARE(validateBatches(two, rules()).code(), ErrorCode::INVALID_RECORD);
        QCOMPARE(splitBatches(two)->size(), std::size_t{2});
        two.pop_back();
        QCOMPARE(splitBatches(two)->size(), std::size_t{1});
    }

    void anUncorrectedMaxTimestampIsFound() {
        auto batch = sampleBatch(Compression::none);
        auto header = *BatchHeader::parse(batch);
        header.maxTimestamp = 5;
        storeHeader(batch, header);
        updateCrc(batch);
        const auto found = validateBatches(batch, rules());
        QVERIFY(found.ok());
        QCOMPARE(found->front().maxTimestamp, TimestampMs{1600000000005});
    }

    void endTransactionMarkersRoundTrip() {
        const auto batch = endTransactionBatch({true, 12, 1600000000000}, ProducerId(3), ProducerEpoch(1));
        const auto marker = *endTransactionMarkerOf(batch);
        QVERIFY(marker && marker->isCommit);
        QCOMPARE(marker->coordinatorEpoch, 12);
        QCOMPARE(batch.size(), std::size_t{78}); // the size of a marker in Kafka
        QVERIFY(!*endTransactionMarkerOf(sampleBatch(Compression::none)));
        QCOMPARE(controlTypeOf(controlKey(ControlType::abort)), std::optional(ControlType::abort));
        QVERIFY(!controlTypeOf({}));
    }
};

QTEST_GUILESS_MAIN(RecordTest)
#include "record_test.moc"
