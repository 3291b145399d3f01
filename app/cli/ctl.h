// `partitura ctl`: a running instance, looked at and commanded.
#pragma once

#include "app/cli/options.h"

#include <cstdio>

namespace partitura::app {

/// Sends the request and prints the answer as it comes, with --json as it is. Exit status: 0; 1 when it was
/// refused or failed, or the instance went away; 2 when there is no such instance, with one line on `errors`
/// for each. Thread: any.
int ctl(const CtlOptions& options, std::FILE* output, std::FILE* errors);

} // namespace partitura::app
