// What `partitura ctl` can ask of a running instance.
#pragma once

#include "app/workload/workloads.h"
#include "broker/cluster/live_cluster.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace partitura::app {

/// Reads one line. Errors: INVALID_REQUEST when it is no JSON object.
[[nodiscard]] Result<nlohmann::json> parseControlRequest(std::string_view line);

/// Does what a request asks (docs/ctl.md has them all). `answer` runs once, on any thread, perhaps inside
/// this call, with whole lines of JSON: the last is {"ok": true}, or {"ok": false} with "code" and "error".
/// Thread: any.
void handleControlRequest(cluster::LiveCluster& cluster, Workloads& workloads, const nlohmann::json& request,
                          std::function<void(std::string)> answer);

/// After which event a request follows the events for ever; nullopt if it asks for something else.
[[nodiscard]] std::optional<std::uint64_t> followedEvents(const nlohmann::json& request);
/// One line an event.
[[nodiscard]] std::string eventLines(std::span<const observe::Event> events);
/// The last line of an answer that failed.
[[nodiscard]] std::string controlError(std::string_view error, ErrorCode code = ErrorCode::INVALID_REQUEST);

} // namespace partitura::app
