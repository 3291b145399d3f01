// One member of the quorum that keeps a replicated log.
#pragma once

#include "broker/base/event_loop.h"
#include "broker/base/random.h"
#include "broker/log/partition_log.h"
#include "broker/protocol/messages/begin_quorum_epoch.h"
#include "broker/protocol/messages/describe_quorum.h"
#include "broker/protocol/messages/end_quorum_epoch.h"
#include "broker/protocol/messages/fetch.h"
#include "broker/protocol/messages/fetch_snapshot.h"
#include "broker/protocol/messages/vote.h"
#include "broker/raft/election_state.h"
#include "broker/raft/leader_progress.h"
#include "broker/raft/snapshot_store.h"

#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace partitura::raft {

struct RaftConfig {
    BrokerId self;
    Uuid directoryId;
    std::string clusterId;
    std::string topic = "__cluster_metadata";
    Uuid topicId{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}}; ///< Uuid.METADATA_TOPIC_ID
    std::vector<BrokerId> voters; ///< controller.quorum.voters, rising; a node not among them is an observer
    Duration electionTimeout = std::chrono::seconds(1);     ///< controller.quorum.election.timeout.ms
    Duration electionBackoffMax = std::chrono::seconds(1);  ///< controller.quorum.election.backoff.max.ms
    Duration fetchTimeout = std::chrono::seconds(2);        ///< controller.quorum.fetch.timeout.ms
    Duration retryBackoff = std::chrono::milliseconds(20);  ///< controller.quorum.retry.backoff.ms
    Duration fetchWaitMax = std::chrono::milliseconds(500); ///< KafkaRaftClient.MAX_FETCH_WAIT_MS
    std::int32_t fetchMaxBytes = 8 << 20;                   ///< KafkaRaftClient.MAX_BATCH_SIZE_BYTES
    /// Between the first elections of voters that start together, in the order of their ids, so that the
    /// first is leader before the others think of it. Without harm where there is a leader: see pre-vote.
    Duration firstElectionStagger = std::chrono::milliseconds(100);
};

/// What a member of a quorum is (Kafka's EpochState and its kin).
enum class Role {
    unattached,  ///< knows no leader; waits for one, or for its time to stand
    prospective, ///< asks whether it would be elected (KIP-996)
    candidate,   ///< asks for votes
    leader,
    follower,
    resigned, ///< led, and has given up this epoch
};
[[nodiscard]] const char* roleName(Role role);

struct LeaderAndEpoch {
    BrokerId leader; ///< BrokerId() when unknown
    LeaderEpoch epoch{0};

    bool operator==(const LeaderAndEpoch&) const = default;
};

/// Requests to the other members. Answers run on the loop, once or never, not inside the call; a later call
/// to the same member may come before the answer.
class RaftPeers {
public:
    template <typename Request>
    using Answer = std::function<void(const Result<typename Request::Response>&)>;

    virtual ~RaftPeers() = default;
    virtual void send(BrokerId to, const protocol::VoteRequest& request,
                      Answer<protocol::VoteRequest> answer) = 0;
    virtual void send(BrokerId to, const protocol::BeginQuorumEpochRequest& request,
                      Answer<protocol::BeginQuorumEpochRequest> answer) = 0;
    virtual void send(BrokerId to, const protocol::EndQuorumEpochRequest& request,
                      Answer<protocol::EndQuorumEpochRequest> answer) = 0;
    virtual void send(BrokerId to, const protocol::FetchRequest& request,
                      Answer<protocol::FetchRequest> answer) = 0;
    virtual void send(BrokerId to, const protocol::FetchSnapshotRequest& request,
                      Answer<protocol::FetchSnapshotRequest> answer) = 0;
};

