// Names of a segment's files while compacted ones take the place of others.
#pragma once

#include "broker/base/storage.h"
#include "broker/base/strong.h"

#include <string>
#include <string_view>
#include <vector>

namespace partitura::log {

/// Suffixes of the files of a segment that is being written, is about to replace others, or was replaced
/// (Kafka's LogFileUtils).
inline constexpr std::string_view cleanedSuffix = ".cleaned";
inline constexpr std::string_view swapSuffix = ".swap";
inline constexpr std::string_view deletedSuffix = ".deleted";

/// Renames the files of the segment at `baseOffset` that are there, its `.log` first, from one suffix to
/// another. Errors: KAFKA_STORAGE_ERROR. Thread: any.
[[nodiscard]] Result<void> renameSegmentFiles(Storage& storage, const std::string& directory,
                                              Offset baseOffset, std::string_view from, std::string_view to);
/// Paths of all files that the segment at `baseOffset` may have with that suffix.
[[nodiscard]] std::vector<std::string> segmentFilesOf(const std::string& directory, Offset baseOffset,
                                                      std::string_view suffix);
/// Removes the files of the segment at `baseOffset` with that suffix; missing ones are fine. Errors:
/// KAFKA_STORAGE_ERROR. Thread: any.
[[nodiscard]] Result<void> removeSegmentFiles(Storage& storage, const std::string& directory,
                                              Offset baseOffset, std::string_view suffix);

/// Removes all `.cleaned` files of a log. Errors: KAFKA_STORAGE_ERROR. Thread: any.
[[nodiscard]] Result<void> removeCleanedFiles(Storage& storage, const std::string& directory);

/// Before a log is opened: removes what an unfinished compaction left in its directory, or completes the swap
/// that a crash interrupted (Kafka's LogLoader). May be interrupted itself. Errors: KAFKA_STORAGE_ERROR;
/// CORRUPT_MESSAGE when a segment to be swapped in is damaged. Thread: the log's loop.
[[nodiscard]] Result<void> completeSwap(Storage& storage, const std::string& directory);

} // namespace partitura::log
