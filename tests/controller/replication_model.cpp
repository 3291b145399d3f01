#include "replication_model.h"

#include "broker/controller/reassignment.h"
#include "broker/controller/replicas.h"

#include <algorithm>

namespace partitura::controller::test {
namespace {

bool isUnclean(const Configs& configs) {
    const auto found = configs.find("unclean.leader.election.enable");
    return found != configs.end() && found->second == "true";
}

bool isPrefix(const std::vector<std::uint64_t>& part, const std::vector<std::uint64_t>& whole) {
    return part.size() <= whole.size() && std::equal(part.begin(), part.end(), whole.begin());
}

} // namespace

ReplicationModel::ReplicationModel(std::uint64_t seed, bool eligibleLeaderReplicas)
    : m_random(seed) {
    m_rules.eligibleLeaderReplicas = eligibleLeaderReplicas;
    for (int id = 1; id <= brokerCount; ++id) {
        bench.registerBroker(id);
        m_brokers[BrokerId(id)];
    }
    bench.addTopic("t", {"leader=1 replicas=1,2,3 isr=1,2,3", "leader=4 replicas=4,5 isr=4,5",
                         "leader=3 replicas=3 isr=3", "leader=2 replicas=2,4,5,1 isr=2,4,5,1"});
    bench.setConfig("t", "min.insync.replicas", std::to_string(1 + m_random.below(3)));
}

ReplicationControl ReplicationModel::control() const {
    return ReplicationControl(bench.image, m_rules);
}

int ReplicationModel::minInSync(const State& state) const {
    const auto configured = std::stoi(bench.image.topicConfigs("t").at("min.insync.replicas"));
    return std::min(configured, static_cast<int>(state.replicas.size()));
}

bool ReplicationModel::serves(std::size_t p) const {
    const auto leader = state(p).leader;
    return leader != BrokerId() && m_brokers.at(leader).runs && bench.image.broker(leader)->isActive();
}

// ---- what is checked ----

// The first failure counts, with the steps before it.
void ReplicationModel::fail(const std::string& what) {
    constexpr std::size_t shown = 2000;
    if (m_violation.empty())
        m_violation = what + "\n" + m_history.substr(m_history.size() - std::min(shown, m_history.size()));
}

void ReplicationModel::commit(const Records& records, const std::string& what, bool mayBeUnclean) {
    std::vector<State> before;
    std::vector<int> changes(partitionCount);
    for (std::size_t p = 0; p < partitionCount; ++p)
        before.push_back(state(p));
    for (const auto& record : records)
        if (const auto* change = std::get_if<protocol::PartitionChangeRecord>(&record))
            ++changes[static_cast<std::size_t>(change->partitionId)];
    m_history += what + ": " + bench.text(records) + "\n";
    bench.replay(records);
    for (std::size_t p = 0; p < partitionCount; ++p)
        check(p, before[p], changes[p], what, mayBeUnclean || isUnclean(bench.image.topicConfigs("t")));
}

void ReplicationModel::check(std::size_t p, const State& before, int changes, const std::string& what,
                             bool mayBeUnclean) {
    const auto& after = state(p);
    const auto require = [&](bool holds, const char* rule) {
        if (!holds)
            fail("t-" + std::to_string(p) + " after " + what + ": " + rule + "\n  " + toText(before) +
                 "\n  " + toText(after));
    };
    const auto isSet = [](const Replicas& ids) {
        return std::set(ids.begin(), ids.end()).size() == ids.size();
    };
    require(after.partitionEpoch == before.partitionEpoch + changes, "a partition epoch for each change");
    require(changes <= 1, "one change at a time");
    const auto newEpochs = after.leaderEpoch - before.leaderEpoch;
    require(newEpochs == 0 || (newEpochs == 1 && changes == 1), "at most one leader epoch for a change");
    require(after.leader == before.leader || newEpochs == 1, "another leader, another epoch");

    require(after.leader == BrokerId() || contains(after.isr, after.leader), "the leader is in the ISR");
    require(isSet(after.replicas) && isSet(after.isr) && isSet(after.elr), "each replica once");
    require(containsAll(after.replicas, after.isr) && containsAll(after.replicas, after.elr),
            "ISR and ELR are replicas");
    require(without(after.isr, after.elr).size() == after.isr.size(), "ISR and ELR have nobody in common");
    require(!after.isr.empty() || !after.elr.empty(), "somebody can lead");
    require(m_rules.eligibleLeaderReplicas ? !after.isr.empty() || after.leader == BrokerId()
                                           : !after.isr.empty() && after.elr.empty(),
            "without an ISR nobody leads, and only with an ELR there is none");
    require(after.elr.empty() || static_cast<int>(after.isr.size()) < minInSync(after),
            "no ELR beside an ISR that is large enough");
    require(containsAll(after.replicas, after.addingReplicas) &&
                containsAll(after.replicas, after.removingReplicas) &&
                without(after.addingReplicas, after.removingReplicas) == after.addingReplicas,
            "who is added or removed is a replica, and not both");

    auto& partition = m_partitions[p];
    if (after.leader != before.leader && after.leader != BrokerId()) {
        ++elections;
        const bool fromElr = contains(before.elr, after.leader);
        const bool clean = fromElr || contains(before.isr, after.leader) ||
                           (what == "alter ISR" && contains(after.isr, after.leader));
        electionsFromElr += fromElr ? 1 : 0;
        uncleanElections += clean ? 0 : 1;
        require(clean || mayBeUnclean, "no leader from outside ISR and ELR");
    }
    // One that crashed and is not back yet leads in name only.
    if (after.leader != BrokerId() && newEpochs == 1 && !m_brokers.at(after.leader).crashed) {
        const auto& log = partition.logs[after.leader];
        require(isPrefix(partition.replicated, log) || mayBeUnclean, "a leader has all that is replicated");
        if (!isPrefix(partition.replicated, log))
            partition.replicated = log;
    }
    if (partition.target && isReassigning(before) && !isReassigning(after)) {
        require(after.replicas == *partition.target, "who shall have it has it when a move is over");
        partition.target.reset();
        ++reassignmentsDone;
    }
}

// ---- what happens ----

// The leader's high watermark.
void ReplicationModel::advance(std::size_t p) {
    const auto& now = state(p);
    auto& partition = m_partitions[p];
    if (!serves(p) || (m_rules.eligibleLeaderReplicas && static_cast<int>(now.isr.size()) < minInSync(now)))
        return;
    const auto& log = partition.logs[now.leader];
    auto end = log.size();
    for (auto id : now.isr) {
        const auto& other = partition.logs[id];
        const auto differs = std::ranges::mismatch(log, other).in1;
        end = std::min(end, static_cast<std::size_t>(differs - log.begin()));
    }
    if (end <= partition.replicated.size())
        return;
    replicated += end - partition.replicated.size();
    partition.replicated.assign(log.begin(), log.begin() + static_cast<std::ptrdiff_t>(end));
}

void ReplicationModel::append(std::size_t p) {
    if (!serves(p))
        return;
    m_partitions[p].logs[state(p).leader].push_back(m_nextRecord++);
    advance(p);
}

// To the leader's end or some way there, once what differs is gone.
void ReplicationModel::fetch(std::size_t p, BrokerId follower) {
    const auto& now = state(p);
    if (!serves(p) || !m_brokers[follower].runs || !contains(now.replicas, follower) ||
        follower == now.leader)
        return;
    const auto& from = m_partitions[p].logs[now.leader];
    auto& to = m_partitions[p].logs[follower];
    const auto same = static_cast<std::size_t>(std::ranges::mismatch(from, to).in1 - from.begin());
    const auto end = oneIn(3) ? same + m_random.below(from.size() - same + 1) : from.size();
    to.assign(from.begin(), from.begin() + static_cast<std::ptrdiff_t>(end));
    advance(p);
}

// The leader asks for those who have all, or for fewer.
void ReplicationModel::proposeIsr(std::size_t p, bool all) {
    if (!serves(p))
        return;
    const auto& now = state(p);
    protocol::AlterPartitionRequest request;
    request.brokerId = now.leader.value();
    request.brokerEpoch = bench.image.broker(now.leader)->epoch;
    auto& topic = request.topics.emplace_back();
    topic.topicId = bench.image.topic("t")->id;
    auto& wanted = topic.partitions.emplace_back();
    wanted.partitionIndex = static_cast<std::int32_t>(p);
    wanted.leaderEpoch = now.leaderEpoch.value();
    wanted.partitionEpoch = now.partitionEpoch;
    auto& logs = m_partitions[p].logs;
    for (auto id : now.replicas) {
        const bool caughtUp = m_brokers[id].runs && logs[id] == logs[now.leader];
        const bool stays = contains(now.isr, id) && (all || !oneIn(3));
        if (id == now.leader || stays || (caughtUp && (all || !oneIn(3))))
            if (bench.image.broker(id)->isActive())
                wanted.newIsrWithEpochs.push_back({id.value(), bench.image.broker(id)->epoch});
    }
    const auto decision = control().alterPartition(request);
    const auto code = decision.response.topics.at(0).partitions.at(0).errorCode;
    if (code != ErrorCode::NONE && code != ErrorCode::NEW_LEADER_ELECTED)
        fail("a fair ISR was refused: " + std::string(errorName(code)));
    commit(decision.records, "alter ISR");
    advance(p);
}

void ReplicationModel::stop(BrokerId id) {
    m_brokers[id].runs = false;
}

void ReplicationModel::crash(BrokerId id) {
    if (!m_brokers[id].runs)
        return;
    m_brokers[id] = {.runs = false, .crashed = true};
    for (auto& partition : m_partitions) {
        auto& log = partition.logs[id];
        if (oneIn(2))
            log.resize(m_random.below(log.size() + 1));
    }
}

void ReplicationModel::fenceIfGone(BrokerId id) {
    if (!m_brokers[id].runs || bench.image.broker(id)->fenced)
        commit(control().brokerFenced(id), "fence " + toString(id));
}

void ReplicationModel::registerAgain(BrokerId id) {
    auto& broker = m_brokers[id];
    if (broker.runs)
        return;
    Records records;
    if (broker.crashed) {
        // Where it is the last who can lead, what it lost is lost.
        for (std::size_t p = 0; p < partitionCount; ++p) {
            auto& partition = m_partitions[p];
            const bool isOne = contains(state(p).isr, id) || contains(state(p).elr, id);
            if (isOne && without(state(p).isr, id).empty() && without(state(p).elr, id).empty() &&
                !isPrefix(partition.replicated, partition.logs[id]))
                partition.replicated = partition.logs[id];
        }
        records = control().brokerShutDownUncleanly(id);
    }
    records.emplace_back(bench.registration(id.value(), true));
    broker = {};
    commit(records, "register " + toString(id));
}

void ReplicationModel::unfence(BrokerId id) {
    if (m_brokers[id].runs && bench.image.broker(id)->fenced)
        commit(control().brokerUnfenced(id), "unfence " + toString(id));
}

void ReplicationModel::shutDown(BrokerId id) {
    if (!m_brokers[id].runs || bench.image.broker(id)->fenced)
        return;
    commit(control().brokerInControlledShutdown(id), "shut down " + toString(id));
    if (control().leadsAny(id))
        fail("who shuts down still leads");
    stop(id);
}

void ReplicationModel::reassign(std::size_t p) {
    protocol::AlterPartitionReassignmentsRequest request;
    auto& wanted = request.topics.emplace_back();
    wanted.name = "t";
    auto& partition = wanted.partitions.emplace_back();
    partition.partitionIndex = static_cast<std::int32_t>(p);
    std::set<BrokerId> target;
    if (!oneIn(3)) {
        partition.replicas.emplace();
        while (target.empty() || !oneIn(3))
            if (const auto id = anyBroker(); target.insert(id).second)
                partition.replicas->push_back(id.value());
    }
    const auto decision = control().alterPartitionReassignments(request);
    if (decision.response.responses.at(0).partitions.at(0).errorCode != ErrorCode::NONE)
        return;
    m_partitions[p].target.reset();
    commit(decision.records, "reassign");
    if (partition.replicas && isReassigning(state(p)))
        m_partitions[p].target = brokerIds(*partition.replicas);
    else if (partition.replicas && state(p).replicas != brokerIds(*partition.replicas))
        fail("a move that is over at once did not happen");
}

void ReplicationModel::elect(std::size_t p, std::int8_t type) {
    protocol::ElectLeadersRequest request;
    request.electionType = type;
    *request.topicPartitions = {{"t", {static_cast<std::int32_t>(p)}}};
    commit(control().electLeaders(request).records, "elect", type == 1);
}

void ReplicationModel::changeConfig() {
    const bool isMinimum = !oneIn(4);
    const auto* name = isMinimum ? "min.insync.replicas" : "unclean.leader.election.enable";
    const auto value = isMinimum ? std::to_string(1 + m_random.below(3)) : oneIn(3) ? "true" : "false";
    auto configs = bench.image.topicConfigs("t");
    configs[name] = value;
    auto records = control().topicConfigChanged("t", configs);
    records.insert(records.begin(), ImageBench::config("t", name, value));
    commit(records, std::string(name) + "=" + value);
}

void ReplicationModel::step() {
    const auto p = m_random.below(partitionCount);
    const auto id = anyBroker();
    switch (m_random.below(32)) {
    case 0:
        return stop(id);
    case 1:
        return crash(id);
    case 2:
        for (int all = 1; oneIn(4) && all <= brokerCount; ++all)
            crash(BrokerId(all));
        return;
    case 3:
    case 4:
        return fenceIfGone(id);
    case 5:
    case 6:
    case 7:
        return registerAgain(id);
    case 8:
    case 9:
    case 10:
        return unfence(id);
    case 11:
        return shutDown(id);
    case 12:
        return reassign(p);
    case 13:
        return elect(p, oneIn(20) ? 1 : 0);
    case 14:
        return commit(control().balancePreferredLeaders(2), "balance");
    case 15:
        return oneIn(3) ? changeConfig() : void();
    case 16:
    case 17:
    case 18:
        return proposeIsr(p, oneIn(2));
    case 19:
    case 20:
    case 21:
    case 22:
        return append(p);
    default:
        return fetch(p, id);
    }
}

void ReplicationModel::settle() {
    for (int round = 0; round < 3; ++round) {
        for (int id = 1; id <= brokerCount; ++id) {
            registerAgain(BrokerId(id));
            unfence(BrokerId(id));
        }
        for (std::size_t p = 0; p < partitionCount; ++p) {
            for (int tries = 0; tries < 20; ++tries)
                for (int id = 1; id <= brokerCount; ++id)
                    fetch(p, BrokerId(id));
            proposeIsr(p, true);
        }
    }
    for (std::size_t p = 0; p < partitionCount; ++p) {
        const bool isDone = serves(p) && state(p).isr.size() == state(p).replicas.size() &&
                            !isReassigning(state(p)) && state(p).elr.empty();
        if (!isDone)
            fail("not settled: t-" + std::to_string(p) + " " + toText(state(p)));
    }
}

} // namespace partitura::controller::test
