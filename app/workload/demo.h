// The small shop that makes the first screen alive.
#pragma once

#include "app/source.h"
#include "app/workload/workloads.h"

#include <vector>

namespace partitura::app {

/// The topics the demo writes to; `brokers` bounds their replicas.
std::vector<TopicSpec> demoTopics(int brokers);

/// A shop whose orders are billed at once and shipped more slowly, and the clicks of its visitors.
std::vector<WorkloadSpec> demoWorkloads();

/// Starts them, adding those whose name is not there yet: what was changed about the others stays.
void startDemo(Workloads& workloads);

} // namespace partitura::app
