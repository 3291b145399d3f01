// DescribeCluster: the brokers, and which of them is the controller.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleDescribeCluster(Broker& broker, const RequestContext& context,
                           protocol::DescribeClusterRequest& request,
                           Responder<protocol::DescribeClusterRequest> respond) {
    constexpr std::int8_t brokers = 1; // EndpointType
    protocol::DescribeClusterResponse response;
    response.clusterId = broker.config().clusterId;
    response.controllerId = broker.controllerId().value();
    response.endpointType = brokers;
    if (context.version >= 1 && request.endpointType != brokers) {
        response.errorCode = ErrorCode::MISMATCHED_ENDPOINT_TYPE;
        response.errorMessage = "This listener serves broker endpoints.";
        return respond(response);
    }
    const bool includeFenced = context.version >= 2 && request.includeFencedBrokers;
    for (const auto& [id, known] : broker.image().brokers()) {
        if (known.fenced && !includeFenced)
            continue;
        auto& node = response.brokers.emplace_back();
        node.brokerId = id.value();
        node.host = known.endpoint.host;
        node.port = known.endpoint.port;
        if (!known.rack.empty())
            node.rack = known.rack;
        node.isFenced = known.fenced;
    }
    respond(response);
}

} // namespace partitura::server
