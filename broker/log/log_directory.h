// A broker's data directory.
#pragma once

#include "broker/base/random.h"
#include "broker/base/topic_partition.h"
#include "broker/base/uuid.h"
#include "broker/log/checkpoint_file.h"
#include "broker/log/partition_log.h"

#include <map>
#include <memory>
#include <string>

namespace partitura::log {

/// One broker's data directory: whose it is (`meta.properties`), that nobody else uses it (`.lock`), the logs
/// in it and their checkpoints (Kafka's LogManager). Owned by the broker. Thread: the broker's event loop.
class LogDirectory {
public:
    /// Opens `path` and all logs in it, making the directory if it is missing; logs get `defaults` until
    /// PartitionLog::setConfig. Logs are recovered unless the last close() was in order. Errors:
    /// INCONSISTENT_CLUSTER_ID and INVALID_CONFIG when the directory belongs to another cluster or broker;
    /// KAFKA_STORAGE_ERROR, also when it is in use.
    [[nodiscard]] static Result<std::unique_ptr<LogDirectory>> open(Storage& storage, const Clock& clock,
                                                                    Random& random, std::string path,
                                                                    std::string clusterId, BrokerId nodeId,
                                                                    LogConfig defaults = {});

    LogDirectory(const LogDirectory&) = delete;
    LogDirectory& operator=(const LogDirectory&) = delete;
    ~LogDirectory();

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] Storage& storage() const { return m_storage; }
    [[nodiscard]] Random& random() const { return m_random; }
    /// `directory.id`, made when the directory was (KIP-858).
    [[nodiscard]] const Uuid& directoryId() const { return m_directoryId; }
    /// Whether what was found had been closed in order; true for a new directory.
    [[nodiscard]] bool wasCleanShutdown() const { return m_wasClean; }
    /// The broker epoch of that close (KIP-966); -1 when unknown.
    [[nodiscard]] std::int64_t previousBrokerEpoch() const { return m_previousBrokerEpoch; }

    /// One log and the id of its topic; zero when its directory does not say.
    struct Entry {
        std::unique_ptr<PartitionLog> log;
        Uuid topicId;
        bool topicIdIsDurable = true;
    };
    [[nodiscard]] const std::map<TopicPartition, Entry>& logs() const { return m_logs; }
    /// nullptr when there is no such log. Valid until it is deleted.
    [[nodiscard]] PartitionLog* find(const TopicPartition& tp) const;
    /// Zero when there is no such log.
    [[nodiscard]] Uuid topicId(const TopicPartition& tp) const;

    /// Makes the log, or takes the one that is there and sets its config. Errors: INCONSISTENT_TOPIC_ID when
    /// that one is of another topic of the same name.
    [[nodiscard]] Result<PartitionLog*> createLog(const TopicPartition& tp, const Uuid& topicId,
                                                  const LogConfig& config);
    /// Renames the log's directory to `topic-partition.id-delete`, to be removed later. Missing is fine.
    [[nodiscard]] Result<void> deleteLog(const TopicPartition& tp);
    /// Paths of removed segments and deleted logs that have waited for their file.delete.delay.ms, each once;
    /// the caller removes them. To be asked every few seconds. What a stop leaves is removed when the
    /// directory is opened again.
    [[nodiscard]] std::vector<std::string> takeDoomed();

    /// The checkpointed high watermark; 0 when there is none.
    [[nodiscard]] Offset highWatermark(const TopicPartition& tp) const;
    /// The recovery point that recovery after a crash would begin with; 0 when there is none.
    [[nodiscard]] Offset checkpointedRecoveryPoint(const TopicPartition& tp) const;
    /// Notes it for the next checkpoint().
    void setHighWatermark(const TopicPartition& tp, Offset highWatermark) {
        m_highWatermarks[tp] = highWatermark;
    }

    /// PartitionLog::beginFlush, with what the directory itself must know of the log. An empty task when
    /// there is no such log.
    [[nodiscard]] Result<FlushTask> beginFlush(const TopicPartition& tp);
    /// PartitionLog::endFlush, and what the directory learns from it.
    void endFlush(const TopicPartition& tp, const FlushTask& task);
    /// Makes all logs durable.
    [[nodiscard]] Result<void> flush();
    /// Whether the disk takes writes: writes and syncs a small file and removes it. Thread: any.
    [[nodiscard]] static Result<void> probe(Storage& storage, const std::string& path);
    /// Opens all logs anew after the disk failed and came back; the first error ends it.
    [[nodiscard]] Result<void> reopenLogs();

    /// Writes the checkpoints of recovery points, log starts, high watermarks and compaction that have
    /// changed. To be called every few seconds and after truncations.
    [[nodiscard]] Result<void> checkpoint();
    /// Writes `cleaner-offset-checkpoint` if compaction or a truncation has changed what it says.
    [[nodiscard]] Result<void> checkpointCleaned();
    /// Closes all logs and marks the directory clean. Nothing may be appended after. Without it, the next
    /// open recovers.
    [[nodiscard]] Result<void> close(std::int64_t brokerEpoch = -1);

private:
    /// A checkpoint file and what it holds.
    struct Checkpoint {
        std::string path;
        OffsetCheckpoint offsets;
    };

    LogDirectory(Storage& storage, const Clock& clock, Random& random, std::string path, LogConfig defaults);

    [[nodiscard]] Result<void> load(const std::string& clusterId, BrokerId nodeId);
    [[nodiscard]] Result<void> identify(const std::string& clusterId, BrokerId nodeId);
    [[nodiscard]] Result<void> takeCleanMarker();
    [[nodiscard]] Result<void> readCheckpoints();
    [[nodiscard]] Result<void> openLogs();
    void doom(std::string path, std::int64_t delayMs);
    [[nodiscard]] Result<void> write(Checkpoint& checkpoint, OffsetCheckpoint offsets);
    [[nodiscard]] std::string directoryOf(const TopicPartition& tp) const {
        return m_path + "/" + toString(tp);
    }

    Storage& m_storage;
    const Clock& m_clock;
    Random& m_random;
    std::string m_path;
    LogConfig m_defaults;
    std::unique_ptr<DirectoryLock> m_lock;
    Uuid m_directoryId;
    bool m_isNew = false;
    bool m_wasClean = false;
    bool m_recoveryPointsAreKnown = true;
    std::uint64_t m_changes = 0;        ///< logs made here, ever
    std::uint64_t m_durableChanges = 0; ///< of them
    std::int64_t m_previousBrokerEpoch = -1;
    std::map<TopicPartition, Entry> m_logs;
    Checkpoint m_recoveryPoints;
    Checkpoint m_logStarts;
    Checkpoint m_savedHighWatermarks;
    Checkpoint m_cleaned;
    OffsetCheckpoint m_highWatermarks;
    std::multimap<Instant, std::string> m_doomed; ///< by when they are to be removed
};

/// The cluster that the broker directory `path` belongs to; empty when it belongs to none yet. Errors:
/// KAFKA_STORAGE_ERROR.
[[nodiscard]] Result<std::string> clusterIdOf(Storage& storage, const std::string& path);

/// The topic and partition that a directory is named for; nullopt when it is not a log's.
[[nodiscard]] std::optional<TopicPartition> parseLogDirectoryName(std::string_view name);

} // namespace partitura::log
