#include "broker/server/broker_lifecycle.h"

#include <spdlog/spdlog.h>

namespace partitura::server {
namespace {

constexpr Duration requestTimeout = std::chrono::seconds(5);
/// Between attempts after a refusal, and between heartbeats of a broker that waits to stop.
constexpr Duration retryDelay = std::chrono::milliseconds(50);

} // namespace

BrokerLifecycle::BrokerLifecycle(EventLoop& loop, ControllerChannel& controller, BrokerId self,
                                 Duration heartbeatInterval, Callbacks callbacks)
    : m_loop(loop)
    , m_controller(controller)
    , m_self(self)
    , m_interval(heartbeatInterval)
    , m_callbacks(std::move(callbacks)) {}

BrokerLifecycle::~BrokerLifecycle() {
    *m_alive = false;
    m_loop.cancel(m_timer);
    m_loop.cancel(m_shutDownTimer);
}

void BrokerLifecycle::start() {
    registerBroker();
}

void BrokerLifecycle::registerBroker() {
    m_timer = 0;
    m_isRegistered = false;
    const auto take = [this, alive = m_alive](const Result<protocol::BrokerRegistrationResponse>& answer) {
        if (!*alive)
            return;
        if (!answer || answer->errorCode != ErrorCode::NONE) {
            if (answer)
                spdlog::warn("broker {}: the controller refused its registration: {}", m_self.value(),
                             errorName(answer->errorCode));
            m_timer = m_loop.schedule(retryDelay, [this] { registerBroker(); });
            return;
        }
        m_isRegistered = true;
        m_isFenced = true;
        m_epoch = answer->brokerEpoch;
        m_callbacks.registered(m_epoch);
        heartbeatIn(Duration::zero());
    };
    m_controller.ask<protocol::BrokerRegistrationRequest>(m_callbacks.registration(), requestTimeout, take);
}

void BrokerLifecycle::heartbeatIn(Duration delay) {
    m_loop.cancel(m_timer);
    m_timer = m_loop.schedule(delay, [this] {
        m_timer = 0;
        heartbeat();
    });
}

void BrokerLifecycle::heartbeat() {
    m_isUrgent = m_inFlight;
    if (m_inFlight)
        return;
    m_inFlight = true;
    protocol::BrokerHeartbeatRequest request;
    request.brokerId = m_self.value();
    request.brokerEpoch = m_epoch;
    request.currentMetadataOffset = m_callbacks.replayedTo().value();
    request.wantFence = m_wantsFence;
    request.wantShutDown = m_shutDown != nullptr;
    m_controller.ask<protocol::BrokerHeartbeatRequest>(request, requestTimeout,
                                                       [this, alive = m_alive](const auto& answer) {
                                                           if (!*alive)
                                                               return;
                                                           m_inFlight = false;
                                                           answered(answer);
                                                       });
}

void BrokerLifecycle::answered(const Result<protocol::BrokerHeartbeatResponse>& answer) {
    if (answer && (answer->errorCode == ErrorCode::STALE_BROKER_EPOCH ||
                   answer->errorCode == ErrorCode::BROKER_ID_NOT_REGISTERED)) {
        if (m_shutDown)
            return finishShutDown();
        return registerBroker();
    }
    const bool isWell = answer && answer->errorCode == ErrorCode::NONE;
    if (isWell)
        m_isFenced = answer->isFenced;
    if (isWell && answer->shouldShutDown && m_shutDown)
        return finishShutDown();
    const bool isUrgent = m_isUrgent || m_shutDown || !isWell;
    heartbeatIn(isUrgent ? retryDelay : m_interval);
}

void BrokerLifecycle::setFenced(bool wantsFence) {
    m_wantsFence = wantsFence;
    if (m_isRegistered)
        heartbeatIn(Duration::zero());
}

void BrokerLifecycle::metadataReplayed() {
    if (m_isRegistered && m_isFenced && !m_wantsFence)
        heartbeatIn(Duration::zero());
}

void BrokerLifecycle::shutDown(Duration timeout, std::function<void()> done) {
    m_shutDown = std::move(done);
    if (!m_isRegistered)
        return finishShutDown();
    m_shutDownTimer = m_loop.schedule(timeout, [this] {
        m_shutDownTimer = 0;
        spdlog::warn("broker {}: the controller did not let it go in time; stopping", m_self.value());
        finishShutDown();
    });
    heartbeatIn(Duration::zero());
}

// Whoever waits may destroy this object.
void BrokerLifecycle::finishShutDown() {
    m_loop.cancel(std::exchange(m_timer, 0));
    m_loop.cancel(std::exchange(m_shutDownTimer, 0));
    m_isRegistered = false;
    m_loop.post([alive = m_alive, done = std::exchange(m_shutDown, nullptr)] {
        if (*alive && done)
            done();
    });
}

} // namespace partitura::server
