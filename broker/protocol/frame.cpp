#include "broker/protocol/frame.h"

#include "broker/protocol/wire.h"

#include <fmt/format.h>

#include <cassert>

namespace partitura::protocol {
namespace {

constexpr Field requestHeaderFields[] = {
    field<&RequestHeader::requestApiKey>("RequestApiKey", since(0), "Which API is asked."),
    field<&RequestHeader::requestApiVersion>("RequestApiVersion", since(0),
                                             "Version of the body and its answer."),
    field<&RequestHeader::correlationId>("CorrelationId", since(0), "Number the answer will repeat."),
    // Kept classic, so that a broker reads it before it knows whether the version is flexible (KIP-482).
    field<&RequestHeader::clientId>("ClientId", since(1),
                                    "Name the client gives itself, for logs and quotas.",
                                    {.nullable = since(1), .classic = true}),
};

constexpr Field responseHeaderFields[] = {
    field<&ResponseHeader::correlationId>("CorrelationId", since(0),
                                          "Number of the request that is answered."),
};

} // namespace

constinit const Table RequestHeader::table =
    messageTable<RequestHeader>("RequestHeader", between(1, 2), 2, requestHeaderFields);
constinit const Table ResponseHeader::table =
    messageTable<ResponseHeader>("ResponseHeader", between(0, 1), 1, responseHeaderFields);

Result<DecodedHeader> decodeRequestHeader(ByteView frame) {
    DecodedHeader decoded;
    auto& header = decoded.header;
    Decoder in(frame, RequestHeader::table.name);
    in.setForm(1, false);
    const auto key = in.readInt<std::int16_t>();
    const auto version = in.readInt<std::int16_t>();
    const auto correlationId = in.readInt<std::int32_t>();
    if (!in.ok())
        return *in.error();

    decoded.api = findApi(key);
    if (!decoded.api) {
        header = {key, version, correlationId, std::nullopt};
        decoded.bodyOffset = in.position();
        decoded.error = ErrorCode::UNSUPPORTED_VERSION;
        return decoded;
    }
    if (!decoded.api->versions.contains(version))
        decoded.error = ErrorCode::UNSUPPORTED_VERSION;

    const auto headerVersion = decoded.api->requestHeaderVersion(version);
    Decoder whole(frame, RequestHeader::table.name);
    whole.setForm(headerVersion, RequestHeader::table.flexible(headerVersion));
    decodeStruct(whole, RequestHeader::table, &header);
    if (!whole.ok())
        return *whole.error();
    decoded.bodyOffset = whole.position();
    return Result<DecodedHeader>(std::move(decoded));
}

Payload encodeRequestFrame(ApiKey key, const Table& table, const void* message, std::int16_t version,
                           std::int32_t correlationId, std::optional<std::string_view> clientId,
                           Payloads payloads) {
    assert(table.valid.contains(version));
    const RequestHeader header{static_cast<std::int16_t>(key), version, correlationId,
                               clientId ? std::optional<std::string>(*clientId) : std::nullopt};
    const std::int16_t headerVersion = table.flexible(version) ? 2 : 1;
    Encoder out(headerVersion, headerVersion == 2, payloads);
    out.reserve(256);
    encodeStruct(out, RequestHeader::table, &header);
    out.setForm(version, table.flexible(version));
    encodeStruct(out, table, message);
    return out.finish();
}

Payload encodeResponseFrame(ApiKey key, const Table& table, const void* message, std::int16_t version,
                            std::int32_t correlationId, Payloads payloads) {
    assert(table.valid.contains(version));
    const std::int16_t headerVersion = findApi(key)->responseHeaderVersion(version);
    Encoder out(headerVersion, headerVersion == 1, payloads);
    out.reserve(256);
    const ResponseHeader header{correlationId};
    encodeStruct(out, ResponseHeader::table, &header);
    out.setForm(version, table.flexible(version));
    encodeStruct(out, table, message);
    return out.finish();
}

Result<void> decodeResponseFrame(ApiKey key, const Table& table, void* message, ByteView frame,
                                 std::int16_t version, std::int32_t* correlationId) {
    if (!table.valid.contains(version))
        return Error{ErrorCode::UNSUPPORTED_VERSION, fmt::format("{} v{}", table.name, version)};
    const std::int16_t headerVersion = findApi(key)->responseHeaderVersion(version);
    ResponseHeader header;
    Decoder in(frame, ResponseHeader::table.name);
    in.setForm(headerVersion, headerVersion == 1);
    decodeStruct(in, ResponseHeader::table, &header);
    if (in.ok() && correlationId)
        *correlationId = header.correlationId;
    if (in.ok()) {
        in.setName(table.name);
        in.setForm(version, table.flexible(version));
        decodeStruct(in, table, message);
        in.expectEnd();
    }
    if (!in.ok())
        return *in.error();
    return {};
}

} // namespace partitura::protocol
