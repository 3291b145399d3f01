// How each C++ type stands on the wire, and the functions that write the rows of a table. Included by the
// files that define tables, not by those that use messages.
#pragma once

#include "broker/base/uuid.h"
#include "broker/protocol/decoder.h"
#include "broker/protocol/encoder.h"
#include "broker/protocol/field.h"
#include "broker/protocol/records.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace partitura::protocol {

/// A structure with a table of its fields.
template <typename T>
concept Described = requires {
    T::table;
};

/// For each type: write(), writeNull() where it may be null, and read(), which says whether there was a value
/// (false: null, or the decoder has failed).
template <typename T>
struct Wire;

// Opens and closes the nodes of elements and notes texts; all do nothing unless a dissection is built.
void noteText(Decoder&, std::string_view text);
void noteText(Decoder&, std::int64_t value);
void noteNull(Decoder&);
void openElement(Decoder&, std::size_t index);
void closeElement(Decoder&);

template <typename T>
constexpr Type integerType() {
    if constexpr (sizeof(T) == 1)
        return Type::Int8;
    else if constexpr (sizeof(T) == 2)
        return std::is_signed_v<T> ? Type::Int16 : Type::Uint16;
    else if constexpr (sizeof(T) == 4)
        return std::is_signed_v<T> ? Type::Int32 : Type::Uint32;
    else
        return Type::Int64;
}

template <std::integral T>
struct Wire<T> {
    static constexpr Type type = integerType<T>();
    static void write(Encoder& out, T value) { out.writeInt(value); }
    static bool read(Decoder& in, T& value, bool) {
        value = in.readInt<T>();
        if (in.builder())
            noteText(in, static_cast<std::int64_t>(value));
        return true;
    }
};

template <>
struct Wire<bool> {
    static constexpr Type type = Type::Bool;
    static void write(Encoder& out, bool value) { out.writeInt<std::int8_t>(value); }
    static bool read(Decoder& in, bool& value, bool) {
        value = in.readInt<std::int8_t>() != 0;
        if (in.builder())
            noteText(in, value ? "true" : "false");
        return true;
    }
};

template <>
struct Wire<double> {
    static constexpr Type type = Type::Float64;
    static void write(Encoder& out, double value);
    static bool read(Decoder& in, double& value, bool);
};

template <>
struct Wire<ErrorCode> {
    static constexpr Type type = Type::ErrorCode;
    static void write(Encoder& out, ErrorCode value) { out.writeInt(static_cast<std::int16_t>(value)); }
    static bool read(Decoder& in, ErrorCode& value, bool);
};

template <>
struct Wire<Uuid> {
    static constexpr Type type = Type::Uuid;
    static void write(Encoder& out, const Uuid& value) { out.writeRaw(value.bytes); }
    static bool read(Decoder& in, Uuid& value, bool);
};

template <>
struct Wire<std::string> {
    static constexpr Type type = Type::String;
    static void write(Encoder& out, const std::string& value) { out.writeString(value); }
    static void writeNull(Encoder& out) { out.writeNullString(); }
    static bool read(Decoder& in, std::string& value, bool nullable);
};

template <>
struct Wire<Bytes> {
    static constexpr Type type = Type::Bytes;
    static void write(Encoder& out, const Bytes& value) { out.writeBytes(value); }
    static void writeNull(Encoder& out) { out.writeNull(); }
    static bool read(Decoder& in, Bytes& value, bool nullable);
};

/// Holds its null itself.
template <>
struct Wire<Records> {
    static constexpr Type type = Type::Records;
    static void write(Encoder& out, const Records& value, bool nullable);
    static bool read(Decoder& in, Records& value, bool nullable);
    static bool equal(const Records& a, const Records& b);
};

template <Described T>
struct Wire<T> {
    static constexpr Type type = Type::Struct;
    static void write(Encoder& out, const T& value) { encodeStruct(out, T::table, &value); }
    static bool read(Decoder& in, T& value, bool) {
        decodeStruct(in, T::table, &value);
        return true;
    }
};

template <typename T>
struct Wire<std::vector<T>> {
    static constexpr Type type = Type::Array;
    static void write(Encoder& out, const std::vector<T>& values) {
        out.writeLength(values.size());
        for (const T& value : values)
            Wire<T>::write(out, value);
    }
    static void writeNull(Encoder& out) { out.writeNull(); }
    static bool read(Decoder& in, std::vector<T>& values, bool nullable) {
        values.clear();
        const auto count = in.readLength(nullable, "count");
        if (!count || !in.charge(*count * sizeof(T)))
            return false;
        // The count is bounded by the bytes left, but an element takes more memory than bytes: grow with
        // what really comes.
        values.reserve(std::min<std::size_t>(*count, 512));
        for (std::size_t i = 0; i < *count && in.ok(); ++i) {
            if (in.builder())
                openElement(in, i);
            Wire<T>::read(in, values.emplace_back(), false);
            if (in.builder())
                closeElement(in);
        }
        return true;
    }
};

