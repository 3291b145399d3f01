// The socket that `partitura ctl` talks to.
#pragma once

#include "app/live/control_place.h"
#include "app/workload/workloads.h"
#include "broker/cluster/live_cluster.h"
#include "broker/net/asio_event_loop.h"

#include <memory>
#include <optional>

namespace partitura::app {

/// Listens at the control socket of a data directory, on a thread of its own. Only its user may connect. A
/// client sends one line of JSON (docs/ctl.md), gets lines of JSON, and is closed; one that sends too much or
/// nothing, or does not take its answer, is closed too. Thread: one, for construction and destruction.
class ControlServer {
public:
    /// `cluster` and its `workloads` outlive this, and its data directory is this process's: a socket left
    /// there is dead. Errors: KAFKA_STORAGE_ERROR with a line that says why it cannot listen.
    static Result<std::unique_ptr<ControlServer>> start(cluster::LiveCluster& cluster, Workloads& workloads,
                                                        const Clock& clock);
    ~ControlServer();

    [[nodiscard]] const std::string& socket() const { return m_socket; }

private:
    class Listener;

    ControlServer(const Clock& clock, std::string socket);

    const std::string m_socket;
    std::optional<Announcement> m_announcement;
    std::shared_ptr<Listener> m_listener;
    net::AsioEventLoop m_loop;
};

} // namespace partitura::app
