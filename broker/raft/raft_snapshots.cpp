// Snapshots: what stands for the beginning of the log, made here or fetched from the leader (KIP-630).
#include "broker/raft/raft_node.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace partitura::raft {
namespace {

using protocol::FetchSnapshotRequest;
using protocol::FetchSnapshotResponse;

constexpr std::uint64_t snapshotBytesMax = 2ull << 30;

} // namespace

Result<void> RaftNode::openSnapshots() {
    auto store = SnapshotStore::open(m_storage, m_log.directory());
    if (!store)
        return store.error();
    m_snapshots = std::move(*store);
    const auto& latest = m_snapshots->latest();
    const auto start = m_log.startOffset();
    if (start > Offset(0) && (!latest || latest->end < start))
        return Error{ErrorCode::KAFKA_STORAGE_ERROR, m_log.directory() + ": the log begins at offset " +
                                                         toString(start) +
                                                         ", and there is no snapshot of what comes before"};
    if (!latest)
        return {};
    // A crash may have come between the snapshot of the leader and the cut it stands for.
    if (m_log.endOffset() < latest->end)
        if (auto cut = m_log.truncateFullyAndStartAt(latest->end); !cut)
            return cut;
    m_highWatermark = std::max(m_highWatermark, latest->end);
    return {};
}

Result<Bytes> RaftNode::readSnapshot() const {
    if (!snapshot())
        return Error{ErrorCode::SNAPSHOT_NOT_FOUND, "there is no snapshot"};
    return readFile(m_storage, m_snapshots->pathOf(*snapshot()), snapshotBytesMax);
}

// ---- made here ----

void RaftNode::takeSnapshot(Offset end, Bytes bytes) {
    PARTITURA_ON_LOOP(m_loop);
    assert(end <= m_highWatermark);
    if (m_isWritingSnapshot || m_download || !m_isRunning || (snapshot() && snapshot()->end >= end))
        return;
    const SnapshotId id{end, std::max(LeaderEpoch(0), m_log.epochs().epochAt(end - 1))};
    m_isWritingSnapshot = true;
    m_callbacks.writeFile(m_snapshots->pathOf(id), std::make_shared<const Bytes>(std::move(bytes)),
                          [this, alive = m_alive, id](const Result<void>& written) {
                              if (!*alive)
                                  return;
                              m_isWritingSnapshot = false;
                              if (!m_isRunning)
                                  return;
                              if (!written)
                                  return failed(written.error());
                              auto added = m_snapshots->added(id);
                              if (added)
                                  added = forgetBeginning();
                              if (!added)
                                  return failed(added.error());
                              spdlog::debug("node {}: snapshot {}", m_config.self.value(), toString(id));
                          });
}

// The log begins where the older of the two snapshots ends: who is a little behind still finds its records.
Result<void> RaftNode::forgetBeginning() {
    const auto start = std::min(m_snapshots->oldest()->end, m_highWatermark);
    if (start <= m_log.startOffset())
        return {};
    if (auto rolled = m_log.roll(); !rolled)
        return rolled;
    if (auto moved = m_log.incrementLogStart(start); !moved)
        return moved;
    auto removed = m_log.deleteOldSegments(m_loop.clock().wallTimeMs(), m_highWatermark);
    m_callbacks.requestFlush();
    return removed ? Result<void>() : removed.error();
}

FetchSnapshotResponse RaftNode::fetchSnapshot(const FetchSnapshotRequest& request) {
    PARTITURA_ON_LOOP(m_loop);
    FetchSnapshotResponse response;
    if (request.clusterId && *request.clusterId != m_config.clusterId)
        response.errorCode = ErrorCode::INCONSISTENT_CLUSTER_ID;
    else if (request.topics.size() != 1 || request.topics.front().name != m_config.topic ||
             request.topics.front().partitions.size() != 1 ||
             request.topics.front().partitions.front().partition != 0)
        response.errorCode = ErrorCode::INVALID_REQUEST;
    if (response.errorCode != ErrorCode::NONE)
        return response;
    const auto& wanted = request.topics.front().partitions.front();
    auto& topic = response.topics.emplace_back();
    topic.name = m_config.topic;
    auto& answer = topic.partitions.emplace_back();
    answer.snapshotId = {wanted.snapshotId.endOffset, wanted.snapshotId.epoch};
    answer.currentLeader = {m_election.leader.value(), m_election.epoch.value()};
    answer.position = wanted.position;
    answer.unalignedRecords = protocol::Records::none();
    answer.errorCode = checkReader(wanted.currentLeaderEpoch);
    if (answer.errorCode != ErrorCode::NONE)
        return response;
    m_progress->heard(BrokerId(request.replicaId), m_loop.clock().now());
    const auto file =
        m_snapshots->read({Offset(wanted.snapshotId.endOffset), LeaderEpoch(wanted.snapshotId.epoch)});
    if (!file) {
        answer.errorCode = file.code();
        return response;
    }
    const auto size = (*file)->size();
    answer.size = static_cast<std::int64_t>(size);
    const auto position = static_cast<std::uint64_t>(wanted.position);
    if (wanted.position < 0 || position >= size) {
        answer.errorCode = ErrorCode::POSITION_OUT_OF_RANGE;
        return response;
    }
    const auto most = static_cast<std::uint64_t>(std::clamp(request.maxBytes, 1, m_config.fetchMaxBytes));
    Payload piece;
    piece.append(
        FileRegion{pinned(*file), position, static_cast<std::size_t>(std::min(most, size - position))});
    answer.unalignedRecords = protocol::Records::of(std::move(piece));
    return response;
}

