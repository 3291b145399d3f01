#include "broker/controller/topic_control.h"

#include "broker/controller/replica_placement.h"
#include "broker/log/topic_configs.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace partitura::controller {
namespace {

using protocol::CreatePartitionsRequest;
using protocol::CreatePartitionsResponse;
using protocol::CreateTopicsRequest;
using protocol::CreateTopicsResponse;
using protocol::DeleteTopicsRequest;
using protocol::DeleteTopicsResponse;

constexpr std::int8_t topicResource = 2; // ConfigResource.Type.TOPIC

std::vector<std::int32_t> rawIds(const std::vector<BrokerId>& ids) {
    std::vector<std::int32_t> raw;
    raw.reserve(ids.size());
    for (auto id : ids)
        raw.push_back(id.value());
    return raw;
}

std::vector<BrokerId> brokerIds(const std::vector<std::int32_t>& raw) {
    return {raw.begin(), raw.end()};
}

/// Reports `error` in a result that has both a code and a message.
template <typename Item>
void refuse(Item& item, const Error& error) {
    item.errorCode = error.code;
    item.errorMessage = error.context;
}

} // namespace

Result<void> validateTopicName(const std::string& name) {
    const auto invalid = [&](const std::string& why) {
        return Error{ErrorCode::INVALID_TOPIC_EXCEPTION, "Topic name '" + name + "' is not valid: " + why};
    };
    constexpr std::size_t longest = 249;
    if (name.empty())
        return invalid("it is empty.");
    if (name == "." || name == "..")
        return invalid("'.' and '..' are not allowed.");
    if (name.size() > longest)
        return invalid("it is longer than 249 characters.");
    for (const char c : name) {
        const bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          c == '.' || c == '_' || c == '-';
        if (!fine)
            return invalid("only ASCII letters, digits, '.', '_' and '-' are allowed.");
    }
    return {};
}

CreateTopicsResponse TopicControl::create(const CreateTopicsRequest& request) {
    CreateTopicsResponse response;
    std::map<std::string, int> mentioned;
    for (const auto& wanted : request.topics)
        ++mentioned[wanted.name];
    std::size_t partitions = 0;
    for (const auto& wanted : request.topics) {
        if (mentioned[wanted.name] == 0)
            continue;
        auto& result = response.topics.emplace_back();
        result.name = wanted.name;
        result.errorMessage.reset();
        if (mentioned[wanted.name] > 1) {
            mentioned[wanted.name] = 0; // one answer for all of its mentions
            refuse(result, {ErrorCode::INVALID_REQUEST, "Duplicate topic name."});
            continue;
        }
        auto records = plan(wanted, result);
        if (records) {
            partitions += static_cast<std::size_t>(result.numPartitions);
            if (partitions > static_cast<std::size_t>(m_config.maxPartitionsPerRequest))
                records = tooManyPartitions();
        }
        if (!records) {
            refuse(result, records.error());
            continue;
        }
        if (request.validateOnly)
            continue;
        if (auto written = m_writer.write(*records); !written)
            refuse(result, written.error());
        else
            spdlog::info("created topic {} with {} partitions, {} replicas each", wanted.name,
                         result.numPartitions, result.replicationFactor);
    }
    return response;
}

