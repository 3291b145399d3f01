#include "broker/server/broker.h"

#include "broker/controller/dynamic_broker_configs.h"
#include "broker/log/topic_configs.h"
#include "broker/server/session.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace partitura::server {
namespace {

/// How long a broker that has joined waits for the nodes started with it.
constexpr Duration readyTimeout = std::chrono::seconds(3);
constexpr Duration refusalLogInterval = std::chrono::seconds(1);
constexpr Duration recoveryLogInterval = std::chrono::seconds(3);

} // namespace

Broker::Broker(BrokerConfig config, Seams seams)
    : m_config(std::move(config))
    , m_seams(seams)
    , m_incarnation(Uuid::random(seams.random))
    , m_metadataEvents([this](observe::Event event) { report(std::move(event)); }) {}

Broker::~Broker() {
    *m_alive = false;
}

// ---- start and stop ----

Result<void> Broker::open(const std::function<void()>& recovering) {
    PARTITURA_ON_LOOP(m_seams.loop);
    m_recoveryTold = m_seams.loop.clock().now();
    auto logs =
        log::LogDirectory::open(m_seams.storage, m_seams.loop.clock(), m_seams.random, m_config.directory,
                                m_config.clusterId, m_config.id, {}, [&](const auto& progress) {
                                    recoveryProgressed(progress);
                                    if (recovering)
                                        recovering();
                                });
    m_recovery.reset();
    if (!logs)
        return logs.error();
    m_logs = std::move(*logs);
    return listen();
}

void Broker::recoveryProgressed(const log::RecoveryProgress& progress) {
    m_recovery = progress;
    const auto now = m_seams.loop.clock().now();
    if (now - m_recoveryTold < recoveryLogInterval)
        return;
    m_recoveryTold = now;
    spdlog::info("broker {}: recovering its logs after a crash: {} of {} logs, {} of {} segments, {} of {} "
                 "bytes are left",
                 m_config.id.value(), progress.logsRemaining, progress.logsTotal, progress.segmentsRemaining,
                 progress.segmentsTotal, progress.bytesRemaining, progress.bytesTotal);
}

Result<void> Broker::join(std::map<BrokerId, net::Endpoint> nodes) {
    PARTITURA_ON_LOOP(m_seams.loop);
    m_nodes = std::move(nodes);
    m_joinedAt = m_seams.loop.clock().now();
    m_controllerChannel = std::make_unique<ControllerChannel>(m_seams.loop, [this](BrokerId id) {
        return openChannel(m_controllerChannels[id], id, "to-controller");
    });
    m_lifecycle = std::make_unique<BrokerLifecycle>(
        m_seams.loop, *m_controllerChannel, m_config.id, m_config.heartbeatInterval,
        BrokerLifecycle::Callbacks{.registration = [this] { return registration(); },
                                   .replayedTo = [this] { return m_metadataLog->replayedTo(); },
                                   .registered =
                                       [this](auto) {
                                           report({.kind = observe::EventKind::brokerStarted,
                                                   .detail = "Broker " + toString(m_config.id) +
                                                             " joined the cluster"});
                                           becomeReadyIfSo();
                                       }});
    makeMetadataLog();
    makeReplicas();
    auto quorum = m_config.quorum;
    quorum.self = m_config.id;
    quorum.clusterId = m_config.clusterId;
    if (auto opened = m_metadataLog->open(std::move(quorum), m_config.metadataSnapshots); !opened)
        return opened;
    m_replicas->start();
    m_cleaner = std::make_unique<log::LogCleaner>(*m_logs, m_seams.loop, m_seams.background, m_config.cleaner,
                                                  cleanerCallbacks());
    m_cleaner->start();
    closeIdleSessions();
    m_lifecycle->start();
    m_readyTimer = m_seams.loop.schedule(readyTimeout, [this] {
        m_readyTimer = 0;
        becomeReadyIfSo();
    });
    for (const auto& [id, session] : std::map(m_sessions))
        session->start();
    return {};
}

void Broker::makeMetadataLog() {
    m_quorumPeers = std::make_unique<QuorumPeers>(m_seams.loop, m_seams.transport,
                                                  "broker-" + toString(m_config.id) + "-quorum", m_nodes);
    m_metadataLog = std::make_unique<MetadataLog>(
        *m_logs, m_seams.loop, m_seams.background, *m_quorumPeers,
        MetadataLog::Callbacks{
            .replayed = [this](const auto& delta) { metadataChanged(delta); },
            .leaderChanged = [this](const auto& now) { leaderOfQuorumChanged(now); },
            .storageFailed = [this](const auto& error) { m_replicas->storageFailed(error); }});
}

