#include "broker/simulator/workload.h"

#include "broker/protocol/messages/alter_partition_reassignments.h"
#include "broker/protocol/messages/elect_leaders.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace partitura::simulator {

using protocol::AlterPartitionReassignmentsRequest;
using protocol::ElectLeadersRequest;

namespace {

/// A topic and those who write to it.
struct Kind {
    std::string_view topic;
    std::int16_t acks;
    bool isIdempotent;
    /// min.insync.replicas: with two, what is acknowledged outlives any one broker.
    std::string_view minInSync;
    /// flush.messages; empty for the default: to leave safety to the replicas.
    std::string_view flushMessages;
};

constexpr std::array kinds{
    Kind{"orders", -1, true, "2", ""},
    Kind{"payments", -1, true, "2", "1"},
    Kind{"metrics", 1, false, "1", ""},
};

constexpr auto group = "billing";
constexpr std::int16_t reassignmentsVersion = 1;
constexpr std::int16_t electLeadersVersion = 2;

protocol::CreateTopicsRequest::CreatableTopic
topic(std::string_view name, int partitions, int replicas,
      const std::vector<std::pair<std::string_view, std::string_view>>& configs) {
    protocol::CreateTopicsRequest::CreatableTopic made;
    made.name = name;
    made.numPartitions = partitions;
    made.replicationFactor = static_cast<std::int16_t>(replicas);
    for (const auto& [key, value] : configs) {
        if (value.empty())
            continue;
        auto& config = made.configs.emplace_back();
        config.name = key;
        config.value = value;
    }
    return made;
}

/// The image of the broker that has replayed most.
const controller::MetadataImage* newestImage(SimulatedCluster& cluster) {
    const server::Broker* newest = nullptr;
    for (int id = 1; id <= cluster.size(); ++id)
        if (const auto* broker = cluster.broker(id);
            broker && (!newest || broker->metadataReplayedTo() > newest->metadataReplayedTo()))
            newest = broker;
    return newest ? &newest->image() : nullptr;
}

} // namespace

int clientsOf(const WorkloadConfig& config) {
    return static_cast<int>(kinds.size()) * config.producersPerTopic + 1 + config.groupMembers + 1;
}

std::vector<protocol::CreateTopicsRequest::CreatableTopic> topicsOf(const WorkloadConfig& config,
                                                                    int brokers) {
    const auto replicas = std::min(brokers, 3);
    std::vector<protocol::CreateTopicsRequest::CreatableTopic> topics;
    topics.reserve(std::size(kinds) + 1);
    for (const auto& kind : kinds)
        topics.push_back(
            topic(kind.topic, config.partitions, replicas,
                  {{"min.insync.replicas", kind.minInSync}, {"flush.messages", kind.flushMessages}}));
    // Its own commits, too, must outlive any one broker that loses power.
    topics.push_back(topic(controller::offsetsTopicName, offsetsTopicPartitions, replicas,
                           {{"cleanup.policy", "compact"}, {"flush.messages", "1"}}));
    return topics;
}

Workload::Workload(const WorkloadConfig& config, std::uint64_t seed, SimulatedCluster& cluster,
                   History& history)
    : m_cluster(cluster)
    , m_random(seed) {
    std::vector<std::string> topics;
    for (const auto& kind : kinds) {
        topics.emplace_back(kind.topic);
        for (int i = 0; i < config.producersPerTopic; ++i) {
            ProducerConfig producer;
            producer.client = ++m_clients;
            producer.topic = kind.topic;
            producer.acks = kind.acks;
            producer.isIdempotent = kind.isIdempotent;
            producer.recordsPerBatch = config.recordsPerBatch;
            producer.valueBytes = config.valueBytes;
            producer.interval = config.interval;
            m_producers.push_back(std::make_unique<SimulatedProducer>(std::move(producer), connect(m_clients),
                                                                      m_random, history));
        }
    }
    ++m_clients;
    m_consumers.push_back(
        std::make_unique<SimulatedConsumer>(m_clients, topics, connect(m_clients), history));
    for (int i = 0; i < config.groupMembers; ++i) {
        GroupConsumerConfig member;
        member.client = ++m_clients;
        member.group = group;
        member.topics = {topics.front()};
        m_members.push_back(
            std::make_unique<SimulatedGroupConsumer>(std::move(member), connect(m_clients), history));
    }
    m_administrator = connect(++m_clients);
    for (const auto& made : topicsOf(config, cluster.size()))
        for (std::int32_t p = 0; p < made.numPartitions; ++p)
            m_partitions.push_back({made.name, PartitionIndex(p)});
}

