#include "broker/server/handlers/error_response.h"

namespace partitura::server {

using namespace protocol;

bool fillError(const ProduceRequest& request, ErrorCode error, ProduceResponse& response) {
    for (const auto& topic : request.topicData) {
        auto& refused = response.responses.emplace_back();
        refused.name = topic.name;
        refused.topicId = topic.topicId;
        for (const auto& partition : topic.partitionData) {
            auto& one = refused.partitionResponses.emplace_back();
            one.index = partition.index;
            one.errorCode = error;
            one.baseOffset = -1;
        }
    }
    return request.acks != 0; // else nobody waits for an answer
}

bool fillError(const FetchRequest& request, ErrorCode error, FetchResponse& response) {
    if (request.topics.empty())
        response.errorCode = error;
    for (const auto& topic : request.topics) {
        auto& refused = response.responses.emplace_back();
        refused.topic = topic.topic;
        refused.topicId = topic.topicId;
        for (const auto& partition : topic.partitions) {
            auto& one = refused.partitions.emplace_back();
            one.partitionIndex = partition.partition;
            one.errorCode = error;
            one.highWatermark = -1;
        }
    }
    return true;
}

bool fillError(const ListOffsetsRequest& request, ErrorCode error, ListOffsetsResponse& response) {
    for (const auto& topic : request.topics) {
        auto& refused = response.topics.emplace_back();
        refused.name = topic.name;
        for (const auto& partition : topic.partitions) {
            auto& one = refused.partitions.emplace_back();
            one.partitionIndex = partition.partitionIndex;
            one.errorCode = error;
        }
    }
    return true;
}

bool fillError(const MetadataRequest& request, ErrorCode error, MetadataResponse& response) {
    if (!request.topics || request.topics->empty())
        return false; // before version 13 there is no other place
    for (const auto& topic : *request.topics) {
        auto& refused = response.topics.emplace_back();
        refused.name = topic.name;
        refused.topicId = topic.topicId;
        refused.errorCode = error;
    }
    return true;
}

bool fillError(const OffsetCommitRequest& request, ErrorCode error, OffsetCommitResponse& response) {
    for (const auto& topic : request.topics) {
        auto& refused = response.topics.emplace_back();
        refused.name = topic.name;
        refused.topicId = topic.topicId;
        for (const auto& partition : topic.partitions)
            refused.partitions.push_back({partition.partitionIndex, error});
    }
    return true;
}

bool fillError(const OffsetFetchRequest& request, ErrorCode error, OffsetFetchResponse& response) {
    for (const auto& group : request.groups) { // from version 8 on
        auto& refused = response.groups.emplace_back();
        refused.groupId = group.groupId;
        refused.errorCode = error;
    }
    if (!request.groups.empty())
        return true;
    if (!request.topics || request.topics->empty())
        response.errorCode = error;
    else
        for (const auto& topic : *request.topics) {
            auto& refused = response.topics.emplace_back();
            refused.name = topic.name;
            for (const auto index : topic.partitionIndexes) {
                auto& one = refused.partitions.emplace_back();
                one.partitionIndex = index;
                one.committedOffset = -1;
                one.errorCode = error;
            }
        }
    return true;
}

bool fillError(const FindCoordinatorRequest& request, ErrorCode error, FindCoordinatorResponse& response) {
    if (request.coordinatorKeys.empty())
        response.errorCode = error;
    for (const auto& key : request.coordinatorKeys) { // from version 4 on
        auto& refused = response.coordinators.emplace_back();
        refused.key = key;
        refused.nodeId = -1;
        refused.port = -1;
        refused.errorCode = error;
    }
    return true;
}

bool fillError(const CreateTopicsRequest& request, ErrorCode error, CreateTopicsResponse& response) {
    for (const auto& topic : request.topics) {
        auto& refused = response.topics.emplace_back();
        refused.name = topic.name;
        refused.errorCode = error;
    }
    return true;
}

bool fillError(const DeleteTopicsRequest& request, ErrorCode error, DeleteTopicsResponse& response) {
    for (const auto& name : request.topicNames) { // before version 6
        auto& refused = response.responses.emplace_back();
        refused.name = name;
        refused.errorCode = error;
    }
    for (const auto& topic : request.topics) {
        auto& refused = response.responses.emplace_back();
        refused.name = topic.name;
        refused.topicId = topic.topicId;
        refused.errorCode = error;
    }
    return true;
}

bool fillError(const DeleteGroupsRequest& request, ErrorCode error, DeleteGroupsResponse& response) {
    for (const auto& group : request.groupsNames)
        response.results.push_back({group, error, std::nullopt});
    return true;
}

bool fillError(const CreatePartitionsRequest& request, ErrorCode error, CreatePartitionsResponse& response) {
    for (const auto& topic : request.topics) {
        auto& refused = response.results.emplace_back();
        refused.name = topic.name;
        refused.errorCode = error;
    }
    return true;
}

bool fillError(const OffsetForLeaderEpochRequest& request, ErrorCode error,
               OffsetForLeaderEpochResponse& response) {
    for (const auto& topic : request.topics) {
        auto& refused = response.topics.emplace_back();
        refused.topic = topic.topic;
        for (const auto& partition : topic.partitions) {
            auto& one = refused.partitions.emplace_back();
            one.partition = partition.partition;
            one.errorCode = error;
        }
    }
    return true;
}

bool fillError(const DescribeConfigsRequest& request, ErrorCode error, DescribeConfigsResponse& response) {
    for (const auto& resource : request.resources) {
        auto& refused = response.results.emplace_back();
        refused.resourceType = resource.resourceType;
        refused.resourceName = resource.resourceName;
        refused.errorCode = error;
    }
    return true;
}

bool fillError(const DeleteRecordsRequest& request, ErrorCode error, DeleteRecordsResponse& response) {
    for (const auto& topic : request.topics) {
        auto& refused = response.topics.emplace_back();
        refused.name = topic.name;
        for (const auto& partition : topic.partitions)
            refused.partitions.push_back({partition.partitionIndex, -1, error});
    }
    return true;
}

bool fillError(const ElectLeadersRequest& request, ErrorCode error, ElectLeadersResponse& response) {
    response.errorCode = error; // from version 1 on
    for (const auto& topic :
         request.topicPartitions.value_or(std::vector<ElectLeadersRequest::TopicPartitions>())) {
        auto& refused = response.replicaElectionResults.emplace_back();
        refused.topic = topic.topic;
        for (const auto partition : topic.partitions)
            refused.partitionResult.push_back({partition, error, std::nullopt});
    }
    return true;
}

namespace {

template <typename Request, typename Response>
bool fillResources(const Request& request, ErrorCode error, Response& response) {
    for (const auto& resource : request.resources) {
        auto& refused = response.responses.emplace_back();
        refused.resourceType = resource.resourceType;
        refused.resourceName = resource.resourceName;
        refused.errorCode = error;
    }
    return true;
}

} // namespace

bool fillError(const AlterConfigsRequest& request, ErrorCode error, AlterConfigsResponse& response) {
    return fillResources(request, error, response);
}

bool fillError(const IncrementalAlterConfigsRequest& request, ErrorCode error,
               IncrementalAlterConfigsResponse& response) {
    return fillResources(request, error, response);
}

} // namespace partitura::server
