#include "broker/cluster/merge_views.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace partitura::cluster {
namespace {

using observe::ClusterSnapshot;
using observe::PartitionSnapshot;
using observe::TopicSnapshot;
using server::NodeView;
using server::ReplicaView;

/// Finds what each broker says of a replica.
class ReplicaIndex {
public:
    explicit ReplicaIndex(const std::vector<NodeView>& views) {
        for (const auto& view : views) {
            if (view.isStale)
                m_stale.insert(view.broker.id);
            for (const auto& replica : view.replicas)
                m_byBroker[view.broker.id][replica.topicId].push_back(&replica);
        }
    }

    [[nodiscard]] bool answers(BrokerId broker) const { return !m_stale.contains(broker); }

    const ReplicaView* find(BrokerId broker, const Uuid& topic, PartitionIndex index) const {
        const auto topics = m_byBroker.find(broker);
        if (topics == m_byBroker.end())
            return nullptr;
        const auto replicas = topics->second.find(topic);
        if (replicas == topics->second.end())
            return nullptr;
        const auto at = std::ranges::lower_bound(replicas->second, index, {},
                                                 [](const ReplicaView* r) { return r->partition; });
        return at != replicas->second.end() && (*at)->partition == index ? *at : nullptr;
    }

private:
    // A broker lists its replicas by topic and rising partition, so each inner list is sorted.
    std::unordered_map<BrokerId, std::unordered_map<Uuid, std::vector<const ReplicaView*>>> m_byBroker;
    std::set<BrokerId> m_stale;
};

PartitionSnapshot mergePartition(const server::TopicView& topic, PartitionIndex index,
                                 const ReplicaIndex& replicas) {
    const auto& state = topic.partitions[static_cast<std::size_t>(index.value())];
    PartitionSnapshot merged;
    merged.index = index;
    merged.leader = state.leader;
    merged.leaderEpoch = state.leaderEpoch;
    merged.replicas = state.replicas;
    merged.isr = state.isr;
    merged.partitionEpoch = state.partitionEpoch;
    merged.elr = state.elr;
    merged.lastKnownElr = state.lastKnownElr;
    merged.addingReplicas = state.addingReplicas;
    merged.removingReplicas = state.removingReplicas;
    const auto contains = [](const std::vector<BrokerId>& ids, BrokerId id) {
        return std::ranges::find(ids, id) != ids.end();
    };
    const auto* leader = replicas.find(state.leader, topic.id, index);
    for (auto id : state.replicas) {
        auto& replica = merged.replicaStates.emplace_back();
        replica.broker = id;
        replica.isLeader = id == state.leader;
        replica.inSync = contains(state.isr, id);
        replica.inElr = contains(state.elr, id);
        replica.isAdding = contains(state.addingReplicas, id);
        replica.isRemoving = contains(state.removingReplicas, id);
        const auto* view = replicas.find(id, topic.id, index);
        replica.online = view && view->isReadable && replicas.answers(id);
        if (!view)
            continue;
        replica.logStart = view->logStart;
        replica.logEnd = view->logEnd;
        replica.highWatermark = view->highWatermark;
        replica.leaderEpoch = view->leaderEpoch;
        replica.fetchLag = view->fetchLag;
        replica.isThrottled = view->isThrottled;
        replica.sizeBytes = view->sizeBytes;
        replica.appendedBytes = view->appendedBytes;
        replica.appendedRecords = view->appendedRecords;
        if (leader)
            for (const auto& [follower, caughtUpMs] : leader->followersCaughtUpMs)
                if (follower == id)
                    replica.caughtUpMs = caughtUpMs;
        // A former leader's counters still tell what producers once sent there.
        merged.producedBytes += view->producedBytes;
        merged.producedRecords += view->producedRecords;
        merged.consumedBytes += view->consumedBytes;
    }
    if (leader) {
        merged.logStart = leader->logStart;
        merged.lastStable = leader->lastStable;
        merged.highWatermark = leader->highWatermark;
        merged.logEnd = leader->logEnd;
        merged.segments = leader->segments;
    }
    return merged;
}

/// `fresh`, or the previous object if it says the same.
template <typename T>
std::shared_ptr<const T> shared(T fresh, const T* previous,
                                const std::vector<std::shared_ptr<const T>>& olds) {
    if (previous && *previous == fresh)
        for (const auto& old : olds)
            if (old.get() == previous)
                return old;
    return std::make_shared<const T>(std::move(fresh));
}

/// The quorum as the leader of the newest epoch sees it, or else one that has heard of that epoch; what the
/// others run as they say themselves.
std::shared_ptr<const observe::QuorumSnapshot>
mergeQuorum(const std::vector<NodeView>& views, const std::shared_ptr<const observe::QuorumSnapshot>& old) {
    const NodeView* best = nullptr;
    const auto rank = [](const NodeView& view) {
        return std::pair(view.quorum->epoch, view.quorum->leader == view.broker.id);
    };
    for (const auto& view : views)
        if (view.quorum && (!best || rank(view) > rank(*best)))
            best = &view;
    if (!best)
        return nullptr;
    auto merged = *best->quorum;
    for (const auto& view : views) {
        if (!view.quorum || &view == best)
            continue;
        const auto& theirs = view.quorum->replicas;
        const auto own = std::ranges::find(theirs, view.broker.id, &observe::QuorumReplicaSnapshot::id);
        auto at = std::ranges::lower_bound(merged.replicas, own->id, {}, &observe::QuorumReplicaSnapshot::id);
        if (at == merged.replicas.end() || at->id != own->id)
            at = merged.replicas.insert(at, {.id = own->id, .isVoter = own->isVoter});
        at->role = own->role;
        at->replayedTo = own->replayedTo;
        if (at->logEnd < Offset(0))
            at->logEnd = own->logEnd;
    }
    if (old && *old == merged)
        return old;
    return std::make_shared<const observe::QuorumSnapshot>(std::move(merged));
}

/// The broker whose metadata is the newest, one that answers first; the controller, where several are as
/// good.
const NodeView* metadataOwner(const std::vector<NodeView>& views) {
    const auto rank = [](const NodeView& view) {
        return std::tuple(!view.isStale, view.metadataOffset, view.broker.isController);
    };
    const NodeView* owner = nullptr;
    for (const auto& view : views)
        if (view.topics && (!owner || rank(view) > rank(*owner)))
            owner = &view;
    return owner;
}

} // namespace

