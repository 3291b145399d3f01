// One snapshot of the cluster from what its brokers show.
#pragma once

#include "broker/observe/snapshot.h"
#include "broker/server/node_view.h"

#include <memory>
#include <vector>

namespace partitura::cluster {

/// Merges the views of all brokers, stale ones of those that do not answer among them: their replicas are
/// shown as they were last seen, and not online. Topics and groups that did not change since `previous` are
/// the same objects. Thread: any.
std::shared_ptr<observe::ClusterSnapshot> mergeViews(const std::vector<server::NodeView>& views,
                                                     const observe::ClusterSnapshot& previous);

} // namespace partitura::cluster
