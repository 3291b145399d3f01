#include "broker/protocol/messages/describe_cluster.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = DescribeClusterRequest;
using Response = DescribeClusterResponse;
using Broker = Response::DescribeClusterBroker;

constexpr Field requestFields[] = {
    field<&Request::includeClusterAuthorizedOperations>(
        "IncludeClusterAuthorizedOperations", since(0),
        "Whether to say what the client may do to the cluster."),
    field<&Request::endpointType>("EndpointType", since(1), "What to describe: 1 brokers, 2 controllers."),
    field<&Request::includeFencedBrokers>("IncludeFencedBrokers", since(2),
                                          "Whether to list fenced brokers too."),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(0), about::throttleTimeMs),
    field<&Response::errorCode>("ErrorCode", since(0), about::errorCode),
    field<&Response::errorMessage>("ErrorMessage", since(0), about::errorMessage, {.nullable = since(0)}),
    field<&Response::endpointType>("EndpointType", since(1), "What is described: 1 brokers, 2 controllers."),
    field<&Response::clusterId>("ClusterId", since(0), "Id of the cluster."),
    field<&Response::controllerId>("ControllerId", since(0),
                                   "Broker to send administration to; -1 if unknown.",
                                   {.entity = Entity::BrokerId}),
    field<&Response::brokers>("Brokers", since(0), "One entry per broker."),
    field<&Response::clusterAuthorizedOperations>("ClusterAuthorizedOperations", since(0),
                                                  about::authorizedOperations),
};
constexpr Field brokerFields[] = {
    field<&Broker::brokerId>("BrokerId", since(0), about::nodeId, {.entity = Entity::BrokerId}),
    field<&Broker::host>("Host", since(0), about::host),
    field<&Broker::port>("Port", since(0), about::port),
    field<&Broker::rack>("Rack", since(0), about::rack, {.nullable = since(0)}),
    field<&Broker::isFenced>("IsFenced", since(2),
                             "Whether the controller keeps it from leading partitions."),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("DescribeClusterRequest", between(0, 2), 0, requestFields);

constinit const Table Response::table =
    messageTable<Response>("DescribeClusterResponse", between(0, 2), 0, responseFields);
constinit const Table Broker::table = structTable<Broker>("DescribeClusterBroker", brokerFields);

} // namespace partitura::protocol
