// What the files of a Kafka data directory are called, and what that says.
#pragma once

#include "broker/base/topic_partition.h"

#include <optional>
#include <string>
#include <string_view>

namespace partitura::log {

/// What is in a file, by its name.
enum class LogFileKind {
    log,                   ///< OFFSET.log
    offsetIndex,           ///< OFFSET.index
    timeIndex,             ///< OFFSET.timeindex
    transactionIndex,      ///< OFFSET.txnindex
    producerSnapshot,      ///< OFFSET.snapshot
    metadataSnapshot,      ///< OFFSET-EPOCH.checkpoint, bootstrap.checkpoint: batches of the metadata log
    leaderEpochCheckpoint, ///< leader-epoch-checkpoint
    offsetCheckpoint,      ///< recovery-point-, log-start-, replication-, cleaner-offset-checkpoint
    partitionMetadata,     ///< partition.metadata
    metaProperties,        ///< meta.properties
    cleanShutdownMarker,   ///< .kafka_cleanshutdown
    lock,                  ///< .lock
    quorumState,           ///< quorum-state
    foreign,               ///< nothing that Kafka writes
};

/// A file's name taken apart (Kafka's LogFileUtils, Snapshots, CheckpointFile). Thread: a value type.
struct LogFileName {
    LogFileKind kind = LogFileKind::foreign;
    /// Base offset of a segment, end offset of a snapshot.
    std::optional<Offset> offset;
    /// ".deleted", ".cleaned", ".swap", ".tmp" or ".part": the file is on its way out, or in; else empty.
    std::string leftoverSuffix;
};

/// `name` is without directory.
[[nodiscard]] LogFileName parseLogFileName(std::string_view name);

/// What a directory in a data directory holds, by its name.
struct LogDirectoryName {
    enum class State {
        current,
        future,  ///< `-future`: a replica that moves here from another data directory
        deleted, ///< `-delete`: to be removed
        stray,   ///< `-stray`: of a topic that the cluster does not know
    };
    TopicPartition partition;
    State state = State::current;
};

/// nullopt for a directory that is no log's (UnifiedLog.parseTopicPartitionName). A name that was cut to be
/// deleted gives what is left of it.
[[nodiscard]] std::optional<LogDirectoryName> parseLogDirectory(std::string_view name);

} // namespace partitura::log
