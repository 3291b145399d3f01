// The figures of a release build, from outside: the program as a process, its clients real ones.
#include "tests/bench/cluster_figures.h"
#include "tests/bench/kafka_figures.h"
#include "tests/bench/kafka_load.h"
#include "tests/bench/log_figures.h"
#include "tests/bench/report.h"
#include "tests/bench/scratch.h"
#include "tests/bench/serve_process.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <future>
#include <optional>
#include <regex>
#include <string_view>
#include <thread>

namespace {

using namespace partitura::bench;
using namespace std::chrono_literals;

const std::vector<std::string> figures{"start",   "log",   "compaction", "load",  "replicas", "failover",
                                       "catchup", "share", "simulate",   "kafka", "window",   "crowd"};

struct Settings {
    std::string program = "build/release/bin/partitura";
    int runs = 3;
    std::int64_t records = 3'000'000;
    std::string only; ///< measure this alone, one of `figures`

    [[nodiscard]] bool wants(std::string_view figure) const { return only.empty() || only == figure; }
};

double milliseconds(Clock::duration time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

std::vector<std::string> serveArguments(std::uint16_t port, const std::vector<std::string>& topics = {}) {
    std::vector<std::string> arguments{"serve", "--ephemeral", "--brokers",
                                       "3",     "--port",      std::to_string(port)};
    for (const auto& topic : topics)
        arguments.insert(arguments.end(), {"--topic", topic});
    return arguments;
}

void measureStart(const Settings& settings) {
    std::vector<double> starts;
    std::vector<double> resident;
    std::vector<double> own;
    for (int run = 0; run < settings.runs * 3; ++run) {
        const auto port = freePorts();
        Process serve(settings.program, serveArguments(port));
        starts.push_back(milliseconds(serve.waitForConnection(port)));
        std::this_thread::sleep_for(1s); // idle: nothing left of the start
        resident.push_back(serve.memoryMegabytes("VmRSS"));
        own.push_back(serve.memoryMegabytes("RssAnon"));
    }
    printFigure("start to first accepted connection, 3 brokers", starts, "ms", "under 100");
    printFigure("resident memory of serve, 3 brokers idle", resident, "MB", "under 40");
    printFigure("  of it not backed by files", own, "MB");
}

/// Produces and reads one load, with the client's ceiling between the runs, each on a topic of its own.
void measureLoad(const Settings& settings, const std::string& name, int partitions, int replicas, Load load) {
    const auto topicOf = [](int run) { return fmt::format("bench-{}", run); };
    std::vector<std::string> topics;
    for (int run = 0; run <= settings.runs; ++run)
        topics.push_back(fmt::format("{}:{}:{}", topicOf(run), partitions, replicas));
    const auto port = freePorts();
    const auto servers = fmt::format("127.0.0.1:{}", port);
    const Process serve(settings.program, serveArguments(port, topics));
    (void)serve.waitForConnection(port);
    auto warmUp = load; // the first consumer makes the brokers create __consumer_offsets
    warmUp.records = load.records / 100 + 1;
    warmUp.topic = topicOf(settings.runs);
    produce(servers, warmUp);
    consume(servers, warmUp, partitions);
    std::vector<double> ceiling;
    std::vector<double> pageCache;
    std::vector<double> produced;
    std::vector<double> produceCpu;
    std::vector<double> consumed;
    std::vector<double> consumeCpu;
    for (int run = 0; run < settings.runs; ++run) {
        load.topic = topicOf(run);
        ceiling.push_back(produceToMock(load, partitions));
        const auto cached = load.gigabytes() * 1.2e9 * replicas; // with what frames the records
        pageCache.push_back(pageCacheSeconds(static_cast<std::uint64_t>(cached)));
        double before = serve.cpuSeconds();
        produced.push_back(produce(servers, load));
        std::this_thread::sleep_for(200ms); // followers may still be at it
        produceCpu.push_back((serve.cpuSeconds() - before) / load.gigabytes());
        before = serve.cpuSeconds();
        consumed.push_back(consume(servers, load, partitions));
        consumeCpu.push_back((serve.cpuSeconds() - before) / load.gigabytes());
    }
    fmt::print("{}\n", name);
    printFigure("  produced", produced, "rec/s",
                fmt::format("{:.0f} % of the ceiling", 100 * median(produced) / median(ceiling)));
    printFigure("  the client's ceiling (librdkafka's mock broker)", ceiling, "rec/s");
    printFigure("  consumed", consumed, "rec/s");
    printFigure("  serve's CPU per GB produced", produceCpu, "s",
                fmt::format("written to {} logs", replicas));
    printFigure("  limit: a plain write into the page cache, CPU per GB", pageCache, "s");
    printFigure("  serve's CPU per GB fetched", consumeCpu, "s");
}

void measureLoads(const Settings& settings) {
    Load load;
    load.records = settings.records;
    measureLoad(settings, "one producer, acks=1, 1 partition, 1 replica", 1, 1, load);
    measureLoad(settings, "one producer, acks=1, 6 partitions, 1 replica", 6, 1, load);
}

void measureReplicas(const Settings& settings) {
    Load load;
    load.records = settings.records;
    load.acks = "all";
    measureLoad(settings, "one producer, acks=all, 6 partitions, 3 replicas", 6, 3, load);
}

/// A number that the program printed behind these words.
std::optional<double> reported(const std::string& output, const std::string& words) {
    std::smatch found;
    if (!std::regex_search(output, found, std::regex(words + " ([0-9.]+)")))
        return std::nullopt;
    return std::stod(found[1]);
}

/// The window, offscreen where there is no display, with three brokers in it: half a million records a second
/// go in and out, which tells how fluent it is; and a producer and then a consumer at full speed, of which
/// `serve` alone takes so much. With `crowd` there are 9,980 partitions in ten topics besides.
void measureWindow(const Settings& settings, bool crowd) {
    constexpr auto settlingTime = 5s; // a window that opens is not yet at work
    constexpr int partitions = 6;
    constexpr double flow = 500'000;
    std::array<char, 32> home{"/tmp/partitura-bench-XXXXXX"};
    if (!mkdtemp(home.data()))
        throw std::runtime_error("cannot make a directory in /tmp");
    Load load;
    load.records = settings.records;
    Load paced = load;
    paced.topic = "flow";
    paced.perSecond = flow;
    std::vector<std::string> topics{fmt::format("{}:{}:1", load.topic, partitions),
                                    fmt::format("{}:{}:1", paced.topic, partitions)};
    for (int i = 0; crowd && i < 10; ++i)
        topics.push_back(fmt::format("crowd-{}:998:1", i)); // with the others just below what is made at once
    const bool isOnScreen = std::getenv("DISPLAY") != nullptr;
    const std::vector<std::string> environment{
        isOnScreen ? "QT_QPA_PLATFORM=xcb" : "QT_QPA_PLATFORM=offscreen",
        fmt::format("XDG_DATA_HOME={}", home.data()), "PARTITURA_REPORT_STALLS=1"};
    std::vector<double> drawn, longest, usual, recording, shares;
    for (int run = 0; run < settings.runs; ++run) {
        const auto port = freePorts();
        const auto servers = fmt::format("127.0.0.1:{}", port);
        const auto arguments = serveArguments(port, topics);
        const std::vector<std::string> windowArguments(arguments.begin() + 1, arguments.end()); // no "serve"
        const auto rateOf = [&](Process& process) {
            (void)process.waitForConnection(port);
            std::this_thread::sleep_for(settlingTime);
            const auto rate = produce(servers, load);
            consume(servers, load, partitions);
            return rate;
        };
        double alone = 0;
        {
            Process serve(settings.program, arguments);
            alone = rateOf(serve);
        }
        {
            Process window(settings.program, windowArguments, environment);
            shares.push_back(100 * rateOf(window) / alone);
        }
        Process window(settings.program, windowArguments, environment);
        (void)window.waitForConnection(port);
        std::this_thread::sleep_for(settlingTime);
        const auto before = window.cpuSeconds("recording");
        const auto begin = Clock::now();
        {
            auto reader = std::async(std::launch::async, consume, servers, paced, partitions);
            produce(servers, paced);
            reader.get();
        }
        const std::chrono::duration<double> time = Clock::now() - begin;
        recording.push_back(100 * (window.cpuSeconds("recording") - before) / time.count());
        const auto started = static_cast<double>(window.startedAt().time_since_epoch() / 1ns);
        const auto output = window.stop();
        if (const auto at = reported(output, "drawn at"))
            drawn.push_back((*at - started) / 1e6);
        if (const auto ms = reported(output, "longest stall"))
            longest.push_back(*ms);
        if (const auto ms = reported(output, "99 % within"))
            usual.push_back(*ms);
    }
    std::filesystem::remove_all(home.data());
    fmt::print("the window{}{}\n", isOnScreen ? "" : ", offscreen",
               crowd ? ", 10,000 partitions besides" : "");
    printFigure("  start to drawn, 3 brokers running", drawn, "ms", "under 1000");
    printFigure("  500,000 records/s: longest stall of its event loop", longest, "ms", "none over 50");
    printFigure("  500,000 records/s: 99 of 100 turns within", usual, "ms", "16.7");
    printFigure("  500,000 records/s: recording, of a core", recording, "%", "under 1");
    printFigure("  produced at full speed, of what serve takes", shares, "%", "at least 95");
}

} // namespace

int main(int argc, char** argv) {
    Settings settings;
    CLI::App app("Measures the release build of Partitura.", "partitura_bench");
    app.add_option("--program", settings.program, "The program to measure")->capture_default_str();
    app.add_option("--runs", settings.runs, "Runs of each measurement; medians are shown")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    app.add_option("--records", settings.records, "Records of 100 bytes a run")
        ->check(CLI::Range(1000, 1'000'000'000))
        ->capture_default_str();
    app.add_option("--only", settings.only, "Measure this alone")->check(CLI::IsMember(figures));
    CLI11_PARSE(app, argc, argv);
    try {
        fmt::print("{}\nmedians of {} runs, {} records of 100 bytes; lowest to highest\n\n", machine(),
                   settings.runs, settings.records);
        if (settings.wants("start"))
            measureStart(settings);
        if (settings.wants("log"))
            measureLog(settings.runs);
        if (settings.wants("compaction"))
            measureCompaction(settings.runs);
        if (settings.wants("load"))
            measureLoads(settings);
        if (settings.wants("replicas"))
            measureReplicas(settings);
        if (settings.wants("share"))
            measureReplicationShare(settings.program, settings.runs, settings.records);
        if (settings.wants("failover"))
            measureFailover(settings.runs);
        if (settings.wants("catchup"))
            measureCatchUp(settings.runs, settings.records);
        if (settings.wants("simulate"))
            measureSimulator(settings.runs);
        if (settings.wants("kafka"))
            measureKafka(settings.program, settings.runs, settings.records);
        if (settings.wants("window"))
            measureWindow(settings, false);
        if (settings.wants("crowd"))
            measureWindow(settings, true);
    } catch (const std::exception& error) {
        fmt::print(stderr, "partitura_bench: {}.\n", error.what());
        return 1;
    }
    return 0;
}
