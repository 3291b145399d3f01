// Produce: appends batches to partitions led here, and answers when enough replicas have them.
#include "broker/base/mutation.h"
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

#include <algorithm>
#include <memory>

namespace partitura::server {
namespace {

using protocol::ProduceRequest;
using protocol::ProduceResponse;
using PartitionResponse = ProduceResponse::PartitionProduceResponse;
using replication::Partition;

constexpr std::int16_t acksAll = -1;
constexpr std::int16_t zstdFirstVersion = 7; // KIP-110

bool isZstd(ByteView records) {
    const auto header = record::BatchHeader::parse(records);
    return header && header->compression() == record::Compression::zstd;
}

/// A produced partition that waits for its in-sync replicas, or for this one's disk alone.
struct Awaited {
    TopicPartition name;
    std::size_t topicIndex = 0;
    std::size_t partitionIndex = 0;
    Offset needed;
    LeaderEpoch epoch;
    int minInSync = 1;
    bool byAll = true; ///< acks=all
};

/// A request with acks=all, or with acks=1 where flush.messages=1, on its way to its answer (Kafka's
/// DelayedProduce). It keeps itself alive through
/// its timer until it has answered.
class DelayedProduce final : public replication::PartitionWatcher,
                             public std::enable_shared_from_this<DelayedProduce> {
public:
    DelayedProduce(Broker& broker, ProduceResponse response, std::vector<Awaited> awaited,
                   Responder<ProduceRequest> respond)
        : m_broker(broker)
        , m_response(std::move(response))
        , m_awaited(std::move(awaited))
        , m_respond(std::move(respond)) {}

    void start(Duration timeout) {
        for (const auto& one : m_awaited)
            if (auto* partition = m_broker.replicas().find(one.name))
                partition->watch(weak_from_this());
        m_timer = m_broker.loop().schedule(timeout, [self = shared_from_this()] { self->expire(); });
        check();
    }

    bool partitionChanged(Partition&) override {
        check();
        return !m_awaited.empty();
    }

private:
    void check() {
        std::erase_if(m_awaited, [&](const Awaited& one) {
            const auto error = stateOf(one);
            if (!error)
                return false;
            auto& response = responseOf(one);
            response.errorCode = *error;
            if (*error != ErrorCode::NONE)
                response.baseOffset = -1;
            return true;
        });
        if (m_awaited.empty())
            finish();
    }

    /// nullopt while there is more to wait for.
    std::optional<ErrorCode> stateOf(const Awaited& one) const {
        auto* partition = m_broker.replicas().find(one.name);
        if (!partition)
            return ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
        if (!partition->isLeader() || partition->state().leaderEpoch != one.epoch)
            return ErrorCode::NOT_LEADER_OR_FOLLOWER;
        if (partition->isOffline())
            return ErrorCode::KAFKA_STORAGE_ERROR;
        if ((one.byAll && !PARTITURA_MUTATION(acknowledgedBeforeReplication)
                 ? partition->highWatermark()
                 : partition->writtenEnd()) < one.needed)
            return std::nullopt;
        return static_cast<int>(partition->inSyncCount()) < one.minInSync
                   ? ErrorCode::NOT_ENOUGH_REPLICAS_AFTER_APPEND
                   : ErrorCode::NONE;
    }

    void expire() {
        for (const auto& one : std::exchange(m_awaited, {})) {
            responseOf(one).errorCode = ErrorCode::REQUEST_TIMED_OUT;
            responseOf(one).baseOffset = -1;
        }
        finish();
    }

    PartitionResponse& responseOf(const Awaited& one) {
        return m_response.responses[one.topicIndex].partitionResponses[one.partitionIndex];
    }

    void finish() {
        const auto self = shared_from_this();
        m_broker.loop().cancel(m_timer);
        m_respond(m_response);
    }

    Broker& m_broker;
    ProduceResponse m_response;
    std::vector<Awaited> m_awaited;
    Responder<ProduceRequest> m_respond;
    EventLoop::TimerId m_timer = 0;
};

Partition* findPartition(Broker& broker, const ProduceRequest::TopicProduceData& topic, PartitionIndex index,
                         ErrorCode& error) {
    const auto* known =
        topic.topicId.isZero() ? broker.image().topic(topic.name) : broker.image().topic(topic.topicId);
    if (!known) {
        error = topic.topicId.isZero() ? ErrorCode::UNKNOWN_TOPIC_OR_PARTITION : ErrorCode::UNKNOWN_TOPIC_ID;
        return nullptr;
    }
    auto* partition = broker.replicas().find({known->name, index});
    if (!partition) {
        const bool exists = broker.image().partition({known->name, index});
        error = exists ? ErrorCode::NOT_LEADER_OR_FOLLOWER : ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
    }
    return partition;
}

/// Tells a client that came to the wrong broker where to go (KIP-951, from version 10).
void nameLeader(Broker& broker, const replication::PartitionState* state, PartitionResponse& result,
                ProduceResponse& response) {
    const auto* leader = state ? broker.image().broker(state->leader) : nullptr;
    if (!leader)
        return;
    result.currentLeader.leaderId = leader->id.value();
    result.currentLeader.leaderEpoch = state->leaderEpoch.value();
    const auto known =
        std::ranges::find(response.nodeEndpoints, leader->id.value(), &ProduceResponse::NodeEndpoint::nodeId);
    if (known != response.nodeEndpoints.end())
        return;
    auto& node = response.nodeEndpoints.emplace_back();
    node.nodeId = leader->id.value();
    node.host = leader->endpoint.host;
    node.port = leader->endpoint.port;
}

} // namespace

void handleProduce(Broker& broker, const RequestContext& context, ProduceRequest& request,
                   Responder<ProduceRequest> respond) {
    ProduceResponse response;
    std::vector<Awaited> awaited;
    std::string firstError;
    const bool validAcks = request.acks >= acksAll && request.acks <= 1;
    for (auto& topic : request.topicData) {
        auto& topicResponse = response.responses.emplace_back();
        topicResponse.name = topic.name;
        topicResponse.topicId = topic.topicId;
        for (auto& data : topic.partitionData) {
            auto& result = topicResponse.partitionResponses.emplace_back();
            result.index = data.index;
            result.baseOffset = -1;
            const auto fail = [&](ErrorCode error, const std::string& why) {
                result.errorCode = error;
                if (!why.empty())
                    result.errorMessage = why;
                if (firstError.empty())
                    firstError = std::string(errorName(error));
            };
            if (!validAcks) {
                fail(ErrorCode::INVALID_REQUIRED_ACKS, {});
                continue;
            }
            auto error = ErrorCode::NONE;
            auto* partition = findPartition(broker, topic, PartitionIndex(data.index), error);
            // What the coordinators must be able to read back, they alone write (ReplicaManager).
            if (partition && controller::isInternalTopic(partition->name().topic))
                error = ErrorCode::INVALID_TOPIC_EXCEPTION;
            if (partition && !partition->isLeader())
                error = ErrorCode::NOT_LEADER_OR_FOLLOWER;
            if (error != ErrorCode::NONE) {
                fail(error, {});
                if (error == ErrorCode::NOT_LEADER_OR_FOLLOWER && context.version >= 10) {
                    const auto* known = topic.topicId.isZero() ? broker.image().topic(topic.name)
                                                               : broker.image().topic(topic.topicId);
                    nameLeader(broker, broker.image().partition({known->name, PartitionIndex(data.index)}),
                               result, response);
                }
                continue;
            }
            const auto& name = partition->name();
            const int required = request.acks == acksAll ? partition->neededInSync() : 0;
            const auto records = data.records.view;
            if (context.version < zstdFirstVersion && isZstd(records)) {
                fail(ErrorCode::UNSUPPORTED_COMPRESSION_TYPE,
                     "Produce requests with version < 7 are not allowed to use ZStandard compression");
                continue;
            }
            std::vector<record::RecordError> recordErrors;
            auto appended =
                partition->appendAsLeader(records, log::AppendOrigin::client, required, &recordErrors);
            if (!appended) {
                fail(appended.code(), appended.error().context);
                for (const auto& one : recordErrors) {
                    auto& item = result.recordErrors.emplace_back();
                    item.batchIndex = one.index;
                    item.batchIndexErrorMessage = one.message;
                }
                continue;
            }
            context.client->producedBytes += records.size();
            result.baseOffset = appended->firstOffset.value();
            result.logAppendTimeMs = appended->logAppendTime;
            result.logStartOffset = partition->logStart().value();
            const auto needed = appended->lastOffset + 1;
            if (request.acks == acksAll || (request.acks == 1 && partition->writtenEnd() < needed))
                awaited.push_back({name, response.responses.size() - 1,
                                   topicResponse.partitionResponses.size() - 1, needed,
                                   partition->state().leaderEpoch, required, request.acks == acksAll});
        }
    }
    if (request.acks == 0) {
        // Nobody reads an answer; closing tells the client that its metadata is stale (KafkaApis).
        return firstError.empty() ? respond.silent()
                                  : respond.close("produced with acks=0 and got " + firstError);
    }
    if (awaited.empty())
        return respond(response);
    std::make_shared<DelayedProduce>(broker, std::move(response), std::move(awaited), std::move(respond))
        ->start(std::chrono::milliseconds(std::max(0, request.timeoutMs)));
}

} // namespace partitura::server
