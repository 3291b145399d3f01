// AllocateProducerIds (67): a broker gets a block of producer ids to hand out (KIP-730).
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct AllocateProducerIdsResponse;

struct AllocateProducerIdsRequest {
    static constexpr ApiKey apiKey = ApiKey::AllocateProducerIds;
    using Response = AllocateProducerIdsResponse;

    std::int32_t brokerId = 0;
    std::int64_t brokerEpoch = -1;

    static const Table table;
};

struct AllocateProducerIdsResponse {
    static constexpr ApiKey apiKey = ApiKey::AllocateProducerIds;

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::NONE;
    std::int64_t producerIdStart = 0;
    std::int32_t producerIdLen = 0;

    static const Table table;
};

} // namespace partitura::protocol
