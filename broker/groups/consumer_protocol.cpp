#include "broker/groups/consumer_protocol.h"

#include "broker/protocol/messages/consumer_protocol.h"

namespace partitura::groups {

std::optional<ConsumerAssignment> decodeAssignment(ByteView bytes) {
    ConsumerAssignment assignment;
    if (bytes.empty())
        return assignment;
    auto decoded = protocol::decodeConsumerProtocol<protocol::ConsumerProtocolAssignment>(bytes);
    if (!decoded)
        return std::nullopt;
    for (auto& topic : decoded->assignedPartitions) {
        auto& [name, partitions] = assignment.emplace_back(std::move(topic.topic), std::vector<PartitionIndex>());
        for (const std::int32_t partition : topic.partitions)
            partitions.emplace_back(partition);
    }
    return assignment;
}

std::optional<std::set<std::string>> decodeSubscribedTopics(ByteView bytes) {
    auto decoded = protocol::decodeConsumerProtocol<protocol::ConsumerProtocolSubscription>(bytes);
    if (!decoded)
        return std::nullopt;
    return std::set<std::string>(decoded->topics.begin(), decoded->topics.end());
}

} // namespace partitura::groups
