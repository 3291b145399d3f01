// Partitions, what is asked of them and what is decided, as one line of text each.
#pragma once

#include "broker/controller/partition_change.h"

#include <string>
#include <string_view>

namespace partitura::controller::test {

/// "leader=1 epoch=3 partitionEpoch=5 replicas=1,2,3 isr=1,2 adding=3 removing= elr= lastKnown= recovery=0";
/// what is missing is empty, 0, or no leader.
replication::PartitionState parseState(std::string_view text);
std::string toText(const replication::PartitionState& state);

/// "isr= replicas= adding= removing= uncleanly= recovery=1 newEpoch"; what is missing is not asked.
PartitionTarget parseTarget(std::string_view text);

/// "live=1,2,3 election=online|preferred|unclean min=2 elr".
ElectionRules parseRules(std::string_view text);

/// "leader=2 isr=2 replicas= adding= removing= elr=1 lastKnown= recovery=1" with what is set, or "-".
std::string toText(const std::optional<protocol::PartitionChangeRecord>& record);

} // namespace partitura::controller::test
