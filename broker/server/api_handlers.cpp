#include "broker/server/api_handlers.h"

#include "broker/server/handlers/error_response.h"

#include <algorithm>

namespace partitura::server {
namespace {

using protocol::ApiKey;

template <typename Request>
using TypedHandler = void (*)(Broker&, const RequestContext&, Request&, Responder<Request>);

template <typename Request, TypedHandler<Request> handler>
void decodeAndHandle(Broker& broker, const RequestContext& context, MutableByteView body,
                     Completion complete) {
    auto request = protocol::decode<Request>(body, context.version);
    if (!request)
        return complete({Outcome::Kind::close, {}, "sent a malformed request: " + request.error().context});
    handler(broker, context, *request,
            Responder<Request>(context.version, context.correlationId, std::move(complete)));
}

template <typename Request>
void decodeAndRefuse(const RequestContext& context, MutableByteView body, ErrorCode error,
                     const Completion& complete) {
    const auto request = protocol::decode<Request>(body, context.version);
    typename Request::Response response;
    if (!request || !fillError(*request, error, response))
        return complete({Outcome::Kind::close, {}, "met a fault: " + std::string(errorName(error))});
    complete({Outcome::Kind::respond,
              protocol::encodeResponse(response, context.version, context.correlationId),
              {}});
}

#define ROW(Api, needsMetadata)                                                                              \
    {                                                                                                        \
        ApiKey::Api, decodeAndHandle<protocol::Api##Request, handle##Api>,                                   \
            decodeAndRefuse<protocol::Api##Request>, needsMetadata                                           \
    }

constexpr ApiHandler handlers[] = {
    ROW(Produce, false),
    ROW(Fetch, false),
    ROW(ListOffsets, false),
    ROW(Metadata, true),
    ROW(OffsetCommit, false),
    ROW(OffsetFetch, false),
    ROW(FindCoordinator, true),
    ROW(JoinGroup, false),
    ROW(Heartbeat, false),
    ROW(LeaveGroup, false),
    ROW(SyncGroup, false),
    ROW(ApiVersions, false),
    ROW(CreateTopics, true),
    ROW(DeleteTopics, true),
    ROW(DeleteRecords, true),
    ROW(InitProducerId, true),
    ROW(OffsetForLeaderEpoch, false),
    ROW(DescribeConfigs, true),
    ROW(AlterConfigs, true),
    ROW(CreatePartitions, true),
    ROW(DeleteGroups, false),
    ROW(ElectLeaders, true),
    ROW(IncrementalAlterConfigs, true),
    ROW(AlterPartitionReassignments, true),
    ROW(ListPartitionReassignments, true),
    ROW(Vote, false),
    ROW(BeginQuorumEpoch, false),
    ROW(EndQuorumEpoch, false),
    ROW(DescribeQuorum, false),
    ROW(AlterPartition, false),
    ROW(Envelope, false),
    ROW(FetchSnapshot, false),
    ROW(DescribeCluster, true),
    ROW(BrokerRegistration, false),
    ROW(BrokerHeartbeat, false),
    ROW(UnregisterBroker, true),
    ROW(AllocateProducerIds, false),
};

#undef ROW

} // namespace

std::span<const ApiHandler> apiHandlers() {
    return handlers;
}

const ApiHandler* findHandler(std::int16_t key) {
    const auto found =
        std::ranges::lower_bound(handlers, static_cast<protocol::ApiKey>(key), {}, &ApiHandler::key);
    return found != std::end(handlers) && found->key == static_cast<protocol::ApiKey>(key) ? &*found
                                                                                           : nullptr;
}

} // namespace partitura::server