template <typename T>
struct Wire<std::optional<T>> {
    static constexpr Type type = Wire<T>::type;
    static void write(Encoder& out, const std::optional<T>& value, bool nullable) {
        if (value)
            Wire<T>::write(out, *value);
        else if (nullable)
            Wire<T>::writeNull(out);
        else
            Wire<T>::write(out, T{});
    }
    static bool read(Decoder& in, std::optional<T>& value, bool nullable) {
        if (!Wire<T>::read(in, value.emplace(), nullable)) {
            value.reset();
            if (in.builder())
                noteNull(in);
        }
        return value.has_value();
    }
};

template <typename T>
struct ElementOf {
    static constexpr const Codec* codec = nullptr;
    static constexpr const Table* table = nullptr;
};

template <typename T>
bool equalValues(const T& a, const T& b);
template <typename T>
bool equalValues(const std::vector<T>& a, const std::vector<T>& b);
template <typename T>
bool equalValues(const std::optional<T>& a, const std::optional<T>& b);

/// The one Codec of a type.
template <typename T>
inline constexpr Codec codecOf{
    Wire<T>::type,
    ElementOf<T>::codec,
    ElementOf<T>::table,
    [](Encoder& out, const void* value, bool nullable) {
        if constexpr (requires { Wire<T>::write(out, *static_cast<const T*>(value), nullable); })
            Wire<T>::write(out, *static_cast<const T*>(value), nullable);
        else
            Wire<T>::write(out, *static_cast<const T*>(value));
    },
    [](Decoder& in, void* value, bool nullable) { Wire<T>::read(in, *static_cast<T*>(value), nullable); },
    [](const void* a, const void* b) {
        if constexpr (requires { Wire<T>::equal(*static_cast<const T*>(a), *static_cast<const T*>(b)); })
            return Wire<T>::equal(*static_cast<const T*>(a), *static_cast<const T*>(b));
        else if constexpr (Described<T>)
            return equalStruct(T::table, a, b);
        else
            return equalValues(*static_cast<const T*>(a), *static_cast<const T*>(b));
    },
};

template <Described T>
struct ElementOf<T> {
    static constexpr const Codec* codec = nullptr;
    static constexpr const Table* table = &T::table;
};

template <typename T>
struct ElementOf<std::vector<T>> {
    // Bytes are a vector too, but no array.
    static constexpr const Codec* codec = std::is_same_v<std::vector<T>, Bytes> ? nullptr : &codecOf<T>;
    static constexpr const Table* table = nullptr;
};

template <typename T>
struct ElementOf<std::optional<T>> : ElementOf<T> {};

template <typename T>
bool equalValues(const T& a, const T& b) {
    return a == b;
}
template <typename T>
bool equalValues(const std::vector<T>& a, const std::vector<T>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const T& x, const T& y) { return codecOf<T>.equal(&x, &y); });
}
template <typename T>
bool equalValues(const std::optional<T>& a, const std::optional<T>& b) {
    return a.has_value() == b.has_value() && (!a || codecOf<T>.equal(&*a, &*b));
}

/// What a row may say besides name, versions and sentence.
struct FieldOptions {
    Versions nullable{};
    Entity entity = Entity::None;
    std::int32_t tag = -1;
    bool classic = false;
};

template <typename S, typename T>
struct MemberTypes {
    using Structure = S;
    using Value = T;
};
template <typename S, typename T>
MemberTypes<S, T> memberTypes(T S::*);

/// A row for the member `Member`.
template <auto Member>
constexpr Field field(std::string_view name, Versions versions, std::string_view about,
                      FieldOptions options = {}) {
    using Types = decltype(memberTypes(Member));
    return {name,
            about,
            versions,
            options.nullable,
            options.tag,
            options.entity,
            options.classic,
            &codecOf<typename Types::Value>,
            [](void* structure) -> void* {
                return &(static_cast<typename Types::Structure*>(structure)->*Member);
            }};
}

/// The table of a message S.
template <typename S>
constexpr Table messageTable(std::string_view name, Versions valid, std::int16_t firstFlexible,
                             std::span<const Field> fields) {
    return {name,
            fields,
            valid,
            firstFlexible,
            []() -> const void* {
                static const S defaults;
                return &defaults;
            },
            []() -> void* { return new S; },
            [](void* structure) { delete static_cast<S*>(structure); }};
}

/// The table of a structure S within a message.
template <typename S>
constexpr Table structTable(std::string_view name, std::span<const Field> fields) {
    return messageTable<S>(name, since(0), 0, fields);
}

} // namespace partitura::protocol
