// ListOffsets: earliest, latest, or the first offset at or after a time.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {
namespace {

using protocol::ListOffsetsRequest;
using protocol::ListOffsetsResponse;
using PartitionResponse = ListOffsetsResponse::ListOffsetsPartitionResponse;

// ListOffsetsRequest's special timestamps.
constexpr std::int64_t latest = -1;
constexpr std::int64_t earliest = -2;
constexpr std::int64_t maxTimestamp = -3;
constexpr std::int64_t earliestLocal = -4;
constexpr std::int64_t latestTiered = -5;
constexpr std::int64_t earliestPendingUpload = -6;

constexpr std::int16_t offsetNotAvailableSince = 5; // KIP-207

void lookUp(replication::Partition& partition, std::int64_t timestamp, replication::ReadLimit limit,
            PartitionResponse& result) {
    const auto epochAt = [&](Offset offset) { return partition.log().epochs().epochAt(offset).value(); };
    const auto answer = [&](const Result<std::optional<log::TimestampOffset>>& found) {
        if (!found) {
            result.errorCode = found.code();
        } else if (*found && (*found)->offset < partition.limitOf(limit)) {
            result.timestamp = (*found)->timestamp;
            result.offset = (*found)->offset.value();
            result.leaderEpoch = epochAt((*found)->offset);
        }
    };
    const bool isClient = limit != replication::ReadLimit::logEnd;
    switch (timestamp) {
    case latest:
        if (isClient && partition.highWatermarkLags()) {
            result.errorCode = ErrorCode::OFFSET_NOT_AVAILABLE;
            break;
        }
        result.offset = partition.limitOf(limit).value();
        result.leaderEpoch = partition.state().leaderEpoch.value();
        break;
    case earliest:
    case earliestLocal:
        result.offset = partition.logStart().value();
        result.leaderEpoch = epochAt(partition.logStart());
        break;
    case latestTiered:
    case earliestPendingUpload:
        break; // nothing is in tiered storage: -1
    case maxTimestamp:
        answer(partition.log().maxTimestamp());
        break;
    default:
        if (timestamp < 0)
            result.errorCode = ErrorCode::UNSUPPORTED_VERSION;
        else
            answer(partition.log().offsetForTimestamp(timestamp));
        if (result.offset < 0 && result.errorCode == ErrorCode::NONE && isClient &&
            partition.highWatermarkLags())
            result.errorCode = ErrorCode::OFFSET_NOT_AVAILABLE; // perhaps it lies beyond
    }
}

} // namespace

void handleListOffsets(Broker& broker, const RequestContext& context, ListOffsetsRequest& request,
                       Responder<ListOffsetsRequest> respond) {
    const auto limit = request.replicaId >= 0        ? replication::ReadLimit::logEnd
                       : request.isolationLevel == 1 ? replication::ReadLimit::lastStable
                                                     : replication::ReadLimit::highWatermark;
    ListOffsetsResponse response;
    for (const auto& topic : request.topics) {
        auto& topicResponse = response.topics.emplace_back();
        topicResponse.name = topic.name;
        for (const auto& wanted : topic.partitions) {
            auto& result = topicResponse.partitions.emplace_back();
            result.partitionIndex = wanted.partitionIndex;
            const TopicPartition name{topic.name, PartitionIndex(wanted.partitionIndex)};
            auto* partition = broker.replicas().find(name);
            if (!partition)
                result.errorCode = broker.image().partition(name) ? ErrorCode::NOT_LEADER_OR_FOLLOWER
                                                                  : ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
            else
                result.errorCode = partition->checkLeader(LeaderEpoch(wanted.currentLeaderEpoch));
            if (result.errorCode == ErrorCode::NONE)
                lookUp(*partition, wanted.timestamp, limit, result);
            if (result.errorCode == ErrorCode::OFFSET_NOT_AVAILABLE &&
                context.version < offsetNotAvailableSince)
                result.errorCode = ErrorCode::LEADER_NOT_AVAILABLE;
        }
    }
    respond(response);
}

} // namespace partitura::server
