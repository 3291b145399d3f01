#include "broker/protocol/versioned.h"

#include "broker/base/endian.h"
#include "broker/protocol/decoder.h"
#include "broker/protocol/encoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace partitura::protocol {

std::optional<std::int16_t> versionOf(ByteView bytes) {
    if (bytes.size() < 2)
        return std::nullopt;
    return loadBigEndian<std::int16_t>(bytes.data());
}

Bytes encodeVersioned(const Table& table, const void* structure, std::int16_t version) {
    assert(table.valid.contains(version));
    Encoder out(version, table.flexible(version));
    out.writeInt(version);
    encodeStruct(out, table, structure);
    return out.finishBytes();
}

Result<void> decodeVersioned(const Table& table, void* structure, ByteView bytes, Newer newer) {
    Decoder in(bytes, table.name);
    in.setField("version");
    auto version = in.readInt<std::int16_t>();
    if (!in.ok())
        return *in.error();
    const bool accepted = newer == Newer::Accept && version > table.valid.last;
    if (accepted)
        version = table.valid.last;
    if (!table.valid.contains(version))
        return Error{ErrorCode::UNSUPPORTED_VERSION, fmt::format("{} v{}", table.name, version)};
    in.setForm(version, table.flexible(version));
    decodeStruct(in, table, structure);
    if (!accepted)
        in.expectEnd();
    if (!in.ok())
        return *in.error();
    return {};
}

} // namespace partitura::protocol
