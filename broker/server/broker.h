// One broker of the cluster.
#pragma once

#include "broker/base/random.h"
#include "broker/base/storage.h"
#include "broker/controller/controller.h"
#include "broker/groups/coordinator.h"
#include "broker/log/log_cleaner.h"
#include "broker/net/rpc_channel.h"
#include "broker/observe/event.h"
#include "broker/observe/snapshot.h"
#include "broker/replication/replica_set.h"
#include "broker/server/broker_config.h"
#include "broker/server/broker_lifecycle.h"
#include "broker/server/controller_channel.h"
#include "broker/server/isr_proposals.h"
#include "broker/server/metadata_events.h"
#include "broker/server/metadata_log.h"
#include "broker/server/node_view.h"
#include "broker/server/offsets_topic.h"
#include "broker/server/quorum_peers.h"
#include "broker/server/request.h"

#include <map>
#include <memory>
#include <vector>

namespace partitura::server {

class Session;

/// What a broker does not make itself. All outlive it.
struct Seams {
    EventLoop& loop;
    EventLoop& background; ///< for what would hold `loop`: syncing files
    Random& random;
    net::Transport& transport;
    Storage& storage;
    observe::EventRing& events;
    RequestFates* requestFates = nullptr; ///< may stay null
};

/// A broker: its logs and replicas, its group coordinator, its connections, its part in the quorum, and on
/// the node that leads it the controller. It lives on one event loop and shares nothing with other brokers:
/// it reaches them by requests, as they reach it. Owned by the cluster. Thread: its loop, also for
/// construction and destruction.
class Broker {
public:
    Broker(BrokerConfig config, Seams seams);
    ~Broker();

    /// Opens the log directory and listens; connections wait until `join`. After a crash it recovers the logs
    /// first; `recovering`, if given, is then called again and again until nothing remains, and view() says
    /// how far it is. Errors: a line for the user that says what stands in the way.
    Result<void> open(const std::function<void()>& recovering = {});
    /// Takes part in the cluster of `nodes`, this one included, and serves. Errors: as `open`.
    Result<void> join(std::map<BrokerId, net::Endpoint> nodes);
    /// Hands over what it leads, then `done` runs, on the loop: it may be stopped. Waits for others at most
    /// `timeout`.
    void shutDown(Duration timeout, std::function<void()> done) {
        m_lifecycle->shutDown(timeout, std::move(done));
    }
    /// Closes connections and logs; the broker can only be destroyed afterwards.
    void stop();

    /// Whether it knows the cluster well enough to serve metadata: every node started with it is registered,
    /// or it has waited long enough for those that are not.
    [[nodiscard]] bool isReady() const { return m_ready; }
    /// Runs `task` on the loop once it is ready, never inside this call; not at all if it is stopped before.
    void whenReady(EventLoop::Task task);

    /// Handles a request from within the process, as if it had come over a connection. `answer` gets the
    /// response's frame.
    void call(Bytes frame, std::function<void(Result<Payload>)> answer);

    [[nodiscard]] const BrokerConfig& config() const { return m_config; }
    [[nodiscard]] EventLoop& loop() { return m_seams.loop; }
    [[nodiscard]] RequestFates* requestFates() { return m_seams.requestFates; }
    [[nodiscard]] const controller::MetadataImage& image() const { return m_metadataLog->image(); }
    /// First offset of the metadata log that is not in the image yet.
    [[nodiscard]] Offset metadataReplayedTo() const { return m_metadataLog->replayedTo(); }
    [[nodiscard]] replication::ReplicaSet& replicas() { return *m_replicas; }
    [[nodiscard]] groups::GroupCoordinator& groups() { return m_offsetsTopic->coordinator(); }
    [[nodiscard]] raft::RaftNode& quorum() { return m_metadataLog->quorum(); }
    /// On the node that is the controller; nullptr elsewhere.
    [[nodiscard]] controller::Controller* controller() { return m_controller.get(); }
    /// The node that is the controller; BrokerId() while the quorum has no leader known here.
    [[nodiscard]] BrokerId controllerId() const { return m_controllerChannel->controller(); }
    [[nodiscard]] std::int64_t brokerEpoch() const { return m_lifecycle ? m_lifecycle->epoch() : -1; }
    [[nodiscard]] std::uint16_t port() const;

    /// Passes a client's request on to the controller, wherever it is. `answer` runs on the loop, perhaps
    /// inside this call. Errors: REQUEST_TIMED_OUT.
    template <typename Request>
    void askController(const Request& request,
                       std::function<void(const Result<typename Request::Response>&)> answer) {
        m_controllerChannel->forward(request, m_config.requestTimeout, std::move(answer));
    }

