// A Kafka data directory as it lies on disk, for those who only look: written by Partitura or by Apache
// Kafka, closed, crashed or in use.
//
// All of this reads and nothing writes; give it a ReadOnlyStorage. What is damaged becomes a LogProblem
// beside what could be read. Contents are values; records are read segment by segment with BatchWalk, and
// checkSegment() says what a segment holds. Thread: any.
#pragma once

#include "broker/base/uuid.h"
#include "broker/log/checkpoint_file.h"
#include "broker/log/leader_epoch_cache.h"
#include "broker/log/log_file_name.h"
#include "broker/log/log_problem.h"
#include "broker/log/producer_state.h"

#include <map>
#include <string>
#include <vector>

namespace partitura::log {

/// One segment's files by their presence; nothing of them has been read.
struct SegmentContents {
    Offset baseOffset;
    std::string directory;
    std::string logName; ///< of the `.log` when it is not named for the base offset alone, as OFFSET.log.swap
    bool hasOffsetIndex = false;
    bool hasTimeIndex = false;
    bool hasTransactionIndex = false;
    bool hasProducerSnapshot = false;
    bool isLast = false; ///< the log's active segment

    /// Path of one of its files: `suffix` as ".log" or ".index".
    [[nodiscard]] std::string path(std::string_view suffix) const;
};

/// One partition's directory.
struct PartitionContents {
    std::string path;
    std::optional<LogDirectoryName> name;       ///< nullopt when the directory is not named as a log's
    Uuid topicId;                               ///< zero when partition.metadata does not say
    std::vector<SegmentContents> segments;      ///< by base offset
    std::vector<EpochEntry> leaderEpochs;       ///< as the file has them
    std::vector<std::string> metadataSnapshots; ///< names of OFFSET-EPOCH.checkpoint files
    std::vector<std::string> leftovers;         ///< names of files with .deleted, .cleaned, .swap
    std::vector<std::string> foreign;           ///< names of files that are none of Kafka's
    LogProblems problems;
};

/// Lists a partition's directory and reads its small files. Errors: KAFKA_STORAGE_ERROR when the directory
/// cannot be listed.
[[nodiscard]] Result<PartitionContents> readPartition(Storage& storage, const std::string& path);

/// One broker's data directory. Its partitions are read one by one with readPartition().
struct DataDirectoryContents {
    std::string path;
    std::map<std::string, std::string> properties;       ///< meta.properties; empty when there is none
    std::map<std::string, OffsetCheckpoint> checkpoints; ///< by file name; absent files are not in it
    bool wasCleanShutdown = false;                       ///< it has .kafka_cleanshutdown
    std::vector<std::string> partitions;                 ///< names of the logs' directories
    std::vector<std::string> foreign; ///< names of files and directories that are none of Kafka's
    LogProblems problems;
};

/// Errors: KAFKA_STORAGE_ERROR when the directory cannot be listed.
[[nodiscard]] Result<DataDirectoryContents> readDataDirectory(Storage& storage, const std::string& path);

/// The offsets of a checkpoint file; none in an empty file, which is how Kafka makes it. Errors:
/// KAFKA_STORAGE_ERROR.
[[nodiscard]] Result<OffsetCheckpoint> readOffsets(Storage& storage, const std::string& path);
/// The entries of a leader-epoch-checkpoint in the order of the file; `problems` gets those that do not rise
/// in epoch and offset. Errors: KAFKA_STORAGE_ERROR.
[[nodiscard]] Result<std::vector<EpochEntry>> readLeaderEpochs(Storage& storage, const std::string& path,
                                                               LogProblems& problems);
/// The topic id in a partition.metadata; zero in an empty file. Errors: KAFKA_STORAGE_ERROR.
[[nodiscard]] Result<Uuid> readPartitionMetadata(Storage& storage, const std::string& path);
/// The producers in a `.snapshot`, by id. Errors: KAFKA_STORAGE_ERROR; CORRUPT_MESSAGE.
[[nodiscard]] Result<std::vector<ProducerState>> readProducerSnapshot(Storage& storage,
                                                                      const std::string& path);

/// `context` of an error without the path it begins with.
[[nodiscard]] std::string withoutPath(const std::string& context, const std::string& path);

} // namespace partitura::log
