// The codecs: levels, damage, and streams that would grow without end.
#include "tests/record/samples.h"

using namespace partitura;
using namespace partitura::record;
using namespace partitura::test;

namespace {

constexpr Compression codecs[] = {Compression::gzip, Compression::snappy, Compression::lz4,
                                  Compression::zstd};

/// Text with repetitions, of about `count` bytes.
Bytes text(std::size_t count) {
    SeededRandom random(9);
    Bytes bytes;
    while (bytes.size() < count) {
        const auto line = "order " + std::to_string(random.below(10'000)) + " was shipped\n";
        bytes.insert(bytes.end(), line.begin(), line.end());
    }
    return bytes;
}

} // namespace

class CodecTest : public QObject {
    Q_OBJECT

private slots:
    void everyLevelRoundTrips() {
        const auto plain = text(100'000);
        const auto check = [&](Compression codec, int level) {
            const auto packed = compress(codec, plain, level);
            QVERIFY(packed.ok());
            QCOMPARE(packed->size() < plain.size(), level > -1000); // so fast that it does not compress
            QCOMPARE(*decompress(codec, *packed), plain);
        };
        check(Compression::gzip, -1);
        for (int level = 1; level <= 9; ++level)
            check(Compression::gzip, level);
        for (int level = 1; level <= 17; ++level)
            check(Compression::lz4, level);
        for (const int level : {-1000, -50, -5, -1, 0, 1, 2, 3, 10, 19, 22})
            check(Compression::zstd, level);
    }

    void levelsMeanWhatKafkaMeans() {
        const auto plain = text(100'000);
        const auto size = [&](Compression codec, std::optional<int> level) {
            return compress(codec, plain, level)->size();
        };
        QVERIFY(size(Compression::gzip, 9) < size(Compression::gzip, 1));
        QVERIFY(size(Compression::zstd, 19) < size(Compression::zstd, -5));
        // lz4's default level 9 is the fast compressor; every other level, lower ones too, is the thorough
        // one.
        QVERIFY(size(Compression::lz4, 8) < size(Compression::lz4, 9));
        QVERIFY(size(Compression::lz4, 1) < size(Compression::lz4, 9));
        QVERIFY(size(Compression::lz4, 17) <= size(Compression::lz4, 8));
        for (const auto& [codec, level] : {std::pair(Compression::gzip, -1), std::pair(Compression::gzip, 6),
                                           std::pair(Compression::lz4, 9), std::pair(Compression::zstd, 3)})
            QCOMPARE(*compress(codec, plain), *compress(codec, plain, level));
    }

    void aCutStreamIsRefused() {
        const auto plain = text(3'000);
        for (const auto codec : codecs) {
            const auto packed = *compress(codec, plain);
            for (std::size_t size = 1; size < packed.size(); ++size) {
                const auto got = decompress(codec, ByteView(packed).first(size));
                // Snappy's framing has no end: between two blocks it just ends.
                if (codec == Compression::snappy && got)
                    QVERIFY(got->empty() && size == 16);
                else
                    QCOMPARE(got.code(), ErrorCode::CORRUPT_MESSAGE);
            }
        }
    }

    void damageIsRefusedOrBounded() {
        const auto plain = text(3'000);
        constexpr std::size_t limit = 1 << 20;
        for (const auto codec : codecs) {
            const auto packed = *compress(codec, plain);
            for (std::size_t at = 0; at < packed.size(); ++at)
                for (int bit = 0; bit < 8; ++bit) {
                    auto damaged = packed;
                    damaged[at] ^= static_cast<std::uint8_t>(1 << bit);
                    if (const auto got = decompress(codec, damaged, limit))
                        QVERIFY(got->size() <= limit);
                    else
                        QCOMPARE(got.code(), ErrorCode::CORRUPT_MESSAGE);
                }
        }
    }

    void randomBytesNeverCrash() {
        SeededRandom random(4);
        constexpr std::size_t limit = 1 << 16;
        int refused = 0;
        for (int i = 0; i < 5'000; ++i) {
            const auto codec = codecs[random.below(4)];
            auto bytes = randomBytes(random, random.below(300));
            if (i % 2) { // behind a beginning that is right
                const auto start = *compress(codec, randomBytes(random, 40));
                bytes.insert(bytes.begin(), start.begin(), start.begin() + 20);
            }
            const auto got = decompress(codec, bytes, limit);
            if (got)
                QVERIFY(got->size() <= limit);
            else
                ++refused;
            (void)decompressUncheckedLz4(bytes, limit);
        }
        QVERIFY(refused > 4'000);
    }

    void bombsAreBounded() {
        const Bytes zeros(32 << 20, 0);
        for (const auto codec : codecs) {
            const auto bomb = *compress(codec, zeros);
            QVERIFY(bomb.size() < zeros.size() / 10);
            QCOMPARE(decompress(codec, bomb, 1 << 20).code(), ErrorCode::CORRUPT_MESSAGE);
            QCOMPARE(decompress(codec, bomb, zeros.size() - 1).code(), ErrorCode::CORRUPT_MESSAGE);
            QCOMPARE(decompress(codec, bomb, zeros.size())->size(), zeros.size());
        }
        // A snappy block of a few bytes that promises four gigabytes.
        const Bytes promise = {0xff, 0xff, 0xff, 0xff, 0x0f, 0, 'a'};
        QCOMPARE(decompress(Compression::snappy, promise).code(), ErrorCode::CORRUPT_MESSAGE);
    }

    void randomRecordsNeverCrash() {
        SeededRandom random(6);
        const auto batch = sampleBatch(Compression::none);
        for (int i = 0; i < 20'000; ++i) {
            auto bytes = batch;
            bytes.resize(batchHeaderBytes);
            const auto records = randomBytes(random, random.below(100));
            bytes.insert(bytes.end(), records.begin(), records.end());
            auto header = *BatchHeader::parse(batch);
            header.batchLength = static_cast<std::int32_t>(bytes.size() - batchLengthOverhead);
            header.recordCount = static_cast<std::int32_t>(random.below(6)) - 1;
            header.lastOffsetDelta = header.recordCount - 1;
            header.attributes = static_cast<std::uint16_t>(random.below(8));
            storeHeader(bytes, header);
            updateCrc(bytes);
            if (validateBatches(bytes, {}))
                QVERIFY(!describe(bytes).starts_with("error"));
            else
                (void)describe(bytes);
            // And what has nothing of a batch at all.
            const auto noise = randomBytes(random, random.below(200));
            QVERIFY(!validateBatches(noise, {}));
            (void)describe(noise);
        }
    }
};

QTEST_GUILESS_MAIN(CodecTest)
#include "codec_test.moc"
