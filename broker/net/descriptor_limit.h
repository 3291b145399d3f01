// How many files, sockets and mappings this process may hold.
#pragma once

#include <cstddef>

namespace partitura::net {

/// Raises the soft limit on descriptors to the hard one (setrlimit(2), RLIMIT_NOFILE): each idle log holds
/// one, each connection another, and the usual soft limit of 1024 is soon met. What the limit then is.
/// Thread: any.
std::size_t raiseDescriptorLimit();

/// How many mappings of memory a process may have (vm.max_map_count, which is 65530 unless somebody changed
/// it). Thread: any.
std::size_t mappingLimit();

} // namespace partitura::net
