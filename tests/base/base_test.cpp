// Ids, results, error codes, payloads.
#include "broker/base/endian.h"
#include "broker/base/payload.h"
#include "broker/base/random.h"
#include "broker/base/result.h"
#include "broker/base/strong.h"
#include "broker/base/uuid.h"

#include <QTest>

using namespace partitura;

class BaseTest : public QObject {
    Q_OBJECT

private slots:
    void uuidTextRoundTrips() {
        SeededRandom random(7);
        for (int i = 0; i < 1000; ++i) {
            const auto id = Uuid::random(random);
            const auto text = toString(id);
            QCOMPARE(text.size(), std::size_t{22});
            QVERIFY(text.front() != '-');
            QVERIFY(Uuid::parse(text) == id);
        }
    }

    void uuidTextIsKafkas() {
        // Uuid.METADATA_TOPIC_ID.toString() in Kafka.
        Uuid one;
        one.bytes[15] = 1;
        QCOMPARE(toString(one), std::string("AAAAAAAAAAAAAAAAAAAAAQ"));
        QVERIFY(!Uuid::parse("AAAA"));
        QVERIFY(!Uuid::parse("AAAAAAAAAAAAAAAAAAAAA="));
    }

    void bigEndianRoundTrips() {
        std::uint8_t bytes[8];
        storeBigEndian<std::int32_t>(bytes, 0x01020304);
        QCOMPARE(bytes[0], std::uint8_t{1});
        QCOMPARE(bytes[3], std::uint8_t{4});
        QCOMPARE(loadBigEndian<std::int32_t>(bytes), 0x01020304);
        storeBigEndian<std::int64_t>(bytes, -2);
        QCOMPARE(loadBigEndian<std::int64_t>(bytes), std::int64_t{-2});
    }

    void resultHoldsValueOrError() {
        Result<int> value = 3;
        QVERIFY(value.ok());
        QCOMPARE(*value, 3);
        Result<int> error = Error{ErrorCode::INVALID_TOPIC_EXCEPTION, "a/b"};
        QVERIFY(!error);
        QCOMPARE(error.error().context, std::string("a/b"));
        QCOMPARE(std::string(errorName(error.code())), std::string("INVALID_TOPIC_EXCEPTION"));
        QVERIFY(!isRetriable(error.code()));
        QVERIFY(isRetriable(ErrorCode::NOT_LEADER_OR_FOLLOWER));
    }

    void payloadFlattensInOrder() {
        Payload payload(Bytes{1, 2});
        payload.append(std::make_shared<const Bytes>(Bytes{3}));
        payload.append(Bytes{});
        payload.append(Bytes{4, 5});
        QCOMPARE(payload.size(), std::size_t{5});
        QVERIFY(*payload.flatten() == (Bytes{1, 2, 3, 4, 5}));
    }

    void randomBelowStaysBelow() {
        SeededRandom random(1);
        for (std::uint64_t bound = 1; bound < 100; ++bound)
            QVERIFY(random.below(bound) < bound);
    }
};

QTEST_APPLESS_MAIN(BaseTest)
#include "base_test.moc"
