#include "app/cli/options.h"

#include "app/cli/ctl_options.h"
#include "app/cli/dump.h"
#include "app/cli/simulate.h"
#include "app/settings/cluster_settings.h"
#include "broker/controller/controller.h"
#include "broker/simulator/scenario.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <tuple>

namespace partitura::app {
namespace {

constexpr int brokersMax = ClusterSettings::brokersMax;
constexpr int partitionsMax = ClusterSettings::partitionsMax;

void addClusterOptions(CLI::App& app, Options& options, std::vector<std::string>& topics) {
    app.add_option("--brokers", options.brokers, "Brokers to run, node ids 1 to N")
        ->check(CLI::Range(1, brokersMax))
        ->capture_default_str();
    app.add_option("--host", options.host, "Address to listen at and to advertise, instead of loopback");
    app.add_option("--port", options.port, "Port of broker 1; broker i listens at PORT + i - 1")
        ->check(CLI::Range(1, 65535 - brokersMax))
        ->capture_default_str();
    auto* directory =
        app.add_option("--data-dir", options.dataDirectory,
                       "Directory of the brokers' logs (default: partitura/cluster in the XDG data home)");
    app.add_flag("--ephemeral", options.ephemeral, "Keep the logs in a directory that is removed at the end")
        ->excludes(directory);
    app.add_option("--topic", topics, "Create NAME:PARTITIONS:REPLICAS if it is missing; may be repeated");
    app.add_option("--default-partitions", options.defaultPartitions,
                   "Partitions of topics that clients only name")
        ->check(CLI::Range(1, partitionsMax))
        ->capture_default_str();
    app.add_option("--default-replicas", options.defaultReplicas,
                   "Replicas of topics that clients only name (default: as many as brokers, at most 3)")
        ->check(CLI::Range(1, brokersMax));
    app.add_flag("!--no-auto-create", options.autoCreateTopics,
                 "Do not create topics that clients only name");
    app.add_option("--rebalance-delay-ms", options.rebalanceDelayMs,
                   "How long the first rebalance of an empty group waits for more members")
        ->check(CLI::Range(0, ClusterSettings::rebalanceDelayMaxMs))
        ->capture_default_str();
    app.add_flag("--demo", options.demo, "Run a small workload of real clients");
    app.add_option("--log-level", options.logLevel, "What to log to standard error")
        ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error", "off"}))
        ->capture_default_str();
}

void addDumpOptions(CLI::App& app, DumpOptions& options) {
    app.add_option("FILE|DIR", options.paths,
                   "Files of a log, partitions' directories, brokers' data directories")
        ->required();
    app.add_flag("--records", options.records, "Print the records of each batch");
    app.add_flag("--verify", options.verify, "Read every record, and check the indexes against the log");
    app.add_flag("--full", options.full, "Print keys and values whole, however long");
    app.add_flag("--json", options.json, "Print one JSON object a line");
    app.footer(dumpHelp());
}

void addSimulateOptions(CLI::App& app, SimulateOptions& options, std::string& seeds) {
    constexpr int minutesMax = 24 * 60;
    std::vector<std::string> names;
    for (const auto& scenario : simulator::scenarios())
        names.emplace_back(scenario.name);
    app.add_option("--seeds", seeds, "Seeds to run, A..B")->capture_default_str();
    app.add_option("--scenario", options.scenario, "What goes wrong")
        ->check(CLI::IsMember(names))
        ->capture_default_str();
    app.add_option("--minutes", options.minutes, "Virtual minutes of load and faults, before all is healed")
        ->check(CLI::Range(1, minutesMax))
        ->capture_default_str();
    app.add_option("--trace", options.traceFile, "Write every frame, event and operation to this file");
    app.footer(simulateHelp());
}

std::optional<int> number(const std::string& text, int max) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 1 || value > max)
        return std::nullopt;
    return value;
}

} // namespace

