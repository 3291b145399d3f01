// Messages of magic 0 and 1: a client's golden bytes, offsets and timestamps in wrappers, damage.
#include "tests/record/legacy_messages.h"
#include "tests/record/samples.h"

#include "broker/record/for_each_record.h"

using namespace partitura;
using namespace partitura::record;
using namespace partitura::test;

namespace {

constexpr TimestampMs t0 = 1600000000000;
constexpr std::uint8_t logAppendTimeBit = BatchHeader::timestampTypeBit;

// ("k0", "value value value value 0", t0), (null, "v1", t0 + 5), ("k2", null, t0 + 2) at offsets 0 to 2 as
// kafka-python 2.0.2 makes them: magic 0, then magic 1, each plain, with gzip, snappy and lz4. The lz4 frame
// of magic 0 has the wrong header checksum of its time. Wrappers are at offset 0 with timestamp 0.
const char* const golden[2][4] = {
    {"000000000000000000000029649a81fb0000000000026b300000001976616c75652076616c75652076616c75652076616c75652"
     "0"
     "300000000000000001000000104c9f5bc20000ffffffff0000000276310000000000000002000000108b23e3da0000000000026"
     "b"
     "32ffffffff",
     "00000000000000000000005b8d91a8760001ffffffff0000004d1f8b0800c48d036b02ff63608003cd94598dbfc12ca66c03202"
     "9"
     "599698539aaa80491a40353002b180cffce8430c0cff8100a4b1cc102ac70492eb567e7c0b6aa01148050035914d066d000000",
     "000000000000000000000071ad09a0350002ffffffff0000006382534e415050590000000001000000010000004f6d000019011"
     "0"
     "29649a81fb050f30026b300000001976616c756520460600011d01015001000000104c9f5bc20000ffffffff000000027631011"
     "9"
     "010a011c3c8b23e3da0000000000026b32ffffffff",
     "00000000000000000000006cb12ac4f80003ffffffff0000005e04224d1860401a4f000000160001005129649a81fb0f00de026"
     "b"
     "300000001976616c7565200600001d00000200f00601000000104c9f5bc20000ffffffff0000000276311900000a00001c00428"
     "b"
     "23e3da0e00606b32ffffffff00000000"},
    {"0000000000000000000000314a1aed01010000000174876e8000000000026b300000001976616c75652076616c75652076616c7"
     "5"
     "652076616c756520300000000000000001000000187c8b4356010000000174876e8005ffffffff0000000276310000000000000"
     "0"
     "0200000018920ceecd010000000174876e8002000000026b32ffffffff",
     "00000000000000000000006f0098a24601010000000000000000ffffffff000000591f8b0800c48d036b02ff63608003432fa9b"
     "7"
     "8c8c400663497b5e03488429db00484a9625e694a62a609206508d203d1235ddce6170cdacff810064409921540d1348cd249e7"
     "7"
     "67e16a98c0161881540200d7a767c485000000",
     "0000000000000000000000890b8280cc01020000000000000000ffffffff0000007382534e41505059000000000100000001000"
     "0"
     "005f85010000190134314a1aed01010000000174876e80011830026b300000001976616c756520460600011d0101013410187c8"
     "b"
     "43560109053d2805ffffffff0000000276310121010a1c00000018920ceecd15242802000000026b32ffffffff",
     "00000000000000000000008ea1aabc5001030000000000000000ffffffff0000007804224d18684085000000000000003661000"
     "0"
     "0016000100e0314a1aed01010000000174876e801800de026b300000001976616c7565200600001d0000020000340050187c8b4"
     "3"
     "560900013d00b005ffffffff0000000276312100000a008500000018920ceecd2400b002000000026b32ffffffff00000000"}};

const char* const goldenText[2] = {
    "0@-1 [k0][value value value value 0]\n1@-1 null[v1]\n2@-1 [k2]null\n",
    "0@1600000000000 [k0][value value value value 0]\n1@1600000000005 null[v1]\n2@1600000000002 [k2]null\n"};

std::string describeAll(ByteView batches) {
    std::string text;
    const auto walked = forEachRecord(batches, [&](const BatchHeader& header, const Record& one) {
        text += toString(one.offset) + "@" + std::to_string(one.timestamp) + " " +
                std::to_string(header.magic) +
                (one.key ? "[" + std::string(asText(*one.key)) + "]" : "null") +
                (one.value ? "[" + std::string(asText(*one.value)) + "]" : "null") + "\n";
        return Result<void>();
    });
    return walked ? text : "error " + std::string(errorName(walked.code()));
}

/// Three messages: two stored with offsets `a` and `b` that have keys, and one at `c` without.
Bytes three(std::int8_t magic, std::int64_t a, std::int64_t b, std::int64_t c) {
    return legacyMessage(magic, a, t0, asBytes("a"), asBytes("1")) +
           legacyMessage(magic, b, t0 + 9, asBytes("b"), std::nullopt) +
           legacyMessage(magic, c, t0 + 4, std::nullopt, asBytes(""));
}

constexpr Compression legacyCodecs[] = {Compression::gzip, Compression::snappy, Compression::lz4};

/// Wrappers of both formats and all codecs, and plain messages.
std::vector<Bytes> samples() {
    std::vector<Bytes> all = {legacyMessage(0, 7, 0, asBytes("key"), asBytes("value")),
                              legacyMessage(1, 7, t0, asBytes("key"), asBytes("value"))};
    for (const auto codec : legacyCodecs) {
        all.push_back(legacyWrapper(0, codec, 7, 0, three(0, 5, 6, 7)));
        all.push_back(legacyWrapper(1, codec, 7, t0 + 9, three(1, 0, 1, 2)));
    }
    return all;
}

ErrorCode codeOf(const Bytes& message) {
    const auto reader = RecordReader::open(message);
    return reader.code();
}

} // namespace

