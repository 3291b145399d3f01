#include "app/metrics/rates.h"

#include <algorithm>

namespace partitura::app {

namespace {

double perSecond(std::uint64_t before, std::uint64_t after, double seconds) {
    // A counter that fell belongs to a broker that restarted: all it shows came since.
    const std::uint64_t gained = after >= before ? after - before : after;
    return static_cast<double>(gained) / seconds;
}

void add(PartitionRates& sum, const PartitionRates& part) {
    sum.producedBytes += part.producedBytes;
    sum.producedRecords += part.producedRecords;
    sum.appendedBytes += part.appendedBytes;
    sum.appendedRecords += part.appendedRecords;
    sum.consumedBytes += part.consumedBytes;
}

const observe::PartitionSnapshot* partitionOf(const observe::TopicSnapshot* topic, PartitionIndex index) {
    if (!topic)
        return nullptr;
    // They are all there and in order, unless the topic is just being made.
    const auto place = static_cast<std::size_t>(std::max(0, index.value()));
    if (place < topic->partitions.size() && topic->partitions[place].index == index)
        return &topic->partitions[place];
    const auto at = std::ranges::find(topic->partitions, index, &observe::PartitionSnapshot::index);
    return at != topic->partitions.end() ? &*at : nullptr;
}

const observe::ReplicaSnapshot* replicaOf(const observe::PartitionSnapshot& partition, BrokerId broker) {
    const auto at = std::ranges::find(partition.replicaStates, broker, &observe::ReplicaSnapshot::broker);
    return at != partition.replicaStates.end() ? &*at : nullptr;
}

} // namespace

PartitionRates Rates::partition(const std::string& topic, PartitionIndex index) const {
    const auto at = m_topics.find(topic);
    if (at == m_topics.end() || index.value() < 0 ||
        static_cast<std::size_t>(index.value()) >= at->second.partitions.size())
        return {};
    return at->second.partitions[static_cast<std::size_t>(index.value())];
}

PartitionRates Rates::topic(const std::string& topic) const {
    const auto at = m_topics.find(topic);
    return at != m_topics.end() ? at->second.total : PartitionRates{};
}

std::span<const ReplicaRates> Rates::replicas(const std::string& topic, PartitionIndex index) const {
    const auto at = m_topics.find(topic);
    if (at == m_topics.end() || index.value() < 0 ||
        static_cast<std::size_t>(index.value()) >= at->second.replicas.size())
        return {};
    return at->second.replicas[static_cast<std::size_t>(index.value())];
}

ConnectionRates Rates::connection(BrokerId broker, std::uint64_t id) const {
    const auto at = m_connections.find({broker, id});
    return at != m_connections.end() ? at->second : ConnectionRates{};
}

double Rates::brokerAppendedBytes(BrokerId broker) const {
    const auto at = m_brokerAppended.find(broker);
    return at != m_brokerAppended.end() ? at->second : 0;
}

std::shared_ptr<const Rates> RateMeter::update(std::shared_ptr<const observe::ClusterSnapshot> snapshot) {
    if (!snapshot || (!m_history.empty() && m_history.back()->version == snapshot->version))
        return m_rates;
    // Another cluster, or the same one begun anew: what was measured before says nothing about it.
    if (!m_history.empty() &&
        (snapshot->version < m_history.back()->version || snapshot->takenAt < m_history.back()->takenAt ||
         snapshot->clusterId != m_history.back()->clusterId))
        m_history.clear();

    m_history.push_back(snapshot);
    // The oldest kept is the last one at or before the window's start, so that the window is always spanned.
    const Instant start = snapshot->takenAt - m_window;
    auto keep = m_history.begin();
    while (std::next(keep) != m_history.end() && (*std::next(keep))->takenAt <= start)
        ++keep;
    m_history.erase(m_history.begin(), keep);

    const observe::ClusterSnapshot& before = *m_history.front();
    const double seconds = std::chrono::duration<double>(snapshot->takenAt - before.takenAt).count();
    if (seconds <= 0)
        return m_rates = std::make_shared<Rates>();

    auto rates = std::make_shared<Rates>();
    rates->m_span = snapshot->takenAt - before.takenAt;
    for (const auto& topic : snapshot->topics) {
        const observe::TopicSnapshot* old = before.topic(topic->name);
        if (old && old->id != topic->id)
            old = nullptr; // deleted and created again under the same name
        const bool untouched = old == topic.get();
        auto& sums = rates->m_topics[topic->name];
        for (const auto& partition : topic->partitions) {
            const auto index = static_cast<std::size_t>(std::max(0, partition.index.value()));
            if (sums.partitions.size() <= index)
                sums.partitions.resize(index + 1), sums.replicas.resize(index + 1);
            if (untouched)
                continue;
            static const observe::PartitionSnapshot nothing;
            const observe::PartitionSnapshot* was = partitionOf(old, partition.index);
            const observe::PartitionSnapshot& from = was ? *was : nothing;
            PartitionRates& r = sums.partitions[index];
            r.producedBytes = perSecond(from.producedBytes, partition.producedBytes, seconds);
            r.producedRecords = perSecond(from.producedRecords, partition.producedRecords, seconds);
            r.consumedBytes = perSecond(from.consumedBytes, partition.consumedBytes, seconds);
            for (const auto& replica : partition.replicaStates) {
                static const observe::ReplicaSnapshot fresh;
                const observe::ReplicaSnapshot* earlier = was ? replicaOf(*was, replica.broker) : nullptr;
                const observe::ReplicaSnapshot& origin = earlier ? *earlier : fresh;
                const double bytes = perSecond(origin.appendedBytes, replica.appendedBytes, seconds);
                const double records = perSecond(origin.appendedRecords, replica.appendedRecords, seconds);
                r.appendedBytes += bytes;
                r.appendedRecords += records;
                sums.replicas[index].push_back({replica.broker, bytes, records});
                rates->m_brokerAppended[replica.broker] += bytes;
            }
            add(sums.total, r);
        }
        add(rates->m_cluster, sums.total);
    }
    for (const auto& broker : snapshot->brokers) {
        const observe::BrokerSnapshot* was = before.broker(broker.id);
        for (const auto& connection : broker.connections) {
            static const observe::ConnectionSnapshot fresh;
            const observe::ConnectionSnapshot* origin = &fresh;
            if (was)
                if (const auto at =
                        std::ranges::find(was->connections, connection.id, &observe::ConnectionSnapshot::id);
                    at != was->connections.end())
                    origin = &*at;
            rates->m_connections[{broker.id, connection.id}] = {
                perSecond(origin->producedBytes, connection.producedBytes, seconds),
                perSecond(origin->consumedBytes, connection.consumedBytes, seconds)};
        }
    }
    return m_rates = std::move(rates);
}

} // namespace partitura::app
