// The state of a cluster as a few lines of text.
#pragma once

#include "app/metrics/rates.h"
#include "broker/observe/snapshot.h"

#include <string>

namespace partitura::app {

/// Brokers, topics with T = N × R × D, and groups with their lag; lines end in '\n'. Thread: any.
std::string statusTable(const observe::ClusterSnapshot& snapshot, const Rates& rates);

} // namespace partitura::app
