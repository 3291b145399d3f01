#include "broker/controller/cluster_control.h"

#include "broker/base/mutation.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace partitura::controller {

ClusterControl::ClusterControl(const ControllerConfig& config, std::string clusterId, EventLoop& loop,
                               MetadataWriter& writer, const ReplicationControl& replication)
    : m_config(config)
    , m_clusterId(std::move(clusterId))
    , m_loop(loop)
    , m_writer(writer)
    , m_replication(replication) {
    for (const auto& [id, broker] : image().brokers())
        heard(id);
    checkSessions();
}

ClusterControl::~ClusterControl() {
    m_loop.cancel(m_sessionTimer);
}

protocol::BrokerRegistrationResponse
ClusterControl::registerBroker(const protocol::BrokerRegistrationRequest& request) {
    protocol::BrokerRegistrationResponse response;
    if (request.clusterId != m_clusterId) {
        response.errorCode = ErrorCode::INCONSISTENT_CLUSTER_ID;
        return response;
    }
    const BrokerId id(request.brokerId);
    const auto* known = image().broker(id);
    if (known && known->incarnation == request.incarnationId) {
        heard(id); // a repetition
        response.brokerEpoch = known->epoch;
        return response;
    }
    // One that went down in disorder may have lost the ends of its logs, which others have (KIP-966). One
    // that stopped in order and is back before it was missed is as good as before: it keeps its places.
    auto records = known && known->epoch != request.previousBrokerEpoch
                       ? m_replication.brokerShutDownUncleanly(id)
                       : Records();
    protocol::RegisterBrokerRecord record;
    record.brokerId = request.brokerId;
    record.incarnationId = request.incarnationId;
    // The offset of this record.
    record.brokerEpoch = m_writer.end().value() + static_cast<std::int64_t>(records.size());
    for (const auto& listener : request.listeners) {
        auto& endPoint = record.endPoints.emplace_back();
        endPoint.name = listener.name;
        endPoint.host = listener.host;
        endPoint.port = listener.port;
        endPoint.securityProtocol = listener.securityProtocol;
    }
    record.rack = request.rack;
    record.fenced = true;
    records.emplace_back(record);
    if (auto written = m_writer.write(records); !written) {
        response.errorCode = written.code();
        return response;
    }
    heard(id);
    response.brokerEpoch = record.brokerEpoch;
    return response;
}

protocol::BrokerHeartbeatResponse ClusterControl::heartbeat(const protocol::BrokerHeartbeatRequest& request) {
    protocol::BrokerHeartbeatResponse response;
    const BrokerId id(request.brokerId);
    const auto* broker = image().broker(id);
    if (!broker) {
        response.errorCode = ErrorCode::BROKER_ID_NOT_REGISTERED;
        return response;
    }
    if (broker->epoch != request.brokerEpoch) {
        response.errorCode = ErrorCode::STALE_BROKER_EPOCH;
        return response;
    }
    heard(id);
    // It may serve once it knows of its own registration, and so of all that was decided before.
    response.isCaughtUp = request.currentMetadataOffset > broker->epoch;
    Result<void> changed;
    if (request.wantShutDown && broker->isActive())
        changed = beginShutDown(id);
    else if (!request.wantFence && !request.wantShutDown && broker->fenced && response.isCaughtUp)
        changed = unfence(id);
    const bool mayGo = request.wantShutDown && !m_replication.leadsAny(id);
    if (changed && (request.wantFence || mayGo) && !image().broker(id)->fenced)
        changed = fence(id);
    response.errorCode = changed.code();
    response.isFenced = image().broker(id)->fenced;
    response.shouldShutDown = mayGo && response.isFenced;
    return response;
}

protocol::UnregisterBrokerResponse
ClusterControl::unregisterBroker(const protocol::UnregisterBrokerRequest& request) {
    protocol::UnregisterBrokerResponse response;
    const auto refuse = [&](ErrorCode code, const std::string& why) {
        response.errorCode = code;
        response.errorMessage = "Broker " + std::to_string(request.brokerId) + " " + why;
        return response;
    };
    const BrokerId id(request.brokerId);
    const auto* broker = image().broker(id);
    if (!broker)
        return refuse(ErrorCode::BROKER_ID_NOT_REGISTERED, "is not registered.");
    if (!broker->fenced)
        return refuse(ErrorCode::INVALID_REQUEST,
                      "is not fenced: it runs, or has gone only just now; stop it first.");
    for (const auto& [name, topic] : image().topics())
        for (const auto& partition : topic.partitions)
            if (std::ranges::find(partition.replicas, id) != partition.replicas.end())
                return refuse(ErrorCode::INVALID_REQUEST,
                              "holds replicas, of " + name + " among others; move them away first.");
    protocol::UnregisterBrokerRecord record;
    record.brokerId = request.brokerId;
    record.brokerEpoch = broker->epoch;
    if (auto written = m_writer.write({record}); !written)
        return refuse(written.code(), "is still registered: " + written.error().context);
    m_lastHeard.erase(id);
    response.errorMessage.reset();
    return response;
}

void ClusterControl::heard(BrokerId id) {
    m_lastHeard[id] = m_loop.clock().now();
}

void ClusterControl::checkSessions() {
    m_sessionTimer = m_loop.schedule(m_config.brokerSessionTimeout / 4, [this] { checkSessions(); });
    const auto now = m_loop.clock().now();
    for (auto& [id, lastHeard] : m_lastHeard) {
        const auto* broker = image().broker(id);
        if (!broker || now - lastHeard <= m_config.brokerSessionTimeout || PARTITURA_MUTATION(notFenced))
            continue;
        lastHeard = now; // not again at once: it may have nothing more to lose
        if (!broker->fenced)
            spdlog::warn(
                "broker {} has not been heard of for {} ms; fencing it", id.value(),
                std::chrono::duration_cast<std::chrono::milliseconds>(m_config.brokerSessionTimeout).count());
        if (auto changed = fence(id); !changed)
            spdlog::error("cannot fence broker {}: {}", id.value(), changed.error().context);
    }
}

// Also one that is fenced already: since it registered it may have led what it led before.
Result<void> ClusterControl::fence(BrokerId id) {
    auto records = m_replication.brokerFenced(id);
    if (const auto* broker = image().broker(id); !broker->fenced) {
        auto& change = std::get<protocol::BrokerRegistrationChangeRecord>(
            records.emplace_back(protocol::BrokerRegistrationChangeRecord()));
        change.brokerId = id.value();
        change.brokerEpoch = broker->epoch;
        change.fenced = 1;
    }
    return m_writer.write(records);
}

Result<void> ClusterControl::unfence(BrokerId id) {
    auto records = m_replication.brokerUnfenced(id);
    protocol::BrokerRegistrationChangeRecord change;
    change.brokerId = id.value();
    change.brokerEpoch = image().broker(id)->epoch;
    change.fenced = -1;
    records.emplace_back(change);
    return m_writer.write(records);
}

Result<void> ClusterControl::beginShutDown(BrokerId id) {
    auto records = m_replication.brokerInControlledShutdown(id);
    protocol::BrokerRegistrationChangeRecord change;
    change.brokerId = id.value();
    change.brokerEpoch = image().broker(id)->epoch;
    change.inControlledShutdown = 1;
    records.emplace_back(change);
    return m_writer.write(records);
}

} // namespace partitura::controller
