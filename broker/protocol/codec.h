// Messages to bytes and back.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/payload.h"
#include "broker/base/result.h"
#include "broker/protocol/encoder.h"
#include "broker/protocol/field.h"

#include <type_traits>

namespace partitura::protocol {

/// Reads a structure of `table` over the default-constructed `message`; see decode().
Result<void> decodeBody(const Table& table, void* message, ByteView body, std::int16_t version);
/// See encode().
Payload encodeBody(const Table& table, const void* message, std::int16_t version,
                   Payloads payloads = Payloads::Copy);

/// Reads a message body, without header. All of `body` must be the message. Fields that `version` lacks keep
/// their defaults; unknown tagged fields are skipped. A Records field of the result points into `body`.
/// Errors: UNSUPPORTED_VERSION outside M::table.valid; INVALID_REQUEST, naming field and byte, for whatever
/// is cut short, too long, or null where it may not be. Thread: any.
template <typename M>
Result<M> decode(MutableByteView body, std::int16_t version) {
    M message;
    if (auto read = decodeBody(M::table, &message, body, version); !read)
        return read.error();
    return Result<M>(std::move(message));
}

/// Writes a message body, without header. Fields that `version` lacks are left out; a null where `version`
/// knows none is written as the empty value. `version` must be in M::table.valid. Thread: any.
template <typename M>
Payload encode(const M& message, std::int16_t version) {
    return encodeBody(M::table, &message, version);
}

/// The same, taking the payloads of Records out of `message` instead of copying what they own.
template <typename M>
requires(!std::is_reference_v<M> && !std::is_const_v<M>) Payload encode(M&& message, std::int16_t version) {
    return encodeBody(M::table, &message, version, Payloads::Take);
}

/// Whether two messages hold the same values, versions aside.
template <typename M>
bool equal(const M& a, const M& b) {
    return equalStruct(M::table, &a, &b);
}

} // namespace partitura::protocol
