// The live cluster: what stands in its way at the start, what it listens on, who attacks it, how it stops.
#include "broker/base/live_clock.h"
#include "broker/base/random.h"
#include "broker/cluster/live_cluster.h"
#include "broker/log/posix_storage.h"
#include "broker/net/descriptor_limit.h"
#include "broker/protocol/messages/api_versions.h"
#include "broker/protocol/messages/create_topics.h"
#include "broker/protocol/messages/fetch.h"
#include "broker/protocol/messages/metadata.h"
#include "broker/protocol/messages/produce.h"
#include "broker/record/batch_builder.h"
#include "broker/record/for_each_record.h"
#include "tests/net/socket.h"

#include <spdlog/spdlog.h>

#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <regex>
#include <thread>

using namespace partitura;
using namespace partitura::cluster;
using namespace partitura::test;
using namespace partitura::protocol;
using namespace std::chrono_literals;

namespace {

/// A client as others write them: one blocking connection, one request after the other.
class WireClient {
public:
    explicit WireClient(std::uint16_t port)
        : m_socket(port) {}

    template <typename Request>
    std::optional<typename Request::Response> ask(const Request& request, std::int16_t version) {
        auto frame = encodeRequest(request, version, ++m_correlation, "test").flatten();
        if (!frame || !m_socket.sendFrame(*frame))
            return std::nullopt;
        auto answer = m_socket.receiveFrame();
        if (!answer)
            return std::nullopt;
        m_answer = std::move(*answer);
        auto decoded = decodeResponse<typename Request::Response>(m_answer, version);
        return decoded ? std::optional(std::move(*decoded)) : std::nullopt;
    }
    Socket& socket() { return m_socket; }

private:
    Socket m_socket;
    Bytes m_answer;
    std::int32_t m_correlation = 0;
};

Bytes batchOf(const std::string& value) {
    record::BatchBuilder builder;
    builder.add(1'700'000'000'000, std::nullopt, asBytes(value));
    return *builder.build();
}

bool createTopic(WireClient& client, const std::string& name, int replicas) {
    CreateTopicsRequest request;
    auto& topic = request.topics.emplace_back();
    topic.name = name;
    topic.numPartitions = 1;
    topic.replicationFactor = static_cast<std::int16_t>(replicas);
    const auto answer = client.ask(request, 5);
    return answer && answer->topics.front().errorCode == ErrorCode::NONE;
}

/// Index of the broker that leads partition 0, once it is known.
std::optional<std::size_t> leaderOf(WireClient& client, const std::string& topic) {
    MetadataRequest request;
    request.topics->emplace_back().name = topic;
    std::optional<std::size_t> leader;
    waitUntil([&] {
        const auto answer = client.ask(request, 9);
        if (!answer)
            return true;
        if (answer->topics.empty() || answer->topics.front().partitions.empty())
            return false;
        leader = static_cast<std::size_t>(answer->topics.front().partitions.front().leaderId - 1);
        return true;
    });
    return leader;
}

ErrorCode produce(WireClient& client, const std::string& topic, const std::string& value) {
    ProduceRequest request;
    request.acks = -1;
    request.timeoutMs = 20'000;
    auto batch = batchOf(value);
    auto& data = request.topicData.emplace_back();
    data.name = topic;
    data.partitionData.emplace_back().records = Records::of(MutableByteView(batch));
    const auto answer = client.ask(request, 9);
    return answer ? answer->responses.front().partitionResponses.front().errorCode
                  : ErrorCode::NETWORK_EXCEPTION;
}

/// Values from `offset` on, of one fetch; nullopt when it failed.
std::optional<std::vector<std::string>> fetch(WireClient& client, const std::string& topic,
                                              std::int64_t offset) {
    FetchRequest request;
    request.maxWaitMs = 1000;
    request.minBytes = 1;
    auto& wanted = request.topics.emplace_back();
    wanted.topic = topic;
    auto& one = wanted.partitions.emplace_back();
    one.fetchOffset = offset;
    one.partitionMaxBytes = 1 << 20;
    const auto answer = client.ask(request, 11);
    if (!answer || answer->responses.front().partitions.front().errorCode != ErrorCode::NONE)
        return std::nullopt;
    std::vector<std::string> values;
    const auto walked = record::forEachRecord(answer->responses.front().partitions.front().records.view,
                                              [&](const auto&, const record::Record& record) {
                                                  if (record.offset.value() >= offset)
                                                      values.emplace_back(asText(*record.value));
                                                  return Result<void>();
                                              });
    return walked ? std::optional(values) : std::nullopt;
}

/// Produces and consumes all the time, and counts what went wrong.
class WellBehaved {
public:
    WellBehaved(const LiveCluster& cluster, std::string topic)
        : m_topic(std::move(topic))
        , m_ports(cluster.endpoints()) {
        m_thread = std::thread([this] { run(); });
        if (!waitUntil([this] { return m_rounds > 0 || m_failed; }))
            m_failed = true;
    }
    ~WellBehaved() { finish(); }

