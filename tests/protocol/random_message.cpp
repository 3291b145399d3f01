#include "random_message.h"

#include "broker/protocol/api_table.h"
#include "broker/protocol/frame.h"
#include "broker/protocol/messages/consumer_protocol.h"
#include "broker/protocol/messages/control_records.h"
#include "broker/protocol/messages/group_records.h"
#include "broker/protocol/messages/metadata_records.h"

namespace partitura::protocol {
namespace {

/// What a value must not be, to tell it from the default of a tagged field.
enum class Telling { No, Yes };

class Writer {
public:
    Writer(std::int16_t version, bool flexible, Random& random)
        : m_version(version)
        , m_flexible(flexible)
        , m_random(random) {}

    Bytes takeBytes() { return std::move(m_bytes); }

    void structure(const Table& table) {
        for (const Field& field : table.fields) {
            if (!field.versions.contains(m_version) || field.tag >= 0)
                continue;
            const bool flexible = m_flexible;
            m_flexible = flexible && !field.classic;
            const bool nullable = field.nullable.contains(m_version);
            value(*field.codec, nullable, Telling::No);
            m_flexible = flexible;
        }
        if (m_flexible)
            taggedFields(table);
    }

private:
    void taggedFields(const Table& table) {
        std::vector<const Field*> chosen;
        for (const Field& field : table.fields)
            if (field.versions.contains(m_version) && field.tag >= 0 && m_random.below(3) > 0)
                chosen.push_back(&field);
        varint(static_cast<std::uint32_t>(chosen.size()));
        for (const Field* field : chosen) {
            Writer inner(m_version, true, m_random);
            inner.value(*field->codec, false, Telling::Yes);
            varint(static_cast<std::uint32_t>(field->tag));
            varint(static_cast<std::uint32_t>(inner.m_bytes.size()));
            m_bytes.insert(m_bytes.end(), inner.m_bytes.begin(), inner.m_bytes.end());
        }
    }

    void value(const Codec& codec, bool nullable, Telling telling) {
        const bool null = nullable && m_random.below(4) == 0;
        switch (codec.type) {
        case Type::Bool:
            return integer(telling == Telling::Yes ? 1 : m_random.below(2), 1);
        case Type::Int8:
            return integer(telling == Telling::Yes ? 1 + m_random.below(100) : m_random.next(), 1);
        case Type::Int16:
        case Type::Uint16:
        case Type::ErrorCode:
            return integer(telling == Telling::Yes ? 1 + m_random.below(100) : m_random.next(), 2);
        case Type::Int32:
        case Type::Uint32:
            return integer(telling == Telling::Yes ? 1 + m_random.below(100) : m_random.next(), 4);
        case Type::Int64:
            return integer(m_random.next() >> 1, 8);
        case Type::Float64:
            return integer(0x3ff8000000000000ull, 8);
        case Type::Uuid:
            integer(m_random.next(), 8);
            return integer(m_random.next(), 8);
        case Type::String:
            return text(null, telling == Telling::Yes ? 1 : 0);
        case Type::Bytes:
        case Type::Records:
            return null ? length(-1, 4) : raw(4);
        case Type::Array:
            return array(codec, null, telling);
        case Type::Struct:
            return structure(*codec.table);
        }
    }

    void text(bool null, std::size_t least) {
        if (null)
            return length(-1, 2);
        const auto size = least + (m_random.below(20) == 0 ? 200 : m_random.below(12));
        length(static_cast<std::int64_t>(size), 2);
        for (std::size_t i = 0; i < size; ++i)
            m_bytes.push_back(static_cast<std::uint8_t>('a' + m_random.below(26)));
    }

    void raw(std::size_t width) {
        const auto size = m_random.below(20) == 0 ? 300 : m_random.below(40);
        length(static_cast<std::int64_t>(size), width);
        for (std::size_t i = 0; i < size; ++i)
            m_bytes.push_back(static_cast<std::uint8_t>(m_random.next()));
    }

    void array(const Codec& codec, bool null, Telling telling) {
        if (null)
            return length(-1, 4);
        const auto count = telling == Telling::Yes ? 1 + m_random.below(2) : m_random.below(4);
        length(static_cast<std::int64_t>(count), 4);
        for (std::size_t i = 0; i < count; ++i)
            value(*codec.element, false, Telling::No);
    }

    void length(std::int64_t length, std::size_t classicWidth) {
        if (m_flexible)
            varint(static_cast<std::uint32_t>(length + 1));
        else
            integer(static_cast<std::uint64_t>(length), classicWidth);
    }

    void integer(std::uint64_t value, std::size_t width) {
        for (std::size_t i = width; i-- > 0;)
            m_bytes.push_back(static_cast<std::uint8_t>(value >> 8 * i));
    }

    void varint(std::uint32_t value) {
        for (; value > 0x7f; value >>= 7)
            m_bytes.push_back(static_cast<std::uint8_t>((value & 0x7f) | 0x80));
        m_bytes.push_back(static_cast<std::uint8_t>(value));
    }

    std::int16_t m_version;
    bool m_flexible;
    Random& m_random;
    Bytes m_bytes;
};

} // namespace

std::vector<const Table*> allTables() {
    std::vector<const Table*> tables{
        &RequestHeader::table,
        &ResponseHeader::table,
        &OffsetCommitKey::table,
        &OffsetCommitValue::table,
        &GroupMetadataKey::table,
        &GroupMetadataValue::table,
        &ConsumerProtocolSubscription::table,
        &ConsumerProtocolAssignment::table,
        &LeaderChangeMessage::table,
        &SnapshotHeaderRecord::table,
        &SnapshotFooterRecord::table,
    };
    for (const auto& record : metadataRecords())
        tables.push_back(record.table);
    for (const auto& api : apis()) {
        tables.push_back(api.request);
        tables.push_back(api.response);
    }
    return tables;
}

Bytes randomBody(const Table& table, std::int16_t version, Random& random) {
    Writer writer(version, table.flexible(version), random);
    writer.structure(table);
    return writer.takeBytes();
}

} // namespace partitura::protocol
