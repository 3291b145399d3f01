// The simulated cluster as tests of the brokers use it: calls that wait, and that ask one thing in one line.
#pragma once

#include "broker/record/batch_builder.h"
#include "broker/server/handlers/handlers.h"
#include "broker/simulator/simulated_cluster.h"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace partitura::server {

/// A connection of a client to one broker. Answers come in order; those decoded stay valid with the client.
class TestClient {
public:
    TestClient(simulation::SimulatedNetwork& network, simulation::VirtualScheduler& scheduler,
               const std::string& host, net::Endpoint endpoint);
    ~TestClient();

    /// Sends a request and waits for its answer. Errors: NETWORK_EXCEPTION when the broker closed instead,
    /// REQUEST_TIMED_OUT when nothing came for an hour; those of decodeResponse.
    template <typename Request>
    Result<typename Request::Response> ask(const Request& request, std::int16_t version) {
        send(request, version);
        return answer<Request>(version);
    }
    template <typename Request>
    void send(const Request& request, std::int16_t version) {
        sendFrame(*protocol::encodeRequest(request, version, ++m_correlation, "test-client").flatten());
    }
    /// The answer to the oldest request that still has none.
    template <typename Request>
    Result<typename Request::Response> answer(std::int16_t version) {
        auto frame = answerFrame();
        if (!frame)
            return frame.error();
        return protocol::decodeResponse<typename Request::Response>(**frame, version);
    }
    void sendFrame(Bytes frame);
    Result<Bytes*> answerFrame();
    /// Whether an answer has come already.
    [[nodiscard]] bool answered() const { return m_answers.size() > m_taken; }
    /// Runs the cluster until the broker has closed the connection; false if it does not.
    bool waitClosed();
    [[nodiscard]] bool closed() const { return m_closed; }
    void close() { m_connection.reset(); }

private:
    void receive();

    simulation::VirtualScheduler& m_scheduler;
    simulation::VirtualEventLoop m_loop;
    simulation::SimulatedTransport m_transport;
    std::unique_ptr<net::Connection> m_connection;
    std::deque<Bytes> m_answers;
    std::size_t m_taken = 0;
    std::int32_t m_correlation = 0;
    bool m_closed = false;
};

/// The cluster. What its brokers are asked goes through connections, as clients' requests do.
class SimulatedCluster {
public:
    using Configure = std::function<void(BrokerConfig&)>;
    explicit SimulatedCluster(int brokers = 3, std::uint64_t seed = 1, Configure configure = {});
    ~SimulatedCluster();

    /// Starts all brokers that do not run, and waits until they are ready.
    void start();
    /// Starts one.
    void start(int id);
    /// Stops in order.
    void stop();
    void stop(int id);
    /// Ends a broker without its doing: what it wrote is there when it starts again.
    void kill(int id);
    /// The same, but the disk loses what was not synced.
    void losePower(int id);

    [[nodiscard]] Broker& broker(int id);
    /// The one that runs and knows most of the metadata.
    [[nodiscard]] Broker& newest();
    [[nodiscard]] bool runs(int id) const { return m_cluster.runs(id); }
    [[nodiscard]] int size() const { return m_cluster.size(); }
    [[nodiscard]] simulation::MemoryStorage& storage(int id) { return m_cluster.storage(id); }
    [[nodiscard]] static std::string hostOf(int id) { return simulator::SimulatedCluster::hostOf(id); }

    void runFor(Duration span) { scheduler.runFor(span); }
    /// Runs until `done`; false after `limit` of virtual time.
    bool waitFor(const std::function<bool()>& done, Duration limit = std::chrono::minutes(2)) {
        return scheduler.runUntil(done, limit);
    }

    std::unique_ptr<TestClient> connect(int id, const std::string& host = "client");
    /// The connection to a broker that the calls below use.
    TestClient& client(int id);
    template <typename Request>
    Result<typename Request::Response> ask(int id, const Request& request, std::int16_t version) {
        return client(id).ask(request, version);
    }
    template <typename Request>
    Result<typename Request::Response> ask(int id, const Request& request) {
        return ask(id, request, Request::table.valid.last);
    }

    /// Makes a topic and waits until every replica knows its leader. Its id; zero if it was refused.
    Uuid createTopic(const std::string& name, int partitions = 1, int replicas = 3,
                     const std::vector<std::pair<std::string, std::string>>& configs = {});
    ErrorCode deleteTopic(const std::string& name);
    /// What the newest broker says of a partition.
    [[nodiscard]] replication::PartitionState state(const std::string& topic, int partition = 0);
    [[nodiscard]] int leaderOf(const std::string& topic, int partition = 0);
    [[nodiscard]] std::vector<int> isrOf(const std::string& topic, int partition = 0);
    /// The replica on one broker; nullptr if there is none.
    [[nodiscard]] replication::Partition* replica(int id, const std::string& topic, int partition = 0);

    using Produced = protocol::ProduceResponse::PartitionProduceResponse;
    using Fetched = protocol::FetchResponse::PartitionData;
    /// Produces at the leader, or at broker `at`.
    Produced produce(const std::string& topic, int partition, Bytes batch, std::int16_t acks = -1, int at = 0,
                     std::int16_t version = 9);
    /// Fetches at the leader, or at broker `at`; the error of the connection, if any, stands in the
    /// partition.
    Fetched fetch(const std::string& topic, int partition, std::int64_t offset, int at = 0);
    /// Every value a consumer reads from offset 0 on.
    std::vector<std::string> values(const std::string& topic, int partition = 0);
    /// Bytes of one broker's log of a partition.
    Bytes logBytes(int id, const std::string& topic, int partition = 0);
    [[nodiscard]] std::shared_ptr<const observe::ClusterSnapshot> snapshot() { return m_cluster.snapshot(); }
    [[nodiscard]] std::vector<observe::Event> eventsOf(observe::EventKind kind) const;

private:
    simulator::SimulatedCluster m_cluster;
    std::map<int, std::unique_ptr<TestClient>> m_clients; ///< by broker

public:
    simulation::VirtualScheduler& scheduler = m_cluster.scheduler();
    simulation::SimulatedNetwork& network = m_cluster.network();
    observe::EventRing& events = m_cluster.events();
};

/// One batch of records with these values and no keys.
Bytes batchOf(const std::vector<std::string>& values, record::BatchOptions options = {});
record::BatchOptions fromProducer(std::int64_t id, std::int16_t epoch, std::int32_t sequence);

} // namespace partitura::server