    /// Rounds done; 0 if anything failed.
    int finish() {
        m_done = true;
        if (m_thread.joinable())
            m_thread.join();
        return m_failed ? 0 : m_rounds.load();
    }
    [[nodiscard]] int rounds() const { return m_rounds; }
    [[nodiscard]] bool failed() const { return m_failed; }

private:
    void run() {
        WireClient first(m_ports.front().port);
        const auto leader = createTopic(first, m_topic, 3) ? leaderOf(first, m_topic) : std::nullopt;
        if (!leader) {
            m_failed = true;
            return;
        }
        WireClient producer(m_ports[*leader].port), consumer(m_ports[*leader].port);
        while (!m_done && !m_failed) {
            const auto value = "value " + std::to_string(m_rounds);
            auto error = produce(producer, m_topic, value);
            for (int tries = 0; error == ErrorCode::UNKNOWN_TOPIC_OR_PARTITION && tries < 1000; ++tries) {
                std::this_thread::sleep_for(1ms); // the leader has not heard of the topic yet
                error = produce(producer, m_topic, value);
            }
            const auto values = fetch(consumer, m_topic, m_rounds);
            if (error != ErrorCode::NONE || values != std::vector{value})
                m_failed = true;
            else
                ++m_rounds;
        }
    }

    std::string m_topic;
    std::vector<net::Endpoint> m_ports;
    std::atomic<bool> m_done = false;
    std::atomic<bool> m_failed = false;
    std::atomic<int> m_rounds = 0;
    std::thread m_thread;
};

/// Addresses on which this process listens, as /proc writes them.
std::set<std::string> listening() {
    std::set<std::string> inodes, found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code gone;
        const auto target = std::filesystem::read_symlink(entry.path(), gone).string();
        if (target.starts_with("socket:["))
            inodes.insert(target.substr(8, target.size() - 9));
    }
    for (const char* table : {"/proc/self/net/tcp", "/proc/self/net/tcp6"}) {
        std::ifstream lines(table);
        std::string line;
        while (std::getline(lines, line)) {
            std::istringstream fields(line);
            std::string number, local, remote, state, queues, timer, retransmits, user, timeout, inode;
            fields >> number >> local >> remote >> state >> queues >> timer >> retransmits >> user >>
                timeout >> inode;
            if (state == "0A" && inodes.contains(inode))
                found.insert(local.substr(0, local.find(':')));
        }
    }
    return found;
}

} // namespace

class LiveClusterTest : public QObject {
    Q_OBJECT

    log::PosixStorage storage;
    LiveClock clock;
    std::uint64_t seed = 0;