void Broker::makeReplicas() {
    m_isrProposals = std::make_unique<IsrProposals>(
        m_seams.loop, *m_controllerChannel, m_config.id, m_config.requestTimeout,
        IsrProposals::Callbacks{.brokerEpoch = [this] { return brokerEpoch(); },
                                .find = [this](const auto& name) { return m_replicas->find(name); }});
    m_replicas = std::make_unique<replication::ReplicaSet>(
        m_config.replication, m_seams.loop, m_seams.background, *m_logs,
        [this](BrokerId id, int fetcher) { return channelTo(id, fetcher); },
        replication::ReplicaSet::Callbacks{
            .proposeIsr = [this](const auto& partition,
                                 const auto& proposal) { m_isrProposals->submit(partition, proposal); },
            .standingOf = [this](BrokerId id) { return standingOf(id); },
            .truncated =
                [this](const auto& partition, Offset from, Offset to) {
                    const auto& name = partition.name();
                    report({.kind = observe::EventKind::replicaTruncated,
                            .topic = name.topic,
                            .partition = name.partition,
                            .detail = "Broker " + toString(m_config.id) + " truncated " + toString(name) +
                                      " from " + toString(from) + " to " + toString(to) +
                                      ", where its log and the leader's part"});
                },
            .brokerEpoch = [this] { return brokerEpoch(); },
            .leadershipChanged =
                [this](auto& partition, bool leads) {
                    if (partition.name().topic == controller::offsetsTopicName)
                        m_offsetsTopic->leadershipChanged(partition, leads);
                },
            .storageChanged = [this](const auto& failure) { storageChanged(failure); }});
    auto groupConfig = m_config.groups;
    groupConfig.offsetsTopicPartitions = m_config.offsetsTopicPartitions;
    m_offsetsTopic = std::make_unique<OffsetsTopic>(
        groupConfig, m_config.id, m_seams.loop, m_seams.random, m_metadataLog->image(),
        [this](const TopicPartition& name) { return m_replicas->find(name); },
        [this](observe::Event event) { report(std::move(event)); });
}

// The leader of the quorum is the controller, from when it knows all that was committed before its time.
void Broker::leaderOfQuorumChanged(const raft::LeaderAndEpoch& now) {
    const auto before = std::exchange(m_quorumLeader, now);
    if (now.leader != m_config.id) {
        m_controller.reset();
    } else {
        m_controller = std::make_unique<controller::Controller>(
            m_config.controller, m_config.clusterId, m_seams.loop, m_seams.random, image(),
            m_metadataLog->replayedTo(),
            [this](const auto& records) { return m_metadataLog->append(records); });
        report({.kind = observe::EventKind::quorumLeaderChanged,
                .detail = "Broker " + toString(m_config.id) + " leads the quorum in epoch " +
                          toString(now.epoch) +
                          (before.leader == BrokerId() || before.leader == now.leader
                               ? ""
                               : ", after broker " + toString(before.leader))});
        report({.kind = observe::EventKind::controllerElected,
                .detail = "Broker " + toString(m_config.id) + " is the controller"});
    }
    m_controllerChannel->setController(now.leader, m_controller.get());
}

Result<void> Broker::listen() {
    auto port = m_config.advertised.port;
    for (const auto& host : m_config.listenHosts) {
        auto listener = m_seams.transport.listen({host, port},
                                                 [this](auto connection) { accept(std::move(connection)); });
        if (listener) {
            port = (*listener)->port();
            m_listeners.push_back(std::move(*listener));
        } else if (m_listeners.empty()) {
            return listener.error();
        } else {
            spdlog::info("broker {}: {}; going on without it", m_config.id.value(), listener.error().context);
        }
    }
    return {};
}

std::uint16_t Broker::port() const {
    return m_listeners.empty() ? 0 : m_listeners.front()->port();
}