Result<TopicSpec> parseTopicSpec(const std::string& text) {
    const auto bad = [&](const std::string& why) {
        return Error{ErrorCode::INVALID_REQUEST,
                     "--topic " + text + ": " + why + "; write NAME:PARTITIONS:REPLICAS, such as orders:6:3"};
    };
    TopicSpec spec;
    std::vector<std::string> parts(1);
    for (const char c : text)
        if (c == ':')
            parts.emplace_back();
        else
            parts.back() += c;
    spec.name = parts[0];
    if (auto valid = controller::validateTopicName(spec.name); !valid)
        return bad("the name is not a valid topic name");
    if (parts.size() > 3)
        return bad("there are too many parts");
    if (parts.size() > 1) {
        const auto partitions = number(parts[1], partitionsMax);
        if (!partitions)
            return bad("partitions must be a number from 1 to " + std::to_string(partitionsMax));
        spec.partitions = *partitions;
    }
    if (parts.size() > 2) {
        const auto replicas = number(parts[2], brokersMax);
        if (!replicas)
            return bad("replicas must be a number from 1 to " + std::to_string(brokersMax));
        spec.replicas = static_cast<std::int16_t>(*replicas);
    }
    return spec;
}

std::variant<Options, Exit> parseCommandLine(int argc, const char* const* argv) {
    Options options;
    std::vector<std::string> topics;
    CLI::App app(
        "Partitura: a Kafka cluster one can see. Without a command it opens the window on a cluster that "
        "runs inside it.",
        "partitura");
    app.set_version_flag("--version", "partitura " PARTITURA_VERSION);
    addClusterOptions(app, options, topics);
    app.add_option("--theme", options.theme, "Look of the window (default: the one chosen last)")
        ->check(CLI::IsMember({"light", "dark"}));
    app.add_option("--language", options.language, "Language of the window (default: the one chosen last)")
        ->check(CLI::IsMember({"en", "zh_CN"}));
    app.add_option("--view", options.view, "Give this view the whole window (F11 ends it)")
        ->check(CLI::IsMember({"topology", "score", "topics", "messages", "groups", "throughput", "events",
                               "faults", "workloads"}));
    app.add_option("FILE,--session", options.session,
                   "Show a recorded session (.partitura) instead of running a cluster")
        ->type_name("FILE");
    auto* serve = app.add_subcommand("serve", "Run the same cluster without a window");
    addClusterOptions(*serve, options, topics);
    auto* dump = app.add_subcommand("dump", "Print what lies in the files of a Kafka log; changes nothing");
    addDumpOptions(*dump, options.dump);
    auto* simulate = app.add_subcommand(
        "simulate",
        "Run a simulated cluster under faults, in virtual time, and check that it keeps its word");
    std::string seeds = "1..40";
    addSimulateOptions(*simulate, options.simulate, seeds);
    auto* ctl = addCtlCommands(app, options.ctl);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        const CLI::App* asked = &app;
        std::string path;
        while (!asked->get_subcommands().empty()) {
            path += (path.empty() ? "" : " ") + asked->get_name();
            asked = asked->get_subcommands().front();
        }
        return Exit{0, asked->help(path)};
    } catch (const CLI::CallForVersion&) {
        return Exit{0, std::string("partitura ") + PARTITURA_VERSION + "\n"};
    } catch (const CLI::ParseError& error) {
        return Exit{2, std::string("partitura: ") + error.what() + ". See partitura --help.\n"};
    }
    for (const CLI::App* from : {static_cast<const CLI::App*>(&app), static_cast<const CLI::App*>(serve)})
        for (const CLI::Option* option : from->get_options())
            if (option->count() > 0)
                options.given.insert("--" + option->get_lnames().front());
    if (serve->parsed())
        options.command = Options::Command::serve;
    if (ctl->parsed())
        options.command = Options::Command::ctl;
    if (dump->parsed())
        options.command = Options::Command::dump;
    if (simulate->parsed()) {
        options.command = Options::Command::simulate;
        const auto range = parseSeeds(seeds);
        if (!range)
            return Exit{2, "partitura: " + range.error().context + ".\n"};
        std::tie(options.simulate.firstSeed, options.simulate.lastSeed) = *range;
    }
    for (const auto& text : topics) {
        auto spec = parseTopicSpec(text);
        if (!spec)
            return Exit{2, "partitura: " + spec.error().context + ".\n"};
        if (spec->replicas > options.brokers)
            return Exit{2, "partitura: --topic " + text + ": " + std::to_string(spec->replicas) +
                               " replicas need as many "
                               "brokers; raise --brokers or ask for fewer.\n"};
        options.topics.push_back(*spec);
    }
    return options;
}

} // namespace partitura::app
