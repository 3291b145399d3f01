// `partitura simulate`: seeds of the deterministic simulator, without a window.
#pragma once

#include "app/cli/options.h"

#include <cstdio>
#include <string>

namespace partitura::app {

/// Runs the seeds, one line each with its trace's hash and verdict, then the sum. What a violation was, the
/// events before it and the shortest schedule found that brings it about follow the line of its seed. Exit
/// status: 0, 1 on any violation, 2 when the trace cannot be written or a broker cannot start, with one line
/// on `errors`. Thread: any.
int simulate(const SimulateOptions& options, std::FILE* output, std::FILE* errors);

/// The names of scenarios with a line about each, for `partitura simulate --help`.
[[nodiscard]] std::string simulateHelp();
/// Reads `A..B` or `A`. Errors: INVALID_REQUEST with a line for the user.
[[nodiscard]] Result<std::pair<std::uint64_t, std::uint64_t>> parseSeeds(const std::string& text);

} // namespace partitura::app