Result<Records> TopicControl::plan(const CreateTopicsRequest::CreatableTopic& wanted,
                                   CreateTopicsResponse::CreatableTopicResult& result) {
    if (auto valid = validateTopicName(wanted.name); !valid)
        return valid.error();
    if (image().topic(wanted.name))
        return Error{ErrorCode::TOPIC_ALREADY_EXISTS, "Topic '" + wanted.name + "' already exists."};
    // It is no topic of the image, and its name must not become that of one (ControllerApis.createTopics).
    if (wanted.name == metadataTopicName)
        return Error{ErrorCode::INVALID_REQUEST,
                     "Creation of internal topic " + wanted.name + " is prohibited."};
    if (const auto* other = image().topicThatCollides(wanted.name))
        return Error{ErrorCode::INVALID_TOPIC_EXCEPTION,
                     "Topic '" + wanted.name + "' collides with existing topic: " + other->name};
    for (const auto& config : wanted.configs)
        if (auto valid = log::validateTopicConfig(config.name, config.value); !valid)
            return valid.error();

    const bool manual = !wanted.assignments.empty();
    if (manual && (wanted.replicationFactor != -1 || wanted.numPartitions != -1))
        return Error{ErrorCode::INVALID_REQUEST, "With a replica assignment, partition count and replication "
                                                 "factor must both be -1."};
    if (!manual && (wanted.replicationFactor < -1 || wanted.replicationFactor == 0))
        return Error{ErrorCode::INVALID_REPLICATION_FACTOR,
                     "Replication factor must be larger than 0, or -1 to use the default value."};
    if (!manual && (wanted.numPartitions < -1 || wanted.numPartitions == 0))
        return Error{ErrorCode::INVALID_PARTITIONS,
                     "Number of partitions must be larger than 0, or -1 to use the default value."};
    const int partitions = wanted.numPartitions == -1 ? m_config.defaultPartitions : wanted.numPartitions;
    const int replicas =
        wanted.replicationFactor == -1 ? m_config.defaultReplicationFactor : wanted.replicationFactor;
    const auto count = manual ? wanted.assignments.size() : static_cast<std::size_t>(partitions);
    if (count > static_cast<std::size_t>(m_config.maxPartitionsPerRequest))
        return tooManyPartitions();
    const auto assignment = placeOrTake(wanted.assignments, partitions, replicas);
    if (!assignment)
        return assignment.error();

    result.topicId = Uuid::random(m_random);
    result.numPartitions = static_cast<std::int32_t>(assignment->size());
    result.replicationFactor = static_cast<std::int16_t>(assignment->front().size());
    result.configs.emplace();
    for (const auto& definition : log::topicConfigDefinitions()) {
        auto& config = result.configs->emplace_back();
        config.name = definition.name;
        config.value = std::string(definition.defaultValue);
        config.configSource = 5; // DEFAULT_CONFIG
        for (const auto& given : wanted.configs)
            if (given.name == definition.name) {
                config.value = given.value;
                config.configSource = 1; // DYNAMIC_TOPIC_CONFIG
            }
    }

    Records records;
    protocol::TopicRecord topic;
    topic.name = wanted.name;
    topic.topicId = result.topicId;
    records.emplace_back(topic);
    for (const auto& given : wanted.configs) {
        protocol::ConfigRecord config;
        config.resourceType = topicResource;
        config.resourceName = wanted.name;
        config.name = given.name;
        config.value = given.value;
        records.emplace_back(config);
    }
    for (std::size_t p = 0; p < assignment->size(); ++p)
        records.emplace_back(newPartition(result.topicId, static_cast<int>(p), (*assignment)[p]));
    return records;
}

Error TopicControl::tooManyPartitions() const {
    return {ErrorCode::POLICY_VIOLATION, "At most " + std::to_string(m_config.maxPartitionsPerRequest) +
                                             " partitions can be created at once."};
}

Result<TopicControl::Assignment>
TopicControl::placeOrTake(const std::vector<CreateTopicsRequest::CreatableReplicaAssignment>& given,
                          int partitions, int replicas) {
    if (given.empty())
        return placeReplicas(image().brokers(), partitions, replicas, m_random);
    Assignment assignment(given.size());
    for (const auto& one : given) {
        const auto index = static_cast<std::size_t>(one.partitionIndex);
        if (one.partitionIndex < 0 || index >= given.size() || !assignment[index].empty())
            return Error{ErrorCode::INVALID_REPLICA_ASSIGNMENT,
                         "Partitions must be a consecutive sequence from 0, each named once."};
        assignment[index] = brokerIds(one.brokerIds);
        if (auto valid = checkAssignment(assignment[index]); !valid)
            return valid.error();
        if (assignment[index].size() != given.front().brokerIds.size())
            return Error{ErrorCode::INVALID_REPLICA_ASSIGNMENT, "All partitions must have as many replicas."};
    }
    return assignment;
}

Result<void> TopicControl::checkAssignment(const std::vector<BrokerId>& replicas) const {
    if (replicas.empty())
        return Error{ErrorCode::INVALID_REPLICA_ASSIGNMENT, "A partition needs at least one replica."};
    bool anyLive = false;
    for (auto id : replicas) {
        if (std::ranges::count(replicas, id) > 1)
            return Error{ErrorCode::INVALID_REPLICA_ASSIGNMENT,
                         "Broker " + toString(id) + " is named twice for one partition."};
        const auto* broker = image().broker(id);
        if (!broker)
            return Error{ErrorCode::INVALID_REPLICA_ASSIGNMENT, "There is no broker " + toString(id) + "."};
        anyLive |= !broker->fenced;
    }
    if (!anyLive)
        return Error{ErrorCode::INVALID_REPLICA_ASSIGNMENT, "All brokers named for a partition are fenced."};
    return {};
}