void Broker::stop() {
    PARTITURA_ON_LOOP(m_seams.loop);
    if (std::exchange(m_stopped, true))
        return;
    *m_alive = false;
    m_listeners.clear();
    for (const auto timer : {m_idleTimer, m_readyTimer})
        m_seams.loop.cancel(timer);
    m_whenReady.clear();
    m_producerIdWaiters.clear();
    if (m_offsetsTopic)
        m_offsetsTopic->shutdown();
    const auto epoch = brokerEpoch();
    m_lifecycle.reset();
    if (m_metadataLog)
        m_metadataLog->stop();
    m_controller.reset();
    if (m_cleaner)
        m_cleaner->stop();
    m_cleaner.reset();
    if (m_replicas)
        m_replicas->stop();
    const bool isOffline = m_replicas && m_replicas->storageFailure();
    m_sessions.clear();
    m_isrProposals.reset();
    m_controllerChannel.reset();
    m_metadataLog.reset();
    m_offsetsTopic.reset();
    m_replicas.reset();
    m_quorumPeers.reset();
    m_channels.clear();
    m_controllerChannels.clear();
    if (m_logs && !isOffline)
        if (auto closed = m_logs->close(epoch); !closed)
            spdlog::error("broker {}: cannot close its logs: {}", m_config.id.value(),
                          closed.error().context);
    m_logs.reset();
    report({.kind = observe::EventKind::brokerStopped,
            .detail = "Broker " + toString(m_config.id) + " stopped"});
}

// ---- the cluster ----

protocol::BrokerRegistrationRequest Broker::registration() const {
    protocol::BrokerRegistrationRequest request;
    request.brokerId = m_config.id.value();
    request.clusterId = m_config.clusterId;
    request.incarnationId = m_incarnation;
    auto& listener = request.listeners.emplace_back();
    listener.name = "PLAINTEXT";
    listener.host = m_config.advertised.host;
    listener.port = m_config.advertised.port ? m_config.advertised.port : port();
    listener.securityProtocol = 0;
    if (!m_config.rack.empty())
        request.rack = m_config.rack;
    request.logDirs.push_back(m_logs->directoryId());
    request.previousBrokerEpoch = m_logs->previousBrokerEpoch();
    return request;
}

void Broker::becomeReadyIfSo() {
    if (m_ready || m_stopped)
        return;
    const auto registered = [&](const auto& node) {
        const auto* broker = image().broker(node.first);
        return broker && !broker->fenced;
    };
    // After a restart the log names all brokers of before: only an own epoch there tells that it is now's.
    const auto* self = image().broker(m_config.id);
    const bool joined = self && self->epoch == brokerEpoch() && !self->fenced;
    const bool waitedLong = m_seams.loop.clock().now() - m_joinedAt >= readyTimeout;
    if (!joined || (!waitedLong && !std::ranges::all_of(m_nodes, registered)))
        return;
    if (m_config.id == m_nodes.begin()->first && !std::exchange(m_topicsCreated, true))
        return createConfiguredTopics();
    if (m_topicsAreBeingCreated)
        return;
    m_ready = true;
    // Not inside this call: it runs in the middle of a replay, and a task may bring about the next one.
    for (auto& task : std::exchange(m_whenReady, {}))
        m_seams.loop.post([alive = m_alive, task = std::move(task)] {
            if (*alive)
                task();
        });
}

void Broker::createConfiguredTopics() {
    // Not inside this call: it runs in the middle of a replay.
    m_topicsAreBeingCreated = true;
    m_seams.loop.post([this, alive = m_alive] {
        if (!*alive)
            return;
        protocol::CreateTopicsRequest request;
        request.topics = m_config.topics;
        askController(request, [this, alive](const Result<protocol::CreateTopicsResponse>& answer) {
            if (!*alive)
                return;
            if (!answer)
                spdlog::error("cannot create the topics asked for: {}", answer.error().context);
            else
                for (const auto& topic : answer->topics)
                    if (topic.errorCode != ErrorCode::NONE &&
                        topic.errorCode != ErrorCode::TOPIC_ALREADY_EXISTS)
                        spdlog::error("cannot create topic {}: {}", topic.name,
                                      topic.errorMessage.value_or(std::string(errorName(topic.errorCode))));
            m_topicsAreBeingCreated = false;
            becomeReadyIfSo();
        });
    });
}

void Broker::whenReady(EventLoop::Task task) {
    m_whenReady.push_back(std::move(task));
}

