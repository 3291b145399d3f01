#include "tests/bench/scratch.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace partitura::bench {
namespace {

double threadCpuSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

} // namespace

Scratch::Scratch() {
    if (!mkdtemp(path.data()))
        throw std::runtime_error("cannot make a directory in /tmp");
}

Scratch::~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
}

double pageCacheSeconds(std::uint64_t bytes) {
    const Scratch scratch;
    const std::vector<char> piece(256 << 10, 'x');
    const int file = ::open((scratch.path + "/plain").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0)
        throw std::runtime_error("cannot write into /tmp");
    const auto before = threadCpuSeconds();
    for (std::uint64_t at = 0; at < bytes;) {
        const auto count = ::pwrite(file, piece.data(), std::min<std::uint64_t>(piece.size(), bytes - at),
                                    static_cast<off_t>(at));
        if (count <= 0)
            break;
        at += static_cast<std::uint64_t>(count);
    }
    const auto seconds = threadCpuSeconds() - before;
    ::close(file);
    return seconds / (static_cast<double>(bytes) / 1e9);
}

} // namespace partitura::bench
