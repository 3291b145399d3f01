// Workloads to begin with.
#pragma once

#include "app/workload/workload_spec.h"

#include <string_view>
#include <vector>

namespace partitura::app {

/// A preset, by its key. What it is called and teaches, in the user's language, the interface says
/// (ui/workloads/workload_words.h).
struct WorkloadPreset {
    std::string_view key;
    std::vector<WorkloadSpec> (*make)(const std::string& topic);
};

/// steady, bursty, hot-key, slow-consumer, poison-record.
[[nodiscard]] const std::vector<WorkloadPreset>& workloadPresets();
/// nullptr if there is none.
[[nodiscard]] const WorkloadPreset* findPreset(std::string_view key);

} // namespace partitura::app