    /// The same for what the node answers that leads the quorum, not its controller; asked where this node
    /// does not.
    template <typename Request>
    void askLeaderOfQuorum(const Request& request,
                           std::function<void(const Result<typename Request::Response>&)> answer) {
        m_controllerChannel->forwardElsewhere(request, m_config.requestTimeout, std::move(answer));
    }

    /// Answers with an id no other producer has or had, asking the controller for a block when it has none.
    void nextProducerId(std::function<void(Result<ProducerId>)> answer);

    /// What this broker looks like now.
    [[nodiscard]] NodeView view();
    void sessionClosed(Session& session, const std::string& reason);
    void report(observe::Event event);

private:
    Result<void> listen();
    void accept(std::unique_ptr<net::Connection> connection);
    bool makeRoomForOne();
    void closeIdleSessions();
    void makeMetadataLog();
    void makeReplicas();
    void leaderOfQuorumChanged(const raft::LeaderAndEpoch& now);
    void recoveryProgressed(const log::RecoveryProgress& progress);
    [[nodiscard]] log::LogCleanerCallbacks cleanerCallbacks();
    void metadataChanged(const controller::MetadataDelta& delta);
    void applyChanges(const controller::MetadataDelta& delta);
    void takePartIfRegistered();
    void applyTopic(const controller::TopicImage& topic);
    void applyDynamicConfigs();
    void storageChanged(const std::optional<Error>& failure);
    void becomeReadyIfSo();
    void createConfiguredTopics();
    [[nodiscard]] net::RpcChannel* channelTo(BrokerId id, int fetcher);
    [[nodiscard]] net::RpcChannel* openChannel(std::unique_ptr<net::RpcChannel>& channel, BrokerId id,
                                               const std::string& purpose);
    [[nodiscard]] std::optional<replication::BrokerStanding> standingOf(BrokerId id) const;
    [[nodiscard]] protocol::BrokerRegistrationRequest registration() const;

    const BrokerConfig m_config;
    const Seams m_seams;
    const Uuid m_incarnation;
    Instant m_joinedAt;

    std::optional<log::RecoveryProgress> m_recovery; ///< while it goes on
    Instant m_recoveryTold{};                        ///< the last line about it
    std::unique_ptr<log::LogDirectory> m_logs;
    std::unique_ptr<log::LogCleaner> m_cleaner;
    /// For followers' fetches, by leader and fetcher.
    std::map<std::pair<BrokerId, int>, std::unique_ptr<net::RpcChannel>> m_channels;
    std::map<BrokerId, std::unique_ptr<net::RpcChannel>> m_controllerChannels;
    std::unique_ptr<QuorumPeers> m_quorumPeers;
    std::unique_ptr<ControllerChannel> m_controllerChannel;
    std::unique_ptr<IsrProposals> m_isrProposals;
    std::unique_ptr<replication::ReplicaSet> m_replicas;
    std::unique_ptr<MetadataLog> m_metadataLog;
    std::unique_ptr<OffsetsTopic> m_offsetsTopic;
    std::unique_ptr<controller::Controller> m_controller;
    std::unique_ptr<BrokerLifecycle> m_lifecycle;

    std::vector<std::unique_ptr<net::Listener>> m_listeners;
    std::map<std::uint64_t, std::shared_ptr<Session>> m_sessions;
    std::uint64_t m_lastSessionId = 0;
    std::uint64_t m_closedRequests = 0; ///< counters of sessions that are gone
    std::uint64_t m_closedReceived = 0;
    std::uint64_t m_closedSent = 0;
    Instant m_lastRefusal{};
    std::uint64_t m_refused = 0; ///< connections over the limit since the last line about it

    std::map<BrokerId, net::Endpoint> m_nodes; ///< those started together; empty until `join`
    bool m_topicsCreated =
        false; ///< those of the configuration, by the first node, once the others are there
    bool m_topicsAreBeingCreated = false;
    bool m_takesPart = false; ///< the image holds this life's registration; replicas follow it from then on
    bool m_ready = false;
    bool m_stopped = false;
    std::vector<EventLoop::Task> m_whenReady;
    std::int64_t m_nextProducerId = 0;
    std::int64_t m_producerIdsEnd = 0;
    std::vector<std::function<void(Result<ProducerId>)>> m_producerIdWaiters;
    EventLoop::TimerId m_idleTimer = 0;
    EventLoop::TimerId m_readyTimer = 0;
    std::uint64_t m_metadataVersion = 0;
    std::shared_ptr<const std::vector<TopicView>> m_topicViews;
    std::uint64_t m_topicViewsVersion = ~std::uint64_t{0};
    MetadataEvents m_metadataEvents;
    raft::LeaderAndEpoch m_quorumLeader;                          ///< the last told
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true); ///< for what stays on the loop after it
};

} // namespace partitura::server