/// A member: voter or observer (Kafka's KafkaRaftClient; KIP-595, KIP-630, KIP-996). Records are committed
/// once a majority of the voters has them on disk; a leader's log holds every committed record. Owned by the
/// broker. Thread: its loop's, also for the callbacks, which may call back into the node.
class RaftNode {
public:
    struct Callbacks {
        /// Records below highWatermark() may be read that could not be read before.
        std::function<void()> committed;
        /// Another leader or epoch. This node itself is named only once all that was committed before its
        /// epoch is committed here too, and `committed` has told so.
        std::function<void(const LeaderAndEpoch&)> leaderChanged;
        /// Make the log durable, then tell logFlushed().
        std::function<void()> requestFlush;
        std::function<void(const Error&)> storageFailed;
        /// Write a file durably and in one step, off the loop; `done` runs on it.
        std::function<void(std::string path, std::shared_ptr<const Bytes> bytes,
                           std::function<void(Result<void>)> done)>
            writeFile;
        /// Records below snapshot().end are no longer to be had one by one; the snapshot stands for them.
        std::function<void()> snapshotLoaded;
    };
    using FetchResponder = std::function<void(protocol::FetchResponse)>;

    /// `log` and `quorumStatePath` are this node's own; all outlive the node.
    RaftNode(RaftConfig config, EventLoop& loop, Random& random, Storage& storage, log::PartitionLog& log,
             std::string quorumStatePath, RaftPeers& peers, Callbacks callbacks);
    ~RaftNode();
    RaftNode(const RaftNode&) = delete;
    RaftNode& operator=(const RaftNode&) = delete;

    /// Reads what the node must not have forgotten and takes part. Errors: of reading it.
    [[nodiscard]] Result<void> start();
    /// Takes no further part; as leader it first tells the others, who need not wait for its silence then.
    void stop();
    /// The log's disk failed: the node is silent until it is back.
    void suspend();
    /// The log is open again, perhaps shorter. Errors: as start().
    [[nodiscard]] Result<void> resume();

    [[nodiscard]] Role role() const { return m_role; }
    [[nodiscard]] LeaderAndEpoch leaderAndEpoch() const { return {m_election.leader, m_election.epoch}; }
    /// Whom this node has voted for in its epoch; BrokerId() for nobody.
    [[nodiscard]] BrokerId voted() const { return m_election.voted; }
    [[nodiscard]] bool isLeader() const { return m_role == Role::leader; }
    /// All before it is committed. Never falls.
    [[nodiscard]] Offset highWatermark() const { return m_highWatermark; }
    [[nodiscard]] log::PartitionLog& log() { return m_log; }
    /// The newest; nullopt while there is none.
    [[nodiscard]] const std::optional<SnapshotId>& snapshot() const { return m_snapshots->latest(); }
    /// Its bytes. Errors: SNAPSHOT_NOT_FOUND, KAFKA_STORAGE_ERROR.
    [[nodiscard]] Result<Bytes> readSnapshot() const;
    /// Keeps `bytes` for all records before `end`, which must be committed; the log's beginning goes then.
    void takeSnapshot(Offset end, Bytes bytes);
    /// As leader; nullptr otherwise.
    [[nodiscard]] const LeaderProgress* progress() const { return m_progress ? &*m_progress : nullptr; }
    [[nodiscard]] const RaftConfig& config() const { return m_config; }

    /// Appends a batch as the leader of `epoch`: the offset after it, committed when the high watermark is
    /// there. Errors: NOT_LEADER_OR_FOLLOWER; those of the log.
    [[nodiscard]] Result<Offset> append(MutableByteView batch, LeaderEpoch epoch);
    /// More of the log is durable.
    void logFlushed();

    // ---- requests of other members; errors stand in the responses ----

    [[nodiscard]] protocol::VoteResponse vote(const protocol::VoteRequest& request);
    [[nodiscard]] protocol::BeginQuorumEpochResponse
    beginQuorumEpoch(const protocol::BeginQuorumEpochRequest& request);
    [[nodiscard]] protocol::EndQuorumEpochResponse
    endQuorumEpoch(const protocol::EndQuorumEpochRequest& request);
    /// Answers perhaps later, within the request's maxWaitMs. A reader that is no replica gets what is
    /// committed.
    void fetch(protocol::FetchRequest request, FetchResponder respond);
    /// A piece of a snapshot (KIP-630).
    [[nodiscard]] protocol::FetchSnapshotResponse
    fetchSnapshot(const protocol::FetchSnapshotRequest& request);
    [[nodiscard]] protocol::DescribeQuorumResponse::PartitionData describe() const;

private:
    struct WaitingFetch {
        protocol::FetchRequest request;
        FetchResponder respond;
        EventLoop::TimerId timer = 0;
    };
    using Timeout = void (RaftNode::*)();

