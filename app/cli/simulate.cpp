#include "app/cli/simulate.h"

#include "broker/simulator/shrink.h"

#include <fmt/core.h>

#include <charconv>
#include <cstring>
#include <memory>

namespace partitura::app {
namespace {

using simulator::Simulation;
using simulator::Violation;

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using FileHandle = std::unique_ptr<std::FILE, CloseFile>;

void explain(const Simulation& run, const Violation& violation, std::FILE* output) {
    fmt::print(output, "  at {} of virtual time: {}: {}\n", simulator::toString(violation.at),
               violation.invariant, violation.text);
    fmt::print(output, "  last events:\n");
    for (const auto& line : violation.lastEvents)
        fmt::print(output, "    {}\n", line);
    const auto shortest = simulator::shrink(run.config(), run.schedule(), violation);
    fmt::print(output, "  shrunk from {} to {} faults:\n", run.schedule().size(), shortest.size());
    for (const auto& fault : shortest)
        fmt::print(output, "    {}\n", simulator::toString(fault));
}

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

} // namespace

int simulate(const SimulateOptions& options, std::FILE* output, std::FILE* errors) {
    FileHandle trace;
    if (!options.traceFile.empty()) {
        trace.reset(std::fopen(options.traceFile.c_str(), "w"));
        if (!trace) {
            fmt::print(errors, "partitura: cannot write {}: {}.\n", options.traceFile,
                       std::strerror(errno)); // NOLINT(concurrency-mt-unsafe): one thread runs
            return 2;
        }
    }
    std::uint64_t seeds = 0, violations = 0;
    for (auto seed = options.firstSeed; seed <= options.lastSeed; ++seed, ++seeds) {
        simulator::SimulationConfig config;
        config.seed = seed;
        config.scenario = options.scenario;
        config.span = std::chrono::minutes(options.minutes);
        if (trace)
            fmt::print(trace.get(), "seed {}\n", seed);
        auto made = Simulation::make(config, trace.get());
        if (!made) {
            fmt::print(errors, "partitura: {}.\n", made.error().context);
            return 2;
        }
        auto& run = **made;
        run.runToEnd();
        const auto& found = run.violations();
        violations += found.size();
        fmt::print(output, "seed {} {:016x} {}\n", seed, run.traceHash(),
                   found.empty() ? "ok" : "violation: " + found.front().invariant);
        if (!found.empty())
            explain(run, found.front(), output);
        std::fflush(output);
        if (seed == UINT64_MAX)
            break;
    }
    fmt::print(output, "{} seeds, {} violations\n", seeds, violations);
    return violations == 0 ? 0 : 1;
}

std::string simulateHelp() {
    std::string text = "Scenarios:\n";
    for (const auto& scenario : simulator::scenarios())
        text += fmt::format("  {:<12}{}\n", scenario.name, scenario.about);
    return text;
}

Result<std::pair<std::uint64_t, std::uint64_t>> parseSeeds(const std::string& text) {
    const auto dots = text.find("..");
    const auto first = number(std::string_view(text).substr(0, dots));
    const auto last = dots == std::string::npos ? first : number(std::string_view(text).substr(dots + 2));
    if (!first || !last || *last < *first)
        return Error{ErrorCode::INVALID_REQUEST,
                     "--seeds " + text + ": write A..B, such as 1..40, or one seed"};
    return std::pair(*first, *last);
}

} // namespace partitura::app