void Broker::metadataChanged(const controller::MetadataDelta& delta) {
    if (!delta.empty())
        ++m_metadataVersion;
    if (m_takesPart)
        applyChanges(delta);
    else
        takePartIfRegistered();
    m_metadataEvents.replayed(delta, image(), m_controller != nullptr);
    if (m_controller)
        m_controller->committed(m_metadataLog->replayedTo());
    m_lifecycle->metadataReplayed();
    becomeReadyIfSo();
}

void Broker::applyChanges(const controller::MetadataDelta& delta) {
    for (const auto& name : delta.removedTopics) {
        m_replicas->removeTopic(name);
        groups().topicDeleted(name);
    }
    for (const auto& name : delta.changedTopics)
        if (const auto* topic = image().topic(name))
            applyTopic(*topic);
    if (delta.brokerConfigsChanged)
        applyDynamicConfigs();
}

// What the metadata said of this broker before its present life does not hold: it may have lost the end of
// its logs, which the controller takes into account when it registers.
void Broker::takePartIfRegistered() {
    const auto* self = image().broker(m_config.id);
    if (!self || self->incarnation != m_incarnation)
        return;
    m_takesPart = true;
    m_replicas->removeStray([this](const TopicPartition& name, const Uuid& id) {
        const auto* topic = image().topic(name.topic);
        const auto* state = image().partition(name);
        return name.topic == controller::metadataTopicName ||
               (topic && (topic->id == id || id.isZero()) && state &&
                std::ranges::find(state->replicas, m_config.id) != state->replicas.end());
    });
    for (const auto& [name, topic] : image().topics())
        applyTopic(topic);
    applyDynamicConfigs();
}

void Broker::applyTopic(const controller::TopicImage& topic) {
    const auto& configs = image().topicConfigs(topic.name);
    const auto minInsync = parseInteger(log::topicConfigValue(configs, "min.insync.replicas"));
    m_replicas->applyTopic(
        {.name = topic.name,
         .id = topic.id,
         .config = log::logConfigOf(configs),
         .minInsyncReplicas = static_cast<int>(minInsync.value_or(1)),
         .leaderThrottled = log::topicConfigValue(configs, "leader.replication.throttled.replicas"),
         .followerThrottled = log::topicConfigValue(configs, "follower.replication.throttled.replicas"),
         .partitions = topic.partitions});
}

void Broker::applyDynamicConfigs() {
    const auto rate = [this](std::string_view name) {
        const auto value = controller::dynamicBrokerConfig(image(), m_config.id, name);
        return parseInteger(value).value_or(replication::ReplicationQuota::unlimited);
    };
    m_replicas->leaderQuota().setLimit(rate("leader.replication.throttled.rate"));
    m_replicas->followerQuota().setLimit(rate("follower.replication.throttled.rate"));
}

void Broker::storageChanged(const std::optional<Error>& failure) {
    const auto name = "The log directory of broker " + toString(m_config.id);
    // Fenced, it leads nothing, and others do.
    m_lifecycle->setFenced(failure.has_value());
    if (failure) {
        m_cleaner->stop();
        m_metadataLog->suspend();
        return report({.kind = observe::EventKind::logDirectoryFailed,
                       .detail = name + " is offline: " + failure->context});
    }
    m_cleaner->start();
    if (auto resumed = m_metadataLog->resume(); !resumed)
        return m_replicas->storageFailed(resumed.error());
    report({.kind = observe::EventKind::logDirectoryBack, .detail = name + " is back"});
    for (const auto& [topic, known] : image().topics())
        applyTopic(known);
}

log::LogCleanerCallbacks Broker::cleanerCallbacks() {
    return {.compacted =
                [this](const log::FinishedCompaction& done) {
                    report({.kind = observe::EventKind::logCompacted,
                            .topic = done.log.topic,
                            .partition = done.log.partition,
                            .detail = toString(done.log) + " compacted from " +
                                      std::to_string(done.bytesBefore) + " to " +
                                      std::to_string(done.bytesAfter) + " bytes, " +
                                      std::to_string(done.recordsAfter) + " of " +
                                      std::to_string(done.recordsBefore) + " records kept"});
                },
            .uncleanable =
                [this](const log::UncleanableLog& log) {
                    report({.kind = observe::EventKind::logUncleanable,
                            .topic = log.log.topic,
                            .partition = log.log.partition,
                            .detail = toString(log.log) + " is not compacted any more: " + log.reason});
                },
            .storageFailed = [this](const Error& error) { m_replicas->storageFailed(error); }};
}

