#include "broker/replication/replica_fetcher.h"

#include "broker/base/mutation.h"
#include "broker/protocol/messages/list_offsets.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace partitura::replication {
namespace {

using protocol::FetchRequest;
using protocol::FetchResponse;

/// The newest Fetch both ends, being the same program, speak.
constexpr std::int16_t fetchVersion = 18;
constexpr std::int16_t listOffsetsVersion = 11;
// ListOffsetsRequest's special timestamps.
constexpr std::int64_t latestOffset = -1;
constexpr std::int64_t earliestOffset = -2;
} // namespace

ReplicaFetcher::ReplicaFetcher(const ReplicationConfig& config, EventLoop& loop, net::RpcChannel& channel,
                               BrokerId leader, ReplicationQuota& quota,
                               const std::function<std::int64_t()>& brokerEpoch)
    : m_config(config)
    , m_loop(loop)
    , m_channel(channel)
    , m_leader(leader)
    , m_quota(quota)
    , m_brokerEpoch(brokerEpoch) {}

ReplicaFetcher::~ReplicaFetcher() {
    *m_alive = false;
    m_loop.cancel(m_timer);
}

void ReplicaFetcher::add(Partition& partition) {
    const Key key{partition.topicId(), partition.name().partition};
    const auto found = m_partitions.find(key);
    const bool isNew = found == m_partitions.end();
    bool wasDelayed = false;
    if (isNew) {
        m_partitions.emplace(key, m_order.insert(m_order.end(), {&partition, std::nullopt}));
    } else {
        found->second->partition = &partition;
        wasDelayed = std::exchange(found->second->delayedUntil, std::nullopt).has_value();
    }
    // A request already waiting at the leader does not name the new partition: give it up for one that does.
    if ((isNew || wasDelayed) && m_inFlight) {
        m_inFlight = false;
        ++m_asked;
        m_channel.reset();
    }
    if (!m_inFlight)
        fetchSoon(Duration::zero());
}

void ReplicaFetcher::remove(Partition& partition) {
    const auto found = m_partitions.find({partition.topicId(), partition.name().partition});
    if (found == m_partitions.end())
        return;
    m_order.erase(found->second);
    m_partitions.erase(found);
}

std::vector<const Partition*> ReplicaFetcher::partitions() const {
    std::vector<const Partition*> all;
    for (const auto& followed : m_order)
        all.push_back(followed.partition);
    return all;
}

std::size_t ReplicaFetcher::delayedCount() const {
    return static_cast<std::size_t>(std::ranges::count_if(
        m_order, [](const auto& followed) { return followed.delayedUntil.has_value(); }));
}

bool ReplicaFetcher::awaitsFlush() const {
    return std::ranges::any_of(m_order, [](const auto& followed) {
        return followed.partition->writtenEnd() < followed.partition->logEnd();
    });
}

void ReplicaFetcher::logFlushed() {
    if (m_timer == 0)
        fetch();
}

void ReplicaFetcher::fetchSoon(Duration delay) {
    m_loop.cancel(m_timer);
    m_timer = m_loop.schedule(delay, [this] { fetch(); });
}

void ReplicaFetcher::fetch() {
    m_timer = 0;
    // What is asked for says what is held: with flush.messages=1 it must be durable first.
    if (m_partitions.empty() || m_inFlight || awaitsFlush())
        return;
    const auto request = makeRequest();
    if (request.topics.empty())
        return fetchSoon(std::chrono::milliseconds(request.maxWaitMs));
    m_inFlight = true;
    m_channel.call(request, fetchVersion,
                   [this, alive = m_alive, asked = ++m_asked](const Result<FetchResponse>& answer) {
                       if (*alive && asked == m_asked)
                           received(answer);
                   });
}

// Not one that keeps up, lest it leave the ISR (RemoteLeaderEndPoint.shouldFollowerThrottle).
bool ReplicaFetcher::mustWait(const Partition& partition) const {
    return partition.isThrottledAsFollower() && partition.fetchLag() != 0 && m_quota.isExceeded();
}

// The leader holds the request no longer than the next of those left out has to wait.
FetchRequest ReplicaFetcher::makeRequest() {
    FetchRequest request;
    request.replicaState.replicaId = m_config.self.value();
    request.replicaState.replicaEpoch = m_brokerEpoch();
    request.minBytes = 1;
    request.maxBytes = m_config.fetchResponseMaxBytes;
    const auto now = m_loop.clock().now();
    auto wait = m_config.fetchWaitMax;
    for (auto& [partition, delayedUntil] : m_order) {
        if (delayedUntil && *delayedUntil > now) {
            wait = std::min(wait, *delayedUntil - now);
            continue;
        }
        delayedUntil.reset();
        if (mustWait(*partition)) {
            wait = std::min(wait, m_config.fetchBackoff);
            continue;
        }
        if (request.topics.empty() || request.topics.back().topicId != partition->topicId()) {
            request.topics.emplace_back();
            request.topics.back().topicId = partition->topicId();
        }
        auto& wanted = request.topics.back().partitions.emplace_back();
        wanted.partition = partition->name().partition.value();
        wanted.currentLeaderEpoch = partition->state().leaderEpoch.value();
        wanted.fetchOffset = partition->logEnd().value();
        wanted.lastFetchedEpoch =
            PARTITURA_MUTATION(notTruncated) ? -1 : partition->log().latestEpoch().value();
        wanted.logStartOffset = partition->logStart().value();
        wanted.highWatermark = partition->highWatermark().value();
        wanted.partitionMaxBytes = m_config.fetchMaxBytes;
    }
    request.maxWaitMs = static_cast<std::int32_t>(std::chrono::ceil<std::chrono::milliseconds>(wait).count());
    return request;
}