void Workload::administer(const Fault& action) {
    const auto& partition = m_partitions[static_cast<std::size_t>(action.amount) % m_partitions.size()];
    AlterPartitionReassignmentsRequest request;
    auto& topic = request.topics.emplace_back();
    topic.name = partition.topic;
    auto& wanted = topic.partitions.emplace_back();
    wanted.partitionIndex = partition.partition.value();
    auto& replicas = wanted.replicas.emplace({action.host});
    if (action.kind == Fault::Kind::reassign)
        replicas.push_back(action.other);
    for (int id = 1; action.kind == Fault::Kind::lead && id <= m_cluster.size() && replicas.size() < 3; ++id)
        if (id != action.host)
            replicas.push_back(id);
    const auto elect = [this, partition](const auto&) {
        ElectLeadersRequest election;
        auto& elected = election.topicPartitions.emplace().emplace_back();
        elected.topic = partition.topic;
        elected.partitions = {partition.partition.value()};
        m_administrator->call<ElectLeadersRequest>(m_administrator->anyBroker(), election,
                                                   electLeadersVersion, clientRequestTimeout,
                                                   [](const auto&) {});
    };
    m_administrator->call<AlterPartitionReassignmentsRequest>(
        m_administrator->anyBroker(), request, reassignmentsVersion, clientRequestTimeout, elect);
}

std::unique_ptr<ClientConnections> Workload::connect(int client) {
    std::map<BrokerId, net::Endpoint> brokers;
    for (int id = 1; id <= m_cluster.size(); ++id)
        brokers[BrokerId(id)] = SimulatedCluster::endpointOf(id);
    return std::make_unique<ClientConnections>(m_cluster.scheduler(), m_cluster.network(),
                                               "client-" + std::to_string(client), brokers);
}

void Workload::start() {
    for (const auto& producer : m_producers)
        producer->start();
    for (const auto& consumer : m_consumers)
        consumer->start();
    for (const auto& member : m_members)
        member->start();
}

void Workload::finish() {
    for (const auto& producer : m_producers)
        producer->finish();
}

std::uint64_t Workload::recordsAcknowledged() const {
    std::uint64_t sum = 0;
    for (const auto& producer : m_producers)
        sum += producer->acknowledged();
    return sum;
}

std::uint64_t Workload::recordsPolled() const {
    std::uint64_t sum = 0;
    for (const auto& consumer : m_consumers)
        sum += consumer->reader().polled();
    for (const auto& member : m_members)
        sum += member->reader().polled();
    return sum;
}

// ---- quiet ----

std::optional<std::string> Workload::unrest() const {
    for (const auto& producer : m_producers)
        if (!producer->isIdle())
            return producer->connections().host() + " waits for the answer to a batch";
    for (int id = 1; id <= m_cluster.size(); ++id)
        if (!m_cluster.runs(id) || !m_cluster.broker(id)->isReady())
            return fmt::format("broker {} is not ready", id);
    for (const auto& [name, topic] : newestImage(m_cluster)->topics())
        for (std::size_t p = 0; p < topic.partitions.size(); ++p)
            if (auto why =
                    unrestOf({name, PartitionIndex(static_cast<std::int32_t>(p))}, topic.partitions[p]))
                return why;
    for (const auto& consumer : m_consumers)
        if (auto why = unreadOf(consumer->reader()))
            return why;
    std::size_t owned = 0;
    for (const auto& member : m_members) {
        if (!member->isStable())
            return "a group member has no assignment";
        if (auto why = unreadOf(member->reader()))
            return why;
        owned += member->reader().positions().size();
    }
    const auto* read = newestImage(m_cluster)->topic(std::string(kinds.front().topic));
    if (!m_members.empty() && (!read || owned != read->partitions.size()))
        return fmt::format("the members of the group read {} partitions", owned);
    return std::nullopt;
}

std::optional<std::string> Workload::unrestOf(const TopicPartition& name,
                                              const replication::PartitionState& state) const {
    if (state.leader == BrokerId())
        return toString(name) + " has no leader";
    if (state.isr.size() != state.replicas.size())
        return fmt::format("{} has {} of {} replicas in sync", toString(name), state.isr.size(),
                           state.replicas.size());
    const auto* leader = m_cluster.broker(state.leader.value())->replicas().find(name);
    for (const auto id : state.replicas) {
        const auto* replica = m_cluster.broker(id.value())->replicas().find(name);
        if (!leader || !replica || replica->logEnd() != leader->logEnd() ||
            replica->highWatermark() != leader->logEnd())
            return fmt::format("broker {} has not all of {}", id.value(), toString(name));
    }
    return std::nullopt;
}

std::optional<std::string> Workload::unreadOf(const PartitionReader& reader) const {
    for (const auto& [name, position] : reader.positions()) {
        const auto* state = newestImage(m_cluster)->partition(name);
        const auto* leader = state ? m_cluster.broker(state->leader.value())->replicas().find(name) : nullptr;
        if (!leader || position != leader->highWatermark())
            return fmt::format("a consumer is at offset {} of {}", position.value(), toString(name));
    }
    return std::nullopt;
}

} // namespace partitura::simulator
