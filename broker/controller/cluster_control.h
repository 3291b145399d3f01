// Brokers: registered, fenced, unfenced, shut down.
#pragma once

#include "broker/base/event_loop.h"
#include "broker/controller/controller_config.h"
#include "broker/controller/metadata_writer.h"
#include "broker/controller/replication_control.h"
#include "broker/protocol/messages/broker_heartbeat.h"
#include "broker/protocol/messages/broker_registration.h"
#include "broker/protocol/messages/unregister_broker.h"

#include <map>
#include <string>

namespace partitura::controller {

/// Knows which brokers are alive, by their heartbeats, and writes what changes (Kafka's ClusterControlManager
/// and BrokerHeartbeatManager). Owned by the controller. Thread: its loop.
class ClusterControl {
public:
    /// Every registered broker has a session's time from now to be heard of.
    ClusterControl(const ControllerConfig& config, std::string clusterId, EventLoop& loop,
                   MetadataWriter& writer, const ReplicationControl& replication);
    ~ClusterControl();

    protocol::BrokerRegistrationResponse registerBroker(const protocol::BrokerRegistrationRequest& request);
    protocol::BrokerHeartbeatResponse heartbeat(const protocol::BrokerHeartbeatRequest& request);
    /// Unlike Kafka's it refuses (INVALID_REQUEST) a broker that is not fenced, since that would register
    /// anew, and one that holds replicas.
    protocol::UnregisterBrokerResponse unregisterBroker(const protocol::UnregisterBrokerRequest& request);

private:
    [[nodiscard]] const MetadataImage& image() const { return m_writer.image(); }
    void heard(BrokerId id);
    void checkSessions();
    [[nodiscard]] Result<void> fence(BrokerId id);
    [[nodiscard]] Result<void> unfence(BrokerId id);
    [[nodiscard]] Result<void> beginShutDown(BrokerId id);

    const ControllerConfig& m_config;
    const std::string m_clusterId;
    EventLoop& m_loop;
    MetadataWriter& m_writer;
    const ReplicationControl& m_replication;
    std::map<BrokerId, Instant> m_lastHeard;
    EventLoop::TimerId m_sessionTimer = 0;
};

} // namespace partitura::controller
