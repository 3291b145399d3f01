#include "broker/replication/replica_fetcher.h"

#include "broker/base/mutation.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace partitura::replication {
namespace {

using protocol::FetchRequest;
using protocol::FetchResponse;

/// The newest Fetch both ends, being the same program, speak.
constexpr std::int16_t fetchVersion = 18;
/// Pause after an error, as Kafka's replica.fetch.backoff.ms, shorter since all is on one machine.
constexpr Duration backoff = std::chrono::milliseconds(100);

} // namespace

ReplicaFetcher::ReplicaFetcher(const ReplicationConfig& config, EventLoop& loop, net::RpcChannel& channel,
                               BrokerId leader)
    : m_config(config)
    , m_loop(loop)
    , m_channel(channel)
    , m_leader(leader) {}

ReplicaFetcher::~ReplicaFetcher() {
    *m_alive = false;
    m_loop.cancel(m_timer);
}

void ReplicaFetcher::add(Partition& partition) {
    const bool isNew =
        m_partitions.insert_or_assign({partition.topicId(), partition.name().partition}, &partition).second;
    // A request already waiting at the leader does not name the new partition: give it up for one that does.
    if (isNew && m_inFlight) {
        m_inFlight = false;
        ++m_asked;
        m_channel.reset();
    }
    if (!m_inFlight)
        fetchSoon(Duration::zero());
}

void ReplicaFetcher::remove(Partition& partition) {
    m_partitions.erase({partition.topicId(), partition.name().partition});
}

bool ReplicaFetcher::awaitsFlush() const {
    return std::ranges::any_of(
        m_partitions, [](const auto& entry) { return entry.second->writtenEnd() < entry.second->logEnd(); });
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
    FetchRequest request;
    request.replicaState.replicaId = m_config.self.value();
    request.maxWaitMs = static_cast<std::int32_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(m_config.fetchWaitMax).count());
    request.minBytes = 1;
    request.maxBytes = m_config.fetchResponseMaxBytes;
    for (const auto& [key, partition] : m_partitions) {
        if (request.topics.empty() || request.topics.back().topicId != key.first) {
            request.topics.emplace_back();
            request.topics.back().topicId = key.first;
        }
        auto& wanted = request.topics.back().partitions.emplace_back();
        wanted.partition = key.second.value();
        wanted.currentLeaderEpoch = partition->state().leaderEpoch.value();
        wanted.fetchOffset = partition->logEnd().value();
        wanted.lastFetchedEpoch =
            PARTITURA_MUTATION(notTruncated) ? -1 : partition->log().latestEpoch().value();
        wanted.logStartOffset = partition->logStart().value();
        wanted.highWatermark = partition->highWatermark().value();
        wanted.partitionMaxBytes = m_config.fetchMaxBytes;
    }
    m_inFlight = true;
    m_channel.call(request, fetchVersion,
                   [this, alive = m_alive, asked = ++m_asked](const Result<FetchResponse>& answer) {
                       if (*alive && asked == m_asked)
                           received(answer);
                   });
}

void ReplicaFetcher::received(const Result<FetchResponse>& answer) {
    m_inFlight = false;
    bool allWell = answer.ok() && answer->errorCode == ErrorCode::NONE;
    if (allWell)
        for (const auto& topic : answer->responses)
            for (const auto& data : topic.partitions) {
                const auto found = m_partitions.find({topic.topicId, PartitionIndex(data.partitionIndex)});
                if (found != m_partitions.end())
                    allWell &= take(*found->second, data);
            }
    fetchSoon(allWell ? Duration::zero() : backoff);
}

bool ReplicaFetcher::take(Partition& partition, const FetchResponse::PartitionData& data) {
    const auto& name = partition.name();
    switch (data.errorCode) {
    case ErrorCode::NONE:
        break;
    case ErrorCode::OFFSET_OUT_OF_RANGE: {
        // Behind the leader's log start, or ahead of its end after an unclean election.
        const auto start = Offset(std::max<std::int64_t>(0, data.logStartOffset));
        spdlog::info("{}: offset {} is outside the leader's log; starting over at {}", toString(name),
                     partition.logEnd().value(), start.value());
        return partition.restartAt(start).ok();
    }
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
    }
    partition.leaderReported(Offset(data.highWatermark), Offset(data.logStartOffset));
    return true;
}

} // namespace partitura::replication