net::RpcChannel* Broker::channelTo(BrokerId id, int fetcher) {
    // Each fetcher its own: answers come in order, and a leader holds a fetch until there is something.
    return openChannel(m_channels[{id, fetcher}], id, "fetcher");
}

net::RpcChannel* Broker::openChannel(std::unique_ptr<net::RpcChannel>& channel, BrokerId id,
                                     const std::string& purpose) {
    if (channel)
        return channel.get();
    // Those started together may still have other ports than the log of before a restart says.
    net::Endpoint endpoint;
    if (const auto known = m_nodes.find(id); known != m_nodes.end())
        endpoint = known->second;
    else if (const auto* broker = image().broker(id))
        endpoint = broker->endpoint;
    else
        return nullptr;
    channel = std::make_unique<net::RpcChannel>(m_seams.loop, m_seams.transport, endpoint,
                                                "broker-" + toString(m_config.id) + "-" + purpose);
    return channel.get();
}

std::optional<replication::BrokerStanding> Broker::standingOf(BrokerId id) const {
    const auto* broker = image().broker(id);
    if (!broker)
        return std::nullopt;
    return replication::BrokerStanding{
        .epoch = broker->epoch, .isFenced = broker->fenced, .isShuttingDown = broker->inControlledShutdown};
}

void Broker::nextProducerId(std::function<void(Result<ProducerId>)> answer) {
    if (m_nextProducerId < m_producerIdsEnd)
        return answer(ProducerId(m_nextProducerId++));
    m_producerIdWaiters.push_back(std::move(answer));
    if (m_producerIdWaiters.size() > 1)
        return; // a block is already on its way
    protocol::AllocateProducerIdsRequest request;
    request.brokerId = m_config.id.value();
    request.brokerEpoch = brokerEpoch();
    const auto take = [this](const Result<protocol::AllocateProducerIdsResponse>& got) {
        const auto waiters = std::exchange(m_producerIdWaiters, {});
        const auto error = got ? got->errorCode : got.code();
        if (error == ErrorCode::NONE) {
            m_nextProducerId = got->producerIdStart;
            m_producerIdsEnd = got->producerIdStart + got->producerIdLen;
        }
        for (const auto& waiter : waiters)
            if (error == ErrorCode::NONE)
                nextProducerId(waiter);
            else
                waiter(error);
    };
    m_controllerChannel->ask<protocol::AllocateProducerIdsRequest>(request, m_config.requestTimeout, take);
}

// ---- clients ----

void Broker::accept(std::unique_ptr<net::Connection> connection) {
    if (m_sessions.size() >= m_config.maxConnections && !makeRoomForOne()) {
        ++m_refused;
        const auto now = m_seams.loop.clock().now();
        if (now - m_lastRefusal > refusalLogInterval) {
            m_lastRefusal = now;
            spdlog::warn("broker {}: refused {} connections, the last from {}: {} are open, the most allowed",
                         m_config.id.value(), std::exchange(m_refused, 0), net::toString(connection->peer()),
                         m_sessions.size());
        }
        return;
    }
    const auto id = ++m_lastSessionId;
    auto session = std::make_shared<Session>(*this, std::move(connection), id);
    m_sessions.emplace(id, session);
    if (!m_nodes.empty())
        session->start();
}

// Over the limit, the connection that has been silent for longest since it was opened goes: a flood of
// sockets that say nothing takes its own room, not that of clients and brokers.
bool Broker::makeRoomForOne() {
    for (const auto& [id, session] : m_sessions)
        if (session->client().requests == 0) {
            const auto silent = session;
            silent->close({});
            return true;
        }
    return false;
}

void Broker::sessionClosed(Session& session, const std::string& reason) {
    const auto& connection = session.connection();
    if (!reason.empty() && !m_stopped) {
        const auto line = "closed " + net::toString(connection.peer()) + ": it " + reason;
        spdlog::warn("broker {}: {}", m_config.id.value(), line);
        report({.kind = observe::EventKind::connectionRefused, .detail = line});
    }
    m_closedRequests += session.client().requests;
    m_closedReceived += connection.receivedBytes();
    m_closedSent += connection.sentBytes();
    m_sessions.erase(session.id());
}

