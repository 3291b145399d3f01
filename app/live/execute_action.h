// Actions, carried out on a live cluster: what the window does and what `partitura ctl` does is this.
#pragma once

#include "app/actions/action_call.h"
#include "app/workload/workloads.h"
#include "broker/cluster/live_cluster.h"

#include <functional>

namespace partitura::app {

/// Does what a call of the table of actions says; `workloads`, which may be null, are the cluster's clients.
/// `done` runs once, on any thread, perhaps inside this call;
/// not at all if the cluster stops meanwhile. Errors: INVALID_REQUEST for what makes no sense; those of
/// Kafka's APIs, with a line for the user. Thread: any.
void executeAction(cluster::LiveCluster& cluster, Workloads* workloads, const ActionCall& call,
                   std::function<void(Result<void>)> done);

} // namespace partitura::app