    // Elections: raft_node.cpp
    [[nodiscard]] bool isVoter(BrokerId id) const;
    [[nodiscard]] Duration electionTimeout();
    [[nodiscard]] LeaderEpoch lastEpoch() const;
    [[nodiscard]] bool isUpToDate(LeaderEpoch theirs, Offset end) const;
    [[nodiscard]] bool wouldVoteFor(BrokerId candidate, const Uuid& directory, bool isUpToDate,
                                    bool isPreVote) const;
    void enter(Role role, ElectionState election);
    void becomeUnattached(LeaderEpoch epoch);
    void becomeFollower(BrokerId leader, LeaderEpoch epoch);
    void becomeProspective();
    void becomeCandidate();
    void becomeLeader();
    void resign();
    void electionTimedOut();
    void fetchTimedOut();
    void askForVotes(bool isPreVote);
    void voted(BrokerId voter, bool isPreVote, const Result<protocol::VoteResponse>& answer);
    void beginEpoch();
    void checkQuorum();
    void learn(BrokerId leader, LeaderEpoch epoch);
    void arm(Duration delay, Timeout timeout);
    [[nodiscard]] bool persist(const ElectionState& election);
    void failed(const Error& error);
    void notifyLeader();
    [[nodiscard]] Result<void> appendLeaderChange();
    template <typename Response>
    void fillLeader(Response& partition) const;

    // Replication: raft_replication.cpp
    void fetchSoon(Duration delay);
    void fetchFromLeader();
    void fetched(BrokerId from, const Result<protocol::FetchResponse>& answer);
    [[nodiscard]] bool take(const protocol::FetchResponse::PartitionData& data);
    [[nodiscard]] std::optional<protocol::FetchResponse> tryFetch(const protocol::FetchRequest& request,
                                                                  bool mayWait);
    void answerWaiting(bool mayWait);
    void timeOutFetch(std::list<WaitingFetch>::iterator waiting);
    [[nodiscard]] std::optional<log::EpochEndOffset>
    divergence(const protocol::FetchRequest::FetchPartition& wanted) const;
    [[nodiscard]] bool needsSnapshot(const protocol::FetchRequest::FetchPartition& wanted) const;
    void advanceHighWatermark(Offset to);
    void updateCommitted();
    [[nodiscard]] ErrorCode checkReader(std::int32_t epoch) const;

    // Snapshots: raft_snapshots.cpp
    struct Download {
        SnapshotId id;
        Bytes bytes;
    };
    [[nodiscard]] Result<void> openSnapshots();
    void downloadMore();
    void downloaded(const Result<protocol::FetchSnapshotResponse>& answer);
    void install(const SnapshotId& id);
    [[nodiscard]] Result<void> forgetBeginning();

    const RaftConfig m_config;
    EventLoop& m_loop;
    Random& m_random;
    Storage& m_storage;
    log::PartitionLog& m_log;
    const std::string m_statePath;
    RaftPeers& m_peers;
    const Callbacks m_callbacks;

    Role m_role = Role::unattached;
    ElectionState m_election;
    LeaderAndEpoch m_notified;
    Offset m_highWatermark;
    bool m_isRunning = false;
    bool m_hasFetchedFromLeader = false; ///< in this epoch, as follower
    Instant m_lastFetched{};             ///< from the leader, as follower
    std::set<BrokerId> m_granted;        ///< votes, or pre-votes
    std::set<BrokerId> m_refused;
    std::optional<LeaderProgress> m_progress;
    std::list<WaitingFetch> m_waiting;
    std::optional<SnapshotStore> m_snapshots;
    std::optional<Download> m_download; ///< of the snapshot that the leader has instead of what comes next
    bool m_isWritingSnapshot = false;

    EventLoop::TimerId m_timer = 0; ///< of the role
    EventLoop::TimerId m_beginTimer = 0;
    EventLoop::TimerId m_fetchTimer = 0;
    std::uint64_t m_fetches = 0; ///< an answer to any but the last is not for us
    bool m_fetchInFlight = false;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace partitura::raft
