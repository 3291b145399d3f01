// The decoders: exactness, honest failures, and an automatic choice that explains itself.
#include "app/decode/decoders.h"
#include "app/decode/utf8.h"

#include <QTest>

#include <string>

using namespace partitura;
using namespace partitura::app;

namespace {

ByteView bytes(std::string_view text) {
    return asBytes(text);
}

Decoded decode(std::string_view payload, const char* decoder = automaticDecoder) {
    return decodePayload(bytes(payload), QString::fromLatin1(decoder));
}

} // namespace

class DecodeTest : public QObject {
    Q_OBJECT

private slots:
    void everyDecoderIsFoundByItsId() {
        for (const Decoder& decoder : decoders()) {
            QCOMPARE(findDecoder(QString::fromLatin1(decoder.id)), &decoder);
            QVERIFY(!decoderName(decoder).isEmpty());
        }
        QCOMPARE(findDecoder(u"no such"), nullptr);
    }

    void jsonKeepsEveryDigit_data() {
        QTest::addColumn<QByteArray>("number");
        for (const char* number :
             {"9223372036854775807", "-9223372036854775808", "18446744073709551615", "9007199254740993",
              "123456789012345678901234567890", "1.10", "1e5", "-0.0"})
            QTest::newRow(number) << QByteArray(number);
    }
    void jsonKeepsEveryDigit() {
        QFETCH(QByteArray, number);
        const auto decoded = decode("{\"id\":" + number.toStdString() + "}", "json");
        QVERIFY(!decoded.failure);
        QCOMPARE(decoded.text, "{\n  \"id\": " + QString::fromLatin1(number) + "\n}");
        QCOMPARE(decoded.tree.at(0).children.at(0).name, QStringLiteral("id"));
        QCOMPARE(decoded.tree.at(0).children.at(0).value, QString::fromLatin1(number));
    }

    void jsonKeepsOrderAndRepeatedMembers() {
        const auto decoded = decode(R"({"b":1,"a":[true,null,{}],"b":2,"e":[]})", "json");
        QCOMPARE(decoded.text,
                 QStringLiteral("{\n  \"b\": 1,\n  \"a\": [\n    true,\n    null,\n    {}\n  ],\n"
                                "  \"b\": 2,\n  \"e\": []\n}"));
        const auto& members = decoded.tree.at(0).children;
        QCOMPARE(members.size(), std::size_t(4));
        QCOMPARE(members.at(1).children.at(1).name, QStringLiteral("[1]"));
        QCOMPARE(members.at(1).value, QStringLiteral("[3]"));
    }

    void jsonFailureNamesTheByteAndFallsBackToBytes() {
        const auto decoded = decode(R"({"a": tru})", "json");
        QVERIFY(decoded.failure);
        QCOMPARE(decoded.failure->byte, std::size_t(9));
        QVERIFY(!decoded.failure->what.isEmpty());
        QCOMPARE(decoded.decoder, QStringLiteral("hex"));
        QVERIFY(decoded.text.startsWith(QStringLiteral("7b 22 61")));
        QVERIFY(decoded.why.contains(QStringLiteral("byte 9")));
    }

    void jsonThatEndsTooEarlyFailsAtItsSize() {
        const auto decoded = decode(R"({"a":1)", "json");
        QVERIFY(decoded.failure);
        QCOMPARE(decoded.failure->byte, std::size_t(6));
    }

    void jsonEveryTruncationFailsCleanly() {
        const std::string whole = R"({"k":[1,2.5,"xé\u0041",null,{"d":false}]})";
        QVERIFY(!decode(whole, "json").failure);
        for (std::size_t n = 0; n < whole.size(); ++n) {
            const auto decoded = decode(std::string_view(whole).substr(0, n), "json");
            QVERIFY(decoded.failure);
            QVERIFY(decoded.failure->byte <= n);
        }
    }

    void deepNestingIsBounded() {
        const std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
        const auto decoded = decode(deep, "json");
        QVERIFY(!decoded.failure);
        QVERIFY(decoded.textTruncated);
        QVERIFY(decoded.treeTruncated);
    }

