#include "tests/bench/cluster_figures.h"

#include "broker/base/live_clock.h"
#include "broker/cluster/live_cluster.h"
#include "broker/log/posix_storage.h"
#include "broker/protocol/messages/create_topics.h"
#include "broker/protocol/messages/produce.h"
#include "broker/record/batch_builder.h"
#include "broker/simulator/simulation.h"
#include "tests/bench/kafka_load.h"
#include "tests/bench/report.h"
#include "tests/bench/scratch.h"
#include "tests/bench/serve_process.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <ctime>
#include <future>
#include <stdexcept>
#include <thread>

namespace partitura::bench {
namespace {

using namespace std::chrono_literals;
using cluster::BrokerCommand;
using protocol::CreateTopicsRequest;
using protocol::ProduceRequest;

constexpr auto patience = 2min;

/// A cluster in this process.
class Cluster {
public:
    explicit Cluster(const std::function<void(server::BrokerConfig&)>& configure = {}) {
        std::signal(SIGPIPE, SIG_IGN); // as the program does: peers go away
        cluster::ClusterConfig config;
        config.basePort = 0;
        config.dataDirectory = m_scratch.path + "/data";
        if (configure)
            configure(config.broker);
        auto started = cluster::LiveCluster::start(std::move(config), m_storage, m_clock, 1);
        if (!started)
            throw std::runtime_error(started.error().context);
        m_cluster = std::move(*started);
    }

    void run(BrokerCommand::Kind kind, BrokerId broker) {
        std::promise<Result<void>> done;
        m_cluster->execute(BrokerCommand{kind, broker}, [&](Result<void> result) { done.set_value(result); });
        if (const auto result = done.get_future().get(); !result)
            throw std::runtime_error(result.error().context);
    }
    std::shared_ptr<const observe::ClusterSnapshot> look() {
        std::promise<std::shared_ptr<const observe::ClusterSnapshot>> taken;
        m_cluster->look([&](const auto& snapshot) { taken.set_value(snapshot); });
        return taken.get_future().get();
    }
    template <typename Condition>
    void waitFor(const char* what, Condition condition) {
        const auto deadline = Clock::now() + patience;
        while (!condition()) {
            if (Clock::now() > deadline)
                throw std::runtime_error(fmt::format("waited in vain until {}", what));
            std::this_thread::sleep_for(1ms);
        }
    }
    void createTopic(const std::string& name, int partitions) {
        waitFor("a topic can be made", [&] {
            CreateTopicsRequest request;
            auto& topic = request.topics.emplace_back();
            topic.name = name;
            topic.numPartitions = partitions;
            topic.replicationFactor = 3;
            return ask(m_cluster->anyBroker(), request, [](const auto& answer) {
                const auto error = answer.topics.front().errorCode;
                return error == ErrorCode::NONE || error == ErrorCode::TOPIC_ALREADY_EXISTS;
            });
        });
        waitFor("all replicas are in sync", [&] { return isInSync(name); });
    }
    bool isInSync(const std::string& name) {
        const auto snapshot = look();
        const auto* topic = snapshot->topic(name);
        return topic && !topic->partitions.empty() &&
               std::ranges::all_of(topic->partitions, [](const auto& p) { return p.isr.size() == 3; });
    }
    /// One record with acks=all to a broker; whether it was accepted.
    bool produce(const std::string& name, BrokerId broker) {
        record::BatchBuilder builder;
        builder.add(m_clock.wallTimeMs(), std::nullopt, asBytes("value"));
        auto batch = *builder.build();
        ProduceRequest request;
        request.acks = -1;
        request.timeoutMs = 60'000;
        auto& data = request.topicData.emplace_back();
        data.name = name;
        data.partitionData.emplace_back().records = protocol::Records::of(MutableByteView(batch));
        return ask(broker, request, [](const auto& answer) {
            return answer.responses.front().partitionResponses.front().errorCode == ErrorCode::NONE;
        });
    }
    [[nodiscard]] std::string servers() const {
        std::string all;
        for (const auto& endpoint : m_cluster->endpoints())
            all += (all.empty() ? "" : ",") + net::toString(endpoint);
        return all;
    }
    [[nodiscard]] std::vector<BrokerId> brokers() const { return m_cluster->brokerIds(); }

private:
    template <typename Request, typename Test>
    bool ask(BrokerId broker, const Request& request, Test test) {
        constexpr std::int16_t version = std::is_same_v<Request, ProduceRequest> ? 9 : 5;
        std::promise<bool> answered;
        m_cluster->send<Request>(broker, request, version,
                                 [&](const auto& answer) { answered.set_value(answer && test(*answer)); });
        return answered.get_future().get();
    }

