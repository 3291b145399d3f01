// How workloads do, as JSON.
#pragma once

#include "app/workload/workloads.h"

#include <nlohmann/json.hpp>

namespace partitura::app {

/// What a workload is, does and did, as one object; its `spec` is what `workload add` takes. Thread: any.
[[nodiscard]] nlohmann::json toJson(const WorkloadStatus& workload);

} // namespace partitura::app
