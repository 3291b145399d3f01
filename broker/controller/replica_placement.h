// Where the replicas of new partitions go.
#pragma once

#include "broker/base/random.h"
#include "broker/base/result.h"
#include "broker/controller/metadata_image.h"

#include <map>
#include <vector>

namespace partitura::controller {

/// Replicas for `count` new partitions, the preferred leader first (the rules of Kafka's
/// StripedReplicaPlacer). The racks take turns, each partition starting one further than the one before;
/// within a rack its brokers do, those that are fenced or shutting down only once no other is left. The
/// preferred leader is always active. After as many partitions as there are active brokers all are shuffled,
/// so that the load of a lost broker spreads over the others; in one rack each has led once by then.
/// Errors: INVALID_REPLICATION_FACTOR for fewer than 1 replica, more than there are brokers, and when no
/// broker is active.
Result<std::vector<std::vector<BrokerId>>> placeReplicas(const std::map<BrokerId, BrokerImage>& brokers,
                                                         int count, int replicas, Random& random);

/// The same for brokers that are all active and in one rack.
Result<std::vector<std::vector<BrokerId>>> placeReplicas(const std::vector<BrokerId>& brokers, int count,
                                                         int replicas, Random& random);

} // namespace partitura::controller
