// OffsetForLeaderEpoch: where an epoch ends, for those who must truncate to it (KIP-101, KIP-320).
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleOffsetForLeaderEpoch(Broker& broker, const RequestContext&,
                                protocol::OffsetForLeaderEpochRequest& request,
                                Responder<protocol::OffsetForLeaderEpochRequest> respond) {
    protocol::OffsetForLeaderEpochResponse response;
    for (const auto& topic : request.topics) {
        auto& topicResponse = response.topics.emplace_back();
        topicResponse.topic = topic.topic;
        for (const auto& wanted : topic.partitions) {
            auto& result = topicResponse.partitions.emplace_back();
            result.partition = wanted.partition;
            const TopicPartition name{topic.topic, PartitionIndex(wanted.partition)};
            auto* partition = broker.replicas().find(name);
            if (!partition)
                result.errorCode = broker.image().partition(name) ? ErrorCode::NOT_LEADER_OR_FOLLOWER
                                                                  : ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
            else
                result.errorCode = partition->checkLeader(LeaderEpoch(wanted.currentLeaderEpoch));
            if (result.errorCode != ErrorCode::NONE)
                continue;
            const auto end = partition->log().endOffsetFor(LeaderEpoch(wanted.leaderEpoch));
            result.leaderEpoch = end.epoch.value();
            result.endOffset = end.endOffset.value();
        }
    }
    respond(response);
}

} // namespace partitura::server
