#include "tests/bench/kafka_figures.h"

#include "tests/bench/kafka_load.h"
#include "tests/bench/report.h"
#include "tests/bench/scratch.h"
#include "tests/bench/serve_process.h"
#include "tests/kafka/kafka_libraries.h"

#include <fmt/format.h>

#include <filesystem>
#include <thread>

namespace partitura::bench {
namespace {

using namespace std::chrono_literals;

constexpr int partitions = 6;
constexpr int warmUpRounds = 3; ///< a virtual machine compiles what runs often
constexpr const char* python = "/usr/bin/python3";
constexpr const char* title = "Apache Kafka under the same load";

std::string topicOf(int round) {
    return fmt::format("bench-{}", round);
}

/// Of one of the two: what its rounds took.
struct Figures {
    std::vector<double> produced; ///< records a second
    std::vector<double> consumed;
    std::vector<double> produceCpu; ///< seconds per GB
    std::vector<double> consumeCpu;
};

/// One round at a broker, on a topic of its own.
void runRound(const Process& broker, const std::string& servers, const Load& load, Figures& figures) {
    double before = broker.cpuSeconds();
    figures.produced.push_back(produce(servers, load));
    std::this_thread::sleep_for(200ms); // what it does after it has answered
    figures.produceCpu.push_back((broker.cpuSeconds() - before) / load.gigabytes());
    before = broker.cpuSeconds();
    figures.consumed.push_back(consume(servers, load, partitions));
    std::this_thread::sleep_for(200ms);
    figures.consumeCpu.push_back((broker.cpuSeconds() - before) / load.gigabytes());
}

void print(const std::string& whose, const Figures& figures) {
    printFigure(whose + ": produced", figures.produced, "rec/s");
    printFigure(whose + ": consumed", figures.consumed, "rec/s");
    printFigure(whose + ": CPU per GB produced", figures.produceCpu, "s");
    printFigure(whose + ": CPU per GB fetched", figures.consumeCpu, "s");
}

std::string share(const std::vector<double>& ours, const std::vector<double>& theirs) {
    return fmt::format("{:.0f} % of Kafka's; at most 25 %", 100 * median(ours) / median(theirs));
}

} // namespace

void measureKafka(const std::string& program, int rounds, std::int64_t records) {
    const auto libraries = test::kafkaLibraries();
    if (!libraries.whyNot.isEmpty())
        return printSkipped(title, libraries.whyNot.toStdString());
    if (!std::filesystem::exists(python))
        return printSkipped(title, fmt::format("{}, which starts it, is not there", python));

    const auto port = freePorts();
    const auto servers = fmt::format("127.0.0.1:{}", port);
    std::vector<std::string> arguments{"serve", "--ephemeral", "--brokers",
                                       "1",     "--port",      std::to_string(port)};
    for (int round = 0; round < warmUpRounds + rounds; ++round)
        arguments.insert(arguments.end(), {"--topic", fmt::format("{}:{}:1", topicOf(round), partitions)});
    const Process ours(program, arguments);
    (void)ours.waitForConnection(port);

    const Scratch scratch;
    const auto kafkaPort = freePorts();
    const auto kafkaServers = fmt::format("127.0.0.1:{}", kafkaPort);
    const Process kafka(python, {PARTITURA_KAFKA_BROKER, "serve", scratch.path + "/data",
                                 libraries.classPath.toStdString(), std::to_string(kafkaPort),
                                 std::to_string(partitions)});
    (void)kafka.waitForConnection(kafkaPort);

    Load load;
    load.records = records;
    Figures of;
    Figures ofKafka;
    std::vector<double> pageCache;
    for (int round = 0; round < warmUpRounds + rounds; ++round) {
        if (round == warmUpRounds)
            of = ofKafka = {};
        load.topic = topicOf(round);
        const auto bytes = static_cast<std::uint64_t>(load.gigabytes() * 1.2e9); // with what frames records
        pageCache.push_back(pageCacheSeconds(bytes));
        runRound(ours, servers, load, of);
        pageCache.push_back(pageCacheSeconds(bytes));
        runRound(kafka, kafkaServers, load, ofKafka);
    }
    fmt::print("{}: one broker, acks=1, {} partitions, 1 replica\n", title, partitions);
    print("  Partitura", of);
    print("  Kafka", ofKafka);
    printFigure("  limit: a plain write into the page cache, CPU per GB", pageCache, "s");
    fmt::print("  Partitura's CPU per GB produced: {}\n", share(of.produceCpu, ofKafka.produceCpu));
    fmt::print("  Partitura's CPU per GB fetched: {}\n", share(of.consumeCpu, ofKafka.consumeCpu));
}

} // namespace partitura::bench
