#include "broker/simulator/quorum_invariants.h"

#include "broker/record/batch_header.h"

#include <fmt/format.h>

#include <algorithm>

namespace partitura::simulator {

void OneQuorumLeaderAnEpoch::inspect(SimulatedCluster& cluster, int broker) {
    const auto& node = cluster.broker(broker)->quorum();
    if (!node.isLeader())
        return;
    const auto epoch = node.leaderAndEpoch().epoch;
    const auto [leader, isNew] = m_leaders.try_emplace(epoch, broker);
    if (leader->second != broker)
        violated(fmt::format("nodes {} and {} both lead the quorum in epoch {}", leader->second, broker,
                             epoch.value()));
}

void VotesAreKept::inspect(SimulatedCluster& cluster, int broker) {
    const auto& node = cluster.broker(broker)->quorum();
    const auto epoch = node.leaderAndEpoch().epoch;
    auto& last = m_votes[broker];
    if (last.candidate != BrokerId() &&
        (epoch < last.epoch || (epoch == last.epoch && node.voted() != last.candidate)))
        violated(fmt::format("node {} voted for {} in epoch {}; in epoch {} its vote is {}", broker,
                             last.candidate.value(), last.epoch.value(), epoch.value(),
                             node.voted().value()));
    if (node.voted() != BrokerId())
        last = {epoch, node.voted()};
}

void MetadataIsKept::inspect(SimulatedCluster& cluster, int broker) {
    auto& quorum = cluster.broker(broker)->quorum();
    auto& seen = m_nodes[broker];
    if (const auto life = cluster.lives(broker); std::exchange(seen.life, life) != life)
        seen.verified = quorum.log().startOffset();
    seen.durable = std::max(seen.durable, std::min(quorum.log().recoveryPoint(), quorum.log().endOffset()));
    const auto epoch = quorum.leaderAndEpoch().epoch;
    if (quorum.isLeader() && std::exchange(seen.ledVerified, epoch) != epoch) {
        if (quorum.log().endOffset() < m_end)
            violated(fmt::format("node {} leads the quorum in epoch {} and its log ends at {}; up to {} is "
                                 "committed",
                                 broker, epoch.value(), quorum.log().endOffset().value(), m_end.value()));
        compare(cluster, broker, std::min(m_end, quorum.log().endOffset()));
    }
    if (seen.verified >= quorum.highWatermark())
        return;
    if (quorum.isLeader())
        checkDurable(cluster, broker);
    compare(cluster, broker, quorum.highWatermark());
}

// A node that does not run has what its disk was last seen to have.
void MetadataIsKept::checkDurable(SimulatedCluster& cluster, int leader) {
    const auto committed = cluster.broker(leader)->quorum().highWatermark();
    const auto have =
        std::ranges::count_if(m_nodes, [&](const auto& node) { return node.second.durable >= committed; });
    if (have < cluster.size() / 2 + 1)
        violated(fmt::format("leader {} of the quorum has committed up to {}, which {} of {} disks have",
                             leader, committed.value(), have, cluster.size()));
}

void MetadataIsKept::compare(SimulatedCluster& cluster, int broker, Offset to) {
    constexpr std::size_t bytesMax = 1 << 20;
    auto& from = m_nodes[broker].verified;
    auto& log = cluster.broker(broker)->quorum().log();
    auto& storage = cluster.storage(broker);
    storage.setObserved(true);
    while (from < to) {
        const auto read = log.read(from, bytesMax, to, true);
        const auto bytes = read ? read->records.flatten() : Result<Bytes>(read.error());
        if (!bytes || bytes->empty())
            break; // its disk has failed: it will be looked at again
        for (ByteView rest(*bytes); !rest.empty() && from < to;) {
            const auto header = record::BatchHeader::parse(rest);
            if (!header || header->sizeInBytes() > rest.size())
                break;
            const Batch batch{header->partitionLeaderEpoch, header->crc};
            const auto [known, isNew] = m_committed.try_emplace(header->baseOffset, batch);
            if (known->second != batch)
                violated(fmt::format("node {} has a batch of epoch {} at {}, where one of epoch {} was "
                                     "committed",
                                     broker, batch.epoch.value(), header->baseOffset.value(),
                                     known->second.epoch.value()));
            from = header->lastOffset() + 1;
            rest = rest.subspan(header->sizeInBytes());
        }
    }
    storage.setObserved(false);
    m_end = std::max(m_end, from);
}

} // namespace partitura::simulator
