// How a broker becomes and stays a member of the cluster.
#pragma once

#include "broker/base/event_loop.h"
#include "broker/protocol/messages/broker_heartbeat.h"
#include "broker/protocol/messages/broker_registration.h"
#include "broker/server/controller_channel.h"

#include <functional>
#include <memory>

namespace partitura::server {

/// Registers with the controller, again if it has to, and sends it heartbeats; the controller unfences the
/// broker once its image holds its own registration (Kafka's BrokerLifecycleManager). Owned by the broker.
/// Thread: its loop.
class BrokerLifecycle {
public:
    struct Callbacks {
        std::function<protocol::BrokerRegistrationRequest()> registration;
        std::function<Offset()> replayedTo;           ///< how far the metadata log is replayed here
        std::function<void(std::int64_t)> registered; ///< with this broker epoch
    };

    BrokerLifecycle(EventLoop& loop, ControllerChannel& controller, BrokerId self, Duration heartbeatInterval,
                    Callbacks callbacks);
    ~BrokerLifecycle();

    /// Registers, and goes on until it is destroyed.
    void start();
    /// Asks to be fenced, or no longer, with the next heartbeat, which goes out at once.
    void setFenced(bool wantsFence);
    /// The metadata moved on: a broker that waits for its own registration says so at once.
    void metadataReplayed();
    /// Hands over what this broker leads (KIP-631's controlled shutdown); `done` runs when it may stop, at
    /// the latest after `timeout`.
    void shutDown(Duration timeout, std::function<void()> done);

    /// Given by the controller; -1 before the first registration.
    [[nodiscard]] std::int64_t epoch() const { return m_epoch; }

private:
    void registerBroker();
    void heartbeatIn(Duration delay);
    void heartbeat();
    void answered(const Result<protocol::BrokerHeartbeatResponse>& answer);
    void finishShutDown();

    EventLoop& m_loop;
    ControllerChannel& m_controller;
    const BrokerId m_self;
    const Duration m_interval;
    const Callbacks m_callbacks;
    std::int64_t m_epoch = -1;
    bool m_isRegistered = false;
    bool m_isFenced = true; ///< as the controller last said
    bool m_wantsFence = false;
    bool m_inFlight = false;
    bool m_isUrgent = false; ///< another heartbeat is to follow the one in flight
    std::function<void()> m_shutDown;
    EventLoop::TimerId m_timer = 0;
    EventLoop::TimerId m_shutDownTimer = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace partitura::server
