// The cluster settings of the window and the options of the command line, turned into each other.
#pragma once

#include "app/cli/options.h"
#include "app/settings/cluster_settings.h"

namespace partitura::app {

/// Puts what is remembered where the command line says nothing (`Options::given`). Thread: any.
void applySettings(const ClusterSettings& settings, Options& options);
/// What a cluster started with these options runs with.
ClusterSettings settingsOf(const Options& options);

} // namespace partitura::app
