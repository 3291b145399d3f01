#include "broker/protocol/wire.h"

#include "broker/protocol/dissection_builder.h"

#include <fmt/format.h>

#include <bit>

namespace partitura::protocol {

void noteText(Decoder& in, std::string_view text) {
    if (in.ok())
        in.builder()->setText(std::string(text));
}

void noteText(Decoder& in, std::int64_t value) {
    noteText(in, std::to_string(value));
}

void noteNull(Decoder& in) {
    noteText(in, "null");
}

void openElement(Decoder& in, std::size_t index) {
    in.builder()->open(fmt::format("[{}]", index), nullptr, in.position());
}

void closeElement(Decoder& in) {
    if (in.ok())
        in.builder()->close(in.position());
}

void Wire<double>::write(Encoder& out, double value) {
    out.writeInt(std::bit_cast<std::uint64_t>(value));
}

bool Wire<double>::read(Decoder& in, double& value, bool) {
    value = std::bit_cast<double>(in.readInt<std::uint64_t>());
    if (in.builder())
        noteText(in, fmt::format("{}", value));
    return true;
}

bool Wire<ErrorCode>::read(Decoder& in, ErrorCode& value, bool) {
    value = static_cast<ErrorCode>(in.readInt<std::int16_t>());
    if (in.builder())
        noteText(in, fmt::format("{} {}", static_cast<int>(value), errorName(value)));
    return true;
}

bool Wire<Uuid>::read(Decoder& in, Uuid& value, bool) {
    const auto bytes = in.readRaw(value.bytes.size());
    std::copy(bytes.begin(), bytes.end(), value.bytes.begin());
    if (in.builder())
        noteText(in, toString(value));
    return true;
}

bool Wire<std::string>::read(Decoder& in, std::string& value, bool nullable) {
    const auto length = in.readStringLength(nullable);
    if (!length)
        return false;
    value = asText(in.readRaw(*length, "text"));
    if (in.builder())
        noteText(in, value);
    return true;
}

bool Wire<Bytes>::read(Decoder& in, Bytes& value, bool nullable) {
    const auto length = in.readLength(nullable);
    if (!length)
        return false;
    const auto bytes = in.readRaw(*length, "bytes");
    value.assign(bytes.begin(), bytes.end());
    if (in.builder())
        noteText(in, fmt::format("{} bytes", value.size()));
    return true;
}

void Wire<Records>::write(Encoder& out, const Records& value, bool nullable) {
    if (value.isNull && nullable) {
        out.writeNull();
    } else if (value.payload.empty()) {
        out.writeBytes(value.view);
    } else {
        out.writeLength(value.payload.size());
        if (out.payloads() == Payloads::Take) // then the message was handed over, so it is no constant
            out.splice(std::move(const_cast<Payload&>(value.payload)));
        else
            out.splice(value.payload);
    }
}

bool Wire<Records>::read(Decoder& in, Records& value, bool nullable) {
    value = {};
    const auto length = in.readLength(nullable);
    if (!length) {
        if (in.builder())
            noteNull(in);
        return false;
    }
    const auto bytes = in.readRaw(*length, "batches");
    // Messages with records are decoded from mutable bytes only, except to be dissected, where the value is
    // thrown away.
    value.view = {const_cast<std::uint8_t*>(bytes.data()), bytes.size()};
    value.isNull = !in.ok();
    if (in.builder())
        noteText(in, fmt::format("{} bytes", bytes.size()));
    return true;
}

bool Wire<Records>::equal(const Records& a, const Records& b) {
    if (a.isNull != b.isNull || a.size() != b.size())
        return false;
    if (a.payload.empty() && b.payload.empty())
        return std::equal(a.view.begin(), a.view.end(), b.view.begin());
    return false; // bytes may be in files: not worth reading for a comparison no tagged field needs
}

} // namespace partitura::protocol