protocol::PartitionRecord TopicControl::newPartition(const Uuid& topicId, int index,
                                                     const std::vector<BrokerId>& replicas) const {
    std::vector<BrokerId> live;
    for (auto id : replicas)
        if (const auto* broker = image().broker(id); broker && broker->isActive())
            live.push_back(id);
    protocol::PartitionRecord record;
    record.partitionId = index;
    record.topicId = topicId;
    record.replicas = rawIds(replicas);
    record.isr = rawIds(live);
    record.leader = live.empty() ? -1 : live.front().value();
    record.leaderEpoch = 0;
    record.partitionEpoch = 0;
    return record;
}

DeleteTopicsResponse TopicControl::remove(const DeleteTopicsRequest& request) {
    DeleteTopicsResponse response;
    const auto remove = [&](const TopicImage* topic, std::optional<std::string> name, const Uuid& id,
                            ErrorCode missing) {
        auto& result = response.responses.emplace_back();
        result.name = topic ? topic->name : name;
        result.topicId = topic ? topic->id : id;
        if (!topic)
            return refuse(result, {missing, "There is no such topic."});
        if (name && !id.isZero())
            return refuse(result,
                          {ErrorCode::INVALID_REQUEST, "A topic is named by its name or its id, not both."});
        protocol::RemoveTopicRecord record;
        record.topicId = topic->id;
        const auto deleted = topic->name;
        if (auto written = m_writer.write({record}); !written)
            return refuse(result, written.error());
        spdlog::info("deleted topic {}", deleted);
    };
    for (const auto& name : request.topicNames)
        remove(image().topic(name), name, {}, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    for (const auto& topic : request.topics) {
        if (topic.name)
            remove(image().topic(*topic.name), topic.name, topic.topicId,
                   ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
        else
            remove(image().topic(topic.topicId), std::nullopt, topic.topicId, ErrorCode::UNKNOWN_TOPIC_ID);
    }
    return response;
}

CreatePartitionsResponse TopicControl::addPartitions(const CreatePartitionsRequest& request) {
    CreatePartitionsResponse response;
    std::map<std::string_view, int> mentioned;
    for (const auto& wanted : request.topics)
        ++mentioned[wanted.name];
    for (const auto& wanted : request.topics) {
        auto& result = response.results.emplace_back();
        result.name = wanted.name;
        if (mentioned[wanted.name] > 1) {
            refuse(result, {ErrorCode::INVALID_REQUEST, "Duplicate topic name."});
            continue;
        }
        const auto records = planPartitions(wanted);
        if (!records) {
            refuse(result, records.error());
            continue;
        }
        if (request.validateOnly)
            continue;
        if (auto written = m_writer.write(*records); !written)
            refuse(result, written.error());
    }
    return response;
}

Result<Records> TopicControl::planPartitions(const CreatePartitionsRequest::CreatePartitionsTopic& wanted) {
    const auto* topic = image().topic(wanted.name);
    if (!topic)
        return Error{ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "There is no such topic."};
    const auto present = static_cast<std::int32_t>(topic->partitions.size());
    const auto added = wanted.count > present ? wanted.count - present : 0; // the count may be any number
    if (added == 0 || added > m_config.maxPartitionsPerRequest)
        return Error{ErrorCode::INVALID_PARTITIONS,
                     "Topic " + wanted.name + " has " + std::to_string(present) + " partitions; " +
                         std::to_string(wanted.count) + " would not be a possible increase."};
    const auto replicas = topic->partitions.front().replicas.size();
    Assignment given;
    if (wanted.assignments) {
        for (const auto& one : *wanted.assignments) {
            given.push_back(brokerIds(one.brokerIds));
            if (auto valid = checkAssignment(given.back()); !valid)
                return valid.error();
            if (given.back().size() != replicas)
                return Error{ErrorCode::INVALID_REPLICA_ASSIGNMENT, "Topic " + wanted.name + " has " +
                                                                        std::to_string(replicas) +
                                                                        " replicas for each partition."};
        }
        if (given.size() != static_cast<std::size_t>(added))
            return Error{ErrorCode::INVALID_REPLICA_ASSIGNMENT,
                         std::to_string(added) + " partitions are to be added, but " +
                             std::to_string(given.size()) + " assignments were given."};
    }
    const auto assignment =
        wanted.assignments ? Result<Assignment>(std::move(given))
                           : placeReplicas(image().brokers(), added, static_cast<int>(replicas), m_random);
    if (!assignment)
        return assignment.error();
    Records records;
    for (std::int32_t i = 0; i < added; ++i)
        records.emplace_back(
            newPartition(topic->id, present + i, (*assignment)[static_cast<std::size_t>(i)]));
    return records;
}

} // namespace partitura::controller
