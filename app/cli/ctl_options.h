// The commands of `partitura ctl`.
#pragma once

#include "app/cli/options.h"

namespace CLI {
class App;
}

namespace partitura::app {

/// Adds `ctl` and all below it; parsing fills `options`, which outlives `app`. Thread: any.
CLI::App* addCtlCommands(CLI::App& app, CtlOptions& options);

} // namespace partitura::app