void ReplicaFetcher::received(const Result<FetchResponse>& answer) {
    m_inFlight = false;
    if (!answer || answer->errorCode != ErrorCode::NONE)
        return fetchSoon(m_config.fetchBackoff);
    for (const auto& topic : answer->responses)
        for (const auto& data : topic.partitions) {
            const auto found = m_partitions.find({topic.topicId, PartitionIndex(data.partitionIndex)});
            if (found == m_partitions.end())
                continue;
            const auto followed = found->second;
            const bool hadRecords = data.records.size() > 0;
            if (!take(*followed->partition, data))
                followed->delayedUntil = m_loop.clock().now() + m_config.fetchBackoff;
            else if (hadRecords)
                m_order.splice(m_order.end(), m_order, followed);
        }
    fetchSoon(Duration::zero());
}

bool ReplicaFetcher::take(Partition& partition, const FetchResponse::PartitionData& data) {
    const auto& name = partition.name();
    switch (data.errorCode) {
    case ErrorCode::NONE:
        break;
    case ErrorCode::OFFSET_OUT_OF_RANGE:
        askForRange(partition);
        return false;
    default:
        return false;
    }
    if (data.divergingEpoch.epoch >= 0) {
        const auto mine = partition.log().endOffsetFor(LeaderEpoch(data.divergingEpoch.epoch));
        const auto to = std::min(Offset(data.divergingEpoch.endOffset), mine.endOffset);
        spdlog::info("{}: diverges from leader {} after epoch {}; truncating to {}", toString(name),
                     m_leader.value(), data.divergingEpoch.epoch, to.value());
        return partition.truncateTo(to).ok();
    }
    if (data.records.size() > 0) {
        if (auto appended = partition.appendAsFollower(data.records.view); !appended) {
            spdlog::error("{}: cannot append what leader {} sent: {} {}", toString(name), m_leader.value(),
                          errorName(appended.code()), appended.error().context);
            return false;
        }
        if (partition.isThrottledAsFollower())
            m_quota.record(data.records.size());
    }
    partition.leaderReported(Offset(data.highWatermark), Offset(data.logStartOffset));
    return true;
}

// ---- outside the leader's log (AbstractFetcherThread.fetchOffsetAndTruncate) ----

// The end first: records that come between the two answers then are no reason to give up any here.
void ReplicaFetcher::askForRange(const Partition& partition) {
    const Key key{partition.topicId(), partition.name().partition};
    const auto epoch = partition.state().leaderEpoch;
    const auto end = std::make_shared<std::optional<Offset>>();
    listOffset(partition, latestOffset, [end](Offset offset) { *end = offset; });
    listOffset(partition, earliestOffset, [this, key, epoch, end](Offset start) {
        if (*end)
            leaderHas(key, epoch, start, **end);
    });
}

void ReplicaFetcher::listOffset(const Partition& partition, std::int64_t which,
                                std::function<void(Offset)> found) {
    protocol::ListOffsetsRequest request;
    request.replicaId = m_config.self.value();
    auto& topic = request.topics.emplace_back();
    topic.name = partition.name().topic;
    auto& wanted = topic.partitions.emplace_back();
    wanted.partitionIndex = partition.name().partition.value();
    wanted.currentLeaderEpoch = partition.state().leaderEpoch.value();
    wanted.timestamp = which;
    m_channel.call(
        request, listOffsetsVersion, [alive = m_alive, found = std::move(found)](const auto& answer) {
            if (!*alive || !answer || answer->topics.empty() || answer->topics[0].partitions.empty())
                return;
            const auto& one = answer->topics[0].partitions[0];
            if (one.errorCode == ErrorCode::NONE && one.offset >= 0)
                found(Offset(one.offset));
        });
}

void ReplicaFetcher::leaderHas(const Key& key, LeaderEpoch epoch, Offset start, Offset end) {
    const auto found = m_partitions.find(key);
    if (found == m_partitions.end() || found->second->partition->state().leaderEpoch != epoch)
        return;
    auto& partition = *found->second->partition;
    const auto own = partition.logEnd();
    if (own >= start && own <= end)
        return; // its log has grown to where this one ends
    spdlog::info("{}: ends at {}, and leader {} has {} to {}", toString(partition.name()), own.value(),
                 m_leader.value(), start.value(), end.value());
    // Ahead of it after an unclean election; or behind, or beyond, what it has, and of no more use.
    const bool isAhead = own > end && partition.logStart() <= end;
    const auto done = isAhead ? partition.truncateTo(end) : partition.restartAt(start);
    if (!done)
        return;
    found->second->delayedUntil.reset();
    if (!m_inFlight)
        fetchSoon(Duration::zero());
}

} // namespace partitura::replication
