#include "broker/controller/controller.h"

#include <spdlog/spdlog.h>

#include <utility>

namespace partitura::controller {
namespace {

constexpr std::size_t balancedAtOnce = 1000;   // ReplicationControlManager.MAX_ELECTIONS_PER_IMBALANCE
constexpr std::int32_t producerIdBlock = 1000; // ProducerIdsBlock.PRODUCER_ID_BLOCK_SIZE

} // namespace

Controller::Controller(ControllerConfig config, const std::string& clusterId, EventLoop& loop, Random& random,
                       MetadataImage image, Offset end, MetadataWriter::Append append)
    : m_config(config)
    , m_loop(loop)
    , m_writer(std::move(image), end, std::move(append))
    , m_topics(m_config, random, m_writer)
    , m_replication(m_writer.image())
    , m_configs(m_writer, m_replication)
    , m_cluster(m_config, clusterId, loop, m_writer, m_replication)
    , m_committed(end) {
    finalizeFeatures();
    balanceLeaders(m_config.leaderBalanceInterval);
}

Controller::~Controller() {
    m_loop.cancel(m_balanceTimer);
    for (const auto& pending : std::exchange(m_pending, {}))
        pending.answer(ErrorCode::NOT_CONTROLLER);
}

// A new log says first by which rules it is written (Kafka's bootstrap records).
void Controller::finalizeFeatures() {
    if (m_writer.image().features().contains("metadata.version"))
        return;
    Records records;
    const auto add = [&](const char* name, std::int16_t level) {
        protocol::FeatureLevelRecord record;
        record.name = name;
        record.featureLevel = level;
        records.emplace_back(record);
    };
    add("metadata.version", 25); // MetadataVersion.IBP_4_0_IV3
    add("eligible.leader.replicas.version", 1);
    if (auto written = m_writer.write(records); !written)
        spdlog::error("cannot write the metadata's features: {}", written.error().context);
}

void Controller::balanceLeaders(Duration delay) {
    if (m_config.leaderBalanceInterval <= Duration::zero())
        return;
    m_balanceTimer = m_loop.schedule(delay, [this] {
        const auto records = m_replication.balancePreferredLeaders(balancedAtOnce);
        const bool hasMore = records.size() == balancedAtOnce;
        if (auto written = m_writer.write(records); !written)
            spdlog::error("cannot elect preferred leaders: {}", written.error().context);
        balanceLeaders(hasMore ? Duration::zero() : m_config.leaderBalanceInterval);
    });
}

template <typename Response>
Result<Response> Controller::carryOut(Decision<Response> decision) {
    auto written = m_writer.write(decision.records);
    return written ? Result<Response>(std::move(decision.response)) : written.error();
}

template <typename Response>
void Controller::answerWhenCommitted(Result<Response> response,
                                     std::function<void(const Result<Response>&)> answer) {
    if (!response)
        return answer(response);
    answerWhenCommitted(std::move(*response), std::move(answer));
}

template <typename Response>
void Controller::answerWhenCommitted(Response response, std::function<void(const Result<Response>&)> answer) {
    if (m_writer.end() <= m_committed)
        return answer(std::move(response));
    m_pending.push_back(
        {m_writer.end(), [response = std::move(response), answer = std::move(answer)](auto error) {
             if (error == ErrorCode::NONE)
                 answer(response);
             else
                 answer(Error{error, "The controller has changed."});
         }});
}

void Controller::committed(Offset offset) {
    PARTITURA_ON_LOOP(m_loop);
    m_committed = std::max(m_committed, offset);
    while (!m_pending.empty() && m_pending.front().end <= m_committed) {
        const auto answer = std::move(m_pending.front().answer);
        m_pending.pop_front();
        answer(ErrorCode::NONE);
    }
}

void Controller::handle(const protocol::CreateTopicsRequest& request,
                        Answer<protocol::CreateTopicsRequest> answer) {
    PARTITURA_ON_LOOP(m_loop);
    answerWhenCommitted(m_topics.create(request), std::move(answer));
}

void Controller::handle(const protocol::DeleteTopicsRequest& request,
                        Answer<protocol::DeleteTopicsRequest> answer) {
    PARTITURA_ON_LOOP(m_loop);
    answerWhenCommitted(m_topics.remove(request), std::move(answer));
}

void Controller::handle(const protocol::CreatePartitionsRequest& request,
                        Answer<protocol::CreatePartitionsRequest> answer) {
    PARTITURA_ON_LOOP(m_loop);
    answerWhenCommitted(m_topics.addPartitions(request), std::move(answer));
}

void Controller::handle(const protocol::ElectLeadersRequest& request,
                        Answer<protocol::ElectLeadersRequest> answer) {
    PARTITURA_ON_LOOP(m_loop);
    answerWhenCommitted(carryOut(m_replication.electLeaders(request)), std::move(answer));
}

void Controller::handle(const protocol::AlterPartitionReassignmentsRequest& request,
                        Answer<protocol::AlterPartitionReassignmentsRequest> answer) {
    PARTITURA_ON_LOOP(m_loop);
    answerWhenCommitted(carryOut(m_replication.alterPartitionReassignments(request)), std::move(answer));
}

void Controller::handle(const protocol::ListPartitionReassignmentsRequest& request,
                        Answer<protocol::ListPartitionReassignmentsRequest> answer) {
    PARTITURA_ON_LOOP(m_loop);
    answerWhenCommitted(m_replication.listPartitionReassignments(request), std::move(answer));
}

void Controller::handle(const protocol::AlterConfigsRequest& request,
                        Answer<protocol::AlterConfigsRequest> answer) {
    PARTITURA_ON_LOOP(m_loop);
    answerWhenCommitted(m_configs.alter(request), std::move(answer));
}

void Controller::handle(const protocol::IncrementalAlterConfigsRequest& request,
                        Answer<protocol::IncrementalAlterConfigsRequest> answer) {
    PARTITURA_ON_LOOP(m_loop);
    answerWhenCommitted(m_configs.alter(request), std::move(answer));
}

void Controller::handle(const protocol::AlterPartitionRequest& request,
                        Answer<protocol::AlterPartitionRequest> answer) {
    PARTITURA_ON_LOOP(m_loop);
    answerWhenCommitted(carryOut(m_replication.alterPartition(request)), std::move(answer));
}

void Controller::handle(const protocol::BrokerRegistrationRequest& request,
                        Answer<protocol::BrokerRegistrationRequest> answer) {
    PARTITURA_ON_LOOP(m_loop);
    answerWhenCommitted(m_cluster.registerBroker(request), std::move(answer));
}

void Controller::handle(const protocol::BrokerHeartbeatRequest& request,
                        Answer<protocol::BrokerHeartbeatRequest> answer) {
    PARTITURA_ON_LOOP(m_loop);
    answerWhenCommitted(m_cluster.heartbeat(request), std::move(answer));
}

void Controller::handle(const protocol::UnregisterBrokerRequest& request,
                        Answer<protocol::UnregisterBrokerRequest> answer) {
    PARTITURA_ON_LOOP(m_loop);
    answerWhenCommitted(m_cluster.unregisterBroker(request), std::move(answer));
}

void Controller::handle(const protocol::AllocateProducerIdsRequest& request,
                        Answer<protocol::AllocateProducerIdsRequest> answer) {
    PARTITURA_ON_LOOP(m_loop);
    answerWhenCommitted(allocateProducerIds(request), std::move(answer));
}

protocol::AllocateProducerIdsResponse
Controller::allocateProducerIds(const protocol::AllocateProducerIdsRequest& request) {
    protocol::AllocateProducerIdsResponse response;
    const auto* broker = m_writer.image().broker(BrokerId(request.brokerId));
    if (!broker || broker->epoch != request.brokerEpoch) {
        response.errorCode = broker ? ErrorCode::STALE_BROKER_EPOCH : ErrorCode::BROKER_ID_NOT_REGISTERED;
        return response;
    }
    const auto first = m_writer.image().nextProducerId();
    protocol::ProducerIdsRecord record;
    record.brokerId = request.brokerId;
    record.brokerEpoch = request.brokerEpoch;
    record.nextProducerId = first + producerIdBlock;
    if (auto written = m_writer.write({record}); !written) {
        response.errorCode = written.code();
        return response;
    }
    response.producerIdStart = first;
    response.producerIdLen = producerIdBlock;
    return response;
}

} // namespace partitura::controller
