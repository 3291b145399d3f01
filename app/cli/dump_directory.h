// Directories as `partitura dump` prints them.
#pragma once

#include "app/cli/dump_files.h"

namespace partitura::app {

/// Sums up a partition's directory, a broker's data directory, or one that holds several of these. With
/// --records each log is printed in full. Errors: KAFKA_STORAGE_ERROR when the directory cannot be listed.
[[nodiscard]] Result<void> dumpDirectory(DumpContext& context, const std::string& path);

} // namespace partitura::app
