#include "broker/server/metadata_events.h"

#include <fmt/format.h>

#include <algorithm>

namespace partitura::server {
namespace {

using observe::EventKind;
using Ids = std::vector<BrokerId>;

bool contains(const Ids& ids, BrokerId id) {
    return std::ranges::find(ids, id) != ids.end();
}

/// Whether `a` has one that `b` lacks.
bool hasOther(const Ids& a, const Ids& b) {
    return std::ranges::any_of(a, [&](auto id) { return !contains(b, id); });
}

Ids without(Ids ids, const Ids& gone) {
    std::erase_if(ids, [&](auto id) { return contains(gone, id); });
    return ids;
}

std::string list(const Ids& ids) {
    std::string text;
    for (auto id : ids)
        text += (text.empty() ? "" : ", ") + toString(id);
    return text.empty() ? "none" : text;
}

/// Of a config's value: a list of throttled replicas may be long, and one reads an event at a glance.
std::string beginningOf(const std::string& value) {
    constexpr std::size_t longest = 100;
    if (value.size() <= longest)
        return value;
    auto end = longest;
    while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0) == 0x80) // within a character
        --end;
    return value.substr(0, end) + "…";
}

bool isReassigning(const replication::PartitionState& state) {
    return !state.addingReplicas.empty() || !state.removingReplicas.empty();
}

} // namespace

void MetadataEvents::tell(observe::Event event) {
    if (m_tells)
        m_report(std::move(event));
}

void MetadataEvents::tell(EventKind kind, const TopicPartition& name, std::string detail) {
    tell({.kind = kind, .topic = name.topic, .partition = name.partition, .detail = std::move(detail)});
}

void MetadataEvents::replayed(const controller::MetadataDelta& delta, const controller::MetadataImage& image,
                              bool tells) {
    m_tells = tells;
    for (const auto id : delta.changedBrokers)
        brokerChanged(id, image.broker(id));
    for (const auto& name : delta.removedTopics)
        topicRemoved(name);
    for (const auto& name : delta.changedTopics)
        if (const auto* topic = image.topic(name))
            topicChanged(*topic, image.topicConfigs(name));
    if (delta.brokerConfigsChanged) {
        brokerConfigsChanged({}, image.brokerConfigs({}));
        for (const auto& [id, broker] : image.brokers())
            brokerConfigsChanged(toString(id), image.brokerConfigs(toString(id)));
    }
}

void MetadataEvents::brokerChanged(BrokerId id, const controller::BrokerImage* now) {
    const auto before = m_fenced.find(id);
    const bool wasFenced = before == m_fenced.end() || before->second;
    if (now && wasFenced != now->fenced)
        tell({.kind = now->fenced ? EventKind::brokerFenced : EventKind::brokerUnfenced,
              .detail = "Broker " + toString(id) +
                        (now->fenced ? " is fenced: it may not lead or be in sync"
                                     : " is unfenced: it may lead and be in sync")});
    if (now)
        m_fenced[id] = now->fenced;
    else
        m_fenced.erase(id);
}

void MetadataEvents::topicRemoved(const std::string& name) {
    if (m_topics.erase(name) > 0)
        tell({.kind = EventKind::topicDeleted, .topic = name, .detail = "Topic " + name + " deleted"});
}

void MetadataEvents::brokerConfigsChanged(const std::string& name, const controller::Configs& now) {
    const auto before = std::exchange(m_brokerConfigs[name], now);
    configsChanged(before, now, {},
                   name.empty() ? "Configs of all brokers changed: "
                                : "Configs of broker " + name + " changed: ");
}

void MetadataEvents::configsChanged(const controller::Configs& before, const controller::Configs& now,
                                    const std::string& topic, const std::string& beginning) {
    std::string changes;
    const auto add = [&](const std::string& change) {
        changes.append(changes.empty() ? "" : ", ").append(change);
    };
    for (const auto& [name, value] : now)
        if (const auto at = before.find(name); at == before.end() || at->second != value)
            add(fmt::format("{}={}", name, beginningOf(value)));
    for (const auto& [name, value] : before)
        if (!now.contains(name))
            add(name + " unset");
    if (!changes.empty())
        tell({.kind = EventKind::configChanged, .topic = topic, .detail = beginning + changes});
}

