// Sentences about fields that many messages share.
#pragma once

#include <string_view>

namespace partitura::protocol::about {

inline constexpr std::string_view throttleTimeMs =
    "How long the broker holds this client back for a quota, in ms.";
inline constexpr std::string_view errorCode = "What went wrong with the whole request; 0 is nothing.";
inline constexpr std::string_view itemErrorCode = "What went wrong with this item; 0 is nothing.";
inline constexpr std::string_view errorMessage = "What went wrong, in words; null if nothing did.";
inline constexpr std::string_view topicName = "Name of the topic.";
inline constexpr std::string_view topicId = "Id of the topic.";
inline constexpr std::string_view topics = "One entry per topic.";
inline constexpr std::string_view partitions = "One entry per partition.";
inline constexpr std::string_view partitionIndex = "Index of the partition within its topic.";
inline constexpr std::string_view leaderId = "Broker that leads the partition; -1 if none is known.";
inline constexpr std::string_view leaderEpoch = "Epoch of the partition's leader; -1 if unknown.";
inline constexpr std::string_view currentLeaderEpoch =
    "Leader epoch the sender knows, for the broker to fence what is stale; -1 skips the check.";
inline constexpr std::string_view host = "Host name or address to connect to.";
inline constexpr std::string_view port = "TCP port to connect to.";
inline constexpr std::string_view rack = "Rack of the broker; null if it was given none.";
inline constexpr std::string_view nodeId = "Id of the broker.";
inline constexpr std::string_view nodeEndpoints = "Where to reach the leaders named in this response.";
inline constexpr std::string_view brokerEpoch = "Epoch the controller gave the broker when it registered.";
inline constexpr std::string_view isolationLevel =
    "0 reads all records (read_uncommitted), 1 only those of finished transactions (read_committed).";
inline constexpr std::string_view groupId = "Id of the group.";
inline constexpr std::string_view memberId = "Id the coordinator gave the member; empty before it has one.";
inline constexpr std::string_view generationId = "Generation of the group the member belongs to.";
inline constexpr std::string_view groupInstanceId = "Fixed id of a static member; null for a dynamic one.";
inline constexpr std::string_view timeoutMs = "How long the broker may take before it answers, in ms.";
inline constexpr std::string_view configName = "Key of the configuration.";
inline constexpr std::string_view configValue = "Its value; null if unset or not to be shown.";
inline constexpr std::string_view producerId = "Id of the producer.";
inline constexpr std::string_view producerEpoch = "Epoch of the producer id.";
inline constexpr std::string_view authorizedOperations =
    "Bit field of the operations the client may do; the lowest int32 if not asked.";
inline constexpr std::string_view clusterId = "Cluster the sender believes it is in; null if unknown.";
inline constexpr std::string_view replicaDirectoryId =
    "Log directory in which the replica keeps the partition.";
inline constexpr std::string_view voterId = "Voter the request is meant for; -1 skips the check.";
inline constexpr std::string_view voterDirectoryId =
    "Log directory in which that voter keeps the partition; zero skips the check.";
inline constexpr std::string_view leaderEndpoints = "Listeners of the leader.";
inline constexpr std::string_view listenerName = "Name of the listener.";
inline constexpr std::string_view validateOnly = "Whether only to check the request and change nothing.";
inline constexpr std::string_view resourceType =
    "What is configured: 2 a topic, 4 a broker, 8 a broker's loggers, 16 client metrics, 32 a group.";
inline constexpr std::string_view resourceName = "Name of the topic, id of the broker and so on.";

} // namespace partitura::protocol::about
