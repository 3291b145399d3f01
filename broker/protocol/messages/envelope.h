// Envelope (58): a broker passes a client's request on to the controller (KIP-590).
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct EnvelopeResponse;

struct EnvelopeRequest {
    static constexpr ApiKey apiKey = ApiKey::Envelope;
    using Response = EnvelopeResponse;

    Bytes requestData;
    std::optional<Bytes> requestPrincipal;
    Bytes clientHostAddress;

    static const Table table;
};

struct EnvelopeResponse {
    static constexpr ApiKey apiKey = ApiKey::Envelope;

    std::optional<Bytes> responseData;
    ErrorCode errorCode = ErrorCode::NONE;

    static const Table table;
};

} // namespace partitura::protocol
