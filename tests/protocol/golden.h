// Our messages against bytes that Kafka's Java classes wrote.
#pragma once

#include "broker/protocol/dissection.h"
#include "broker/protocol/frame.h"

#include <QTest>

namespace partitura::protocol::golden {

inline const Uuid id{
    {0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0x10, 0x32, 0x54, 0x76, 0x98, 0xba, 0xdc, 0xfe}};

inline Bytes fromHex(const QByteArray& text) {
    const auto bytes = QByteArray::fromHex(text);
    return Bytes(bytes.begin(), bytes.end());
}

inline QByteArray hex(ByteView bytes) {
    return QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()))
        .toHex();
}

inline QByteArray hex(const Payload& payload) {
    return hex(*payload.flatten());
}

inline Records batch() {
    return Records::of(Payload(Bytes{1, 2, 3, 4, 5}));
}

/// What we write is what Kafka writes, and what we read of it writes the same again.
template <typename M>
void compareRequest(const M& message, std::int16_t version, std::optional<std::string_view> clientId,
                    const QByteArray& golden) {
    QCOMPARE(hex(encodeRequest(message, version, 7, clientId)), golden);
    auto frame = fromHex(golden);
    const auto header = decodeRequestHeader(frame);
    QVERIFY(header.ok());
    QCOMPARE(header->header.requestApiKey, static_cast<std::int16_t>(M::apiKey));
    QCOMPARE(header->header.requestApiVersion, version);
    QCOMPARE(header->header.correlationId, 7);
    QVERIFY(header->header.clientId == clientId);
    const auto read = decode<M>(MutableByteView(frame).subspan(header->bodyOffset), version);
    QVERIFY(read.ok());
    QCOMPARE(hex(encodeRequest(*read, version, 7, clientId)), golden);
    QVERIFY(!dissectRequest(frame).error);
}

template <typename M>
void compareResponse(const M& message, std::int16_t version, const QByteArray& golden) {
    QCOMPARE(hex(encodeResponse(message, version, 7)), golden);
    auto frame = fromHex(golden);
    std::int32_t correlationId = 0;
    const auto read = decodeResponse<M>(frame, version, &correlationId);
    QVERIFY(read.ok());
    QCOMPARE(correlationId, 7);
    QCOMPARE(hex(encodeResponse(*read, version, 7)), golden);
    QVERIFY(!dissectResponse(frame, M::apiKey, version).error);
}

} // namespace partitura::protocol::golden