    Scratch m_scratch;
    log::PosixStorage m_storage;
    LiveClock m_clock;
    std::unique_ptr<cluster::LiveCluster> m_cluster;
};

double milliseconds(Clock::duration time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

/// Crashes the leader of a partition, which is the controller or is not, and waits for a write elsewhere.
double failoverSeconds(const std::function<void(server::BrokerConfig&)>& configure, bool ofController) {
    Cluster cluster(configure);
    // Led by all brokers in turn.
    BrokerId leader;
    std::string topic;
    for (int i = 0; leader == BrokerId(); ++i) {
        topic = fmt::format("t{}", i);
        cluster.createTopic(topic, 1);
        const auto snapshot = cluster.look();
        const auto candidate = snapshot->topic(topic)->partitions.front().leader;
        if ((candidate == snapshot->controller) == ofController && cluster.produce(topic, candidate))
            leader = candidate;
    }
    const auto before = Clock::now();
    cluster.run(BrokerCommand::Kind::crash, leader);
    cluster.waitFor("another leader accepts a write", [&] {
        const auto others = cluster.brokers();
        return std::ranges::any_of(others,
                                   [&](auto id) { return id != leader && cluster.produce(topic, id); });
    });
    return milliseconds(Clock::now() - before) / 1000;
}

void inAHurry(server::BrokerConfig& config) {
    config.heartbeatInterval = 100ms;
    config.controller.brokerSessionTimeout = 500ms;
    config.quorum.fetchTimeout = 500ms;
    config.quorum.electionTimeout = 250ms;
}

double threadCpuSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

} // namespace

void measureFailover(int runs) {
    spdlog::set_level(spdlog::level::off);
    std::vector<double> usual, usualController, fast, fastController;
    for (int run = 0; run < runs; ++run) {
        usual.push_back(failoverSeconds({}, false));
        usualController.push_back(failoverSeconds({}, true));
        fast.push_back(failoverSeconds(inAHurry, false));
        fastController.push_back(failoverSeconds(inAHurry, true));
    }
    fmt::print("From the crash of a leader to the next write with acks=all\n");
    printFigure("  default settings: broker.session.timeout.ms 9000", usual, "s");
    printFigure("    where it is the controller, too", usualController, "s");
    printFigure("  broker.session.timeout.ms 500, heartbeats 100, quorum 500 and 250", fast, "s");
    printFigure("    where it is the controller, too", fastController, "s");
}

void measureCatchUp(int runs, std::int64_t records) {
    spdlog::set_level(spdlog::level::off);
    std::vector<double> rates;
    for (int run = 0; run < runs; ++run) {
        Cluster cluster;
        Load load;
        load.records = records;
        constexpr int partitions = 6;
        cluster.createTopic(load.topic, partitions);
        const BrokerId away(3);
        cluster.run(BrokerCommand::Kind::stop, away);
        produce(cluster.servers(), load);
        std::uint64_t bytes = 0;
        for (const auto snapshot = cluster.look();
             const auto& partition : snapshot->topic(load.topic)->partitions)
            for (const auto& replica : partition.replicaStates)
                if (replica.isLeader)
                    bytes += replica.sizeBytes;
        const auto before = Clock::now();
        cluster.run(BrokerCommand::Kind::start, away);
        cluster.waitFor("the follower is in sync", [&] { return cluster.isInSync(load.topic); });
        rates.push_back(static_cast<double>(bytes) / 1e3 / milliseconds(Clock::now() - before));
    }
    printFigure("catch-up of a follower that returns, 6 partitions, its start included", rates, "MB/s");
}

void measureReplicationShare(const std::string& program, int runs, std::int64_t records) {
    constexpr int partitions = 6;
    std::vector<std::string> arguments{"serve", "--ephemeral", "--brokers", "3"};
    const auto port = freePorts();
    arguments.insert(arguments.end(), {"--port", std::to_string(port)});
    for (int run = 0; run <= runs; ++run)
        for (const int replicas : {1, 3})
            arguments.insert(arguments.end(),
                             {"--topic", fmt::format("r{}-{}:{}:{}", replicas, run, partitions, replicas)});
    const Process serve(program, arguments);
    (void)serve.waitForConnection(port);
    const auto servers = fmt::format("127.0.0.1:{}", port);
    std::vector<double> one, three, shares;
    for (int run = 0; run <= runs; ++run) {
        Load load;
        load.acks = "all";
        load.records = run == 0 ? records / 100 + 1 : records; // the first warms up
        load.topic = fmt::format("r1-{}", run);
        (void)pageCacheSeconds(static_cast<std::uint64_t>(load.gigabytes() * 1.2e9));
        const auto ofOne = produce(servers, load);
        load.topic = fmt::format("r3-{}", run);
        (void)pageCacheSeconds(static_cast<std::uint64_t>(load.gigabytes() * 3.6e9));
        const auto ofThree = produce(servers, load);
        if (run == 0)
            continue;
        one.push_back(ofOne);
        three.push_back(ofThree);
        shares.push_back(100 * ofThree / ofOne);
    }
    fmt::print("One producer, acks=all, 6 partitions\n");
    printFigure("  1 replica", one, "rec/s");
    printFigure("  3 replicas", three, "rec/s");
    printFigure("  3 replicas as a share of 1", shares, "%");
}

void measureSimulator(int runs) {
    spdlog::set_level(spdlog::level::off);
    fmt::print("Simulator: virtual time over processor time, one thread, 3 brokers\n");
    for (const auto* scenario : {"normal", "all"}) {
        std::vector<double> ratios, steps, cost;
        for (int run = 0; run < runs; ++run) {
            simulator::SimulationConfig config;
            config.seed = static_cast<std::uint64_t>(run) + 1;
            config.scenario = scenario;
            config.span = 1min;
            const auto before = threadCpuSeconds();
            auto made = simulator::Simulation::make(config);
            if (!made)
                throw std::runtime_error(made.error().context);
            (*made)->runToEnd();
            const auto cpu = threadCpuSeconds() - before;
            const auto span = std::chrono::duration<double>((*made)->now()).count();
            const auto count = static_cast<double>((*made)->steps());
            ratios.push_back(span / cpu);
            steps.push_back(count / span);
            cost.push_back(1e6 * cpu / count);
        }
        printFigure(fmt::format("  scenario {}", scenario), ratios, "times", "at least 200");
        printFigure("    steps a second of virtual time", steps, "");
        printFigure("    processor time of a step", cost, "us");
    }
}

} // namespace partitura::bench
