#include "broker/simulator/simulated_producer.h"

#include "broker/base/endian.h"
#include "broker/protocol/messages/init_producer_id.h"
#include "broker/record/batch_builder.h"

namespace partitura::simulator {
namespace {

constexpr std::int16_t produceVersion = 11;
constexpr std::int16_t initProducerIdVersion = 4;
constexpr std::int32_t produceTimeoutMs = 3000; // below the client's, so that the broker's answer comes first

/// Errors after which the batch may be in the log all the same.
bool leavesDoubt(ErrorCode error) {
    switch (error) {
    case ErrorCode::NETWORK_EXCEPTION:
    case ErrorCode::REQUEST_TIMED_OUT:
    case ErrorCode::NOT_ENOUGH_REPLICAS_AFTER_APPEND:
    case ErrorCode::KAFKA_STORAGE_ERROR:
    case ErrorCode::NOT_LEADER_OR_FOLLOWER: // it may have led until acknowledgement
        return true;
    default:
        return false;
    }
}

} // namespace

std::int64_t valueOf(ByteView bytes) {
    return bytes.size() < sizeof(std::int64_t) ? -1 : loadBigEndian<std::int64_t>(bytes.data());
}

SimulatedProducer::SimulatedProducer(ProducerConfig config, std::unique_ptr<ClientConnections> connections,
                                     Random& random, History& history)
    : m_config(std::move(config))
    , m_connections(std::move(connections))
    , m_random(random)
    , m_history(history)
    , m_needsIdentity(m_config.isIdempotent)
    , m_nextValue(std::int64_t{m_config.client} << 32) {}

void SimulatedProducer::start() {
    m_connections->refresh({m_config.topic}, [this] { sendNext(); });
}

void SimulatedProducer::sendNext() {
    if (m_isFinishing)
        return;
    if (m_needsIdentity)
        return beginIdentity();
    if (m_connections->partitionsOf(m_config.topic) == 0)
        return start();
    compose();
    attempt();
}

void SimulatedProducer::beginIdentity() {
    protocol::InitProducerIdRequest request;
    request.transactionalId = std::nullopt;
    m_connections->call<protocol::InitProducerIdRequest>(
        m_connections->anyBroker(), request, initProducerIdVersion, clientRequestTimeout,
        [this](const auto& answer) {
            if (answer && answer->errorCode == ErrorCode::NONE) {
                m_id = ProducerId(answer->producerId);
                m_epoch = ProducerEpoch(answer->producerEpoch);
                m_sequences.clear();
                m_needsIdentity = false;
            }
            m_connections->later(m_needsIdentity ? clientRetryBackoff : Duration::zero(),
                                 [this] { sendNext(); });
        });
}

void SimulatedProducer::compose() {
    const auto partitions = static_cast<std::uint64_t>(m_connections->partitionsOf(m_config.topic));
    auto& batch = m_batch.emplace(Batch{});
    batch.partition = {m_config.topic, PartitionIndex(static_cast<std::int32_t>(m_random.below(partitions)))};
    batch.count =
        static_cast<std::int32_t>(1 + m_random.below(static_cast<std::uint64_t>(m_config.recordsPerBatch)));
    batch.deadline = m_connections->now() + m_config.deliveryTimeout;
    record::BatchOptions options;
    if (m_config.isIdempotent) {
        options.producerId = m_id;
        options.producerEpoch = m_epoch;
        options.baseSequence = m_sequences[batch.partition.partition];
    }
    record::BatchBuilder builder(options);
    Bytes value(std::max(m_config.valueBytes, sizeof(std::int64_t)), 'x');
    for (std::int32_t i = 0; i < batch.count; ++i) {
        storeBigEndian<std::int64_t>(value.data(), m_nextValue + i);
        builder.add(m_connections->loop().clock().wallTimeMs(), std::nullopt, ByteView(value));
    }
    batch.bytes = *builder.build();
    Operation operation;
    operation.kind = Operation::Kind::send;
    operation.client = m_config.client;
    operation.partition = batch.partition;
    operation.value = m_nextValue;
    operation.count = batch.count;
    operation.acks = m_config.acks;
    operation.isIdempotent = m_config.isIdempotent;
    batch.operation = m_history.invoke(std::move(operation), m_connections->now());
    m_nextValue += batch.count;
}

void SimulatedProducer::attempt() {
    const auto leader = m_connections->leaderOf(m_batch->partition);
    if (leader.broker == BrokerId())
        return tryAgain();
    protocol::ProduceRequest request;
    request.acks = m_config.acks;
    request.timeoutMs = produceTimeoutMs;
    auto& topic = request.topicData.emplace_back();
    topic.name = m_config.topic;
    auto& data = topic.partitionData.emplace_back();
    data.index = m_batch->partition.partition.value();
    data.records = protocol::Records::of(MutableByteView(m_batch->bytes));
    m_connections->call<protocol::ProduceRequest>(leader.broker, request, produceVersion,
                                                  clientRequestTimeout,
                                                  [this](const auto& answer) { answered(answer); });
}

void SimulatedProducer::answered(const Result<protocol::ProduceResponse>& answer) {
    auto error = answer.code();
    Offset offset(-1);
    if (answer) {
        const auto& data = answer->responses.front().partitionResponses.front();
        error = data.errorCode;
        offset = Offset(data.baseOffset);
    }
    auto& operation = m_history.pending(m_batch->operation);
    if (error == ErrorCode::NONE) {
        operation.offset = offset;
        m_sequences[m_batch->partition.partition] += m_batch->count;
        m_acknowledged += static_cast<std::uint64_t>(m_batch->count);
        return end(Operation::Outcome::ok, error);
    }
    operation.error = error;
    m_batch->mayBeAppended = m_batch->mayBeAppended || leavesDoubt(error);
    if (isRetriable(error))
        return tryAgain();
    m_needsIdentity = m_config.isIdempotent;
    end(m_batch->mayBeAppended ? Operation::Outcome::unknown : Operation::Outcome::failed, error);
}

void SimulatedProducer::tryAgain() {
    if (m_connections->now() >= m_batch->deadline) {
        // Its sequences may be used up or not: only another producer id is sure to begin anew.
        m_needsIdentity = m_config.isIdempotent;
        const auto last = m_history.pending(m_batch->operation).error;
        return end(m_batch->mayBeAppended ? Operation::Outcome::unknown : Operation::Outcome::failed,
                   last == ErrorCode::NONE ? ErrorCode::LEADER_NOT_AVAILABLE : last);
    }
    m_connections->later(clientRetryBackoff,
                         [this] { m_connections->refresh({m_config.topic}, [this] { attempt(); }); });
}

void SimulatedProducer::end(Operation::Outcome outcome, ErrorCode error) {
    m_history.complete(m_batch->operation, outcome, error, m_connections->now());
    m_batch.reset();
    const auto mean = static_cast<std::uint64_t>(m_config.interval.count());
    m_connections->later(Duration(static_cast<std::int64_t>(m_random.below(2 * mean + 1))),
                         [this] { sendNext(); });
}

} // namespace partitura::simulator
