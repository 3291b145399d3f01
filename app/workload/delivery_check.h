// What a consumer's clients met more than once, and what they did not meet.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/topic_partition.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace partitura::app {

/// Where a record comes from: which start of which producer, and its number there. Producers of workloads
/// write it into a header.
struct RecordOrigin {
    static constexpr const char* header = "workload-sequence"; ///< "RUN-NUMBER", both hexadecimal

    std::uint64_t run = 0;
    std::uint64_t sequence = 0; ///< from 1

    [[nodiscard]] std::string text() const;
    static std::optional<RecordOrigin> parse(std::string_view text);
    bool operator==(const RecordOrigin&) const = default;
};

/// Compares the records that the clients of one workload processed with what they should have. Two views,
/// since they tell different stories: by offset (the same place in the log was processed again, as after a
/// crash before the commit) and by origin (the log holds a record twice, or what was sent never came).
/// Bounded: the newest million numbers of the newest 64 runs. Thread: one at a time.
class DeliveryCheck {
public:
    static constexpr std::uint64_t window = 1 << 20;
    static constexpr std::size_t mostRuns = 64, mostPartitions = 100'000;
    /// A number is missing when it has not come so long after a higher one.
    static constexpr Duration patience = std::chrono::seconds(10);

    void processed(const TopicPartition& at, Offset offset, const std::optional<RecordOrigin>& origin);

    /// Records processed at an offset that had been processed before.
    [[nodiscard]] std::uint64_t repeated() const { return m_repeated; }
    /// Records that stand in the log more than once.
    [[nodiscard]] std::uint64_t writtenTwice() const { return m_writtenTwice; }
    /// Numbers that have not come although higher ones did more than `patience` before `now`: lost, skipped,
    /// or still waiting in a partition that is read more slowly. Call it about once a second.
    [[nodiscard]] std::uint64_t missing(Instant now);
    /// The next offset of each partition.
    [[nodiscard]] const std::map<TopicPartition, Offset>& positions() const { return m_positions; }

private:
    struct Run {
        std::uint64_t first = 0; ///< the first number that came; lower ones are not waited for
        std::uint64_t highest = 0;
        std::uint64_t forgotten = 0;     ///< missing numbers that left the window
        std::vector<std::uint64_t> seen; ///< bits by number modulo their count, which grows up to the window
        std::deque<std::pair<Instant, std::uint64_t>> highestAt;

        [[nodiscard]] std::uint64_t bits() const { return seen.size() * 64; }
        [[nodiscard]] std::uint64_t lowest() const; ///< the lowest number the bits still tell of
        [[nodiscard]] bool has(std::uint64_t sequence) const;
        /// How many of these numbers, all within the window, did not come.
        [[nodiscard]] std::uint64_t unseen(std::uint64_t from, std::uint64_t to) const;
        void set(std::uint64_t sequence, bool value);
        void raise(std::uint64_t sequence);
    };

    bool sawBefore(const RecordOrigin& origin);

    std::map<TopicPartition, Offset> m_positions;
    std::map<std::uint64_t, Run> m_runs;
    std::deque<std::uint64_t> m_order; ///< runs, the oldest first
    std::uint64_t m_repeated = 0;
    std::uint64_t m_writtenTwice = 0;
};

} // namespace partitura::app
