// Brokers with logs under a controller's decisions: what the decisions are for is that no record that counts
// as replicated is lost.
#pragma once

#include "image_bench.h"

#include "broker/base/random.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace partitura::controller::test {

/// One topic on five brokers, its logs as lists of record ids. Each step does one thing at random (a leader
/// appends, a follower fetches, a broker stops, crashes, is fenced, comes back, an ISR changes, replicas
/// move, configs change), replays what the controller decides and checks it. The high watermark is as KIP-966
/// has it: the smallest log end in the ISR, which does not move while fewer than min.insync.replicas are in
/// it.
class ReplicationModel {
public:
    ReplicationModel(std::uint64_t seed, bool eligibleLeaderReplicas);

    void step();
    /// Everybody comes back and catches up: what waits must then be done.
    void settle();
    /// The first thing that went wrong; empty if nothing did.
    [[nodiscard]] const std::string& violation() const { return m_violation; }

    int elections = 0;        ///< of another leader
    int electionsFromElr = 0; ///< of them
    int uncleanElections = 0; ///< of them
    int reassignmentsDone = 0;
    std::size_t replicated = 0; ///< records that counted as replicated

private:
    using State = replication::PartitionState;
    using Log = std::vector<std::uint64_t>;

    struct Broker {
        bool runs = true;
        bool crashed = false; ///< did not shut down in order, and has not registered since
    };
    struct Partition {
        std::map<BrokerId, Log> logs;
        Log replicated;                              ///< what counts as replicated
        std::optional<std::vector<BrokerId>> target; ///< of the reassignment under way
        bool uncleanAsked = false;                   ///< a person asked for an unclean election
    };

    [[nodiscard]] ReplicationControl control() const;
    [[nodiscard]] const State& state(std::size_t p) const { return bench.state("t", static_cast<int>(p)); }
    [[nodiscard]] int minInSync(const State& state) const;
    [[nodiscard]] bool serves(std::size_t p) const; ///< the leader runs, and the controller knows it
    BrokerId anyBroker() { return BrokerId(1 + static_cast<int>(m_random.below(brokerCount))); }
    bool oneIn(std::uint64_t n) { return m_random.below(n) == 0; }

    void fail(const std::string& what);
    void commit(const Records& records, const std::string& what, bool mayBeUnclean = false);
    void check(std::size_t p, const State& before, int changes, const std::string& what, bool mayBeUnclean);
    void advance(std::size_t p);
    void append(std::size_t p);
    void fetch(std::size_t p, BrokerId follower);
    void proposeIsr(std::size_t p, bool all);
    void stop(BrokerId id);
    void crash(BrokerId id);
    void fenceIfGone(BrokerId id);
    void registerAgain(BrokerId id);
    void unfence(BrokerId id);
    void shutDown(BrokerId id);
    void reassign(std::size_t p);
    void elect(std::size_t p, std::int8_t type);
    void changeConfig();

    static constexpr int brokerCount = 5;
    static constexpr std::size_t partitionCount = 4;

    SeededRandom m_random;
    ReplicationRules m_rules;
    ImageBench bench;
    std::map<BrokerId, Broker> m_brokers;
    std::vector<Partition> m_partitions{partitionCount};
    std::uint64_t m_nextRecord = 1;
    std::string m_violation;
    std::string m_history; ///< of the steps so far, for a person
};

} // namespace partitura::controller::test
