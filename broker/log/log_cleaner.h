// Compaction of a broker's logs: which, when, and how far it is.
#pragma once

#include "broker/base/event_loop.h"
#include "broker/log/compaction.h"
#include "broker/log/io_throttle.h"
#include "broker/log/log_directory.h"

#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace partitura::log {

/// Settings of the broker, with Kafka's names and defaults (CleanerConfig).
struct LogCleanerConfig {
    std::size_t dedupeBufferBytes = 128u << 20; ///< log.cleaner.dedupe.buffer.size
    double dedupeBufferLoadFactor = 0.9;        ///< log.cleaner.io.buffer.load.factor
    std::size_t ioBufferBytes = 512u << 10;     ///< log.cleaner.io.buffer.size
    double ioBytesPerSecond =
        std::numeric_limits<double>::infinity(); ///< log.cleaner.io.max.bytes.per.second
    Duration backoff = std::chrono::seconds(15); ///< log.cleaner.backoff.ms
    std::uint64_t stepBytes = 2u << 20;          ///< moved by one task on the background loop; not Kafka's
};

/// The log that is being compacted.
struct LogCleaning {
    TopicPartition log;
    CompactionProgress progress;
    double dirtyRatio = 0;     ///< when it was chosen; 0 to 1
    TimestampMs startedMs = 0; ///< since the epoch
};

/// A compaction that went to its end (Kafka's CleanerStats).
struct FinishedCompaction {
    TopicPartition log;
    std::uint64_t bytesBefore = 0; ///< of the segments that were written anew
    std::uint64_t bytesAfter = 0;
    std::uint64_t recordsBefore = 0;
    std::uint64_t recordsAfter = 0;
    TimestampMs startedMs = 0; ///< since the epoch
    TimestampMs endedMs = 0;

    [[nodiscard]] bool removedSomething() const {
        return bytesAfter != bytesBefore || recordsAfter != recordsBefore;
    }
};

/// Sums since the cleaner was made.
struct LogCleanerTotals {
    std::uint64_t runs = 0;      ///< that went to their end
    std::uint64_t discarded = 0; ///< because the log was truncated, deleted or changed meanwhile
    std::uint64_t failed = 0;
    std::uint64_t bytesRead = 0;
    std::uint64_t bytesWritten = 0;
    std::uint64_t recordsRead = 0;
    std::uint64_t recordsKept = 0;
    std::uint64_t segmentsReplaced = 0;
};

/// A log that is left out because compacting it failed.
struct UncleanableLog {
    TopicPartition log;
    std::string reason; ///< for a person
};

/// What the cleaner is about. A value type.
struct LogCleanerStatus {
    bool isRunning = false; ///< between start() and stop()
    std::optional<LogCleaning> current;
    std::optional<FinishedCompaction> last;
    LogCleanerTotals totals;
    /// Since logs were last looked over for one to compact (Kafka's time-since-last-run-ms).
    std::optional<Duration> sinceLastRun;
    double dirtiestRatio = 0; ///< of all compacted logs, then; 0 to 1 (max-dirty-percent)
    std::vector<UncleanableLog> uncleanable;
};

/// What the broker wants to hear of its cleaner, each on its loop and perhaps inside the cleaner's work; any
/// may be empty.
struct LogCleanerCallbacks {
    std::function<void(const FinishedCompaction&)> compacted;
    std::function<void(const UncleanableLog&)> uncleanable;
    /// The disk failed, which is no fault of the log: the log directory should go offline (LogCleaner's
    /// cleanLog), and the cleaner be stopped until it is back.
    std::function<void(const Error&)> storageFailed;
};

/// Compacts the logs whose cleanup.policy has `compact`, one at a time, the dirtiest first (Kafka's
/// LogCleaner with one thread, and LogCleanerManager). It chooses, plans and swaps segments on the broker's
/// loop; reading and writing happen on the background loop in small tasks. A log that is truncated or deleted
/// meanwhile is left as it is and the work thrown away. High watermarks are those noted in the LogDirectory.
/// Owned by the broker, beside its LogDirectory. Thread: the broker's loop.
class LogCleaner {
public:
    /// All references outlive the cleaner. The loops and the directory's storage also outlive the tasks that
    /// stop() leaves on `background`: they touch nothing else.
    LogCleaner(LogDirectory& directory, EventLoop& loop, EventLoop& background, LogCleanerConfig config = {},
               LogCleanerCallbacks callbacks = {});
    LogCleaner(const LogCleaner&) = delete;
    LogCleaner& operator=(const LogCleaner&) = delete;
    ~LogCleaner();

    /// Begins to look for logs to compact, now and then every `backoff`, at once again after each run.
    void start();
    /// Ends it; a run is thrown away, its `.cleaned` files are removed by a task on the background loop. That
    /// task comes before another cleaner works on the same directory. Called before the directory is closed.
    void stop();
    [[nodiscard]] LogCleanerStatus status() const;

private:
    struct Run;
    struct Candidate;
    struct Uncleanable {
        Uuid topicId; ///< another topic of the same name is cleanable
        std::string reason;
    };

    void lookForWork();
    /// Errors: KAFKA_STORAGE_ERROR.
    [[nodiscard]] Result<std::optional<Candidate>> dirtiest();
    [[nodiscard]] Result<void> begin(const Candidate& candidate);
    void pauseThenLook();
    /// A log that cannot be compacted is left out from now on, unless it was the disk that failed: false.
    [[nodiscard]] bool markUncleanable(const TopicPartition& tp, const Error& error);

    // What the run tells, on the broker's loop.
    void onProgress(const CompactionProgress& progress);
    void onGroup(const std::vector<std::shared_ptr<File>>& sources);
    void onDone(Offset endOffset);
    void onFailed(const Error& error);
    void discard();
    void endRun();

    LogDirectory& m_directory;
    EventLoop& m_loop;
    EventLoop& m_background;
    LogCleanerConfig m_config;
    LogCleanerCallbacks m_callbacks;
    std::shared_ptr<IoThrottle> m_throttle; ///< the background loop's
    std::shared_ptr<bool> m_alive;          ///< made by start(), reset by stop(): for tasks under way
    std::shared_ptr<Run> m_run;             ///< passed on here, and told apart from others
    EventLoop::TimerId m_timer = 0;
    std::optional<LogCleaning> m_current;
    std::optional<FinishedCompaction> m_last;
    PartitionLog::Generation m_generation; ///< of the log in m_current, when it was planned
    LogCleanerTotals m_totals;
    std::optional<Instant> m_lastRun;
    double m_dirtiestRatio = 0;
    std::map<TopicPartition, Uncleanable> m_uncleanable;
};

} // namespace partitura::log
