// `partitura serve`: the cluster without a window.
#pragma once

#include "app/cli/options.h"
#include "app/cli/stop_signal.h"

namespace partitura::app {

/// Runs until a stop signal. With the demo it prints a status table every second (a block of lines on a
/// terminal, replaced in place; elsewhere every ten seconds). Returns the exit status.
int serve(const Options& options, StopSignal& stop);

} // namespace partitura::app