class LegacyTest : public QObject {
    Q_OBJECT

private slots:
    void aClientsMessagesAreRead() {
        for (int magic = 0; magic < 2; ++magic)
            for (int codec = 0; codec < 4; ++codec) {
                const auto bytes = fromHex(golden[magic][codec]);
                const auto batches = splitBatches(bytes);
                QVERIFY(batches.ok());
                QCOMPARE(batches->size(), codec == 0 ? std::size_t{3} : std::size_t{1});
                std::string text;
                for (const auto& batch : *batches) {
                    QCOMPARE(batch.header.magic, static_cast<std::int8_t>(magic));
                    QCOMPARE(batch.header.compression(), static_cast<Compression>(codec));
                    text += describe(ByteView(bytes).subspan(batch.position, batch.header.sizeInBytes()));
                }
                QCOMPARE(text, std::string(goldenText[magic]));
                // What old clients send is not taken any more (ProduceRequest.validateRecords).
                QCOMPARE(validateBatches(bytes, {}).code(), ErrorCode::INVALID_RECORD);
            }
    }

    void aHeaderSaysWhatItKnows() {
        const auto plain = legacyMessage(1, 41, t0, std::nullopt, asBytes("v"), logAppendTimeBit);
        const auto header = *BatchHeader::parse(plain);
        QVERIFY(header.isLegacy());
        QVERIFY(header.baseOffset == Offset(41) && header.lastOffset() == Offset(41));
        QCOMPARE(header.maxTimestamp, t0);
        QCOMPARE(header.timestampType(), TimestampType::logAppendTime);
        QCOMPARE(header.sizeInBytes(), plain.size());
        QCOMPARE(header.recordCount, 1);
        QVERIFY(header.partitionLeaderEpoch == LeaderEpoch() && !header.hasProducerId());
        QCOMPARE(header.baseSequence, noSequence);

        // Bits that mean something in magic 2 alone are nothing here.
        const auto odd = legacyMessage(0, 3, 0, std::nullopt, std::nullopt, 0xf8);
        QCOMPARE(odd.size(), batchBytesMin);
        const auto oddHeader = *BatchHeader::parse(odd);
        QCOMPARE(oddHeader.attributes, std::uint16_t{0});
        QCOMPARE(oddHeader.maxTimestamp, noTimestamp);
        QVERIFY(hasValidCrc(odd));
        QCOMPARE(describe(odd), std::string("3@-1 nullnull\n"));

        // A wrapper's base offset is found when it is opened.
        const auto wrapper = legacyWrapper(1, Compression::gzip, 7, t0 + 9, three(1, 0, 1, 2));
        const auto shallow = *BatchHeader::parse(wrapper);
        QVERIFY(shallow.baseOffset == Offset(7) && shallow.lastOffset() == Offset(7));
        QCOMPARE(shallow.maxTimestamp, t0 + 9);
        const auto reader = *RecordReader::open(wrapper);
        QVERIFY(reader.header().baseOffset == Offset(5) && reader.header().lastOffset() == Offset(7));
        QCOMPARE(reader.header().recordCount, 3);
    }

