#include "broker/server/broker_config.h"

#include <chrono>

namespace partitura::server {
namespace {

using enum ConfigType;

constexpr std::int64_t noLimit = std::numeric_limits<std::int64_t>::max();

// The broker keys this engine honours, with Kafka's defaults; a value set otherwise is shown as static.
constexpr ConfigDefinition definitions[] = {
    {"advertised.listeners", string, "", "Where clients and other brokers reach this broker."},
    {"auto.create.topics.enable", boolean, "true", "Whether naming a topic that does not exist creates it."},
    {"broker.heartbeat.interval.ms", int32, "2000", "Time between a broker's heartbeats to the controller.",
     1, noLimit},
    {"broker.rack", string, "", "The rack the broker stands in; empty if none is said."},
    {"broker.session.timeout.ms", int32, "9000", "Silence after which the controller fences a broker.", 1,
     noLimit},
    {"connections.max.idle.ms", int64, "600000", "Silence after which a client's connection is closed.", 1,
     noLimit},
    {"default.replication.factor", int32, "1", "Replicas of topics created without saying how many.", 1,
     noLimit},
    {"fetch.max.bytes", int32, "57671680", "Most bytes in the answer to one fetch.", 1, noLimit},
    {"group.initial.rebalance.delay.ms", int32, "3000",
     "How long an empty group waits for more members to come.", 0, noLimit},
    {"group.max.session.timeout.ms", int32, "1800000", "Longest session timeout a member may ask for.", 1,
     noLimit},
    {"group.max.size", int32, "2147483647", "Most members of one group.", 1, noLimit},
    {"group.min.session.timeout.ms", int32, "6000", "Shortest session timeout a member may ask for.", 1,
     noLimit},
    {"log.dirs", string, "/tmp/kafka-logs", "Where the broker keeps its logs."},
    {"log.retention.check.interval.ms", int64, "300000",
     "Time between looks for segments that retention lets go.", 1, noLimit},
    {"max.connections", int32, "2147483647", "Most connections open at the same time.", 0, noLimit},
    {"metadata.log.max.record.bytes.between.snapshots", int64, "20971520",
     "Bytes of metadata records after which there is a new snapshot.", 1, noLimit},
    {"metadata.log.max.snapshot.interval.ms", int64, "3600000",
     "Time after which new metadata records bring a new snapshot; 0 for never.", 0, noLimit},
    {"node.id", int32, "-1", "The broker's number in the cluster.", 0, noLimit},
    {"num.partitions", int32, "1", "Partitions of topics created without saying how many.", 1, noLimit},
    {"num.replica.fetchers", int32, "1", "Fetchers that copy partitions from each leader.", 1, noLimit},
    {"offset.metadata.max.bytes", int32, "4096", "Longest text a consumer may store with an offset.", 0,
     noLimit},
    {"offsets.commit.timeout.ms", int32, "5000",
     "How long a commit waits for the replicas of __consumer_offsets.", 1, noLimit},
    {"offsets.retention.minutes", int32, "10080", "How long the offsets of a group without members are kept.",
     1, noLimit},
    {"offsets.topic.num.partitions", int32, "50", "Partitions of __consumer_offsets.", 1, noLimit},
    {"offsets.topic.replication.factor", int16, "3",
     "Replicas of __consumer_offsets, if so many brokers live.", 1, noLimit},
    {"replica.fetch.backoff.ms", int32, "1000", "Pause before a partition is fetched again after an error.",
     0, noLimit},
    {"replica.fetch.max.bytes", int32, "1048576", "Bytes a follower asks for of one partition at a time.", 0,
     noLimit},
    {"replica.fetch.response.max.bytes", int32, "10485760", "Bytes a follower asks for at a time.", 0,
     noLimit},
    {"replica.fetch.wait.max.ms", int32, "500", "How long a leader may hold a follower's fetch.", 0, noLimit},
    {"replica.lag.time.max.ms", int64, "30000", "How long a follower may be behind before it leaves the ISR.",
     0, noLimit},
    {"replica.selector.class", string, "", "What chooses the replica that a consumer is to read from."},
};

std::int64_t ms(Duration duration) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

} // namespace

std::vector<BrokerId> votersOf(int brokers) {
    std::vector<BrokerId> voters;
    for (int id = 1; id <= (brokers < 3 ? 1 : 3); ++id)
        voters.emplace_back(id);
    return voters;
}

std::span<const ConfigDefinition> brokerConfigDefinitions() {
    return definitions;
}

std::map<std::string, std::string> staticBrokerConfigs(const BrokerConfig& config) {
    std::map<std::string, std::string> values;
    const auto number = [&](const char* name, std::int64_t value) { values[name] = std::to_string(value); };
    values["advertised.listeners"] = "PLAINTEXT://" + net::toString(config.advertised);
    values["auto.create.topics.enable"] = config.autoCreateTopics ? "true" : "false";
    values["log.dirs"] = config.directory;
    values["broker.rack"] = config.rack;
    if (!config.rack.empty())
        values["replica.selector.class"] = "org.apache.kafka.common.replica.RackAwareReplicaSelector";
    number("broker.heartbeat.interval.ms", ms(config.heartbeatInterval));
    number("broker.session.timeout.ms", ms(config.controller.brokerSessionTimeout));
    number("connections.max.idle.ms", ms(config.connectionsMaxIdle));
    number("default.replication.factor", config.controller.defaultReplicationFactor);
    number("fetch.max.bytes", config.fetchMaxBytes);
    number("group.initial.rebalance.delay.ms", ms(config.groups.initialRebalanceDelay));
    number("group.max.session.timeout.ms", ms(config.groups.maxSessionTimeout));
    number("group.max.size", config.groups.maxGroupSize);
    number("group.min.session.timeout.ms", ms(config.groups.minSessionTimeout));
    number("log.retention.check.interval.ms", ms(config.replication.retentionCheckInterval));
    number("max.connections", static_cast<std::int64_t>(config.maxConnections));
    number("metadata.log.max.record.bytes.between.snapshots",
           static_cast<std::int64_t>(config.metadataSnapshots.bytes));
    number("metadata.log.max.snapshot.interval.ms", ms(config.metadataSnapshots.time));
    number("node.id", config.id.value());
    number("num.partitions", config.controller.defaultPartitions);
    number("num.replica.fetchers", config.replication.fetchers);
    number("offset.metadata.max.bytes", config.groups.offsetMetadataMaxBytes);
    number("offsets.commit.timeout.ms", ms(config.groups.offsetsCommitTimeout));
    number("offsets.retention.minutes", ms(config.groups.offsetsRetention) / 60'000);
    number("offsets.topic.num.partitions", config.offsetsTopicPartitions);
    number("offsets.topic.replication.factor", config.offsetsTopicReplicationFactor);
    number("replica.fetch.backoff.ms", ms(config.replication.fetchBackoff));
    number("replica.fetch.max.bytes", config.replication.fetchMaxBytes);
    number("replica.fetch.response.max.bytes", config.replication.fetchResponseMaxBytes);
    number("replica.fetch.wait.max.ms", ms(config.replication.fetchWaitMax));
    number("replica.lag.time.max.ms", ms(config.replication.replicaLagTimeMax));
    std::erase_if(values, [](const auto& value) {
        return findConfig(definitions, value.first)->defaultValue == value.second;
    });
    return values;
}

} // namespace partitura::server
