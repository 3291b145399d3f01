// How many files and sockets this process may hold.
#pragma once

#include <cstddef>

namespace partitura::net {

/// Raises the soft limit on descriptors to the hard one (setrlimit(2), RLIMIT_NOFILE): each idle log holds
/// one, each connection another, and the usual soft limit of 1024 is soon met. What the limit then is.
/// Thread: any.
std::size_t raiseDescriptorLimit();

} // namespace partitura::net
