// Moving replicas for `partitura ctl`, at a bounded rate if wanted.
#pragma once

#include "broker/cluster/live_cluster.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace partitura::app {

/// `next` runs once, on any thread. All as Kafka's ReassignPartitionsCommand does it.
using ReassignNext = std::function<void(Result<void>)>;

/// Moves a partition to other brokers, or calls the move off where there are none.
void reassign(cluster::LiveCluster& cluster, const std::string& topic, std::int32_t partition,
              std::optional<std::vector<std::int32_t>> replicas, ReassignNext next);

/// The same, after those who give and those who take replicas are held to `bytesPerSecond`: the rates of
/// their brokers, and the topic's lists of throttled replicas, to which these are added.
void reassignThrottled(cluster::LiveCluster& cluster, const std::string& topic, std::int32_t partition,
                       std::vector<std::int32_t> replicas, std::int64_t bytesPerSecond, ReassignNext next);

/// Whether a partition is being moved. If it is not, its replicas are throttled no more; and once none is in
/// the whole cluster, the brokers' rates go, too.
void verifyReassignment(cluster::LiveCluster& cluster, const std::string& topic, std::int32_t partition,
                        std::function<void(Result<bool> isMoving)> next);

} // namespace partitura::app
