#include "broker/simulator/engine_invariants.h"

#include "broker/record/batch_header.h"
#include "broker/simulator/history_invariants.h"
#include "broker/simulator/quorum_invariants.h"
#include "broker/simulator/time_invariants.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>

namespace partitura::simulator {

Invariants allInvariants() {
    Invariants all;
    all.push_back(std::make_unique<OffsetsAreConsistent>());
    all.push_back(std::make_unique<WritesAreKept>());
    all.push_back(std::make_unique<WritesAreNotRepeated>());
    all.push_back(std::make_unique<PollsAreInOrder>());
    all.push_back(std::make_unique<SendsAreInOrder>());
    all.push_back(std::make_unique<PartitionsAreOwnedOnce>());
    all.push_back(std::make_unique<CommitsAreKept>());
    all.push_back(std::make_unique<OneLeaderAnEpoch>());
    all.push_back(std::make_unique<HighWatermarkNeverFalls>());
    all.push_back(std::make_unique<ReplicasMatch>());
    all.push_back(std::make_unique<InSyncReplicasHaveAll>());
    all.push_back(std::make_unique<CommittedIsDurable>());
    all.push_back(std::make_unique<IsrShrinksInTime>());
    all.push_back(std::make_unique<SilentBrokersAreFenced>());
    all.push_back(std::make_unique<ImagesAgree>());
    all.push_back(std::make_unique<OneQuorumLeaderAnEpoch>());
    all.push_back(std::make_unique<VotesAreKept>());
    all.push_back(std::make_unique<MetadataIsKept>());
    return all;
}

// ---- leaders ----

void OneLeaderAnEpoch::replicaChanged(SimulatedCluster& /*cluster*/, const ReplicaChange& change) {
    const auto& [broker, partition, before, after] = change;
    if (!after.isLeader || (before && before->isLeader && before->leaderEpoch == after.leaderEpoch))
        return;
    const auto [leader, isNew] = m_leaders.try_emplace({partition.name(), after.leaderEpoch}, broker);
    if (leader->second != broker)
        violated(fmt::format("brokers {} and {} both lead {} in epoch {}", leader->second, broker,
                             toString(partition.name()), after.leaderEpoch.value()));
}

void HighWatermarkNeverFalls::replicaChanged(SimulatedCluster& /*cluster*/, const ReplicaChange& change) {
    const auto& [broker, partition, before, after] = change;
    const bool goesOn = before && before->isLeader && after.isLeader &&
                        before->leaderEpoch == after.leaderEpoch && !before->isOffline && !after.isOffline;
    if (goesOn && after.highWatermark < before->highWatermark)
        violated(fmt::format("the high watermark of {} at its leader {} was {} and is {}",
                             toString(partition.name()), broker, before->highWatermark.value(),
                             after.highWatermark.value()));
}

// ---- logs ----

template <typename Visit>
bool ReplicasMatch::forEachBatch(replication::Partition& partition, Offset from, Offset to, Visit visit) {
    constexpr std::size_t bytesMax = 1 << 20;
    while (from < to) {
        const auto read = partition.log().read(from, bytesMax, to, true);
        const auto bytes = read ? read->records.flatten() : Result<Bytes>(read.error());
        if (!bytes || bytes->empty())
            return false;
        for (ByteView rest(*bytes); !rest.empty();) {
            const auto header = record::BatchHeader::parse(rest);
            if (!header || header->sizeInBytes() > rest.size())
                return false;
            if (header->baseOffset >= from)
                visit(Batch{header->baseOffset, header->lastOffset(), header->partitionLeaderEpoch,
                            header->crc});
            from = header->lastOffset() + 1;
            rest = rest.subspan(header->sizeInBytes());
        }
    }
    return true;
}

void ReplicasMatch::replicaChanged(SimulatedCluster& cluster, const ReplicaChange& change) {
    const auto& after = change.after;
    const auto& name = change.partition.name();
    auto& committed = m_committed[name];
    auto& verified = m_verified[{change.broker, name}];
    if (const auto life = cluster.lives(change.broker); verified.life != life)
        verified = {life, after.logStart}; // what it reads now it may have lost or changed
    verified.to = std::clamp(verified.to, after.logStart, after.logEnd);
    // Compaction changes what it has gone over (and only that).
    if (const auto cleaned = change.partition.log().cleanedUpTo())
        verified.to = std::max(verified.to, std::min(*cleaned, after.logEnd));
    if (after.isOffline)
        return;
    auto& storage = cluster.storage(change.broker);
    storage.setObserved(true);
    if (after.isLeader && after.leaderEpoch >= committed.leaderEpoch) {
        committed.leaderEpoch = after.leaderEpoch;
        committed.leader = change.broker;
        if (after.logEnd < committed.end)
            violated(fmt::format(
                "broker {} leads {} in epoch {} and its log ends at {}; up to {} is committed", change.broker,
                toString(name), after.leaderEpoch.value(), after.logEnd.value(), committed.end.value()));
        verify(committed, verified, change);
        commit(committed, change);
        verified.to = std::max(verified.to, std::min(committed.end, after.logEnd));
    } else if (committed.leader != 0 && cluster.runs(committed.leader)) {
        auto* leader = cluster.broker(committed.leader)->replicas().find(name);
        if (leader && leader->isLeader() &&
            std::ranges::find(leader->state().isr, BrokerId(change.broker)) != leader->state().isr.end())
            verify(committed, verified, change);
    }
    storage.setObserved(false);
}

void ReplicasMatch::commit(Committed& committed, const ReplicaChange& change) const {
    const auto to = change.after.highWatermark;
    if (to <= committed.end)
        return;
    const bool isRead = forEachBatch(change.partition, committed.end, to,
                                     [&](const Batch& batch) { committed.batches.push_back(batch); });
    if (!isRead)
        violated(fmt::format("{} cannot be read from {} to {} at its leader {}",
                             toString(change.partition.name()), committed.end.value(), to.value(),
                             change.broker));
    committed.end = to;
}

void ReplicasMatch::verify(const Committed& committed, Verified& verified,
                           const ReplicaChange& change) const {
    const auto to = std::min(committed.end, change.after.logEnd);
    if (verified.to >= to)
        return;
    auto expected = std::ranges::lower_bound(committed.batches, verified.to, {}, &Batch::base);
    const bool isRead = forEachBatch(change.partition, verified.to, to, [&](const Batch& batch) {
        if (batch.last >= to && batch.last >= committed.end)
            return; // not all of it is committed
        while (expected != committed.batches.end() && expected->base < batch.base)
            ++expected; // removed by compaction
        if (expected == committed.batches.end() || *expected != batch)
            violated(fmt::format("{} at broker {} has a batch of epoch {} at {} to {}, which is not what was "
                                 "committed",
                                 toString(change.partition.name()), change.broker, batch.epoch.value(),
                                 batch.base.value(), batch.last.value()));
    });
    if (!isRead)
        violated(fmt::format("{} cannot be read from {} to {} at broker {}",
                             toString(change.partition.name()), verified.to.value(), to.value(),
                             change.broker));
    verified.to = to;
}

void InSyncReplicasHaveAll::sample(SimulatedCluster& cluster) {
    for (int id = 1; id <= cluster.size(); ++id) {
        if (!cluster.runs(id))
            continue;
        for (const auto& [name, leader] : cluster.broker(id)->replicas().partitions()) {
            if (!leader->isLeader() || leader->isOffline())
                continue;
            for (const auto member : leader->state().isr) {
                const auto other = member.value();
                if (!cluster.runs(other) || cluster.hasLostPower(other))
                    continue;
                const auto* replica = cluster.broker(other)->replicas().find(name);
                const bool isAgreed = replica && !replica->isOffline() &&
                                      replica->state().partitionEpoch == leader->state().partitionEpoch;
                if (isAgreed && replica->logEnd() < leader->highWatermark())
                    violated(fmt::format(
                        "broker {} is in sync with leader {} of {}; its log ends at {}, and the high "
                        "watermark is {}",
                        other, id, toString(name), replica->logEnd().value(),
                        leader->highWatermark().value()));
            }
        }
    }
}

void CommittedIsDurable::replicaChanged(SimulatedCluster& /*cluster*/, const ReplicaChange& change) {
    const auto& [broker, partition, before, after] = change;
    const bool leadsOn =
        before && before->isLeader && after.isLeader && before->leaderEpoch == after.leaderEpoch;
    if (!leadsOn || !partition.log().config().awaitsFlush() || after.highWatermark <= before->highWatermark)
        return;
    if (const auto durable = partition.log().recoveryPoint(); after.highWatermark > durable)
        violated(fmt::format("{} is committed up to {} at its leader {}, whose disk has it up to {}",
                             toString(partition.name()), after.highWatermark.value(), broker,
                             durable.value()));
}

// ---- metadata ----

namespace {

/// Feeds values into a hash, each with its size, so that no two sequences look alike.
class Digest {
public:
    Digest() { XXH3_64bits_reset(m_state.get()); }
    void add(std::string_view text) {
        add(static_cast<std::int64_t>(text.size()));
        XXH3_64bits_update(m_state.get(), text.data(), text.size());
    }
    void add(std::int64_t number) { XXH3_64bits_update(m_state.get(), &number, sizeof number); }
    void add(const Uuid& id) { add(toString(id)); }
    [[nodiscard]] std::uint64_t value() const { return XXH3_64bits_digest(m_state.get()); }

private:
    struct Free {
        void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
    };
    std::unique_ptr<XXH3_state_t, Free> m_state{XXH3_createState()};
};

} // namespace

std::uint64_t digestOf(const controller::MetadataImage& image) {
    Digest digest;
    for (const auto& [id, broker] : image.brokers()) {
        digest.add(id.value());
        digest.add(broker.incarnation);
        digest.add(broker.epoch);
        digest.add(net::toString(broker.endpoint));
        digest.add(broker.rack);
        digest.add(broker.fenced);
        digest.add(broker.inControlledShutdown);
    }
    for (const auto& [name, topic] : image.topics()) {
        digest.add(name);
        digest.add(topic.id);
        for (const auto& partition : topic.partitions) {
            digest.add(partition.leader.value());
            digest.add(partition.leaderEpoch.value());
            digest.add(partition.partitionEpoch);
            digest.add(static_cast<std::int64_t>(partition.leaderRecoveryState));
            for (const auto* ids : {&partition.replicas, &partition.isr, &partition.addingReplicas,
                                    &partition.removingReplicas, &partition.elr, &partition.lastKnownElr}) {
                digest.add(static_cast<std::int64_t>(ids->size()));
                for (const auto id : *ids)
                    digest.add(id.value());
            }
        }
        for (const auto& [key, value] : image.topicConfigs(name)) {
            digest.add(key);
            digest.add(value);
        }
    }
    for (const auto& [id, broker] : image.brokers())
        for (const auto& [key, value] : image.brokerConfigs(toString(id))) {
            digest.add(key);
            digest.add(value);
        }
    for (const auto& [feature, level] : image.features()) {
        digest.add(feature);
        digest.add(level);
    }
    digest.add(image.nextProducerId());
    return digest.value();
}

void ImagesAgree::inspect(SimulatedCluster& cluster, int broker) {
    const auto replayedTo = cluster.broker(broker)->metadataReplayedTo();
    const std::pair now{cluster.lives(broker), replayedTo};
    if (auto& last = m_last[broker]; std::exchange(last, now) == now)
        return;
    const auto digest = digestOf(cluster.broker(broker)->image());
    const auto [seen, isNew] = m_digests.try_emplace(replayedTo, Seen{digest, broker});
    if (seen->second.digest != digest)
        violated(fmt::format("brokers {} and {} have replayed the metadata log up to {} and disagree",
                             seen->second.broker, broker, replayedTo.value()));
}

} // namespace partitura::simulator