std::shared_ptr<ClusterSnapshot> mergeViews(const std::vector<NodeView>& views,
                                            const ClusterSnapshot& previous) {
    auto merged = std::make_shared<ClusterSnapshot>();
    merged->version = previous.version + 1;
    const auto* owner = metadataOwner(views);
    for (const auto& view : views) {
        merged->brokers.push_back(view.broker);
        if (view.broker.isController)
            merged->controller = view.broker.id;
    }
    merged->quorum = mergeQuorum(views, previous.quorum);
    if (!owner)
        return merged;
    // Registered brokers that do not run in this process.
    for (const auto& [id, fenced] : owner->fenced) {
        if (merged->broker(id))
            continue;
        auto& broker = merged->brokers.emplace_back();
        broker.id = id;
        broker.host = owner->endpoints.at(id).host;
        broker.port = owner->endpoints.at(id).port;
        broker.rack = owner->racks.at(id);
        broker.state = observe::BrokerState::offline;
    }
    for (auto& broker : merged->brokers)
        if (const auto known = owner->fenced.find(broker.id); known != owner->fenced.end()) {
            broker.isFenced = known->second;
            broker.isShuttingDown = owner->shuttingDown.at(broker.id);
            if (broker.isFenced && broker.state == observe::BrokerState::running)
                broker.state = observe::BrokerState::fenced;
        }
    std::ranges::sort(merged->brokers, {}, &observe::BrokerSnapshot::id);

    const ReplicaIndex replicas(views);
    for (const auto& topic : *owner->topics) {
        TopicSnapshot fresh{topic.name, topic.id, topic.isInternal, topic.configs, {}};
        fresh.partitions.reserve(topic.partitions.size());
        for (std::size_t p = 0; p < topic.partitions.size(); ++p)
            fresh.partitions.push_back(
                mergePartition(topic, PartitionIndex(static_cast<std::int32_t>(p)), replicas));
        merged->topics.push_back(shared(std::move(fresh), previous.topic(topic.name), previous.topics));
    }

    std::set<std::string> groups; // a group that has moved is also in its last coordinator's last view
    for (const bool isStale : {false, true})
        for (const auto& view : views)
            for (const auto& group : view.groups) {
                if (view.isStale != isStale || !groups.insert(group->id).second)
                    continue;
                auto fresh = *group;
                for (auto& offset : fresh.offsets)
                    if (const auto* topic = merged->topic(offset.topic);
                        topic &&
                        static_cast<std::size_t>(offset.partition.value()) < topic->partitions.size())
                        // What a consumer can still read ends at the high watermark.
                        offset.logEnd = topic->partitions[static_cast<std::size_t>(offset.partition.value())]
                                            .highWatermark;
                merged->groups.push_back(
                    shared(std::move(fresh), previous.group(group->id), previous.groups));
            }
    std::ranges::sort(merged->groups, {}, [](const auto& g) { return std::string_view(g->id); });
    return merged;
}

} // namespace partitura::cluster
