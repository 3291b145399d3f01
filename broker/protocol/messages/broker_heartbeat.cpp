#include "broker/protocol/messages/broker_heartbeat.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = BrokerHeartbeatRequest;
using Response = BrokerHeartbeatResponse;

constexpr Field requestFields[] = {
    field<&Request::brokerId>("BrokerId", since(0), about::nodeId, {.entity = Entity::BrokerId}),
    field<&Request::brokerEpoch>("BrokerEpoch", since(0), about::brokerEpoch),
    field<&Request::currentMetadataOffset>("CurrentMetadataOffset", since(0),
                                           "How far it has applied the metadata log."),
    field<&Request::wantFence>("WantFence", since(0), "Whether it wants to be fenced."),
    field<&Request::wantShutDown>("WantShutDown", since(0),
                                  "Whether it wants to hand over its partitions and stop."),
    field<&Request::offlineLogDirs>("OfflineLogDirs", since(1), "Ids of the log directories that failed.",
                                    {.tag = 0}),
    field<&Request::cordonedLogDirs>(
        "CordonedLogDirs", since(2),
        "Ids of the log directories to take no new partitions; null before it recovers.",
        {.nullable = since(2), .tag = 1}),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(0), about::throttleTimeMs),
    field<&Response::errorCode>("ErrorCode", since(0), about::errorCode),
    field<&Response::isCaughtUp>("IsCaughtUp", since(0), "Whether it has about all of the metadata log."),
    field<&Response::isFenced>("IsFenced", since(0), "Whether it is fenced."),
    field<&Response::shouldShutDown>("ShouldShutDown", since(0),
                                     "Whether it has handed over everything and may stop."),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("BrokerHeartbeatRequest", between(0, 2), 0, requestFields);
constinit const Table Response::table =
    messageTable<Response>("BrokerHeartbeatResponse", between(0, 2), 0, responseFields);

} // namespace partitura::protocol
