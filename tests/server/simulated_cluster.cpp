#include "tests/server/simulated_cluster.h"

#include "broker/record/for_each_record.h"

#include <spdlog/spdlog.h>

#include <QtTest>

#include <cstdlib>

namespace partitura::server {
namespace {

constexpr Duration patience = std::chrono::hours(1);

// Whatever a test cannot go on without.
void require(const Result<void>& result) {
    if (!result)
        qFatal("%s", result.error().context.c_str());
}

} // namespace

// ---- a client ----

TestClient::TestClient(simulation::SimulatedNetwork& network, simulation::VirtualScheduler& scheduler,
                       const std::string& host, net::Endpoint endpoint)
    : m_scheduler(scheduler)
    , m_loop(scheduler)
    , m_transport(network, m_loop, host) {
    bool done = false;
    m_transport.connect(endpoint, [&](auto connected) {
        done = true;
        if (!connected) {
            m_closed = true;
            return;
        }
        m_connection = std::move(*connected);
        m_connection->onClosed([this](const std::string&) { m_closed = true; });
        receive();
    });
    m_scheduler.runUntil([&] { return done; }, patience);
}

TestClient::~TestClient() {
    m_connection.reset();
}

void TestClient::receive() {
    m_connection->receive([this](MutableByteView frame) {
        m_answers.emplace_back(frame.begin(), frame.end());
        receive();
    });
}

void TestClient::sendFrame(Bytes frame) {
    if (m_connection)
        m_connection->send(Payload(std::move(frame)), nullptr);
}

Result<Bytes*> TestClient::answerFrame() {
    m_scheduler.runUntil([&] { return answered() || m_closed; }, patience);
    if (answered())
        return &m_answers[m_taken++];
    return m_closed ? ErrorCode::NETWORK_EXCEPTION : ErrorCode::REQUEST_TIMED_OUT;
}

bool TestClient::waitClosed() {
    return m_scheduler.runUntil([&] { return m_closed; }, patience);
}

// ---- the cluster ----

SimulatedCluster::SimulatedCluster(int brokers, std::uint64_t seed, Configure configure)
    : m_cluster({.brokers = brokers,
                 .seed = seed,
                 .links = {},
                 .tearsUnsynced = false,
                 .configure = std::move(configure)}) {
    spdlog::set_level(qEnvironmentVariableIsSet("PARTITURA_TEST_LOG") ? spdlog::level::info
                                                                      : spdlog::level::off);
}

SimulatedCluster::~SimulatedCluster() {
    stop();
}

void SimulatedCluster::start() {
    require(m_cluster.start());
    const bool ready = waitFor([&] {
        for (int id = 1; id <= size(); ++id)
            if (!broker(id).isReady())
                return false;
        return true;
    });
    if (!ready)
        qFatal("the cluster does not become ready");
}

void SimulatedCluster::start(int id) {
    require(m_cluster.start(id));
}

void SimulatedCluster::stop() {
    for (int id = size(); id >= 1; --id)
        stop(id);
}

void SimulatedCluster::stop(int id) {
    m_cluster.stop(id);
    m_clients.erase(id);
}

void SimulatedCluster::kill(int id) {
    m_clients.erase(id);
    m_cluster.kill(id);
}

void SimulatedCluster::losePower(int id) {
    m_clients.erase(id);
    m_cluster.losePower(id);
}

Broker& SimulatedCluster::broker(int id) {
    return *m_cluster.broker(id);
}

std::unique_ptr<TestClient> SimulatedCluster::connect(int id, const std::string& host) {
    return std::make_unique<TestClient>(network, scheduler, host,
                                        simulator::SimulatedCluster::endpointOf(id));
}

TestClient& SimulatedCluster::client(int id) {
    auto& client = m_clients[id];
    if (!client || client->closed())
        client = connect(id);
    return *client;
}

// ---- topics ----

Uuid SimulatedCluster::createTopic(const std::string& name, int partitions, int replicas,
                                   const std::vector<std::pair<std::string, std::string>>& configs) {
    protocol::CreateTopicsRequest request;
    auto& topic = request.topics.emplace_back();
    topic.name = name;
    topic.numPartitions = partitions;
    topic.replicationFactor = static_cast<std::int16_t>(replicas);
    for (const auto& [key, value] : configs) {
        auto& config = topic.configs.emplace_back();
        config.name = key;
        config.value = value;
    }
    const auto answer = ask(newest().config().id.value(), request);
    if (!answer || answer->topics.front().errorCode != ErrorCode::NONE)
        return {};
    const auto id = answer->topics.front().topicId;
    waitFor([&] {
        for (int p = 0; p < partitions; ++p)
            for (const auto holder : state(name, p).replicas) {
                if (!runs(holder.value()))
                    continue;
                const auto* held = replica(holder.value(), name, p);
                if (!held || held->topicId() != id || held->state().leader != state(name, p).leader)
                    return false;
            }
        return true;
    });
    return id;
}

ErrorCode SimulatedCluster::deleteTopic(const std::string& name) {
    protocol::DeleteTopicsRequest request;
    request.topicNames.push_back(name);
    const auto answer = ask(newest().config().id.value(), request, 5);
    return answer ? answer->responses.front().errorCode : answer.code();
}

Broker& SimulatedCluster::newest() {
    Broker* newest = nullptr;
    for (int id = 1; id <= size(); ++id)
        if (runs(id) && (!newest || broker(id).quorum().highWatermark() > newest->quorum().highWatermark()))
            newest = &broker(id);
    return *newest;
}

replication::PartitionState SimulatedCluster::state(const std::string& topic, int partition) {
    const auto* found = newest().image().partition({topic, PartitionIndex(partition)});
    return found ? *found : replication::PartitionState{};
}

int SimulatedCluster::leaderOf(const std::string& topic, int partition) {
    return state(topic, partition).leader.value();
}

std::vector<int> SimulatedCluster::isrOf(const std::string& topic, int partition) {
    std::vector<int> ids;
    for (const auto id : state(topic, partition).isr)
        ids.push_back(id.value());
    std::ranges::sort(ids);
    return ids;
}

replication::Partition* SimulatedCluster::replica(int id, const std::string& topic, int partition) {
    return broker(id).replicas().find({topic, PartitionIndex(partition)});
}

// ---- records ----

SimulatedCluster::Produced SimulatedCluster::produce(const std::string& topic, int partition, Bytes batch,
                                                     std::int16_t acks, int at, std::int16_t version) {
    protocol::ProduceRequest request;
    request.acks = acks;
    request.timeoutMs = 30'000;
    auto& data = request.topicData.emplace_back();
    data.name = topic;
    if (const auto* known = newest().image().topic(topic))
        data.topicId = known->id;
    auto& one = data.partitionData.emplace_back();
    one.index = partition;
    one.records = protocol::Records::of(MutableByteView(batch));
    const auto answer = ask(at ? at : leaderOf(topic, partition), request, version);
    if (answer)
        return answer->responses.front().partitionResponses.front();
    Produced failed;
    failed.errorCode = answer.code();
    return failed;
}

SimulatedCluster::Fetched SimulatedCluster::fetch(const std::string& topic, int partition,
                                                  std::int64_t offset, int at) {
    protocol::FetchRequest request;
    request.maxWaitMs = 0;
    auto& wanted = request.topics.emplace_back();
    wanted.topic = topic;
    auto& one = wanted.partitions.emplace_back();
    one.partition = partition;
    one.fetchOffset = offset;
    one.partitionMaxBytes = 1 << 20;
    const auto answer = ask(at ? at : leaderOf(topic, partition), request, 11);
    if (answer)
        return answer->responses.front().partitions.front();
    Fetched failed;
    failed.errorCode = answer.code();
    return failed;
}

std::vector<std::string> SimulatedCluster::values(const std::string& topic, int partition) {
    std::vector<std::string> found;
    for (Offset next;;) {
        const auto data = fetch(topic, partition, next.value());
        if (data.errorCode != ErrorCode::NONE || data.records.size() == 0)
            return found;
        require(record::forEachRecord(data.records.view, [&](const auto&, const record::Record& one) {
            if (one.value)
                found.emplace_back(asText(*one.value));
            return Result<void>();
        }));
        next = record::offsetAfter(data.records.view, next);
    }
}

Bytes SimulatedCluster::logBytes(int id, const std::string& topic, int partition) {
    Bytes all;
    auto* held = replica(id, topic, partition);
    auto* log = topic == controller::metadataTopicName ? &broker(id).quorum().log()
                : held                                 ? &held->log()
                                                       : nullptr;
    if (!log)
        return all;
    for (auto next = log->startOffset(); next < log->endOffset();) {
        auto read = log->read(next, 1 << 30, log->endOffset(), true);
        auto bytes = read ? read->records.flatten() : Result<Bytes>(read.error());
        if (!bytes || bytes->empty())
            break;
        all.insert(all.end(), bytes->begin(), bytes->end());
        next = record::offsetAfter(*bytes, next);
    }
    return all;
}

std::vector<observe::Event> SimulatedCluster::eventsOf(observe::EventKind kind) const {
    auto all = events.since(0);
    std::erase_if(all, [&](const auto& event) { return event.kind != kind; });
    return all;
}

Bytes batchOf(const std::vector<std::string>& values, record::BatchOptions options) {
    record::BatchBuilder builder(options);
    for (const auto& value : values)
        builder.add(1'700'000'000'000, std::nullopt, asBytes(value));
    return *builder.build();
}

record::BatchOptions fromProducer(std::int64_t id, std::int16_t epoch, std::int32_t sequence) {
    return {.producerId = ProducerId(id), .producerEpoch = ProducerEpoch(epoch), .baseSequence = sequence};
}

} // namespace partitura::server
