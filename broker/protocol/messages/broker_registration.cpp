#include "broker/protocol/messages/broker_registration.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = BrokerRegistrationRequest;
using Listener = Request::Listener;
using Feature = Request::Feature;
using Response = BrokerRegistrationResponse;

constexpr Field requestFields[] = {
    field<&Request::brokerId>("BrokerId", since(0), about::nodeId, {.entity = Entity::BrokerId}),
    field<&Request::clusterId>("ClusterId", since(0), "Cluster the broker belongs to."),
    field<&Request::incarnationId>("IncarnationId", since(0),
                                   "Tells this run of the broker from earlier ones."),
    field<&Request::listeners>("Listeners", since(0), "Where the broker can be reached."),
    field<&Request::features>("Features", since(0), "Features the broker could run."),
    field<&Request::rack>("Rack", since(0), about::rack, {.nullable = since(0)}),
    field<&Request::isMigratingZkBroker>("IsMigratingZkBroker", since(1),
                                         "Set by brokers on their way from ZooKeeper."),
    field<&Request::logDirs>("LogDirs", since(2), "Ids of the log directories that work."),
    field<&Request::previousBrokerEpoch>("PreviousBrokerEpoch", since(3),
                                         "Epoch of the run before, if that ended cleanly; else -1."),
};
constexpr Field listenerFields[] = {
    field<&Listener::name>("Name", since(0), "Name of the listener."),
    field<&Listener::host>("Host", since(0), about::host),
    field<&Listener::port>("Port", since(0), about::port),
    field<&Listener::securityProtocol>("SecurityProtocol", since(0),
                                       "0 PLAINTEXT, 1 SSL, 2 SASL_PLAINTEXT, 3 SASL_SSL."),
};
constexpr Field featureFields[] = {
    field<&Feature::name>("Name", since(0), "Name of the feature."),
    field<&Feature::minSupportedVersion>("MinSupportedVersion", since(0), "Lowest level supported."),
    field<&Feature::maxSupportedVersion>("MaxSupportedVersion", since(0), "Highest level supported."),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(0), about::throttleTimeMs),
    field<&Response::errorCode>("ErrorCode", since(0), about::errorCode),
    field<&Response::brokerEpoch>("BrokerEpoch", since(0), "Epoch the broker is given; -1 with an error."),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("BrokerRegistrationRequest", between(0, 4), 0, requestFields);
constinit const Table Listener::table = structTable<Listener>("Listener", listenerFields);
constinit const Table Feature::table = structTable<Feature>("Feature", featureFields);

constinit const Table Response::table =
    messageTable<Response>("BrokerRegistrationResponse", between(0, 4), 0, responseFields);

} // namespace partitura::protocol