    void innerOffsetsAreAbsoluteInMagic0AndRelativeInMagic1() {
        for (const auto codec : legacyCodecs) {
            QCOMPARE(describe(legacyWrapper(0, codec, 109, 0, three(0, 100, 105, 109))),
                     std::string("100@-1 [a][1]\n105@-1 [b]null\n109@-1 null[]\n"));
            // Compaction leaves gaps; the last one means the wrapper's offset.
            QCOMPARE(describe(legacyWrapper(1, codec, 109, t0 + 9, three(1, 0, 5, 9))),
                     std::string("100@1600000000000 [a][1]\n105@1600000000009 [b]null\n"
                                 "109@1600000000004 null[]\n"));
            QCOMPARE(describe(legacyWrapper(1, codec, 109, t0 + 9, three(1, 2, 5, 6))),
                     std::string("105@1600000000000 [a][1]\n108@1600000000009 [b]null\n"
                                 "109@1600000000004 null[]\n"));
        }
        // Some librdkafka left the wrapper's offset at 0.
        QVERIFY(describe(legacyWrapper(1, Compression::gzip, 0, t0, three(1, 0, 1, 2))).starts_with("0@"));
        QCOMPARE(codeOf(legacyWrapper(1, Compression::gzip, 1, t0, three(1, 0, 1, 2))),
                 ErrorCode::INVALID_RECORD);
    }

    void aWrappersLogAppendTimeIsThatOfItsRecords() {
        QCOMPARE(
            describe(legacyWrapper(1, Compression::gzip, 2, t0 + 50, three(1, 0, 1, 2), logAppendTimeBit)),
            std::string("0@1600000000050 [a][1]\n1@1600000000050 [b]null\n2@1600000000050 null[]\n"));
        QCOMPARE(describe(legacyMessage(1, 2, t0 + 50, std::nullopt, asBytes("v"), logAppendTimeBit)),
                 std::string("2@1600000000050 null[v]\n"));
        // A message of magic 0 has no time, whatever it lies in; one of magic 1 in magic 0 has its own.
        QVERIFY(describe(legacyWrapper(1, Compression::gzip, 2, t0, three(0, 0, 1, 2), logAppendTimeBit))
                    .starts_with("0@-1 "));
        QVERIFY(describe(legacyWrapper(0, Compression::gzip, 2, 0, three(1, 0, 1, 2), logAppendTimeBit))
                    .starts_with("0@1600000000000 "));
    }

    void aWrongLz4HeaderChecksumPassesInMagic0Alone() {
        const auto inner = three(0, 0, 1, 2);
        auto packed = *compress(Compression::lz4, inner);
        const auto right = packed[6];
        for (int checksum = 0; checksum < 256; ++checksum) {
            packed[6] = static_cast<std::uint8_t>(checksum);
            QCOMPARE(*decompressUncheckedLz4(packed), inner);
            QCOMPARE(decompress(Compression::lz4, packed).ok(), checksum == right);
            const auto attributes = static_cast<std::uint8_t>(Compression::lz4);
            QVERIFY(codeOf(legacyMessage(0, 2, 0, std::nullopt, packed, attributes)) == ErrorCode::NONE);
            QCOMPARE(codeOf(legacyMessage(1, 2, 0, std::nullopt, packed, attributes)) == ErrorCode::NONE,
                     checksum == right);
        }
        packed[6] = right;
        for (std::size_t size = 0; size < packed.size(); ++size)
            QVERIFY(!decompressUncheckedLz4(ByteView(packed).first(size)));
        QVERIFY(!decompressUncheckedLz4(packed, inner.size() - 1));
    }