    void textShowsControlCharacters() {
        using namespace std::string_view_literals;
        const auto decoded = decode("a\tb\nc\0d\x7f"sv, "text");
        QCOMPARE(decoded.text, QStringLiteral("a\u2409b\u240a\nc\u2400d\u2421"));
        QCOMPARE(visibleText(u"a\u202eb", LineBreaks::mark), QStringLiteral("a\u27e8U+202E\u27e9b"));
    }

    void textFailsAtTheFirstBadByte_data() {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<int>("byte");
        QTest::newRow("lone continuation") << QByteArray("ab\x80") << 2;
        QTest::newRow("overlong") << QByteArray("\xc0\xaf") << 0;
        QTest::newRow("overlong three") << QByteArray("x\xe0\x80\x80") << 1;
        QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << 0;
        QTest::newRow("above U+10FFFF") << QByteArray("\xf4\x90\x80\x80") << 0;
        QTest::newRow("cut") << QByteArray("\xc3\xa9\xe2\x82") << 2;
    }
    void textFailsAtTheFirstBadByte() {
        QFETCH(QByteArray, payload);
        QFETCH(int, byte);
        const auto decoded = decode(payload.toStdString(), "text");
        QVERIFY(decoded.failure);
        QCOMPARE(decoded.failure->byte, std::size_t(byte));
    }

    void automaticChoiceSaysWhy() {
        QCOMPARE(decode(R"({"a":1})").decoder, QStringLiteral("json"));
        QVERIFY(decode(R"({"a":1})").why.contains('{'));
        QCOMPARE(decode("order 7").decoder, QStringLiteral("text"));
        QCOMPARE(decode("42").decoder, QStringLiteral("text"));
        QCOMPARE(decode(std::string("\x00\x00\x00\x2a", 4)).decoder, QStringLiteral("hex"));
        const auto binary = decode("\xff\xfe");
        QCOMPARE(binary.decoder, QStringLiteral("hex"));
        QVERIFY(binary.why.contains(QStringLiteral("0xff")));
        QVERIFY(!binary.failure); // nothing was asked for that could fail
    }

    void automaticChoiceTellsWhatItRejected() {
        const auto decoded = decode(R"({"a":1,})");
        QCOMPARE(decoded.decoder, QStringLiteral("text"));
        QVERIFY(decoded.why.contains(QStringLiteral("JSON fails at byte 7")));
    }

    void emptyPayloadIsEmptyText() {
        const auto decoded = decode("");
        QCOMPARE(decoded.decoder, QStringLiteral("text"));
        QVERIFY(decoded.text.isEmpty());
    }

    void longTextIsCutAtACharacter() {
        std::string payload;
        for (int i = 0; i < 100; ++i)
            payload += "é";
        DecodeLimits limits;
        limits.textChars = 51;
        const auto decoded = decodePayload(bytes(payload), u"text", limits);
        QVERIFY(decoded.textTruncated);
        QCOMPARE(decoded.text.size(), 25);
        QVERIFY(!decoded.text.contains(QChar::ReplacementCharacter));
        QCOMPARE(decodePayload(bytes(payload), u"text", DecodeLimits::wholeText()).text.size(), 100);
    }

    void previewIsShortAndOnOneLine() {
        const auto preview = previewPayload(bytes("{\n \"a\": 1\n}" + std::string(1000, 'x')), 40);
        QVERIFY(preview.size() <= 41);
        QVERIFY(!preview.contains('\n'));
        QVERIFY(preview.endsWith(QChar(0x2026)));
        QCOMPARE(previewPayload(bytes("\xff\x01")), QStringLiteral("ff 01"));
        QCOMPARE(previewPayload({}), QString());
        QCOMPARE(previewPayload(bytes("k1")), QStringLiteral("k1"));
    }
};

QTEST_GUILESS_MAIN(DecodeTest)
#include "decode_test.moc"
