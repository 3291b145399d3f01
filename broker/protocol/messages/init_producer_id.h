// InitProducerId (22): a producer id and epoch, for idempotence and transactions.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct InitProducerIdResponse;

struct InitProducerIdRequest {
    static constexpr ApiKey apiKey = ApiKey::InitProducerId;
    using Response = InitProducerIdResponse;

    std::optional<std::string> transactionalId = "";
    std::int32_t transactionTimeoutMs = 0;
    std::int64_t producerId = -1;
    std::int16_t producerEpoch = -1;

    static const Table table;
};

struct InitProducerIdResponse {
    static constexpr ApiKey apiKey = ApiKey::InitProducerId;

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::NONE;
    std::int64_t producerId = -1;
    std::int16_t producerEpoch = 0;

    static const Table table;
};

} // namespace partitura::protocol
