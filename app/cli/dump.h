// `partitura dump`: what lies in Kafka's files, printed.
#pragma once

#include "app/cli/options.h"

#include <cstdio>

namespace partitura::app {

/// Prints files and directories; reads only, and stops on whatever closes the output. Exit status: 0, 1 when
/// problems were found, 2 when an argument cannot be read or the output not be written, with one line on
/// `errors` for each. Thread: any.
int dump(const DumpOptions& options, std::FILE* output, std::FILE* errors);

/// What `partitura dump --help` says after its options.
[[nodiscard]] std::string dumpHelp();

} // namespace partitura::app
