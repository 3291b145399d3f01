// What consumers tell each other through a group: opaque to the coordinator, except to show it and to know
// which topics are still read.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/strong.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace partitura::groups {

/// Protocol type of groups of consumers.
inline constexpr std::string_view consumerProtocolType = "consumer";

/// Partitions by topic, in the order of the bytes.
using ConsumerAssignment = std::vector<std::pair<std::string, std::vector<PartitionIndex>>>;

/// Reads a ConsumerProtocolAssignment; the empty one of no bytes; nullopt if the bytes are something else.
[[nodiscard]] std::optional<ConsumerAssignment> decodeAssignment(ByteView bytes);

/// The topics in a ConsumerProtocolSubscription; nullopt if the bytes are something else.
[[nodiscard]] std::optional<std::set<std::string>> decodeSubscribedTopics(ByteView bytes);

} // namespace partitura::groups