    void whatCannotBeInAWrapperIsRefused() {
        const auto gzip = static_cast<std::uint8_t>(Compression::gzip);
        const auto nested = legacyWrapper(1, Compression::gzip, 0, t0, three(1, 0, 1, 2));
        QCOMPARE(codeOf(legacyWrapper(1, Compression::gzip, 0, t0, nested)), ErrorCode::INVALID_RECORD);
        QCOMPARE(codeOf(legacyWrapper(1, Compression::zstd, 2, t0, three(1, 0, 1, 2))),
                 ErrorCode::INVALID_RECORD);
        QCOMPARE(codeOf(legacyMessage(1, 2, t0, std::nullopt, std::nullopt, gzip)),
                 ErrorCode::INVALID_RECORD);
        QCOMPARE(codeOf(legacyWrapper(1, Compression::gzip, 2, t0, {})), ErrorCode::INVALID_RECORD);
        QCOMPARE(codeOf(legacyMessage(1, 2, t0, std::nullopt, asBytes("no gzip"), gzip)),
                 ErrorCode::CORRUPT_MESSAGE);
        QCOMPARE(codeOf(legacyMessage(1, 2, t0, std::nullopt, asBytes("?"), 5)),
                 ErrorCode::UNSUPPORTED_COMPRESSION_TYPE);
        auto batchInside = sampleBatch(Compression::none);
        QCOMPARE(codeOf(legacyWrapper(1, Compression::gzip, 2, t0, batchInside)), ErrorCode::INVALID_RECORD);
        // What is cut at the end of the set is left out, as in Kafka.
        const auto set = three(1, 0, 1, 2);
        QCOMPARE(describe(legacyWrapper(1, Compression::gzip, 1, t0, ByteView(set).first(set.size() - 1))),
                 std::string("0@1600000000000 [a][1]\n1@1600000000009 [b]null\n"));
    }

    void lengthsOfKeyAndValueAreChecked() {
        for (const std::int8_t magic : {std::int8_t{0}, std::int8_t{1}}) {
            const auto message = legacyMessage(magic, 0, t0, asBytes("key"), asBytes("value"));
            const std::size_t keyLengthAt = magic == 0 ? 18 : 26;
            for (const auto at : {keyLengthAt, keyLengthAt + 4 + 3})
                for (const std::int32_t length : {6, 100, INT32_MAX, INT32_MIN}) {
                    auto damaged = message;
                    storeBigEndian(damaged.data() + at, length);
                    fixLegacyCrc(damaged);
                    LegacyMessage into;
                    const bool isNull =
                        length < 0 && at != keyLengthAt; // a null key moves the value's length
                    QCOMPARE(readLegacyMessage(damaged, into) != 0, isNull);
                    QCOMPARE(codeOf(damaged) == ErrorCode::NONE, isNull);
                }
            auto tooShort = message;
            storeBigEndian(tooShort.data() + legacy_layout::size, magic == 0 ? 13 : 21);
            QCOMPARE(BatchHeader::parse(tooShort).code(), ErrorCode::CORRUPT_MESSAGE);
            storeBigEndian(tooShort.data() + legacy_layout::size, -1);
            QCOMPARE(BatchHeader::parse(tooShort).code(), ErrorCode::CORRUPT_MESSAGE);
        }
    }

