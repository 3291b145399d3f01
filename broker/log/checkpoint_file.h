// Kafka's small text files: a version, a count, and a line an entry.
#pragma once

#include "broker/base/storage.h"
#include "broker/base/topic_partition.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace partitura::log {

/// The entry lines of a checkpoint file (Kafka's CheckpointFile, version 0); empty when the file is missing.
/// Errors: KAFKA_STORAGE_ERROR, also when version or count are wrong, saying which file to look at.
[[nodiscard]] Result<std::vector<std::string>> readCheckpoint(Storage& storage, const std::string& path);
/// Replaces a checkpoint file in one step, durably.
[[nodiscard]] Result<void> writeCheckpoint(Storage& storage, const std::string& path,
                                           const std::vector<std::string>& lines);

using OffsetCheckpoint = std::map<TopicPartition, Offset>;

/// `topic partition offset` lines: recovery points, log starts, high watermarks (OffsetCheckpointFile).
[[nodiscard]] Result<OffsetCheckpoint> readOffsetCheckpoint(Storage& storage, const std::string& path);
[[nodiscard]] Result<void> writeOffsetCheckpoint(Storage& storage, const std::string& path,
                                                 const OffsetCheckpoint& offsets);

/// `key=value` lines of a Java properties file, without comments (meta.properties).
[[nodiscard]] std::map<std::string, std::string> parseProperties(std::string_view text);

/// A whole decimal number; nullopt for anything else.
template <typename T>
[[nodiscard]] std::optional<T> parseNumber(std::string_view text);
/// The words of a line.
[[nodiscard]] std::vector<std::string_view> wordsOf(std::string_view line);

} // namespace partitura::log
