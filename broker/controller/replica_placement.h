// Where the replicas of new partitions go.
#pragma once

#include "broker/base/random.h"
#include "broker/base/result.h"
#include "broker/base/strong.h"

#include <vector>

namespace partitura::controller {

/// Replicas for `count` new partitions over `brokers`: leaders go round from a random start, the followers
/// of each next round are shifted by one more, so that the load of a lost broker spreads over all others
/// (the aim of Kafka's StripedReplicaPlacer). The first replica of each is the preferred leader.
/// Errors: INVALID_REPLICATION_FACTOR when there are fewer brokers than replicas.
Result<std::vector<std::vector<BrokerId>>> placeReplicas(const std::vector<BrokerId>& brokers, int count,
                                                         int replicas, Random& random);

} // namespace partitura::controller
