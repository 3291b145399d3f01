#include "broker/controller/controller.h"

#include "broker/controller/replica_placement.h"
#include "broker/log/topic_configs.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace partitura::controller {
namespace {

using protocol::AlterPartitionRequest;
using protocol::AlterPartitionResponse;
using protocol::CreatePartitionsRequest;
using protocol::CreatePartitionsResponse;
using protocol::CreateTopicsRequest;
using protocol::CreateTopicsResponse;
using protocol::DeleteTopicsRequest;
using protocol::DeleteTopicsResponse;

constexpr std::int32_t producerIdBlock = 1000; // ProducerIdsBlock.PRODUCER_ID_BLOCK_SIZE
constexpr std::int8_t topicResource = 2;       // ConfigResource.Type.TOPIC

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

bool contains(const std::vector<BrokerId>& ids, BrokerId id) {
    return std::ranges::find(ids, id) != ids.end();
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

Controller::Controller(ControllerConfig config, std::string clusterId, EventLoop& loop, Random& random,
                       const MetadataImage& image, Commit commit)
    : m_config(config)
    , m_clusterId(std::move(clusterId))
    , m_loop(loop)
    , m_random(random)
    , m_image(image)
    , m_commit(std::move(commit)) {
    for (const auto& [id, broker] : m_image.brokers())
        brokerHeard(id);
    checkSessions();
}

Controller::~Controller() {
    m_loop.cancel(m_sessionTimer);
}

// ---- topics ----

CreateTopicsResponse Controller::createTopics(const CreateTopicsRequest& request) {
    PARTITURA_ON_LOOP(m_loop);
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
        auto records = planTopic(wanted, result);
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
        if (auto committed = m_commit(*records); !committed)
            refuse(result, committed.error());
        else
            spdlog::info("created topic {} with {} partitions, {} replicas each", wanted.name,
                         result.numPartitions, result.replicationFactor);
    }
    return response;
}

Result<Controller::Records> Controller::planTopic(const CreateTopicsRequest::CreatableTopic& wanted,
                                                  CreateTopicsResponse::CreatableTopicResult& result) {
    if (auto valid = validateTopicName(wanted.name); !valid)
        return valid.error();
    if (m_image.topic(wanted.name))
        return Error{ErrorCode::TOPIC_ALREADY_EXISTS, "Topic '" + wanted.name + "' already exists."};
    // It is no topic of the image, and its name must not become that of one (ControllerApis.createTopics).
    if (wanted.name == metadataTopicName)
        return Error{ErrorCode::INVALID_REQUEST,
                     "Creation of internal topic " + wanted.name + " is prohibited."};
    if (const auto* other = m_image.topicThatCollides(wanted.name))
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

Error Controller::tooManyPartitions() const {
    return {ErrorCode::POLICY_VIOLATION, "At most " + std::to_string(m_config.maxPartitionsPerRequest) +
                                             " partitions can be created at once."};
}

Result<std::vector<std::vector<BrokerId>>>
Controller::placeOrTake(const std::vector<CreateTopicsRequest::CreatableReplicaAssignment>& given,
                        int partitions, int replicas) {
    if (given.empty())
        return placeReplicas(m_image.liveBrokers(), partitions, replicas, m_random);
    std::vector<std::vector<BrokerId>> assignment(given.size());
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

Result<void> Controller::checkAssignment(const std::vector<BrokerId>& replicas) const {
    if (replicas.empty())
        return Error{ErrorCode::INVALID_REPLICA_ASSIGNMENT, "A partition needs at least one replica."};
    bool anyLive = false;
    for (auto id : replicas) {
        if (std::ranges::count(replicas, id) > 1)
            return Error{ErrorCode::INVALID_REPLICA_ASSIGNMENT,
                         "Broker " + toString(id) + " is named twice for one partition."};
        const auto* broker = m_image.broker(id);
        if (!broker)
            return Error{ErrorCode::INVALID_REPLICA_ASSIGNMENT, "There is no broker " + toString(id) + "."};
        anyLive |= !broker->fenced;
    }
    if (!anyLive)
        return Error{ErrorCode::INVALID_REPLICA_ASSIGNMENT, "All brokers named for a partition are fenced."};
    return {};
}

protocol::PartitionRecord Controller::newPartition(const Uuid& topicId, int index,
                                                   const std::vector<BrokerId>& replicas) const {
    std::vector<BrokerId> live;
    for (auto id : replicas)
        if (const auto* broker = m_image.broker(id); broker && !broker->fenced)
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

DeleteTopicsResponse Controller::deleteTopics(const DeleteTopicsRequest& request) {
    PARTITURA_ON_LOOP(m_loop);
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
        if (auto committed = m_commit({record}); !committed)
            return refuse(result, committed.error());
        spdlog::info("deleted topic {}", deleted);
    };
    for (const auto& name : request.topicNames)
        remove(m_image.topic(name), name, {}, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    for (const auto& topic : request.topics) {
        if (topic.name)
            remove(m_image.topic(*topic.name), topic.name, topic.topicId,
                   ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
        else
            remove(m_image.topic(topic.topicId), std::nullopt, topic.topicId, ErrorCode::UNKNOWN_TOPIC_ID);
    }
    return response;
}

CreatePartitionsResponse Controller::createPartitions(const CreatePartitionsRequest& request) {
    PARTITURA_ON_LOOP(m_loop);
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
        const auto* topic = m_image.topic(wanted.name);
        if (!topic) {
            refuse(result, {ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "There is no such topic."});
            continue;
        }
        const auto present = static_cast<std::int32_t>(topic->partitions.size());
        const auto added = wanted.count > present ? wanted.count - present : 0; // the count may be any number
        if (added == 0 || added > m_config.maxPartitionsPerRequest) {
            refuse(result, {ErrorCode::INVALID_PARTITIONS,
                            "Topic " + wanted.name + " has " + std::to_string(present) + " partitions; " +
                                std::to_string(wanted.count) + " would not be a possible increase."});
            continue;
        }
        const auto replicas = topic->partitions.front().replicas.size();
        auto assignment = placeReplicas(m_image.liveBrokers(), added, static_cast<int>(replicas), m_random);
        if (wanted.assignments) {
            std::vector<std::vector<BrokerId>> given;
            Result<void> valid;
            for (const auto& one : *wanted.assignments) {
                given.push_back(brokerIds(one.brokerIds));
                if (valid)
                    valid = checkAssignment(given.back());
                if (valid && given.back().size() != replicas)
                    valid = Error{ErrorCode::INVALID_REPLICA_ASSIGNMENT, "Topic " + wanted.name + " has " +
                                                                             std::to_string(replicas) +
                                                                             " replicas for each partition."};
            }
            if (valid && given.size() != static_cast<std::size_t>(added))
                valid = Error{ErrorCode::INVALID_REPLICA_ASSIGNMENT,
                              std::to_string(added) + " partitions are to be added, but " +
                                  std::to_string(given.size()) + " assignments were given."};
            if (valid)
                assignment = std::move(given);
            else
                assignment = valid.error();
        }
        if (!assignment) {
            refuse(result, assignment.error());
            continue;
        }
        Records records;
        for (std::int32_t i = 0; i < added; ++i)
            records.emplace_back(
                newPartition(topic->id, present + i, (*assignment)[static_cast<std::size_t>(i)]));
        if (request.validateOnly)
            continue;
        if (auto committed = m_commit(records); !committed)
            refuse(result, committed.error());
    }
    return response;
}

// ---- in-sync replicas ----

AlterPartitionResponse Controller::alterPartition(const AlterPartitionRequest& request) {
    PARTITURA_ON_LOOP(m_loop);
    AlterPartitionResponse response;
    const auto* asker = m_image.broker(BrokerId(request.brokerId));
    if (!asker || asker->epoch != request.brokerEpoch) {
        response.errorCode = ErrorCode::STALE_BROKER_EPOCH;
        return response;
    }
    for (const auto& wantedTopic : request.topics) {
        auto& topicResult = response.topics.emplace_back();
        topicResult.topicId = wantedTopic.topicId;
        for (const auto& wanted : wantedTopic.partitions) {
            auto& result = topicResult.partitions.emplace_back();
            result.partitionIndex = wanted.partitionIndex;
            const auto* topic = m_image.topic(wantedTopic.topicId);
            result.errorCode = topic ? changeIsr(*topic, asker->id, wanted) : ErrorCode::UNKNOWN_TOPIC_ID;
            if (result.errorCode != ErrorCode::NONE)
                continue;
            const auto& state = topic->partitions[static_cast<std::size_t>(wanted.partitionIndex)];
            result.leaderId = state.leader.value();
            result.leaderEpoch = state.leaderEpoch.value();
            result.isr = rawIds(state.isr);
            result.partitionEpoch = state.partitionEpoch;
        }
    }
    return response;
}

// The checks and their order are those of Kafka's ReplicationControlManager.
ErrorCode Controller::changeIsr(const TopicImage& topic, BrokerId asker,
                                const AlterPartitionRequest::PartitionData& wanted) {
    if (wanted.partitionIndex < 0 ||
        static_cast<std::size_t>(wanted.partitionIndex) >= topic.partitions.size())
        return ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
    const auto& state = topic.partitions[static_cast<std::size_t>(wanted.partitionIndex)];
    if (wanted.leaderEpoch > state.leaderEpoch.value() || wanted.partitionEpoch > state.partitionEpoch)
        return ErrorCode::NOT_CONTROLLER;
    if (wanted.leaderEpoch < state.leaderEpoch.value())
        return ErrorCode::FENCED_LEADER_EPOCH;
    if (asker != state.leader)
        return ErrorCode::INVALID_REQUEST;
    if (wanted.partitionEpoch < state.partitionEpoch)
        return ErrorCode::INVALID_UPDATE_VERSION;
    auto isr = brokerIds(wanted.newIsr);
    for (const auto& broker : wanted.newIsrWithEpochs)
        isr.emplace_back(broker.brokerId);
    if (!contains(isr, state.leader))
        return ErrorCode::INVALID_REQUEST;
    for (auto id : isr)
        if (!contains(state.replicas, id) || std::ranges::count(isr, id) > 1)
            return ErrorCode::INVALID_REQUEST;
    for (auto id : isr)
        if (const auto* broker = m_image.broker(id); !broker || broker->fenced)
            return ErrorCode::INELIGIBLE_REPLICA;
    protocol::PartitionChangeRecord change;
    change.partitionId = wanted.partitionIndex;
    change.topicId = topic.id;
    change.isr = rawIds(isr);
    return m_commit({change}).code();
}

// ---- brokers ----

protocol::BrokerRegistrationResponse
Controller::registerBroker(const protocol::BrokerRegistrationRequest& request) {
    PARTITURA_ON_LOOP(m_loop);
    protocol::BrokerRegistrationResponse response;
    if (request.clusterId != m_clusterId) {
        response.errorCode = ErrorCode::INCONSISTENT_CLUSTER_ID;
        return response;
    }
    const BrokerId id(request.brokerId);
    const auto* known = m_image.broker(id);
    protocol::RegisterBrokerRecord record;
    record.brokerId = request.brokerId;
    record.incarnationId = request.incarnationId;
    // Kafka takes the offset the record will have; any number that rises with each registration will do.
    record.brokerEpoch = (known ? known->epoch : 0) + 1;
    for (const auto& listener : request.listeners) {
        auto& endPoint = record.endPoints.emplace_back();
        endPoint.name = listener.name;
        endPoint.host = listener.host;
        endPoint.port = listener.port;
        endPoint.securityProtocol = listener.securityProtocol;
    }
    record.rack = request.rack;
    record.fenced = false;
    Records records{record};
    // A broker that comes back leads what it led, and what has had no leader, in a new epoch each; unless it
    // went down in disorder, for then its logs may have lost their ends, and others in the ISR have them
    // (KIP-966). Where the controller went down too, all did, and nobody is a better leader than another.
    const bool mayLackRecords = known && known->incarnation != request.incarnationId &&
                                known->epoch != request.previousBrokerEpoch && m_registeredHere.contains(id);
    electWhereNeeded(records, mayLackRecords ? id : BrokerId(), id);
    if (auto committed = m_commit(records); !committed) {
        response.errorCode = committed.code();
        return response;
    }
    brokerHeard(id);
    m_registeredHere.insert(id);
    response.brokerEpoch = record.brokerEpoch;
    return response;
}

protocol::BrokerHeartbeatResponse
Controller::brokerHeartbeat(const protocol::BrokerHeartbeatRequest& request) {
    PARTITURA_ON_LOOP(m_loop);
    protocol::BrokerHeartbeatResponse response;
    const BrokerId id(request.brokerId);
    const auto* broker = m_image.broker(id);
    if (!broker) {
        response.errorCode = ErrorCode::BROKER_ID_NOT_REGISTERED;
        return response;
    }
    if (broker->epoch != request.brokerEpoch) {
        response.errorCode = ErrorCode::STALE_BROKER_EPOCH;
        return response;
    }
    brokerHeard(id);
    if (broker->fenced && !request.wantFence)
        unfence(id);
    response.isCaughtUp = true;
    response.isFenced = m_image.broker(id)->fenced;
    response.shouldShutDown = request.wantShutDown;
    return response;
}

void Controller::brokerHeard(BrokerId id) {
    m_lastHeard[id] = m_loop.clock().now();
}

void Controller::checkSessions() {
    const auto now = m_loop.clock().now();
    for (auto id : m_image.liveBrokers())
        if (now - m_lastHeard[id] > m_config.brokerSessionTimeout)
            fence(id);
    m_sessionTimer = m_loop.schedule(m_config.brokerSessionTimeout / 4, [this] { checkSessions(); });
}

void Controller::fence(BrokerId id) {
    spdlog::warn(
        "broker {} has not been heard of for {} ms; fencing it", id.value(),
        std::chrono::duration_cast<std::chrono::milliseconds>(m_config.brokerSessionTimeout).count());
    protocol::BrokerRegistrationChangeRecord record;
    record.brokerId = id.value();
    record.brokerEpoch = m_image.broker(id)->epoch;
    record.fenced = 1;
    Records records{record};
    electWhereNeeded(records, id, BrokerId());
    if (auto committed = m_commit(records); !committed)
        spdlog::error("cannot fence broker {}: {}", id.value(), committed.error().context);
}

void Controller::unfence(BrokerId id) {
    protocol::BrokerRegistrationChangeRecord record;
    record.brokerId = id.value();
    record.brokerEpoch = m_image.broker(id)->epoch;
    record.fenced = -1;
    Records records{record};
    electWhereNeeded(records, BrokerId(), id);
    if (auto committed = m_commit(records); !committed)
        spdlog::error("cannot unfence broker {}: {}", id.value(), committed.error().context);
}

// What the loss or the return of a broker changes: a lost one leaves each ISR unless it is the last in it,
// and hands its partitions to the first live member of the ISR in the order of the assignment; one that is
// back leads again, in a new epoch, what it still led, and what waits for it without a leader. One that is
// both was lost and is back already.
void Controller::electWhereNeeded(Records& records, BrokerId lost, BrokerId back) const {
    const auto isLive = [&](BrokerId id) {
        const auto* broker = m_image.broker(id);
        return id == back || (id != lost && broker && !broker->fenced);
    };
    for (const auto& [name, topic] : m_image.topics()) {
        for (std::size_t p = 0; p < topic.partitions.size(); ++p) {
            const auto& state = topic.partitions[p];
            protocol::PartitionChangeRecord change;
            change.partitionId = static_cast<std::int32_t>(p);
            change.topicId = topic.id;
            auto isr = state.isr;
            if (contains(isr, lost) && isr.size() > 1) {
                std::erase(isr, lost);
                change.isr = rawIds(isr);
            }
            const bool waits = state.leader == BrokerId() || state.leader == back;
            if (back != BrokerId() && waits && contains(isr, back)) {
                change.leader = back.value();
            } else if (lost != BrokerId() && state.leader == lost) {
                const auto next = std::ranges::find_if(
                    state.replicas, [&](BrokerId id) { return contains(isr, id) && isLive(id); });
                change.leader = next == state.replicas.end() ? -1 : next->value();
            } else if (!change.isr) {
                continue;
            }
            records.emplace_back(change);
        }
    }
}

// ---- producer ids ----

protocol::AllocateProducerIdsResponse
Controller::allocateProducerIds(const protocol::AllocateProducerIdsRequest& request) {
    PARTITURA_ON_LOOP(m_loop);
    protocol::AllocateProducerIdsResponse response;
    const auto* broker = m_image.broker(BrokerId(request.brokerId));
    if (!broker || broker->epoch != request.brokerEpoch) {
        response.errorCode = broker ? ErrorCode::STALE_BROKER_EPOCH : ErrorCode::BROKER_ID_NOT_REGISTERED;
        return response;
    }
    const auto first = m_image.nextProducerId();
    protocol::ProducerIdsRecord record;
    record.brokerId = request.brokerId;
    record.brokerEpoch = request.brokerEpoch;
    record.nextProducerId = first + producerIdBlock;
    if (auto committed = m_commit({record}); !committed) {
        response.errorCode = committed.code();
        return response;
    }
    response.producerIdStart = first;
    response.producerIdLen = producerIdBlock;
    return response;
}

} // namespace partitura::controller
