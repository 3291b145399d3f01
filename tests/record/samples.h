// Batches to test with, and what is in them as text.
#pragma once

#include "broker/base/random.h"
#include "broker/record/batch_builder.h"
#include "broker/record/batch_validation.h"
#include "broker/record/record_reader.h"

#include <QTest>

namespace partitura::test {

using namespace partitura::record;

inline Bytes fromHex(const char* hex) {
    const auto bytes = QByteArray::fromHex(hex);
    return Bytes(bytes.begin(), bytes.end());
}

/// Three records: (key, value), (null, value, two headers), (key, null).
inline Bytes sampleBatch(Compression codec, BatchOptions options = {}) {
    options.compression = codec;
    BatchBuilder builder(options);
    const RecordHeader headers[] = {{"h", asBytes("x")}, {"n", std::nullopt}};
    builder.add(1600000000000, asBytes("{\"key\": 0}"), asBytes("{\"value\": 0}"));
    const std::string value = "{\"value\": 2}{\"value\": 2}{\"value\": 2}{\"value\": 2}"
                              "{\"value\": 2}{\"value\": 2}{\"value\": 2}{\"value\": 2}";
    builder.add(1600000000005, std::nullopt, asBytes(value), headers);
    builder.add(1600000000002, asBytes("k"), std::nullopt);
    return *builder.build();
}

/// A line a record; "error NAME" when the batch cannot be read to its end.
inline std::string describe(ByteView batch) {
    auto reader = RecordReader::open(batch);
    if (!reader)
        return "error " + std::string(errorName(reader.code()));
    std::string text;
    const auto add = [&](const std::optional<ByteView>& bytes) {
        text += bytes ? "[" + std::string(asText(*bytes)) + "]" : "null";
    };
    Record record;
    while (true) {
        auto more = reader->next(record);
        if (!more)
            return "error " + std::string(errorName(more.code()));
        if (!*more)
            return text;
        text += toString(record.offset) + "@" + std::to_string(record.timestamp) + " ";
        add(record.key);
        add(record.value);
        for (const auto& header : record.headers) {
            text += " " + std::string(header.key) + "=";
            add(header.value);
        }
        text += "\n";
    }
}

inline Bytes randomBytes(SeededRandom& random, std::size_t count) {
    Bytes bytes(count);
    for (auto& byte : bytes)
        byte = static_cast<std::uint8_t>(random.below(256));
    return bytes;
}

} // namespace partitura::test
