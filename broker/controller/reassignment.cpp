#include "broker/controller/reassignment.h"

#include "broker/controller/replicas.h"

namespace partitura::controller {

using replication::PartitionState;

bool isReassigning(const PartitionState& state) {
    return !state.addingReplicas.empty() || !state.removingReplicas.empty();
}

std::optional<Assignment> completeReassignment(const Assignment& assignment, const Replicas& isr) {
    if (assignment.addingReplicas.empty() && assignment.removingReplicas.empty())
        return std::nullopt;
    auto remaining = without(assignment.replicas, assignment.removingReplicas);
    if (remaining.empty() || !containsAll(isr, remaining))
        return std::nullopt;
    return Assignment{std::move(remaining), {}, {}};
}

PartitionTarget reassign(const PartitionState& state, const Replicas& replicas) {
    const auto original = without(state.replicas, state.addingReplicas);
    auto adding = without(replicas, original);
    auto removing = without(state.replicas, replicas);
    std::ranges::sort(adding);
    std::ranges::sort(removing);
    auto all = replicas;
    all.insert(all.end(), removing.begin(), removing.end());
    PartitionTarget target;
    target.replicas = std::move(all);
    target.addingReplicas = std::move(adding);
    target.removingReplicas = std::move(removing);
    return target;
}

Result<PartitionTarget> cancelReassignment(const PartitionState& state, bool mayBeUnclean) {
    if (!isReassigning(state))
        return Error{ErrorCode::NO_REASSIGNMENT_IN_PROGRESS, "No partition reassignment is in progress."};
    auto replicas = without(state.replicas, state.addingReplicas);
    if (replicas.empty())
        return Error{ErrorCode::INVALID_REPLICA_ASSIGNMENT, "All replicas are being added."};
    auto isr = without(state.isr, state.addingReplicas);
    if (isr.empty()) {
        if (!mayBeUnclean)
            return Error{
                ErrorCode::INVALID_REPLICA_ASSIGNMENT,
                "None of the replicas to go back to is in sync, and unclean leader election is off."};
        isr.push_back(replicas.front());
    }
    PartitionTarget target;
    target.isr = std::move(isr);
    target.replicas = std::move(replicas);
    target.addingReplicas.emplace();
    target.removingReplicas.emplace();
    return target;
}

std::size_t replicationFactor(const PartitionState& state) {
    return without(state.replicas, state.removingReplicas).size();
}

} // namespace partitura::controller
