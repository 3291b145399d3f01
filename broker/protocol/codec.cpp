#include "broker/protocol/codec.h"

#include "broker/protocol/decoder.h"
#include "broker/protocol/dissection_builder.h"
#include "broker/protocol/encoder.h"

#include <fmt/format.h>

#include <cassert>

namespace partitura::protocol {
namespace {

void encodeTaggedFields(Encoder& out, const Table& table, const void* structure) {
    const void* defaults = table.defaults();
    const auto present = [&](const Field& field) {
        return !field.codec->equal(field.in(structure), field.in(defaults));
    };
    std::uint32_t count = 0;
    forEachField(table, out.version(), true, [&](const Field& field) { count += present(field); });
    out.writeUnsignedVarint(count);
    if (count == 0)
        return;
    forEachField(table, out.version(), true, [&](const Field& field) {
        if (!present(field))
            return;
        Encoder value(out.version(), true);
        field.codec->encode(value, field.in(structure), field.nullable.contains(out.version()));
        const auto bytes = value.finishBytes();
        out.writeUnsignedVarint(static_cast<std::uint32_t>(field.tag));
        out.writeUnsignedVarint(static_cast<std::uint32_t>(bytes.size()));
        out.writeRaw(bytes);
    });
}

void decodeField(Decoder& in, const Field& field, void* structure) {
    in.setField(field.name);
    if (in.builder())
        in.builder()->open(field.name, &field, in.position());
    const bool flexible = in.flexible();
    in.setFlexible(flexible && !field.classic);
    field.codec->decode(in, field.member(structure), field.nullable.contains(in.version()));
    in.setFlexible(flexible);
    if (in.builder() && in.ok()) // on failure all nodes stay open, to be closed where it happened
        in.builder()->close(in.position());
}

const Field* findTagged(const Table& table, std::int16_t version, std::uint32_t tag) {
    const Field* found = nullptr;
    forEachField(table, version, true, [&](const Field& field) {
        if (static_cast<std::uint32_t>(field.tag) == tag)
            found = &field;
    });
    return found;
}

void decodeTaggedFields(Decoder& in, const Table& table, void* structure) {
    in.setField("tagged fields");
    auto* builder = in.builder();
    if (builder)
        builder->open("tagged fields", nullptr, in.position());
    const auto count = in.readUnsignedVarint("count");
    for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
        in.setField("tagged fields");
        if (builder)
            builder->open("tagged field", nullptr, in.position());
        const auto tag = in.readUnsignedVarint("tag");
        const auto size = in.readUnsignedVarint("size");
        const auto end = in.narrow(size);
        if (!in.ok())
            return;
        if (const Field* field = findTagged(table, in.version(), tag))
            decodeField(in, *field, structure);
        else
            in.readRaw(size, "unknown");
        in.restore(end);
        if (builder && in.ok())
            builder->close(in.position());
    }
    if (builder && in.ok())
        builder->close(in.position());
}

} // namespace

void encodeStruct(Encoder& out, const Table& table, const void* structure) {
    const bool flexible = out.flexible();
    forEachField(table, out.version(), false, [&](const Field& field) {
        out.setFlexible(flexible && !field.classic);
        field.codec->encode(out, field.in(structure), field.nullable.contains(out.version()));
    });
    out.setFlexible(flexible);
    if (flexible)
        encodeTaggedFields(out, table, structure);
}

void decodeStruct(Decoder& in, const Table& table, void* structure) {
    forEachField(table, in.version(), false, [&](const Field& field) {
        if (in.ok())
            decodeField(in, field, structure);
    });
    if (in.flexible() && in.ok())
        decodeTaggedFields(in, table, structure);
}

bool equalStruct(const Table& table, const void* a, const void* b) {
    for (const Field& field : table.fields)
        if (!field.codec->equal(field.in(a), field.in(b)))
            return false;
    return true;
}

Result<void> decodeBody(const Table& table, void* message, ByteView body, std::int16_t version) {
    if (!table.valid.contains(version))
        return Error{ErrorCode::UNSUPPORTED_VERSION, fmt::format("{} v{}", table.name, version)};
    Decoder in(body, table.name);
    in.setForm(version, table.flexible(version));
    decodeStruct(in, table, message);
    in.expectEnd();
    if (!in.ok())
        return *in.error();
    return {};
}

Payload encodeBody(const Table& table, const void* message, std::int16_t version, Payloads payloads) {
    assert(table.valid.contains(version));
    Encoder out(version, table.flexible(version), payloads);
    out.reserve(256);
    encodeStruct(out, table, message);
    return out.finish();
}

} // namespace partitura::protocol
