// The cluster as the command line asks for it: its place on disk, its topics, its demo.
#pragma once

#include "app/cli/options.h"
#include "app/clients/live_workloads.h"
#include "app/live/control_server.h"
#include "broker/base/live_clock.h"
#include "broker/cluster/live_cluster.h"

#include <memory>
#include <string>

namespace partitura::app {

/// A live cluster with all it stands on. Thread: one.
class EmbeddedCluster {
public:
    /// Starts it with its topics (and the demo's, if asked for), reachable by `partitura ctl`.
    /// Errors: one line for the user that says what to do.
    static Result<std::unique_ptr<EmbeddedCluster>> start(const Options& options);
    /// Where the data of one that is not told otherwise lies.
    [[nodiscard]] static std::string defaultDataDirectory();
    /// Stops the workloads and the cluster in order; removes an ephemeral directory. Clients may be left: see
    /// LiveWorkloads.
    ~EmbeddedCluster();

    [[nodiscard]] LiveWorkloads& workloads() { return *m_workloads; }
    [[nodiscard]] cluster::LiveCluster& cluster() { return *m_cluster; }
    /// "127.0.0.1:9092,…", as clients want it.
    [[nodiscard]] std::string bootstrapServers() const;

private:
    EmbeddedCluster() = default;

    const std::shared_ptr<const Clock> m_clock = std::make_shared<LiveClock>();
    std::unique_ptr<Storage> m_storage;
    std::string m_temporary; ///< the directory to remove; empty if there is none
    std::unique_ptr<cluster::LiveCluster> m_cluster;
    std::unique_ptr<LiveWorkloads> m_workloads;
    std::unique_ptr<ControlServer> m_control; ///< null when it could not listen
};

} // namespace partitura::app