    ClusterConfig configIn(const QTemporaryDir& directory, int brokers = 3) {
        ClusterConfig config;
        config.brokers = brokers;
        config.basePort = 0;
        config.dataDirectory = directory.filePath("data").toStdString();
        config.broker.offsetsTopicPartitions = 4;
        return config;
    }
    std::unique_ptr<LiveCluster> start(ClusterConfig config) {
        auto started = LiveCluster::start(std::move(config), storage, clock, ++seed);
        if (!started)
            qFatal("%s", started.error().context.c_str());
        return std::move(*started);
    }
    std::string startError(ClusterConfig config) {
        auto started = LiveCluster::start(std::move(config), storage, clock, ++seed);
        return started ? std::string() : started.error().context;
    }

private slots:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }

    void aTakenPortIsSaid() {
        QTemporaryDir one, two;
        const auto first = start(configIn(one, 1));
        auto config = configIn(two, 1);
        config.basePort = first->endpoints().front().port;
        const auto error = startError(config);
        QVERIFY2(error.find(std::to_string(config.basePort)) != std::string::npos, error.c_str());
        QVERIFY2(error.find("in use") != std::string::npos, error.c_str());
    }

    void aDirectoryInUseIsSaid() {
        QTemporaryDir directory;
        const auto first = start(configIn(directory, 1));
        const auto error = startError(configIn(directory, 1));
        QVERIFY2(error.find("in use") != std::string::npos, error.c_str());
        QVERIFY2(error.find(directory.path().toStdString()) != std::string::npos, error.c_str());
    }

    void aDirectoryThatCannotBeMadeIsSaid() {
        QTemporaryDir directory;
        std::ofstream(directory.filePath("file").toStdString()) << "not a directory";
        auto config = configIn(directory);
        config.dataDirectory = directory.filePath("file/data").toStdString();
        const auto error = startError(config);
        QVERIFY2(error.find("file") != std::string::npos, error.c_str());
        if (::geteuid() == 0)
            return; // who may write everywhere
        QTemporaryDir readOnly;
        std::filesystem::permissions(readOnly.path().toStdString(),
                                     std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
        QVERIFY(!startError(configIn(readOnly)).empty());
    }

    void anotherClustersDirectoryIsSaid() {
        QTemporaryDir one, two;
        start(configIn(one))->stop();
        start(configIn(two))->stop();
        const auto data = std::filesystem::path(one.filePath("data").toStdString());
        std::filesystem::remove_all(data / "broker-2");
        std::filesystem::copy(std::filesystem::path(two.filePath("data").toStdString()) / "broker-2",
                              data / "broker-2", std::filesystem::copy_options::recursive);
        const auto error = startError(configIn(one));
        QVERIFY2(error.find("cluster") != std::string::npos, error.c_str());
    }

    void theDescriptorLimitIsRaised() {
        QTemporaryDir directory;
        const auto cluster = start(configIn(directory, 1));
        const auto limit = net::raiseDescriptorLimit();
        QVERIFY(limit >= 1024);
    }

    void onlyLoopbackIsListenedOn() {
        QTemporaryDir directory;
        const auto before = listening();
        const auto cluster = start(configIn(directory));
        auto now = listening();
        for (const auto& address : before)
            now.erase(address);
        QVERIFY(now.contains("0100007F"));
        now.erase("0100007F");
        if (!std::filesystem::exists("/proc/net/if_inet6") || std::filesystem::is_empty("/proc/net/if_inet6"))
            QVERIFY(now.empty() || now == std::set<std::string>{"00000000000000000000000001000000"});
        else
            QCOMPARE(now, (std::set<std::string>{"00000000000000000000000001000000"}));
    }

    void aRestartKeepsTopicsAndRecords() {
        QTemporaryDir directory;
        std::string id;
        for (int round = 0; round < 2; ++round) {
            const auto cluster = start(configIn(directory));
            QVERIFY(round == 0 || cluster->clusterId() == id);
            id = cluster->clusterId();
            WireClient client(cluster->endpoints().front().port);
            if (round == 0)
                QVERIFY(createTopic(client, "kept", 3));
            const auto leader = leaderOf(client, "kept");
            QVERIFY(leader);
            WireClient there(cluster->endpoints()[*leader].port);
            QVERIFY(waitUntil(
                [&] { return produce(there, "kept", "round " + std::to_string(round)) == ErrorCode::NONE; }));
            const auto values = fetch(there, "kept", 0);
            QVERIFY(values);
            QCOMPARE(values->front(), std::string("round 0"));
        }
    }

    void aStartAfterACrashTellsOfItsRecovery() {
        QTemporaryDir directory;
        {
            const auto cluster = start(configIn(directory));
            WireClient client(cluster->endpoints().front().port);
            QVERIFY(createTopic(client, "kept", 3));
            QVERIFY(waitUntil([&] { return produce(client, "kept", "a") != ErrorCode::NETWORK_EXCEPTION; }));
        }
        std::vector<observe::ClusterSnapshot> told;
        const auto restart = [&] {
            auto config = configIn(directory);
            config.recovering = [&](const observe::ClusterSnapshot& snapshot) { told.push_back(snapshot); };
            start(std::move(config));
        };
        restart();
        QVERIFY(told.empty()); // it was stopped in order
        for (const int id : {1, 2, 3})
            QVERIFY(std::filesystem::remove(directory.filePath("data").toStdString() + "/broker-" +
                                            std::to_string(id) + "/.kafka_cleanshutdown"));
        restart();
        QVERIFY(!told.empty());
        for (const auto& snapshot : told)
            for (const auto& broker : snapshot.brokers)
                QVERIFY(broker.state == observe::BrokerState::starting && broker.recovery->logsTotal > 0);
        QCOMPARE(told.back().brokers.size(), std::size_t{3});
        for (const auto& broker : told.back().brokers)
            QCOMPARE(broker.recovery->logsRemaining, std::uint64_t{0});
    }

    void garbageHarmsNobodyElse() {
        QTemporaryDir directory;
        const auto cluster = start(configIn(directory));
        const auto ports = cluster->endpoints();
        WellBehaved good(*cluster, "good");
        SeededRandom random(5);
        const auto before = residentBytes();
        for (int i = 0; i < 600; ++i) {
            Socket socket(ports[static_cast<std::size_t>(i % 3)].port);
            QVERIFY(socket.connected());
            Bytes noise(random.below(3000));
            for (auto& byte : noise)
                byte = static_cast<std::uint8_t>(random.next());
            switch (i % 6) {
            case 0: // noise where a size should be
                break;
            case 1: // a frame of noise
                noise.insert(noise.begin(), {0, 0, 0x10, 0});
                noise.resize(4 + 0x1000);
                break;
            case 2: // the beginning of a frame, and silence
                noise.insert(noise.begin(), {0x06, 0, 0, 0});
                break;
            case 3: // a size below zero
                noise.insert(noise.begin(), {0xff, 0xff, 0xff, 0xff});
                break;
            case 4: // a Metadata request that promises two thousand million topics
                noise = {0, 0, 0, 14, 0, 3, 0, 1, 0, 0, 0, 1, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff};
                break;
            case 5: // an HTTP request
                noise = Bytes(asBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").begin(),
                              asBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").end());
                break;
            }
            socket.send(noise);
            if (i % 7 == 0)
                socket.reset();
            else if (i % 6 > 2)
                QVERIFY(socket.waitClosed());
        }
        const int soFar = good.rounds();
        QVERIFY(waitUntil([&] { return good.rounds() > soFar + 10 || good.failed(); }));
        QVERIFY(good.finish() > 0);
        QVERIFY(grewLessThan(100u << 20, before));
    }

    void aFloodOfConnectionsHarmsNobodyElse() {
        const auto descriptors = net::raiseDescriptorLimit();
        const auto count = std::min<std::size_t>(3000, descriptors / 2 - 500);
        QTemporaryDir directory;
        const auto cluster = start(configIn(directory));
        const auto ports = cluster->endpoints();
        WellBehaved good(*cluster, "good");
        const auto before = residentBytes();
        std::vector<Socket> flood;
        for (std::size_t i = 0; i < count; ++i) {
            flood.emplace_back(ports.front().port);
            QVERIFY(flood.back().connected());
        }
        int soFar = good.rounds();
        QVERIFY(waitUntil([&] { return good.rounds() > soFar + 10 || good.failed(); }));
        QVERIFY(!good.failed());
        // New clients get in while the flood lasts, and brokers can still make topics.
        WireClient late(ports.front().port);
        QVERIFY(createTopic(late, "late", 3));
        QVERIFY(grewLessThan(200u << 20, before));
        flood.clear();
        soFar = good.rounds();
        QVERIFY(waitUntil([&] { return good.rounds() > soFar + 10 || good.failed(); }));
        QVERIFY(good.finish() > 0);
    }

    void largeFramesFromManyStayWithinBounds() {
        QTemporaryDir directory;
        const auto cluster = start(configIn(directory, 1));
        const auto port = cluster->endpoints().front().port;
        const auto before = residentBytes();
        std::vector<Socket> sockets;
        Bytes prefix(4);
        storeBigEndian(prefix.data(), std::int32_t(100 << 20));
        const Bytes part(1 << 20, 7);
        for (int i = 0; i < 40; ++i) {
            sockets.emplace_back(port);
            QVERIFY(sockets.back().send(prefix));
            for (int sent = 0; sent < 4; ++sent)
                QVERIFY(sockets.back().send(part));
        }
        WireClient client(port);
        QVERIFY(client.ask(MetadataRequest{}, 9));
        QVERIFY(grewLessThan(700u << 20, before));
    }

    void stoppingWithBusyClientsEndsSoonAndInOrder() {
        QTemporaryDir directory;
        auto cluster = start(configIn(directory));
        const auto ports = cluster->endpoints();
        cluster->observe(5ms);
        std::vector<std::unique_ptr<WellBehaved>> busy;
        for (int i = 0; i < 4; ++i)
            busy.push_back(std::make_unique<WellBehaved>(*cluster, "busy-" + std::to_string(i)));
        std::atomic<bool> done = false;
        std::thread commands([&] {
            while (!done) {
                cluster->send(BrokerId(2), MetadataRequest{}, 9, [](const auto&) {});
                (void)cluster->snapshot()->topics.size();
                (void)cluster->events().since(0).size();
                std::this_thread::sleep_for(1ms);
            }
        });
        QVERIFY(waitUntil([&] { return !cluster->snapshot()->topics.empty(); }));
        cluster->stop();
        cluster->stop();
        for (auto& client : busy)
            QCOMPARE(client->finish(), 0); // each met a closed connection
        QCOMPARE(cluster->endpoints().size(), std::size_t(3));
        bool refused = false;
        cluster->send(BrokerId(1), MetadataRequest{}, 9, [&](const auto& answer) { refused = !answer; });
        QVERIFY(refused);
        done = true;
        commands.join();
        cluster.reset();
        QVERIFY(
            std::filesystem::exists(directory.filePath("data/broker-1/.kafka_cleanshutdown").toStdString()));
        const auto again = start(configIn(directory));
        WireClient client(again->endpoints().front().port);
        QVERIFY(leaderOf(client, "busy-0"));
    }

    void snapshotsFollowTheCluster() {
        QTemporaryDir directory;
        const auto cluster = start(configIn(directory));
        cluster->observe(5ms);
        WireClient client(cluster->endpoints().front().port);
        QVERIFY(createTopic(client, "seen", 3));
        QVERIFY(waitUntil([&] { return cluster->snapshot()->topic("seen") != nullptr; }));
        QCOMPARE(cluster->snapshot()->brokers.size(), std::size_t(3));
        QVERIFY(waitUntil([&] {
            const auto snapshot = cluster->snapshot();
            return std::ranges::all_of(
                snapshot->brokers, [](const auto& b) { return b.state == observe::BrokerState::running; });
        }));
        cluster->observe(Duration::zero());
    }
};

QTEST_GUILESS_MAIN(LiveClusterTest)
#include "live_cluster_test.moc"
