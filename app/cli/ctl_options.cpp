#include "app/cli/ctl_options.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace partitura::app {
namespace {

using nlohmann::json;

/// A node as links have them: a broker's id, `broker-2` or `clients`.
std::string nodeName(const std::string& text) {
    const bool isNumber = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    return isNumber ? "broker-" + text : text;
}

/// Adds commands; each fills a JSON object of its own, which becomes the request when it is the one given.
class Commands {
public:
    explicit Commands(CtlOptions& options)
        : m_options(options) {}

    void addCommonOptions(CLI::App& app) {
        app.add_option("--data-dir", m_options.dataDirectory,
                       "Data directory of the instance (default: the one that runs)");
        app.add_flag("--json", m_options.json, "Print JSON, one object a line");
    }

    /// A command that asks for `fields` and what its options add.
    struct Leaf {
        CLI::App* app;
        std::shared_ptr<json> request;

        template <typename T>
        Leaf& value(const std::string& name, const char* field, const std::string& help,
                    bool isRequired = false) {
            app->add_option_function<T>(
                   name, [request = request, field](const T& given) { (*request)[field] = given; }, help)
                ->required(isRequired);
            return *this;
        }
        Leaf& flag(const std::string& name, const char* field, const std::string& help) {
            app->add_flag_callback(
                name, [request = request, field] { (*request)[field] = true; }, help);
            return *this;
        }
        Leaf& node(const std::string& name, const char* field) {
            app->add_option_function<std::string>(
                   name,
                   [request = request, field](const std::string& given) {
                       (*request)[field] = nodeName(given);
                   },
                   "A broker's id, or clients")
                ->required();
            return *this;
        }
        /// In milliseconds, with a fraction; the request has microseconds.
        Leaf& ms(const std::string& name, const char* field, const std::string& help,
                 bool isRequired = false) {
            app->add_option_function<double>(
                   name,
                   [request = request, field](const double& given) {
                       (*request)[field] = static_cast<std::int64_t>(given * 1000);
                   },
                   help)
                ->check(CLI::Range(0.0, 600'000.0))
                ->required(isRequired);
            return *this;
        }
        Leaf& broker() { return value<std::int32_t>("BROKER", "broker", "The broker's id", true); }
        Leaf& partition(bool isRequired) {
            value<std::string>("TOPIC", "topic", "The topic", isRequired);
            return value<std::int32_t>("PARTITION", "partition", "The partition's number", isRequired);
        }
    };

    Leaf add(CLI::App& parent, const std::string& name, const std::string& help, json fields) {
        auto* app = parent.add_subcommand(name, help);
        addCommonOptions(*app);
        Leaf leaf{app, std::make_shared<json>(std::move(fields))};
        app->final_callback([this, request = leaf.request] { m_options.request = request->dump(); });
        return leaf;
    }

private:
    CtlOptions& m_options;
};

CLI::App* group(CLI::App& parent, const std::string& name, const std::string& help) {
    auto* app = parent.add_subcommand(name, help);
    app->require_subcommand(1);
    return app;
}

void addBrokerCommands(CLI::App& ctl, Commands& commands) {
    auto& broker = *group(ctl, "broker", "Start, end and pause brokers");
    const std::pair<const char*, const char*> actions[] = {
        {"start", "Start one that is stopped or crashed"},
        {"stop", "Hand over what it leads, then stop it in order"},
        {"crash", "End it without its doing; what it wrote stays"},
        {"restart", "Stop it, if it runs, and start it"},
        {"pause", "Let it stand still: it handles nothing, its connections stay"},
        {"resume", "Let a paused one go on"},
        {"remove", "Stop it and have the controller forget it; it must hold no replicas and not vote"},
    };
    for (const auto& [action, help] : actions)
        commands.add(broker, action, help, {{"command", "broker"}, {"action", action}}).broker();
    commands.add(broker, "add", "Add a broker", {{"command", "broker"}, {"action", "add"}})
        .value<std::int32_t>("BROKER", "broker", "Its id (default: the next free one)");
}

void addLinkCommands(CLI::App& ctl, Commands& commands) {
    auto& link = *group(ctl, "link", "Delay, hold, lose and cut what nodes send each other");
    const auto add = [&](const char* action, const char* help) {
        auto leaf = commands.add(link, action, help, {{"command", "link"}, {"action", action}});
        return leaf.node("FROM", "from").node("TO", "to");
    };
    add("cut", "Separate two nodes, both ways, and end their connections");
    add("heal", "Join two nodes again and take back all that is wrong between them");
    add("reset", "End the connections between two nodes; they may connect again");
    const char* both = "Also the other way";
    add("clog", "Hold all that goes FROM TO; nothing is lost").flag("--both", "both", both);
    add("unclog", "Let go on what a clog holds").flag("--both", "both", both);
    add("delay", "Delay what goes FROM TO; 0 ends it")
        .ms("MS", "meanUs", "Milliseconds on average", true)
        .ms("--min", "minUs", "Milliseconds at least (default: as the average, so that all are equal)")
        .flag("--both", "both", both);
    add("lose", "Lose frames FROM TO, which resets their connection; 0 ends it")
        .value<std::uint32_t>("PER_MILLION", "perMillion", "Frames of a million", true)
        .flag("--both", "both", both);
}

void addFaultCommands(CLI::App& ctl, Commands& commands) {
    auto& fault = *group(ctl, "fault", "Faults of requests, disks and clocks; all faults");
    const auto add = [&](const char* action, const char* help) {
        return commands.add(fault, action, help, {{"command", "fault"}, {"action", action}});
    };
    add("list", "Print the faults that last");
    add("undo", "End every fault, resume paused brokers and start those that are down");
    add("request", "Let requests to a broker fail, wait or get lost")
        .broker()
        .value<std::string>("--api", "api", "Of this API, such as Produce (default: all)")
        .value<std::uint64_t>("--count", "count", "The next so many (default: 1)")
        .value<std::string>("--error", "error", "Answer with this error, such as NOT_LEADER_OR_FOLLOWER")
        .ms("--delay", "delayUs", "Wait so many milliseconds before handling or answering")
        .flag("--drop", "drop", "Neither handle nor answer them; their connections stay mute")
        .value<std::string>("--from", "from", "Those of clients (default), brokers or any");
    add("disk", "Set what is wrong with a broker's disk; without options it is well again")
        .broker()
        .value<std::uint64_t>("--bytes-free", "bytesFree", "Files grow by so many bytes more")
        .flag("--fail-writes", "failsWrites", "Writes fail")
        .flag("--fail-syncs", "failsSyncs", "Syncs fail")
        .ms("--slow", "operationTakesUs", "Each operation takes so many milliseconds longer")
        .flag("--background-only", "slowsBackgroundOnly", "Only those that the broker does not wait for")
        .value<std::uint64_t>("--flip-reads", "readFlipsOneIn", "One read in so many has a bit inverted");
    add("flip-bit", "Invert a bit of a replica's oldest segment where it is stored")
        .broker()
        .partition(true)
        .value<std::uint64_t>("BIT", "bit", "Its number, from the segment's beginning", true);
    add("clock", "Let a broker's wall clock be wrong; 0 ends it")
        .broker()
        .value<std::int64_t>("SKEW_MS", "skewMs", "Milliseconds it is ahead; behind, if below 0", true);
}

} // namespace

CLI::App* addCtlCommands(CLI::App& app, CtlOptions& options) {
    auto* ctl = app.add_subcommand("ctl", "Look at a running instance and command it");
    // Held by the callbacks.
    const auto commands = std::make_shared<Commands>(options);
    ctl->final_callback([commands] {});
    ctl->require_subcommand(1);
    ctl->footer("Exit status: 0 done; 1 it was refused or failed; 2 bad use, or no such instance.");
    commands->addCommonOptions(*ctl);

    auto* instances = ctl->add_subcommand("instances", "Print the data directories of all that run");
    commands->addCommonOptions(*instances);
    instances->callback([&options] { options.instances = true; });
    commands->add(*ctl, "status", "Print brokers, topics and faults", {{"command", "status"}});
    commands->add(*ctl, "brokers", "Print the brokers", {{"command", "brokers"}});
    commands->add(*ctl, "topics", "Print the topics, or the partitions of one", {{"command", "topics"}})
        .value<std::string>("TOPIC", "topic", "Print its partitions");
    commands->add(*ctl, "snapshot", "Print all that is known of the cluster as JSON",
                  {{"command", "snapshot"}});
    commands->add(*ctl, "events", "Print what happened", {{"command", "events"}})
        .flag("--follow", "follow", "Go on with what happens from now on")
        .value<std::uint64_t>("--after", "after", "Only those after this sequence number");
    addBrokerCommands(*ctl, *commands);
    addLinkCommands(*ctl, *commands);
    auto& leader = *group(*ctl, "leader", "Who leads a partition");
    commands
        ->add(leader, "move", "Let one of its replicas lead a partition",
              {{"command", "leader"}, {"action", "move"}})
        .partition(true)
        .value<std::int32_t>("BROKER", "broker", "The replica's broker", true);
    commands
        ->add(*ctl, "elect", "Let preferred replicas lead, of one partition or of all",
              {{"command", "elect"}})
        .partition(false)
        .flag("--unclean", "unclean",
              "Let any replica lead where none in sync is there; records may be lost");
    commands->add(*ctl, "reassign", "Move a partition to other brokers", {{"command", "reassign"}})
        .partition(true)
        .value<std::vector<std::int32_t>>("BROKERS", "brokers", "All its brokers, preferred leader first")
        .value<std::int64_t>("--throttle", "throttle",
                             "Hold the replication it needs to so many bytes a second on each broker")
        .flag("--verify", "verify", "Print whether it is still under way; once not, take the throttle back")
        .flag("--cancel", "cancel", "Call off what is under way");
    addFaultCommands(*ctl, *commands);
    return ctl;
}

} // namespace partitura::app
