// Fetch: gives consumers and followers record batches, waiting for some if there are none.
#include "broker/record/for_each_record.h"
#include "broker/replication/replica_selector.h"
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

#include <algorithm>
#include <memory>

namespace partitura::server {
namespace {

using protocol::FetchRequest;
using protocol::FetchResponse;
using replication::Partition;
using replication::ReadLimit;

constexpr std::int16_t readElsewhereSince = 11; // KIP-392

/// One partition asked for.
struct Wanted {
    TopicPartition name;
    FetchRequest::FetchPartition request;
    std::size_t topic = 0; ///< index in the request
};

/// A fetch from its first look to its answer (Kafka's DelayedFetch). It keeps itself alive through its timer
/// while it waits.
class FetchOperation final : public replication::PartitionWatcher,
                             public std::enable_shared_from_this<FetchOperation> {
public:
    FetchOperation(Broker& broker, const RequestContext& context, FetchRequest request,
                   Responder<FetchRequest> respond)
        : m_broker(broker)
        , m_version(context.version)
        , m_client(context.client)
        , m_request(std::move(request))
        , m_respond(std::move(respond))
        , m_replica(m_request.replicaId >= 0 ? m_request.replicaId : m_request.replicaState.replicaId) {
        m_client->isBroker |= isFollower();
        m_limit = isFollower()                    ? ReadLimit::logEnd
                  : m_request.isolationLevel == 1 ? ReadLimit::lastStable
                                                  : ReadLimit::highWatermark;
        for (std::size_t t = 0; t < m_request.topics.size(); ++t) {
            const auto& topic = m_request.topics[t];
            const auto name = m_version >= 13 ? nameOf(topic.topicId) : topic.topic;
            for (const auto& partition : topic.partitions)
                m_wanted.push_back({{name, PartitionIndex(partition.partition)}, partition, t});
        }
    }

    void start() {
        if (isFollower())
            noteFollower();
        if (m_request.maxWaitMs <= 0 || m_wanted.empty() || isSatisfied() || isSentElsewhere())
            return finish();
        for (const auto& wanted : m_wanted)
            if (auto* partition = find(wanted))
                partition->watch(weak_from_this());
        m_timer = m_broker.loop().schedule(std::chrono::milliseconds(m_request.maxWaitMs),
                                           [self = shared_from_this()] { self->finish(); });
    }

    bool partitionChanged(Partition&) override {
        if (m_finished)
            return false;
        if (!isSatisfied())
            return true;
        finish();
        return false;
    }

private:
    [[nodiscard]] bool isFollower() const { return m_replica >= 0; }

    std::string nameOf(const Uuid& id) const {
        const auto* topic = m_broker.image().topic(id);
        return topic ? topic->name : std::string();
    }

    Partition* find(const Wanted& wanted) const {
        return wanted.name.topic.empty() ? nullptr : m_broker.replicas().find(wanted.name);
    }

    /// NONE if `partition` can be read as `wanted` asks.
    ErrorCode check(const Wanted& wanted, Partition* partition) const {
        if (wanted.name.topic.empty())
            return ErrorCode::UNKNOWN_TOPIC_ID;
        if (!partition)
            return m_broker.image().partition(wanted.name) ? ErrorCode::NOT_LEADER_OR_FOLLOWER
                                                           : ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
        const LeaderEpoch epoch(wanted.request.currentLeaderEpoch);
        if (const auto error = leaderOnly() ? partition->checkLeader(epoch) : partition->checkReplica(epoch);
            error != ErrorCode::NONE || !isFollower())
            return error;
        return partition->checkFollower(BrokerId(m_replica), m_request.replicaState.replicaEpoch,
                                        epoch.value() >= 0);
    }

    /// Consumers that know of KIP-392 may read anywhere.
    [[nodiscard]] bool leaderOnly() const { return isFollower() || m_version < readElsewhereSince; }

    /// The follower a consumer should rather ask (ReplicaManager.findPreferredReadReplica).
    std::optional<BrokerId> preferredReadReplica(const Wanted& wanted, const Partition& partition) const {
        if (leaderOnly() || m_request.rackId.empty() || !partition.isLeader())
            return std::nullopt;
        const Offset offset(wanted.request.fetchOffset);
        const auto now = m_broker.loop().clock().now();
        std::vector<replication::ReadableReplica> readable;
        for (const auto& [id, follower] : partition.followers()) {
            const auto* broker = m_broker.image().broker(id);
            const auto& isr = partition.state().isr;
            if (broker && !broker->fenced && std::ranges::find(isr, id) != isr.end() &&
                follower.logStart <= offset && offset <= follower.logEnd)
                readable.push_back({id, broker->rack, follower.logEnd,
                                    follower.caughtUp ? now - *follower.caughtUp : Duration::max()});
        }
        return replication::selectReadReplica(m_request.rackId, m_broker.config().rack, readable);
    }

    [[nodiscard]] bool isSentElsewhere() const {
        return std::ranges::any_of(m_wanted, [this](const auto& wanted) {
            auto* partition = find(wanted);
            return check(wanted, partition) == ErrorCode::NONE && preferredReadReplica(wanted, *partition);
        });
    }

    void noteFollower() {
        for (const auto& wanted : m_wanted) {
            auto* partition = find(wanted);
            const Offset end(wanted.request.fetchOffset);
            if (check(wanted, partition) == ErrorCode::NONE && !divergence(wanted, *partition) &&
                end >= partition->logStart() && end <= partition->logEnd())
                partition->followerFetched(BrokerId(m_replica), m_request.replicaState.replicaEpoch,
                                           Offset(wanted.request.logStartOffset), end);
        }
    }

    /// Where a follower's log and this one part, if they do (KIP-595).
    static std::optional<log::EpochEndOffset> divergence(const Wanted& wanted, Partition& partition) {
        if (wanted.request.lastFetchedEpoch < 0 || wanted.request.fetchOffset < partition.logStart().value())
            return std::nullopt;
        const auto end = partition.log().endOffsetFor(LeaderEpoch(wanted.request.lastFetchedEpoch));
        if (end.epoch.value() < 0 || end.endOffset.value() < 0)
            return std::nullopt;
        if (end.epoch.value() < wanted.request.lastFetchedEpoch ||
            end.endOffset.value() < wanted.request.fetchOffset)
            return end;
        return std::nullopt;
    }

    /// Whether the answer must not wait: enough bytes, or something the client has to be told.
    bool isSatisfied() const {
        std::uint64_t bytes = 0;
        for (const auto& wanted : m_wanted) {
            auto* partition = find(wanted);
            if (check(wanted, partition) != ErrorCode::NONE)
                return true;
            const Offset from(wanted.request.fetchOffset);
            if (from < partition->logStart() || from > partition->logEnd() || divergence(wanted, *partition))
                return true;
            if (from < partition->limitOf(m_limit) && !isThrottled(*partition))
                bytes += availableBytes(*partition, from, wanted);
            // A follower learns of a new log start without waiting for new records; of a new high watermark
            // with the next ones or at the end of the wait (DelayedFetch): else there would be two answers
            // for each.
            if (isFollower() && wanted.request.logStartOffset >= 0 &&
                wanted.request.logStartOffset < partition->logStart().value())
                return true;
            if (bytes >= static_cast<std::uint64_t>(std::max(1, m_request.minBytes)))
                return true;
        }
        return false;
    }

    /// Whether a follower has to wait for what it lacks: one in sync never does, lest it leave the ISR
    /// (ReplicaManager.shouldLeaderThrottle).
    [[nodiscard]] bool isThrottled(const Partition& partition) const {
        const auto& isr = partition.state().isr;
        return isFollower() && partition.isThrottledAsLeader() &&
               std::ranges::find(isr, BrokerId(m_replica)) == isr.end() &&
               m_broker.replicas().leaderQuota().isExceeded();
    }

    // Exact only where it matters: to wait for more than one byte, what there is has to be measured.
    std::uint64_t availableBytes(Partition& partition, Offset from, const Wanted& wanted) const {
        if (m_request.minBytes <= 1)
            return 1;
        const auto most = static_cast<std::size_t>(std::max(1, wanted.request.partitionMaxBytes));
        auto read = partition.read(from, most, m_limit, true);
        return read ? read->records.size() : 0;
    }

    void finish() {
        if (std::exchange(m_finished, true))
            return;
        const auto self = shared_from_this();
        m_broker.loop().cancel(m_timer);
        m_respond(build());
    }

    FetchResponse build() {
        FetchResponse response;
        // Sessions (KIP-227) are optional for a broker: it answers 0, and the client asks in full each time.
        if (m_request.sessionId != 0) {
            response.errorCode = ErrorCode::FETCH_SESSION_ID_NOT_FOUND;
            return response;
        }
        for (const auto& topic : m_request.topics) {
            auto& topicResponse = response.responses.emplace_back();
            topicResponse.topic = topic.topic;
            topicResponse.topicId = topic.topicId;
        }
        auto budget = static_cast<std::size_t>(
            std::clamp(m_request.maxBytes, 0, std::max(1, m_broker.config().fetchMaxBytes)));
        bool anything = false;
        for (const auto& wanted : m_wanted) {
            auto& data = response.responses[wanted.topic].partitions.emplace_back();
            fill(data, wanted, response, budget, anything);
        }
        return response;
    }

    void fill(FetchResponse::PartitionData& data, const Wanted& wanted, FetchResponse& response,
              std::size_t& budget, bool& anything) {
        data.partitionIndex = wanted.request.partition;
        data.records = protocol::Records::none();
        data.highWatermark = -1;
        data.abortedTransactions = std::nullopt;
        auto* partition = find(wanted);
        data.errorCode = check(wanted, partition);
        if (data.errorCode != ErrorCode::NONE) {
            if (data.errorCode == ErrorCode::NOT_LEADER_OR_FOLLOWER && m_version >= 16)
                nameLeader(wanted, data, response);
            return;
        }
        data.highWatermark = partition->highWatermark().value();
        data.lastStableOffset = partition->lastStable().value();
        data.logStartOffset = partition->logStart().value();
        if (m_limit == ReadLimit::lastStable)
            data.abortedTransactions.emplace();
        if (const auto elsewhere = preferredReadReplica(wanted, *partition)) {
            data.preferredReadReplica = elsewhere->value();
            return;
        }
        if (const auto end = divergence(wanted, *partition)) {
            data.divergingEpoch.epoch = end->epoch.value();
            data.divergingEpoch.endOffset = end->endOffset.value();
            return;
        }
        if (isThrottled(*partition))
            return;
        // The first partition with records gives a whole batch even above the limits (KIP-74).
        const auto most =
            std::min(budget, static_cast<std::size_t>(std::max(0, wanted.request.partitionMaxBytes)));
        auto read = partition->read(Offset(wanted.request.fetchOffset), most, m_limit, !anything);
        if (!read) {
            data.errorCode = read.code();
            if (read.code() != ErrorCode::OFFSET_OUT_OF_RANGE)
                data.highWatermark = -1;
            return;
        }
        if (data.abortedTransactions)
            if (auto filled = fillAborted(data, *partition, Offset(wanted.request.fetchOffset), *read);
                !filled) {
                data.errorCode = filled.code();
                return;
            }
        const auto bytes = read->records.size();
        if (bytes == 0)
            return;
        anything = true;
        budget -= std::min(budget, bytes);
        data.records = protocol::Records::of(std::move(read->records));
        m_client->consumedBytes += bytes;
        if (!isFollower())
            partition->consumed(bytes);
        else if (partition->isThrottledAsLeader())
            m_broker.replicas().leaderQuota().record(bytes);
    }

    /// The aborted transactions that overlap what was read, by whose list a consumer leaves records out.
    static Result<void> fillAborted(FetchResponse::PartitionData& data, Partition& partition, Offset from,
                                    log::ReadResult& read) {
        if (read.records.empty())
            return {};
        auto aborted = partition.log().abortedTransactions(from, partition.lastStable());
        if (!aborted)
            return aborted.error();
        if (aborted->empty())
            return {};
        // Where there are any, it is worth looking where the batches end.
        auto bytes = read.records.flatten();
        if (!bytes)
            return bytes.error();
        const auto end = record::offsetAfter(*bytes, from);
        read.records = Payload(std::move(*bytes));
        for (const auto& one : *aborted)
            if (one.firstOffset < end)
                data.abortedTransactions->push_back({one.producerId.value(), one.firstOffset.value()});
        return {};
    }

    void nameLeader(const Wanted& wanted, FetchResponse::PartitionData& data, FetchResponse& response) const {
        const auto* state = m_broker.image().partition(wanted.name);
        const auto* leader = state ? m_broker.image().broker(state->leader) : nullptr;
        if (!leader)
            return;
        data.currentLeader.leaderId = leader->id.value();
        data.currentLeader.leaderEpoch = state->leaderEpoch.value();
        const auto known = std::ranges::find(response.nodeEndpoints, leader->id.value(),
                                             &FetchResponse::NodeEndpoint::nodeId);
        if (known != response.nodeEndpoints.end())
            return;
        auto& node = response.nodeEndpoints.emplace_back();
        node.nodeId = leader->id.value();
        node.host = leader->endpoint.host;
        node.port = leader->endpoint.port;
        if (!leader->rack.empty())
            node.rack = leader->rack;
    }

    Broker& m_broker;
    const std::int16_t m_version;
    std::shared_ptr<ClientCounters> m_client;
    FetchRequest m_request;
    Responder<FetchRequest> m_respond;
    const std::int32_t m_replica;
    ReadLimit m_limit = ReadLimit::highWatermark;
    std::vector<Wanted> m_wanted;
    EventLoop::TimerId m_timer = 0;
    bool m_finished = false;
};

} // namespace

void handleFetch(Broker& broker, const RequestContext& context, FetchRequest& request,
                 Responder<FetchRequest> respond) {
    // The metadata log is no partition like others: the quorum keeps it.
    const auto isQuorums = [](const auto& topic) { return topic.topicId == controller::metadataTopicId; };
    if (context.version >= 13 && std::ranges::any_of(request.topics, isQuorums)) {
        context.client->isBroker = true;
        return broker.quorum().fetch(std::move(request),
                                     [respond](auto response) { respond(std::move(response)); });
    }
    std::make_shared<FetchOperation>(broker, context, std::move(request), std::move(respond))->start();
}

} // namespace partitura::server
