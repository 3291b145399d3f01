#include "broker/controller/partition_change.h"

#include "broker/base/mutation.h"
#include "broker/controller/partition_records.h"
#include "broker/controller/reassignment.h"
#include "broker/controller/replicas.h"

#include <set>

namespace partitura::controller {
namespace {

using protocol::PartitionChangeRecord;
using replication::LeaderRecoveryState;
using replication::PartitionState;

/// One change, while it is made.
class Change {
public:
    Change(const PartitionState& before, const PartitionTarget& target, const ElectionRules& rules)
        : m_before(before)
        , m_target(target)
        , m_rules(rules)
        , m_isr(target.isr.value_or(before.isr))
        , m_assignment{target.replicas.value_or(before.replicas),
                       target.addingReplicas.value_or(before.addingReplicas),
                       target.removingReplicas.value_or(before.removingReplicas)}
        , m_elr(before.elr) {}

    std::optional<PartitionChangeRecord> make() {
        if (auto completed = completeReassignment(m_assignment, m_isr)) {
            m_isr = without(m_isr, m_assignment.removingReplicas);
            m_assignment = std::move(*completed);
        }
        findEligible();
        elect();
        if (m_record.leader == leaderUnchanged &&
            (m_target.newLeaderEpoch || !containsAll(m_assignment.replicas, m_before.replicas)))
            m_record.leader = m_before.leader.value();
        setIsr();
        setLastKnown();
        setAssignment();
        if (m_target.leaderRecoveryState && *m_target.leaderRecoveryState != m_before.leaderRecoveryState)
            m_record.leaderRecoveryState = static_cast<std::int8_t>(*m_target.leaderRecoveryState);
        return changesNothing() ? std::nullopt : std::optional(m_record);
    }

private:
    void findEligible() {
        if (!m_rules.eligibleLeaderReplicas)
            return; // those of before, when it was on, are still eligible
        if (isLargeEnough(m_isr)) {
            m_elr.clear();
            return;
        }
        std::set<BrokerId> eligible(m_elr.begin(), m_elr.end());
        eligible.insert(m_before.isr.begin(), m_before.isr.end());
        m_elr.clear();
        for (auto id : eligible)
            if (!contains(m_isr, id) && !contains(m_target.uncleanlyShutDown, id) &&
                contains(m_assignment.replicas, id))
                m_elr.push_back(id);
    }

    [[nodiscard]] bool isLargeEnough(const Replicas& isr) const {
        const auto minIsr = static_cast<std::size_t>(std::max(m_rules.minInSyncReplicas, 0));
        return isr.size() >= std::min(minIsr, m_assignment.replicas.size());
    }

    [[nodiscard]] bool isValidLeader(BrokerId id) const {
        const bool hasRecords = contains(m_isr, id) || (m_isr.empty() && contains(m_elr, id));
        return (hasRecords || PARTITURA_MUTATION(electedOutsideIsr)) && m_rules.mayLead(id);
    }

    void elect() {
        auto elected = findCleanLeader();
        const bool isClean = elected != BrokerId();
        if (!isClean)
            elected = findUncleanLeader();
        const bool isUnclean = !isClean && elected != BrokerId();
        if (isUnclean) {
            m_isr = {elected};
            m_elr.clear();
            if (m_before.leaderRecoveryState != LeaderRecoveryState::recovering)
                m_record.leaderRecoveryState = static_cast<std::int8_t>(LeaderRecoveryState::recovering);
        } else if (contains(m_elr, elected)) {
            m_isr = {elected};
            m_elr = isLargeEnough(m_isr) ? Replicas() : without(m_elr, elected);
        }
        if (elected != m_before.leader || isUnclean)
            m_record.leader = elected.value();
    }

    [[nodiscard]] BrokerId findCleanLeader() const {
        const auto& replicas = m_assignment.replicas;
        if (m_rules.election == Election::preferred && !replicas.empty() && isValidLeader(replicas.front()))
            return replicas.front();
        if (isValidLeader(m_before.leader))
            return m_before.leader;
        const auto found = std::ranges::find_if(replicas, [&](BrokerId id) { return isValidLeader(id); });
        return found == replicas.end() ? BrokerId() : *found;
    }

    [[nodiscard]] BrokerId findUncleanLeader() const {
        const auto& replicas = m_assignment.replicas;
        if (m_rules.eligibleLeaderReplicas && m_isr.empty() && m_elr.empty() &&
            m_before.lastKnownElr.size() == 1) {
            const auto last = m_before.lastKnownElr.front();
            if (contains(replicas, last) && m_rules.mayLead(last))
                return last;
        }
        if (m_rules.election != Election::unclean)
            return {};
        const auto found = std::ranges::find_if(replicas, m_rules.mayLead);
        return found == replicas.end() ? BrokerId() : *found;
    }

    void setIsr() {
        if (!m_rules.eligibleLeaderReplicas)
            m_elr.clear();
        if (m_elr != m_before.elr)
            m_record.eligibleLeaderReplicas = rawIds(m_elr);
        if (m_isr != m_before.isr && (!m_isr.empty() || m_rules.eligibleLeaderReplicas))
            m_record.isr = rawIds(m_isr);
    }

    void setLastKnown() {
        if (!m_rules.eligibleLeaderReplicas)
            return;
        const bool staysLed = m_before.leader != BrokerId() && m_record.leader == leaderUnchanged;
        if (m_record.isr && m_record.isr->empty() && m_before.leader != BrokerId())
            m_record.lastKnownElr = {m_before.leader.value()};
        else if ((m_record.leader >= 0 || staysLed) && !m_before.lastKnownElr.empty())
            m_record.lastKnownElr.emplace();
    }

    void setAssignment() {
        if (m_assignment.replicas != m_before.replicas)
            m_record.replicas = rawIds(m_assignment.replicas);
        if (m_assignment.addingReplicas != m_before.addingReplicas)
            m_record.addingReplicas = rawIds(m_assignment.addingReplicas);
        if (m_assignment.removingReplicas != m_before.removingReplicas)
            m_record.removingReplicas = rawIds(m_assignment.removingReplicas);
    }

    [[nodiscard]] bool changesNothing() const {
        return m_record.leader == leaderUnchanged && !m_record.isr && !m_record.eligibleLeaderReplicas &&
               !m_record.lastKnownElr && !m_record.replicas && !m_record.addingReplicas &&
               !m_record.removingReplicas && m_record.leaderRecoveryState < 0;
    }

    const PartitionState& m_before;
    const PartitionTarget& m_target;
    const ElectionRules& m_rules;
    Replicas m_isr;
    Assignment m_assignment;
    Replicas m_elr;
    PartitionChangeRecord m_record;
};

} // namespace

std::optional<PartitionChangeRecord>
changePartition(const PartitionState& state, const PartitionTarget& target, const ElectionRules& rules) {
    return Change(state, target, rules).make();
}

} // namespace partitura::controller
