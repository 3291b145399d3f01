// What actions ask of brokers: Kafka's requests, each with one outcome.
#pragma once

#include "broker/base/topic_partition.h"
#include "broker/cluster/live_cluster.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace partitura::app {

/// Runs once, on any thread. An error has a line for the user.
using Done = std::function<void(Result<void>)>;
/// A part of what is to be done.
using Step = std::function<void(Done)>;
/// Does them one after another, up to the first that fails.
void doInOrder(std::vector<Step> steps, Done done);

using Configs = std::vector<std::pair<std::string, std::string>>;
/// A partition and the replicas it is to have, preferred leader first; nullopt calls off what is under way.
using Assignment = std::pair<TopicPartition, std::optional<std::vector<BrokerId>>>;
using OffsetOf = std::pair<TopicPartition, Offset>;

// Thread: any, for all of these.
void createTopic(cluster::LiveCluster& cluster, const std::string& name, std::int32_t partitions,
                 std::int16_t replicas, const Configs& configs, Done done);
void deleteTopic(cluster::LiveCluster& cluster, const std::string& name, Done done);
void addPartitions(cluster::LiveCluster& cluster, const std::string& name, std::int32_t total, Done done);
/// Sets some configs of a topic and takes others back to their defaults (KIP-339).
void alterTopicConfigs(cluster::LiveCluster& cluster, const std::string& name, const Configs& set,
                       const std::vector<std::string>& unset, Done done);
/// Partitions without a leader here are asked of `leader`, which must lead all of them.
void deleteRecords(cluster::LiveCluster& cluster, BrokerId leader, const std::vector<OffsetOf>& before,
                   Done done);
/// The first offset at or after the time; nullopt if there is none.
void findOffset(cluster::LiveCluster& cluster, BrokerId leader, const TopicPartition& partition,
                TimestampMs timeMs, std::function<void(Result<std::optional<Offset>>)> found);
/// Of these partitions, or of all if there are none. That one leads already is no error.
void electLeaders(cluster::LiveCluster& cluster, const std::vector<TopicPartition>& partitions,
                  bool isUnclean, Done done);
void reassign(cluster::LiveCluster& cluster, const std::vector<Assignment>& assignments, Done done);
/// As an administrator: the group must have no members.
void commitOffsets(cluster::LiveCluster& cluster, BrokerId coordinator, const std::string& group,
                   const std::vector<OffsetOf>& offsets, Done done);
void deleteGroup(cluster::LiveCluster& cluster, BrokerId coordinator, const std::string& group, Done done);

} // namespace partitura::app
