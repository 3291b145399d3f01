// Moving replicas at a bounded rate, and the end of the bound.
#pragma once

#include "app/live/admin_requests.h"

#include <cstdint>

namespace partitura::app {

// All as Kafka's ReassignPartitionsCommand does it. Thread: any.

/// Moves a partition after those who give and those who take replicas are held to `bytesPerSecond`: the rates
/// of their brokers, and the topic's lists of throttled replicas, to which these are added.
void reassignThrottled(cluster::LiveCluster& cluster, const TopicPartition& partition,
                       std::vector<BrokerId> replicas, std::int64_t bytesPerSecond, Done done);

/// Whether a partition is being moved. If it is not, its replicas are throttled no more; and once none is in
/// the whole cluster, the brokers' rates go, too. `next` runs once, on any thread.
void verifyReassignment(cluster::LiveCluster& cluster, const TopicPartition& partition,
                        std::function<void(Result<bool> isMoving)> next);

} // namespace partitura::app
