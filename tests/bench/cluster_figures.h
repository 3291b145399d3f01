// Figures of the cluster as a whole: failover, catching up, replication's price, the simulator's speed.
#pragma once

#include <cstdint>
#include <string>

namespace partitura::bench {

/// From the crash of a leader to the next write with acks=all that is accepted; with default settings and
/// with fast ones.
void measureFailover(int runs);
/// What a follower that was stopped takes in a second until it is in sync again.
void measureCatchUp(int runs, std::int64_t records);
/// Writes with acks=all to three replicas, as a share of those to one; runs in turns.
void measureReplicationShare(const std::string& program, int runs, std::int64_t records);
/// Virtual time over processor time of one thread, for three brokers under load, and with all faults.
void measureSimulator(int runs);

} // namespace partitura::bench