// ---- fetched ----

void RaftNode::downloadMore() {
    if (m_fetchInFlight || m_role != Role::follower)
        return;
    FetchSnapshotRequest request;
    request.clusterId = m_config.clusterId;
    request.replicaId = m_config.self.value();
    request.maxBytes = m_config.fetchMaxBytes;
    auto& topic = request.topics.emplace_back();
    topic.name = m_config.topic;
    auto& wanted = topic.partitions.emplace_back();
    wanted.currentLeaderEpoch = m_election.epoch.value();
    wanted.snapshotId = {m_download->id.end.value(), m_download->id.epoch.value()};
    wanted.position = static_cast<std::int64_t>(m_download->bytes.size());
    wanted.replicaDirectoryId = m_config.directoryId;
    m_fetchInFlight = true;
    m_peers.send(m_election.leader, request,
                 [this, alive = m_alive, number = ++m_fetches](const Result<FetchSnapshotResponse>& answer) {
                     if (*alive && m_isRunning && number == m_fetches)
                         downloaded(answer);
                 });
}

void RaftNode::downloaded(const Result<FetchSnapshotResponse>& answer) {
    m_fetchInFlight = false;
    const auto number = m_fetches;
    if (!answer || answer->errorCode != ErrorCode::NONE || answer->topics.size() != 1 ||
        answer->topics.front().partitions.size() != 1)
        return fetchSoon(m_config.retryBackoff);
    const auto& piece = answer->topics.front().partitions.front();
    learn(BrokerId(piece.currentLeader.leaderId), LeaderEpoch(piece.currentLeader.leaderEpoch));
    if (number != m_fetches || !m_isRunning)
        return; // it told of another leader, who is asked already
    const auto size = static_cast<std::uint64_t>(std::max<std::int64_t>(piece.size, 0));
    const auto& got = piece.unalignedRecords.view;
    auto& bytes = m_download->bytes;
    if (piece.errorCode != ErrorCode::NONE || size > snapshotBytesMax || got.empty() ||
        bytes.size() + got.size() > size) {
        m_download.reset(); // the next fetch says which snapshot there is now
        return fetchSoon(m_config.retryBackoff);
    }
    m_lastFetched = m_loop.clock().now();
    bytes.insert(bytes.end(), got.begin(), got.end());
    if (bytes.size() < size)
        return fetchSoon(Duration::zero());
    const auto whole = std::make_shared<const Bytes>(std::move(bytes));
    m_fetchInFlight = true; // nothing more until it is installed
    m_callbacks.writeFile(m_snapshots->pathOf(m_download->id), whole,
                          [this, alive = m_alive, number, id = m_download->id](const Result<void>& done) {
                              if (!*alive || !m_isRunning || number != m_fetches)
                                  return;
                              m_fetchInFlight = false;
                              m_download.reset();
                              if (!done)
                                  return failed(done.error());
                              install(id);
                          });
}

void RaftNode::install(const SnapshotId& id) {
    spdlog::info("node {}: took snapshot {} from leader {}", m_config.self.value(), toString(id),
                 m_election.leader.value());
    auto done = m_snapshots->added(id);
    if (done)
        done = m_log.truncateFullyAndStartAt(id.end);
    if (!done)
        return failed(done.error());
    m_callbacks.requestFlush();
    m_highWatermark = std::max(m_highWatermark, id.end);
    m_callbacks.snapshotLoaded();
    fetchSoon(Duration::zero());
}

} // namespace partitura::raft