    void formatsMayFollowEachOther() {
        const auto log = legacyMessage(0, 0, 0, asBytes("a"), asBytes("1")) +
                         legacyWrapper(0, Compression::lz4, 3, 0, three(0, 1, 2, 3)) +
                         legacyWrapper(1, Compression::snappy, 6, t0 + 9, three(1, 0, 1, 2)) +
                         sampleBatch(Compression::zstd, {.baseOffset = Offset(7)}) +
                         legacyMessage(1, 10, t0, asBytes("z"), std::nullopt);
        const std::string text =
            "0@-1 0[a][1]\n1@-1 0[a][1]\n2@-1 0[b]null\n3@-1 0null[]\n"
            "4@1600000000000 1[a][1]\n5@1600000000009 1[b]null\n6@1600000000004 1null[]\n";
        QVERIFY(describeAll(log).starts_with(text));
        QVERIFY(describeAll(log).ends_with("10@1600000000000 1[z]null\n"));
        QVERIFY(offsetAfter(log, Offset(0)) == Offset(11));
        QVERIFY(offsetAfter(ByteView(log).first(log.size() - 1), Offset(0)) == Offset(10));
    }

    void aCutMessageIsNotRead() {
        for (const auto& message : samples())
            for (std::size_t size = 0; size < message.size(); ++size) {
                const Bytes cut(message.begin(), message.begin() + static_cast<std::ptrdiff_t>(size));
                QVERIFY(!RecordReader::open(cut));
                const auto batches = splitBatches(cut);
                QVERIFY(batches.ok() && batches->empty());
                QVERIFY(describeAll(cut).empty());
            }
    }

    void aFlippedBitIsFoundUnlessItIsTheOffsets() {
        for (const auto& message : samples())
            for (std::size_t at = 0; at < message.size(); ++at)
                for (int bit = 0; bit < 8; ++bit) {
                    auto damaged = message;
                    damaged[at] ^= static_cast<std::uint8_t>(1 << bit);
                    const auto batches = splitBatches(damaged);
                    QCOMPARE(batches.ok() && !batches->empty(), at < legacy_layout::size);
                }
    }

    void damageBehindAGoodCrcNeverCrashes() {
        int readable = 0;
        for (const auto& message : samples())
            for (std::size_t at = legacy_layout::magic; at < message.size(); ++at)
                for (int bit = 0; bit < 8; ++bit) {
                    auto damaged = message;
                    damaged[at] ^= static_cast<std::uint8_t>(1 << bit);
                    fixLegacyCrc(damaged);
                    readable += describe(damaged).starts_with("error") ? 0 : 1;
                }
        QVERIFY(readable > 0);
    }

    void randomBytesNeverCrash() {
        SeededRandom random(11);
        for (int i = 0; i < 20'000; ++i) {
            auto bytes = randomBytes(random, random.below(200));
            LegacyMessage into;
            (void)readLegacyMessage(bytes, into);
            if (bytes.size() >= batchBytesMin) { // more of them get past the header
                bytes[legacy_layout::magic] = static_cast<std::uint8_t>(random.below(2));
                storeBigEndian(bytes.data() + legacy_layout::size,
                               static_cast<std::int32_t>(bytes.size() - batchLengthOverhead));
                fixLegacyCrc(bytes);
            }
            (void)describeAll(bytes);
            // As the inside of a wrapper.
            const auto magic = static_cast<std::int8_t>(random.below(2));
            (void)describe(legacyWrapper(magic, legacyCodecs[random.below(3)], 9, t0, bytes));
        }
    }

    void whatDecompressesToTooMuchIsRefused() {
        const Bytes zeros(8 << 20, 0);
        for (const auto codec : legacyCodecs) {
            const auto bomb =
                legacyWrapper(0, codec, 0, 0, legacyMessage(0, 0, 0, std::nullopt, ByteView(zeros)));
            QVERIFY(RecordReader::open(bomb).ok());
            QCOMPARE(RecordReader::open(bomb, 1 << 20).code(), ErrorCode::CORRUPT_MESSAGE);
        }
    }
};

QTEST_GUILESS_MAIN(LegacyTest)
#include "legacy_test.moc"
