// The command line.
#pragma once

#include "app/source.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace partitura::app {

/// What `partitura dump` prints.
struct DumpOptions {
    std::vector<std::string> paths; ///< files and directories
    bool records = false;
    bool verify = false;
    bool full = false; ///< keys and values are not cut
    bool json = false;
};

/// What `partitura simulate` runs.
struct SimulateOptions {
    std::uint64_t firstSeed = 1;
    std::uint64_t lastSeed = 40;
    std::string scenario = "all";
    int minutes = 2;       ///< of virtual time under load and faults
    std::string traceFile; ///< empty: none
};

/// What `partitura ctl` asks of a running instance.
struct CtlOptions {
    std::string dataDirectory; ///< empty: the one instance that runs
    bool json = false;
    bool instances = false; ///< lists what runs, and asks nobody
    std::string request;    ///< a line of JSON (docs/ctl.md)
};

/// What the user asked for.
struct Options {
    enum class Command { window, serve, dump, ctl, simulate };
    Command command = Command::window;
    int brokers = 3;
    std::uint16_t port = 9092;
    std::optional<std::string> host; ///< nullopt: both loopback addresses
    std::string dataDirectory;       ///< empty: the default place
    bool ephemeral = false;          ///< a directory that is removed at the end
    std::vector<TopicSpec> topics;   ///< created if missing
    int defaultPartitions = 3;       ///< of topics that clients only name
    int defaultReplicas = 0;         ///< likewise; 0: as many as brokers, at most three
    bool autoCreateTopics = true;
    int rebalanceDelayMs = 0;    ///< of the first rebalance of an empty group
    std::set<std::string> given; ///< names of the cluster's options that were on the command line: "--port"
    bool demo = false;
    std::string logLevel = "warn";
    std::string session;                 ///< a recording to show instead of a cluster; empty: none
    std::optional<std::string> theme;    ///< of the window: "light" or "dark"; nullopt: as chosen last
    std::optional<std::string> language; ///< of the window: "en" or "zh_CN"; nullopt: as chosen last
    std::optional<std::string> view;     ///< key of one that has the whole window; nullopt: none
    DumpOptions dump;
    SimulateOptions simulate;
    CtlOptions ctl;
};

/// Text for the user and the exit status: help and version (0), or an error (2).
struct Exit {
    int status = 0;
    std::string text;
};

/// Reads the command line; environment and files are not looked at. Thread: any.
std::variant<Options, Exit> parseCommandLine(int argc, const char* const* argv);

/// `NAME:PARTITIONS:REPLICAS`; both numbers may be left out. The error says what is wrong.
Result<TopicSpec> parseTopicSpec(const std::string& text);

} // namespace partitura::app
