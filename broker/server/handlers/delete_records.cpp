// DeleteRecords: moves the log start of partitions led here, and answers when the live replicas followed.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

#include <algorithm>
#include <memory>

namespace partitura::server {
namespace {

using protocol::DeleteRecordsRequest;
using protocol::DeleteRecordsResponse;
using PartitionResult = DeleteRecordsResponse::DeleteRecordsPartitionResult;

constexpr std::int64_t noLowWatermark = -1; // DeleteRecordsResponse.INVALID_LOW_WATERMARK

/// A partition whose replicas have not all moved their log start yet.
struct Awaited {
    TopicPartition name;
    std::size_t topicIndex = 0;
    std::size_t partitionIndex = 0;
    Offset offset;
};

Offset lowWatermark(const Broker& broker, const replication::Partition& partition) {
    return partition.lowWatermark([&](BrokerId id) {
        const auto* known = broker.image().broker(id);
        return known && !known->fenced;
    });
}

/// A request on its way to its answer (Kafka's DelayedDeleteRecords). It keeps itself alive through its timer
/// until it has answered.
class DelayedDeleteRecords final : public replication::PartitionWatcher,
                                   public std::enable_shared_from_this<DelayedDeleteRecords> {
public:
    DelayedDeleteRecords(Broker& broker, DeleteRecordsResponse response, std::vector<Awaited> awaited,
                         Responder<DeleteRecordsRequest> respond)
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

    bool partitionChanged(replication::Partition&) override {
        check();
        return !m_awaited.empty();
    }

private:
    void check() {
        if (m_awaited.empty())
            return;
        std::erase_if(m_awaited, [&](const Awaited& one) {
            auto& result = resultOf(one);
            const auto* partition = m_broker.replicas().find(one.name);
            result.errorCode =
                partition ? partition->checkLeader(LeaderEpoch()) : ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
            const auto low = result.errorCode == ErrorCode::NONE ? lowWatermark(m_broker, *partition)
                                                                 : Offset(noLowWatermark);
            if (result.errorCode == ErrorCode::NONE && low < one.offset)
                return false;
            result.lowWatermark = low.value();
            return true;
        });
        if (m_awaited.empty())
            finish();
    }

    void expire() {
        for (const auto& one : std::exchange(m_awaited, {}))
            resultOf(one).errorCode = ErrorCode::REQUEST_TIMED_OUT;
        finish();
    }

    PartitionResult& resultOf(const Awaited& one) {
        return m_response.topics[one.topicIndex].partitions[one.partitionIndex];
    }

    void finish() {
        const auto self = shared_from_this();
        m_broker.loop().cancel(m_timer);
        m_respond(m_response);
    }

    Broker& m_broker;
    DeleteRecordsResponse m_response;
    std::vector<Awaited> m_awaited;
    Responder<DeleteRecordsRequest> m_respond;
    EventLoop::TimerId m_timer = 0;
};

/// Moves the log start on this broker; the offset that all live replicas shall come to.
Result<Offset> deleteHere(Broker& broker, const TopicPartition& name, Offset before) {
    if (!broker.image().partition(name))
        return ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
    if (controller::isInternalTopic(name.topic))
        return ErrorCode::INVALID_TOPIC_EXCEPTION;
    auto* partition = broker.replicas().find(name);
    return partition ? partition->deleteRecordsBefore(before) : ErrorCode::NOT_LEADER_OR_FOLLOWER;
}

} // namespace

void handleDeleteRecords(Broker& broker, const RequestContext&, DeleteRecordsRequest& request,
                         Responder<DeleteRecordsRequest> respond) {
    DeleteRecordsResponse response;
    std::vector<Awaited> deleted;
    for (const auto& topic : request.topics) {
        auto& topicResult = response.topics.emplace_back();
        topicResult.name = topic.name;
        for (const auto& wanted : topic.partitions) {
            auto& result = topicResult.partitions.emplace_back();
            result.partitionIndex = wanted.partitionIndex;
            result.lowWatermark = noLowWatermark;
            const TopicPartition name{topic.name, PartitionIndex(wanted.partitionIndex)};
            const auto offset = deleteHere(broker, name, Offset(wanted.offset));
            result.errorCode = offset.code();
            if (offset)
                deleted.push_back(
                    {name, response.topics.size() - 1, topicResult.partitions.size() - 1, *offset});
        }
    }
    // Kafka leaves it to the next checkpoint, so that a crash brings the records back.
    const auto kept = deleted.empty() ? Result<void>() : broker.replicas().checkpointLogStarts();
    std::erase_if(deleted, [&](const Awaited& one) {
        auto& result = response.topics[one.topicIndex].partitions[one.partitionIndex];
        result.errorCode = kept.code();
        if (!kept)
            return true;
        const auto low = lowWatermark(broker, *broker.replicas().find(one.name));
        result.lowWatermark = low.value();
        return low >= one.offset;
    });
    if (deleted.empty())
        return respond(response);
    std::make_shared<DelayedDeleteRecords>(broker, std::move(response), std::move(deleted),
                                           std::move(respond))
        ->start(std::chrono::milliseconds(std::max(0, request.timeoutMs)));
}

} // namespace partitura::server
