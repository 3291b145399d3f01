#include "app/workload/workloads.h"

#include <algorithm>

namespace partitura::app {

const WorkloadStatus* WorkloadsSnapshot::find(WorkloadId id) const {
    const auto at = std::ranges::find(workloads, id, [](const auto& workload) { return workload->id; });
    return at != workloads.end() ? at->get() : nullptr;
}

const WorkloadStatus* WorkloadsSnapshot::find(std::string_view name) const {
    const auto at = std::ranges::find(
        workloads, name, [](const auto& workload) { return std::string_view(workload->spec->name); });
    return at != workloads.end() ? at->get() : nullptr;
}

} // namespace partitura::app
