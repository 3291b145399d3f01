#include "app/decode/record_layout.h"

#include <cstdint>
#include <optional>

namespace partitura::app {
namespace {

class Cursor {
public:
    explicit Cursor(ByteView bytes)
        : m_bytes(bytes) {}

    std::optional<std::int64_t> varint() {
        std::uint64_t raw = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (m_at >= m_bytes.size())
                return std::nullopt;
            const std::uint8_t byte = m_bytes[m_at++];
            raw |= std::uint64_t(byte & 0x7f) << shift;
            if (!(byte & 0x80))
                return std::int64_t(raw >> 1) ^ -std::int64_t(raw & 1);
        }
        return std::nullopt;
    }
    std::optional<std::uint8_t> byte() {
        if (m_at >= m_bytes.size())
            return std::nullopt;
        return m_bytes[m_at++];
    }
    bool skip(std::int64_t count) {
        if (count < 0 || std::uint64_t(count) > m_bytes.size() - m_at)
            return false;
        m_at += std::size_t(count);
        return true;
    }
    [[nodiscard]] std::size_t at() const { return m_at; }

private:
    ByteView m_bytes;
    std::size_t m_at = 0;
};

} // namespace

std::vector<LayoutField> layoutOfRecord(ByteView record) {
    std::vector<LayoutField> fields;
    Cursor cursor(record);
    // Each returns nullopt or false at the first field that does not fit, which ends the walk.
    const auto varint = [&](const QString& name) {
        const std::size_t begin = cursor.at();
        const auto value = cursor.varint();
        if (value)
            fields.push_back({name, QString::number(*value), begin, cursor.at()});
        return value;
    };
    const auto sized = [&](const QString& lengthName, const QString& name) {
        const auto length = varint(lengthName);
        if (!length)
            return false;
        if (*length < 0)
            return true; // null: a length of -1 and no bytes
        const std::size_t begin = cursor.at();
        if (!cursor.skip(*length))
            return false;
        fields.push_back({name, QString(), begin, cursor.at()});
        return true;
    };

    if (!varint(QStringLiteral("length")))
        return fields;
    const std::size_t begin = cursor.at();
    const auto attributes = cursor.byte();
    if (!attributes)
        return fields;
    fields.push_back({QStringLiteral("attributes"), QString::number(*attributes), begin, cursor.at()});
    if (!varint(QStringLiteral("timestampDelta")) || !varint(QStringLiteral("offsetDelta")) ||
        !sized(QStringLiteral("keyLength"), QStringLiteral("key")) ||
        !sized(QStringLiteral("valueLength"), QStringLiteral("value")))
        return fields;
    const auto headers = varint(QStringLiteral("headersCount"));
    constexpr std::int64_t mostShown = 1000;
    for (std::int64_t i = 0; headers && i < *headers && i < mostShown; ++i) {
        const QString prefix = QStringLiteral("headers[%1].").arg(i);
        if (!sized(prefix + QStringLiteral("keyLength"), prefix + QStringLiteral("key")) ||
            !sized(prefix + QStringLiteral("valueLength"), prefix + QStringLiteral("value")))
            break;
    }
    return fields;
}

} // namespace partitura::app
