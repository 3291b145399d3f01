// Frames: a header and a message body, without the four bytes of size before them.
#pragma once

#include "broker/protocol/api_table.h"
#include "broker/protocol/codec.h"

#include <optional>
#include <string>
#include <string_view>

namespace partitura::protocol {

struct RequestHeader {
    std::int16_t requestApiKey = 0;
    std::int16_t requestApiVersion = 0;
    std::int32_t correlationId = 0;
    std::optional<std::string> clientId = "";

    static const Table table;
};

struct ResponseHeader {
    std::int32_t correlationId = 0;

    static const Table table;
};

/// Header of a request, and what follows from it.
struct DecodedHeader {
    RequestHeader header;
    std::size_t bodyOffset = 0;          // in the frame
    const ApiDescription* api = nullptr; // null for a key without a row
    /// NONE, or UNSUPPORTED_VERSION for an unknown key or a version outside the row. Then key, version and
    /// correlation id are right, but the body, and the client id of an unknown key, are not to be read.
    ErrorCode error = ErrorCode::NONE;
};

/// Reads the header of a request. An unknown API or version is no failure here: see DecodedHeader::error.
/// Errors: INVALID_REQUEST when cut short or malformed. Thread: any.
Result<DecodedHeader> decodeRequestHeader(ByteView frame);

Payload encodeRequestFrame(ApiKey key, const Table& table, const void* message, std::int16_t version,
                           std::int32_t correlationId, std::optional<std::string_view> clientId,
                           Payloads payloads = Payloads::Copy);
Payload encodeResponseFrame(ApiKey key, const Table& table, const void* message, std::int16_t version,
                            std::int32_t correlationId, Payloads payloads = Payloads::Copy);
Result<void> decodeResponseFrame(ApiKey key, const Table& table, void* message, ByteView frame,
                                 std::int16_t version, std::int32_t* correlationId);

/// A whole request. `version` must be in M::table.valid. Thread: any.
template <typename M>
Payload encodeRequest(const M& message, std::int16_t version, std::int32_t correlationId,
                      std::optional<std::string_view> clientId = std::nullopt) {
    return encodeRequestFrame(M::apiKey, M::table, &message, version, correlationId, clientId);
}

/// The same, taking the payloads of Records out of `message`.
template <typename M>
requires(!std::is_reference_v<M> && !std::is_const_v<M>) Payload
    encodeRequest(M&& message, std::int16_t version, std::int32_t correlationId,
                  std::optional<std::string_view> clientId = std::nullopt) {
    return encodeRequestFrame(M::apiKey, M::table, &message, version, correlationId, clientId,
                              Payloads::Take);
}

/// A whole response. `version` must be in M::table.valid. Thread: any.
template <typename M>
Payload encodeResponse(const M& message, std::int16_t version, std::int32_t correlationId) {
    return encodeResponseFrame(M::apiKey, M::table, &message, version, correlationId);
}

/// The same, taking the payloads of Records out of `message`.
template <typename M>
requires(!std::is_reference_v<M> && !std::is_const_v<M>) Payload
    encodeResponse(M&& message, std::int16_t version, std::int32_t correlationId) {
    return encodeResponseFrame(M::apiKey, M::table, &message, version, correlationId, Payloads::Take);
}

/// Reads a whole response; its correlation id goes to `correlationId` unless that is null, also when the body
/// is refused. Errors: as decode(). Thread: any.
template <typename M>
Result<M> decodeResponse(MutableByteView frame, std::int16_t version, std::int32_t* correlationId = nullptr) {
    M message;
    if (auto read = decodeResponseFrame(M::apiKey, M::table, &message, frame, version, correlationId); !read)
        return read.error();
    return Result<M>(std::move(message));
}

} // namespace partitura::protocol
