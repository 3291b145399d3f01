#include "tests/recording/sample_snapshot.h"

#include <algorithm>

namespace partitura::test {

using namespace observe;

ClusterSnapshot fullSnapshot() {
    ReplicaSnapshot replica{
        BrokerId(2), true,        true,         true, Offset(3),    Offset(1'000'000'000'000),
        Offset(99),  12345678901, 999999999999, 77,   1795341600000};
    replica.leaderEpoch = LeaderEpoch(4);
    replica.inElr = replica.isAdding = replica.isRemoving = replica.isThrottled = true;
    replica.fetchLag = 12;
    PartitionSnapshot partition;
    partition.index = PartitionIndex(0);
    partition.leader = BrokerId(2);
    partition.leaderEpoch = LeaderEpoch(5);
    partition.replicas = {BrokerId(2), BrokerId(1)};
    partition.isr = {BrokerId(2)};
    partition.logStart = Offset(1);
    partition.lastStable = Offset(2);
    partition.highWatermark = Offset(3);
    partition.logEnd = Offset(4);
    partition.producedBytes = ~std::uint64_t{0};
    partition.producedRecords = 8;
    partition.consumedBytes = 9;
    partition.replicaStates = {replica, ReplicaSnapshot{BrokerId(1)}};
    partition.partitionEpoch = 6;
    partition.elr = {BrokerId(1)};
    partition.lastKnownElr = {BrokerId(3)};
    partition.addingReplicas = {BrokerId(4)};
    partition.removingReplicas = {BrokerId(5)};
    partition.segments = std::make_shared<const std::vector<Offset>>(std::vector{Offset(0), Offset(70)});
    PartitionSnapshot second = partition;
    second.index = PartitionIndex(1);
    second.logEnd = Offset(-1);

    auto topic = std::make_shared<TopicSnapshot>();
    topic->name = "orders";
    topic->id.bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 255};
    topic->isInternal = true;
    topic->configs = {{"cleanup.policy", "compact"}, {"retention.ms", "-1"}};
    topic->partitions = {partition, second};

    auto group = std::make_shared<GroupSnapshot>();
    group->id = "gruppe-\xe2\x9c\x93";
    group->state = GroupState::stable;
    group->protocolType = "consumer";
    group->protocol = "range";
    group->generation = 3;
    group->coordinator = BrokerId(1);
    group->leaderMemberId = "m-1";
    group->members = {
        {"m-1", "static-1", "client", "/127.0.0.1", {{"orders", {PartitionIndex(0), PartitionIndex(1)}}}}};
    group->offsets = {{"orders", PartitionIndex(0), Offset(2), "meta", 1795341600001, Offset(4)},
                      {"gone", PartitionIndex(9), Offset(7), "", noTimestamp, std::nullopt}};

    LogCleanerSnapshot cleaner;
    cleaner.isRunning = true;
    cleaner.current = LogCleaningSnapshot{"t", PartitionIndex(1), CleanerPhase::swapping, 5, 10, 0.625, 17};
    cleaner.last = LogCompactionSnapshot{"t", PartitionIndex(2), 100, 50, 10, 5, 18, 19};
    cleaner.dirtiestRatio = 0.1;
    cleaner.runs = 1;
    cleaner.failed = 2;
    cleaner.bytesRead = 3;
    cleaner.bytesWritten = 4;
    cleaner.uncleanable = {{"u", PartitionIndex(3), "broken"}};

    BrokerSnapshot broker;
    broker.id = BrokerId(1);
    broker.host = "localhost";
    broker.port = 65535;
    broker.rack = "r1";
    broker.state = BrokerState::crashed;
    broker.isController = true;
    broker.requests = 10;
    broker.receivedBytes = 11;
    broker.sentBytes = 12;
    broker.logBytes = 13;
    broker.logDirectoryError = "disk";
    broker.recovery = LogRecoverySnapshot{1, 2, 3, 4, 5, 6};
    broker.cleaners = {cleaner};
    broker.connections = {{7, "127.0.0.1:5", "c", "librdkafka 2", 8, 9, 10, true}};
    broker.isFenced = broker.isShuttingDown = true;
    broker.fetchers = {{BrokerId(2), 1, 2, 3, 4}};
    broker.leaderThrottle = {1'000'000, 900};
    broker.followerThrottle = {2'000'000, 800};

    auto quorum = std::make_shared<QuorumSnapshot>();
    quorum->leader = BrokerId(1);
    quorum->epoch = LeaderEpoch(2);
    quorum->highWatermark = Offset(3);
    quorum->replicas = {{BrokerId(1), QuorumRole::resigned, true, Offset(4), 5, Offset(6), 7, 8}};

    ClusterSnapshot cluster;
    cluster.version = 17;
    cluster.takenAt = Instant(std::chrono::seconds(3));
    cluster.takenAtMs = 1795341600123;
    cluster.clusterId = "id";
    cluster.controller = BrokerId(1);
    cluster.brokers = {broker, BrokerSnapshot{BrokerId(2)}};
    cluster.topics = {topic};
    cluster.groups = {group};
    cluster.faults = {{FaultKind::dropRequests, "broker-1", "clients", -5, "Fetch"}};
    cluster.droppedEvents = 3;
    cluster.quorum = quorum;
    return cluster;
}

SampleCluster::SampleCluster(Shape shape)
    : m_shape(shape) {
    for (int t = 0; t < shape.topics; ++t) {
        addTopic("topic-" + std::to_string(t), shape.partitions);
        m_idle.back() = t >= shape.topics - shape.idleTopics;
    }
    for (int g = 0; g < shape.groups; ++g) {
        auto group = std::make_shared<GroupSnapshot>();
        group->id = "group-" + std::to_string(g);
        group->state = GroupState::stable;
        group->protocolType = "consumer";
        group->protocol = "range";
        group->members = {{"member", {}, "client", "/127.0.0.1", {{"topic-0", {PartitionIndex(0)}}}}};
        for (int p = 0; p < shape.partitions; ++p)
            group->offsets.push_back({"topic-0", PartitionIndex(p), Offset(0), {}, m_wallMs, Offset(0)});
        m_groups.push_back(std::move(group));
    }
}

