// What a message looks like, as data: a table of fields per structure. Encoding, decoding, dissection and
// documentation all read these tables; nothing else knows the layout of a message.
//
// Source of every name, version, tag and default: the message definitions of Apache Kafka 4.3.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace partitura::protocol {

class Encoder;
class Decoder;
struct Table;

/// A range of versions, both ends included; empty when first > last. Thread: a value type.
struct Versions {
    std::int16_t first = 0;
    std::int16_t last = -1;

    [[nodiscard]] constexpr bool contains(std::int16_t version) const {
        return version >= first && version <= last;
    }
    [[nodiscard]] constexpr bool empty() const { return first > last; }
    constexpr bool operator==(const Versions&) const = default;
};

constexpr std::int16_t noLastVersion = std::numeric_limits<std::int16_t>::max();
/// First flexible version of a message that has none.
constexpr std::int16_t neverFlexible = std::numeric_limits<std::int16_t>::max();

constexpr Versions since(std::int16_t first) {
    return {first, noLastVersion};
}
constexpr Versions between(std::int16_t first, std::int16_t last) {
    return {first, last};
}
constexpr Versions only(std::int16_t version) {
    return {version, version};
}

/// What the value of a field identifies, so that a view can link it. Arrays of ids carry it too.
enum class Entity : std::uint8_t {
    None,
    TopicName,
    TopicId,
    PartitionIndex,
    BrokerId,
    GroupId,
    MemberId,
    ProducerId,
    TransactionalId,
};

/// How a value stands on the wire.
enum class Type : std::uint8_t {
    Bool,
    Int8,
    Int16,
    Uint16,
    Int32,
    Uint32,
    Int64,
    Float64,
    Uuid,
    ErrorCode, // an int16, shown by its name
    String,
    Bytes,
    Records,
    Array,
    Struct,
};

/// Encodes, decodes and compares one C++ type, its static type erased. One constant per type.
struct Codec {
    Type type;
    const Codec* element; // of an array
    const Table* table;   // of a structure
    /// Writes the value; a null where `nullable` is false is written as the empty value.
    void (*encode)(Encoder&, const void* value, bool nullable);
    /// Reads the value over what `value` held. Failure is recorded in the decoder.
    void (*decode)(Decoder&, void* value, bool nullable);
    bool (*equal)(const void* a, const void* b);
};

/// One row of a table.
struct Field {
    std::string_view name;  // Kafka's
    std::string_view about; // one sentence for people
    Versions versions;      // in which it exists
    Versions nullable;      // in which it may be null
    std::int32_t tag;       // -1: not tagged; tagged fields are so in all their versions
    Entity entity;
    bool classic; // in the classic (non-flexible) form even where the message is flexible
    const Codec* codec;
    /// The member of `structure` that holds the value.
    void* (*member)(void* structure);

    [[nodiscard]] const void* in(const void* structure) const {
        return member(const_cast<void*>(structure)); // only its address is computed
    }
};

/// A structure: its fields in wire order, the tagged ones last and by rising tag.
struct Table {
    std::string_view name; // Kafka's
    std::span<const Field> fields;
    Versions valid;             // of a message: what can be read and written; since(0) for a part of one
    std::int16_t firstFlexible; // of a message; neverFlexible where it has none
    /// A default-constructed structure, for the life of the program.
    const void* (*defaults)();
    void* (*create)();
    void (*destroy)(void*);

    [[nodiscard]] bool flexible(std::int16_t version) const { return version >= firstFlexible; }
};

/// The walk: calls visit(field) for each field that `version` has, either the tagged or the others.
template <typename Visit>
void forEachField(const Table& table, std::int16_t version, bool tagged, Visit visit) {
    for (const Field& field : table.fields)
        if (field.versions.contains(version) && (field.tag >= 0) == tagged)
            visit(field);
}

/// Writes, reads, compares the structure that `table` describes.
void encodeStruct(Encoder&, const Table& table, const void* structure);
void decodeStruct(Decoder&, const Table& table, void* structure);
bool equalStruct(const Table& table, const void* a, const void* b);

} // namespace partitura::protocol
