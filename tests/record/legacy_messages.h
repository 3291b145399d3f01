// Messages of magic 0 and 1, as brokers before Kafka 0.11 stored them.
#pragma once

#include "broker/base/endian.h"
#include "broker/record/crc32c.h"
#include "broker/record/legacy_message.h"

#include <QTest>

namespace partitura::test {

using MaybeBytes = std::optional<ByteView>;

inline void fixLegacyCrc(MutableByteView message) {
    storeBigEndian(message.data() + record::legacy_layout::crc,
                   record::crc32(message.subspan(record::legacy_layout::magic)));
}

/// One message; `timestamp` is for magic 1.
inline Bytes legacyMessage(std::int8_t magic, std::int64_t offset, TimestampMs timestamp, MaybeBytes key,
                           MaybeBytes value, std::uint8_t attributes = 0) {
    Bytes message(magic == 0 ? 18 : 26);
    storeBigEndian(message.data(), offset);
    message[record::legacy_layout::magic] = static_cast<std::uint8_t>(magic);
    message[record::legacy_layout::attributes] = attributes;
    if (magic != 0)
        storeBigEndian(message.data() + record::legacy_layout::timestamp, timestamp);
    for (const auto& part : {key, value}) {
        Bytes size(4);
        storeBigEndian(size.data(), part ? static_cast<std::int32_t>(part->size()) : -1);
        message.insert(message.end(), size.begin(), size.end());
        if (part)
            message.insert(message.end(), part->begin(), part->end());
    }
    storeBigEndian(message.data() + record::legacy_layout::size,
                   static_cast<std::int32_t>(message.size() - record::batchLengthOverhead));
    fixLegacyCrc(message);
    return message;
}

/// `messages`, one after the other, in a compressed one. LZ4 in magic 0 gets a wrong header checksum, as it
/// had.
inline Bytes legacyWrapper(std::int8_t magic, record::Compression codec, std::int64_t offset,
                           TimestampMs timestamp, ByteView messages, std::uint8_t attributes = 0) {
    auto packed = *record::compress(codec, messages);
    if (codec == record::Compression::lz4 && magic == 0)
        packed[6] ^= 0x5a;
    return legacyMessage(magic, offset, timestamp, std::nullopt, packed,
                         static_cast<std::uint8_t>(attributes | static_cast<std::uint8_t>(codec)));
}

inline Bytes operator+(Bytes a, const Bytes& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

} // namespace partitura::test
