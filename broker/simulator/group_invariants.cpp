#include "broker/simulator/history_invariants.h"

#include <fmt/format.h>

namespace partitura::simulator {
namespace {

using Kind = Operation::Kind;
using Outcome = Operation::Outcome;

/// Generations of a group whose owners are remembered.
constexpr int generationsKept = 20;
/// Commits of a partition that a recall is compared with.
constexpr std::size_t commitsKept = 50;

} // namespace

void PartitionsAreOwnedOnce::completed(const Operation& operation) {
    if (operation.kind != Kind::own)
        return;
    auto& owners = m_owners[operation.group];
    for (const auto& partition : operation.owned) {
        const auto [owner, isNew] = owners.try_emplace({operation.generation, partition}, operation.member);
        if (!isNew && owner->second != operation.member)
            violated(fmt::format("{} belongs to {} and to {} in generation {} of group {}",
                                 toString(partition), owner->second, operation.member, operation.generation,
                                 operation.group));
    }
    owners.erase(owners.begin(),
                 owners.lower_bound({operation.generation - generationsKept, TopicPartition()}));
}

void PartitionsAreOwnedOnce::sample(SimulatedCluster& cluster) {
    for (int id = 1; id <= cluster.size(); ++id) {
        if (!cluster.runs(id))
            continue;
        for (const auto& group : cluster.broker(id)->groups().snapshots()) {
            std::map<TopicPartition, std::string> owners;
            for (const auto& member : group->members)
                for (const auto& [topic, partitions] : member.assignment)
                    for (const auto index : partitions)
                        if (const auto [owner, isNew] = owners.try_emplace({topic, index}, member.memberId);
                            !isNew)
                            violated(fmt::format("broker {} assigns {}-{} to {} and to {} in generation {} "
                                                 "of group {}",
                                                 id, topic, index.value(), owner->second, member.memberId,
                                                 group->generation, group->id));
        }
    }
}

void CommitsAreKept::completed(const Operation& operation) {
    if (operation.outcome != Outcome::ok)
        return;
    const Key key{operation.group, operation.partition};
    auto& commits = m_commits[key];
    if (operation.kind == Kind::commit) {
        commits.push_back({operation.id, operation.completion, operation.offset});
        if (commits.size() > commitsKept)
            commits.erase(commits.begin());
    }
    if (operation.kind != Kind::recall)
        return;
    const Commit* last = nullptr;
    for (const auto& commit : commits)
        if (commit.completion <= operation.id && (!last || commit.operation > last->operation))
            last = &commit;
    if (last && operation.offset < last->offset)
        violated(fmt::format("group {} had committed offset {} of {}, then it was told {}", operation.group,
                             last->offset.value(), toString(operation.partition), operation.offset.value()));
}

void CommitsAreKept::sample(SimulatedCluster& cluster) {
    for (int id = 1; id <= cluster.size(); ++id) {
        if (!cluster.runs(id))
            continue;
        for (const auto& group : cluster.broker(id)->groups().snapshots())
            for (const auto& committed : group->offsets) {
                const Key key{group->id, {committed.topic, committed.partition}};
                auto& seen = m_seen.try_emplace({id, cluster.lives(id), key}, committed.offset).first->second;
                if (committed.offset < seen)
                    violated(
                        fmt::format("broker {} knew offset {} of {} to be committed by group {}, then {}", id,
                                    seen.value(), toString(key.second), group->id, committed.offset.value()));
                seen = committed.offset;
            }
    }
}

} // namespace partitura::simulator
