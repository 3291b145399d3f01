// DescribeCluster (60): the brokers, without the topics.
#pragma once

#include "broker/protocol/messages/message.h"

#include <limits>

namespace partitura::protocol {

struct DescribeClusterResponse;

struct DescribeClusterRequest {
    static constexpr ApiKey apiKey = ApiKey::DescribeCluster;
    using Response = DescribeClusterResponse;

    bool includeClusterAuthorizedOperations = false;
    std::int8_t endpointType = 1;
    bool includeFencedBrokers = false;

    static const Table table;
};

struct DescribeClusterResponse {
    static constexpr ApiKey apiKey = ApiKey::DescribeCluster;

    struct DescribeClusterBroker {
        std::int32_t brokerId = 0;
        std::string host;
        std::int32_t port = 0;
        std::optional<std::string> rack;
        bool isFenced = false;

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::NONE;
    std::optional<std::string> errorMessage;
    std::int8_t endpointType = 1;
    std::string clusterId;
    std::int32_t controllerId = -1;
    std::vector<DescribeClusterBroker> brokers;
    std::int32_t clusterAuthorizedOperations = std::numeric_limits<std::int32_t>::min();

    static const Table table;
};

} // namespace partitura::protocol