void SampleCluster::addTopic(const std::string& name, int partitions) {
    auto topic = std::make_shared<TopicSnapshot>();
    topic->name = name;
    topic->id.bytes[0] = static_cast<std::uint8_t>(m_topics.size() + 1);
    for (int p = 0; p < partitions; ++p) {
        PartitionSnapshot partition;
        partition.index = PartitionIndex(p);
        partition.leaderEpoch = LeaderEpoch(0);
        for (int r = 0; r < m_shape.replicas; ++r) {
            const BrokerId broker((p + r) % m_shape.brokers + 1);
            partition.replicas.push_back(broker);
            ReplicaSnapshot replica{broker};
            replica.isLeader = r == 0;
            replica.inSync = replica.online = true;
            replica.leaderEpoch = LeaderEpoch(0);
            partition.replicaStates.push_back(replica);
        }
        partition.leader = partition.replicas.front();
        partition.isr = partition.replicas;
        topic->partitions.push_back(std::move(partition));
    }
    const auto at = std::ranges::lower_bound(m_topics, name, {}, [](const auto& t) { return t->name; });
    m_idle.insert(m_idle.begin() + (at - m_topics.begin()), false);
    m_topics.insert(at, std::move(topic));
}

void SampleCluster::removeTopic(const std::string& name) {
    const auto at = std::ranges::find(m_topics, name, [](const auto& t) { return t->name; });
    m_idle.erase(m_idle.begin() + (at - m_topics.begin()));
    m_topics.erase(at);
}

void SampleCluster::advance(std::int64_t ms, std::int64_t records) {
    m_steadyMs += ms;
    m_wallMs += ms;
    ++m_requests;
    for (std::size_t t = 0; t < m_topics.size(); ++t) {
        if (m_idle[t] || records == 0)
            continue;
        auto topic = std::make_shared<TopicSnapshot>(*m_topics[t]);
        for (auto& partition : topic->partitions) {
            partition.logEnd += records;
            partition.highWatermark = partition.lastStable = partition.logEnd;
            partition.producedRecords += static_cast<std::uint64_t>(records);
            partition.producedBytes += static_cast<std::uint64_t>(records * recordBytes);
            partition.consumedBytes += static_cast<std::uint64_t>(records * recordBytes);
            for (auto& replica : partition.replicaStates) {
                replica.logEnd = replica.highWatermark = partition.logEnd;
                replica.appendedRecords += static_cast<std::uint64_t>(records);
                replica.appendedBytes += static_cast<std::uint64_t>(records * recordBytes);
                replica.sizeBytes += static_cast<std::uint64_t>(records * recordBytes);
            }
        }
        m_topics[t] = std::move(topic);
    }
    for (std::size_t g = 0; g < m_groups.size() && records > 0; ++g) {
        auto group = std::make_shared<GroupSnapshot>(*m_groups[g]);
        for (auto& offset : group->offsets) {
            offset.logEnd = *offset.logEnd + records;
            offset.offset += records - 1; // one a second is left behind
            offset.committedAtMs = m_wallMs;
        }
        m_groups[g] = std::move(group);
    }
}

void SampleCluster::restart() {
    m_steadyMs = 1000;
    m_version = 0;
    for (auto& one : m_topics) {
        auto topic = std::make_shared<TopicSnapshot>(*one);
        for (auto& partition : topic->partitions) {
            partition.producedBytes = partition.producedRecords = partition.consumedBytes = 0;
            for (auto& replica : partition.replicaStates)
                replica.appendedBytes = replica.appendedRecords = 0;
        }
        one = std::move(topic);
    }
}

std::shared_ptr<const ClusterSnapshot> SampleCluster::snapshot() {
    auto cluster = std::make_shared<ClusterSnapshot>();
    cluster->version = ++m_version;
    cluster->takenAt = Instant(std::chrono::milliseconds(m_steadyMs));
    cluster->takenAtMs = m_wallMs;
    cluster->clusterId = "sample";
    cluster->controller = BrokerId(1);
    for (int b = 1; b <= m_shape.brokers; ++b) {
        BrokerSnapshot broker;
        broker.id = BrokerId(b);
        broker.host = "127.0.0.1";
        broker.port = static_cast<std::uint16_t>(9091 + b);
        broker.state = BrokerState::running;
        broker.isController = b == 1;
        broker.requests = m_requests;
        broker.connections = {
            {1, "127.0.0.1:40000", "client", "librdkafka 2.0", m_requests, m_requests * 1000, 0, false}};
        cluster->brokers.push_back(std::move(broker));
    }
    cluster->topics.assign(m_topics.begin(), m_topics.end());
    cluster->groups.assign(m_groups.begin(), m_groups.end());
    return cluster;
}

bool sameCluster(const ClusterSnapshot& a, const ClusterSnapshot& b) {
    const auto sameValues = [](const auto& x, const auto& y) {
        return std::ranges::equal(x, y, [](const auto& p, const auto& q) { return *p == *q; });
    };
    return a.clusterId == b.clusterId && a.controller == b.controller && a.brokers == b.brokers &&
           a.faults == b.faults && a.droppedEvents == b.droppedEvents && sameValues(a.topics, b.topics) &&
           sameValues(a.groups, b.groups) &&
           (a.quorum == b.quorum || (a.quorum && b.quorum && *a.quorum == *b.quorum));
}

} // namespace partitura::test
