#include "app/cli/serve.h"

#include "app/cli/status_table.h"
#include "app/live/embedded_cluster.h"
#include "app/workload/demo.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>

#include <unistd.h>

namespace partitura::app {
namespace {

using namespace std::chrono_literals;

void print(const std::string& text) {
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
}

} // namespace

int serve(const Options& options, StopSignal& stop) {
    auto started = EmbeddedCluster::start(options);
    if (!started) {
        fmt::print(stderr, "partitura: {}.\n", started.error().context);
        return 2;
    }
    auto& embedded = **started;
    print(fmt::format("{} brokers at {} (cluster {}). Ctrl+C stops.\n", options.brokers,
                      embedded.bootstrapServers(), embedded.cluster().clusterId()));
    if (!options.demo) {
        while (!stop.waitFor(1h)) {
        }
        return 0;
    }
    startDemo(embedded.workloads());
    embedded.cluster().observe(500ms);
    const bool onTerminal = isatty(STDOUT_FILENO) == 1;
    RateMeter meter;
    long linesAbove = 0;
    int second = 0;
    while (!stop.waitFor(1s)) {
        const auto snapshot = embedded.cluster().snapshot();
        const auto rates = meter.update(snapshot);
        constexpr int secondsBetweenBlocks = 10;
        if (!onTerminal && second++ % secondsBetweenBlocks != 2)
            continue;
        const auto table = statusTable(*snapshot, *rates);
        // On a terminal each block takes the place of the last: up, and clear to the end.
        if (onTerminal && linesAbove > 0)
            print(fmt::format("\x1b[{}A\x1b[J", linesAbove));
        print(table);
        linesAbove = std::count(table.begin(), table.end(), '\n');
    }
    return 0;
}

} // namespace partitura::app