void MetadataEvents::topicChanged(const controller::TopicImage& topic, const controller::Configs& configs) {
    auto& seen = m_topics[topic.name];
    const auto [before, configsBefore] = std::exchange(seen, {topic.partitions, configs});
    const auto count = std::to_string(topic.partitions.size());
    if (before.empty())
        tell({.kind = EventKind::topicCreated,
              .topic = topic.name,
              .detail = "Topic " + topic.name + " created with " + count + " partitions"});
    else if (before.size() < topic.partitions.size())
        tell({.kind = EventKind::partitionsAdded,
              .topic = topic.name,
              .detail = "Topic " + topic.name + " now has " + count + " partitions"});
    if (!before.empty())
        configsChanged(configsBefore, configs, topic.name, "Configs of topic " + topic.name + " changed: ");
    for (std::size_t p = 0; p < std::min(before.size(), topic.partitions.size()); ++p)
        if (before[p] != topic.partitions[p])
            partitionChanged({topic.name, PartitionIndex(static_cast<std::int32_t>(p))}, before[p],
                             topic.partitions[p]);
}

void MetadataEvents::partitionChanged(const TopicPartition& name, const State& before, const State& now) {
    leaderChanged(name, before, now);
    const auto isr = "In-sync replicas of " + toString(name) + " are now " + list(now.isr);
    if (hasOther(before.isr, now.isr))
        tell(EventKind::isrShrunk, name, isr);
    if (hasOther(now.isr, before.isr))
        tell(EventKind::isrExpanded, name, isr);
    if (hasOther(before.elr, now.elr) || hasOther(now.elr, before.elr))
        tell(EventKind::elrChanged, name,
             "Eligible leader replicas of " + toString(name) + " are now " + list(now.elr));
    reassignmentChanged(name, before, now);
}

void MetadataEvents::leaderChanged(const TopicPartition& name, const State& before, const State& now) {
    if (before.leader == now.leader)
        return;
    const auto leader = toString(now.leader);
    if (now.leader == BrokerId())
        return tell(EventKind::leaderChanged, name, toString(name) + " has no leader");
    tell(EventKind::leaderChanged, name, toString(name) + " is now led by broker " + leader);
    if (!contains(before.isr, now.leader) && !contains(before.elr, now.leader))
        return tell(EventKind::uncleanLeaderElected, name,
                    toString(name) + ": unclean election of broker " + leader +
                        ", which was not in sync; records may be lost");
    // The leader before could have gone on.
    if (contains(now.isr, before.leader) && now.leader == now.replicas.front())
        tell(EventKind::preferredLeaderElected, name,
             toString(name) + " is led by its preferred replica again, broker " + leader);
}

void MetadataEvents::reassignmentChanged(const TopicPartition& name, const State& before, const State& now) {
    const auto target = [](const State& state) { return without(state.replicas, state.removingReplicas); };
    const auto origin = [](const State& state) { return without(state.replicas, state.addingReplicas); };
    const auto isSame = [](const Ids& a, const Ids& b) { return !hasOther(a, b) && !hasOther(b, a); };
    const bool was = isReassigning(before);
    const auto replicas = toString(name) + " from " + list(origin(before)) + " to ";
    if (isReassigning(now)) {
        if (!was || !isSame(target(before), target(now)))
            tell(EventKind::reassignmentBegun, name, "Moving " + replicas + list(target(now)));
    } else if (was && isSame(now.replicas, origin(before)) && !isSame(now.replicas, target(before))) {
        tell(EventKind::reassignmentCancelled, name,
             "The move of " + replicas + list(target(before)) + " was called off");
    } else if (was || !isSame(before.replicas, now.replicas)) {
        tell(EventKind::reassignmentCompleted, name, "Moved " + replicas + list(now.replicas));
    }
}

} // namespace partitura::server
