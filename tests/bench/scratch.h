// A place on the disk, and what the disk's cache costs.
#pragma once

#include <cstdint>
#include <string>

namespace partitura::bench {

/// A directory in /tmp, removed at the end.
struct Scratch {
    Scratch();
    ~Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    std::string path = "/tmp/partitura-bench-XXXXXX";
};

/// Writes so many bytes into the page cache by plain calls of 256 KB, removes them, and says what processor
/// time that took: seconds per GB (10⁹ bytes). In a virtual machine whose host provides memory when it is
/// first touched, one page of the cache can cost ten times as much as another. This tells which it was, and
/// leaves memory behind that is there, for what is measured next.
double pageCacheSeconds(std::uint64_t bytes);

} // namespace partitura::bench
