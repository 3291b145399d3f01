// What is wrong in a log directory, as a value.
#pragma once

#include "broker/base/strong.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace partitura::log {

/// One thing found wrong with a file. Thread: a value type.
struct LogProblem {
    std::string file;                      ///< path
    std::optional<std::uint64_t> position; ///< bytes into the file
    std::optional<Offset> offset;          ///< of a record
    std::string what;                      ///< for people, without the file's name

    bool operator==(const LogProblem&) const = default;
};

/// Problems, the first of them kept: a file of random bytes has as many as it likes.
struct LogProblems {
    static constexpr std::size_t keptMax = 1000;

    void add(LogProblem problem) {
        if (++count <= keptMax)
            kept.push_back(std::move(problem));
    }
    [[nodiscard]] bool empty() const { return count == 0; }

    std::vector<LogProblem> kept;
    std::size_t count = 0;
};

} // namespace partitura::log
