// Snapshots and events as JSON.
#pragma once

#include "broker/observe/event.h"
#include "broker/observe/snapshot.h"

#include <nlohmann/json.hpp>

namespace partitura::app {

/// Everything a snapshot says, as one object. Names are those of its fields; ids, offsets and counters are
/// numbers. Thread: any.
[[nodiscard]] nlohmann::json toJson(const observe::ClusterSnapshot& snapshot);
[[nodiscard]] nlohmann::json toJson(const observe::BrokerSnapshot& broker);
[[nodiscard]] nlohmann::json toJson(const observe::PartitionSnapshot& partition);
[[nodiscard]] nlohmann::json toJson(const observe::FaultSnapshot& fault);
[[nodiscard]] nlohmann::json toJson(const observe::Event& event);
/// JSON of one line; text that is no UTF-8 is mended.
[[nodiscard]] std::string lineOf(const nlohmann::json& json);

} // namespace partitura::app