void Broker::closeIdleSessions() {
    const auto now = m_seams.loop.clock().now();
    std::vector<std::shared_ptr<Session>> idle;
    for (const auto& [id, session] : m_sessions)
        // Also one whose request waits: its client may be gone, which shows only when something is sent.
        if (now - session->lastActive() > m_config.connectionsMaxIdle)
            idle.push_back(session);
    for (const auto& session : idle)
        session->close({});
    m_idleTimer = m_seams.loop.schedule(m_config.connectionsMaxIdle / 10, [this] { closeIdleSessions(); });
}

void Broker::call(Bytes frame, std::function<void(Result<Payload>)> answer) {
    PARTITURA_ON_LOOP(m_seams.loop);
    if (m_stopped)
        return answer(
            Error{ErrorCode::BROKER_NOT_AVAILABLE, "Broker " + toString(m_config.id) + " is stopped."});
    const auto kept = std::make_shared<Bytes>(std::move(frame));
    dispatch(*this, *kept, "in process", std::make_shared<ClientCounters>(),
             [kept, answer = std::move(answer)](Outcome outcome) {
                 if (outcome.kind == Outcome::Kind::respond)
                     answer(std::move(outcome.response));
                 else
                     answer(Error{ErrorCode::INVALID_REQUEST, outcome.reason});
             });
}

// ---- observation ----

void Broker::report(observe::Event event) {
    event.timeMs = m_seams.loop.clock().wallTimeMs();
    event.broker = m_config.id;
    m_seams.events.add(std::move(event));
}

NodeView Broker::view() {
    PARTITURA_ON_LOOP(m_seams.loop);
    NodeView view;
    view.broker.id = m_config.id;
    view.broker.host = m_config.advertised.host;
    view.broker.port = port();
    view.broker.rack = m_config.rack;
    view.broker.isController = m_controller != nullptr;
    if (m_stopped)
        return view;
    if (!m_metadataLog) { // it has not joined yet
        view.broker.state = observe::BrokerState::starting;
        if (m_recovery)
            view.broker.recovery = snapshotOf(*m_recovery);
        return view;
    }
    view.broker.state = m_ready ? observe::BrokerState::running : observe::BrokerState::starting;
    view.broker.requests = m_closedRequests;
    view.broker.receivedBytes = m_closedReceived;
    view.broker.sentBytes = m_closedSent;
    for (const auto& [id, session] : m_sessions) {
        const auto& client = session->client();
        view.broker.requests += client.requests;
        view.broker.receivedBytes += session->connection().receivedBytes();
        view.broker.sentBytes += session->connection().sentBytes();
        view.broker.connections.push_back({id, net::toString(session->connection().peer()), client.clientId,
                                           client.software, client.requests, client.producedBytes,
                                           client.consumedBytes, client.isBroker});
    }
    if (const auto& failure = m_replicas->storageFailure())
        view.broker.logDirectoryError = failure->context;
    if (m_cleaner)
        view.broker.cleaners.push_back(snapshotOf(m_cleaner->status()));
    view.broker.fetchers = snapshotOf(*m_replicas);
    view.broker.leaderThrottle = snapshotOf(m_replicas->leaderQuota());
    view.broker.followerThrottle = snapshotOf(m_replicas->followerQuota());
    view.quorum = snapshotOf(quorum(), metadataReplayedTo());
    view.controller = controllerId();
    for (const auto& [id, broker] : image().brokers()) {
        view.fenced[id] = broker.fenced;
        view.shuttingDown[id] = broker.inControlledShutdown;
        view.racks[id] = broker.rack;
        view.endpoints[id] = broker.endpoint;
    }
    view.metadataVersion = m_metadataVersion;
    view.metadataOffset = m_metadataLog->replayedTo();
    if (m_topicViewsVersion != m_metadataVersion) {
        auto topics = std::make_shared<std::vector<TopicView>>();
        for (const auto& [name, topic] : image().topics())
            topics->push_back({name, topic.id, controller::isInternalTopic(name), image().topicConfigs(name),
                               topic.partitions});
        m_topicViews = std::move(topics);
        m_topicViewsVersion = m_metadataVersion;
    }
    view.topics = m_topicViews;
    for (const auto& [name, partition] : m_replicas->partitions()) {
        const auto& replica = view.replicas.emplace_back(viewOf(*partition));
        view.broker.logBytes += replica.sizeBytes;
    }
    view.groups = groups().snapshots();
    return view;
}

} // namespace partitura::server
