#include "broker/log/segment_swap.h"

#include "broker/log/segment.h"

#include <algorithm>
#include <spdlog/spdlog.h>
#include <vector>

namespace partitura::log {
namespace {

constexpr std::string_view extensions[] = {".log", ".index", ".timeindex", ".txnindex"};

std::string pathOf(const std::string& directory, Offset baseOffset, std::string_view extension,
                   std::string_view suffix) {
    return directory + "/" + segmentFileName(baseOffset, extension).append(suffix);
}

/// Base offsets of segments that have any file with `suffix`, rising.
std::vector<Offset> offsetsWith(const std::vector<Storage::Entry>& entries, std::string_view suffix) {
    std::vector<Offset> offsets;
    for (const auto& entry : entries)
        for (const auto extension : extensions)
            if (const auto offset = segmentOffsetOf(entry.name, std::string(extension).append(suffix));
                offset && (offsets.empty() || offsets.back() != *offset))
                offsets.push_back(*offset);
    return offsets;
}

/// The offset after the last batch of a segment that is to be swapped in.
Result<Offset> nextOffset(Storage& storage, const std::string& directory, Offset baseOffset) {
    auto file = storage.open(pathOf(directory, baseOffset, ".log", swapSuffix), Storage::OpenMode::readOnly);
    if (!file)
        return file.error();
    auto next = baseOffset;
    BatchScan scan(**file, 0, (*file)->size());
    while (true) {
        auto batch = scan.next();
        if (!batch)
            return batch.error();
        if (!*batch)
            return next;
        next = (*batch)->header.lastOffset() + 1;
    }
}

} // namespace

Result<void> renameSegmentFiles(Storage& storage, const std::string& directory, Offset baseOffset,
                                std::string_view from, std::string_view to) {
    for (const auto extension : extensions) {
        const auto path = pathOf(directory, baseOffset, extension, from);
        if (!storage.exists(path))
            continue;
        if (auto renamed = storage.rename(path, pathOf(directory, baseOffset, extension, to)); !renamed)
            return renamed;
    }
    return {};
}

std::vector<std::string> segmentFilesOf(const std::string& directory, Offset baseOffset,
                                        std::string_view suffix) {
    std::vector<std::string> paths;
    for (const auto extension : extensions)
        paths.push_back(pathOf(directory, baseOffset, extension, suffix));
    return paths;
}

Result<void> removeSegmentFiles(Storage& storage, const std::string& directory, Offset baseOffset,
                                std::string_view suffix) {
    for (const auto& path : segmentFilesOf(directory, baseOffset, suffix))
        if (auto removed = storage.remove(path); !removed)
            return removed;
    return {};
}

Result<void> removeCleanedFiles(Storage& storage, const std::string& directory) {
    auto entries = storage.list(directory);
    if (!entries)
        return entries.error();
    for (const auto offset : offsetsWith(*entries, cleanedSuffix))
        if (auto removed = removeSegmentFiles(storage, directory, offset, cleanedSuffix); !removed)
            return removed;
    return {};
}

Result<void> completeSwap(Storage& storage, const std::string& directory) {
    auto entries = storage.list(directory);
    if (!entries)
        return entries.error();
    const auto cleaned = offsetsWith(*entries, cleanedSuffix);
    auto swaps = offsetsWith(*entries, swapSuffix);
    if (cleaned.empty() && swaps.empty())
        return {};

    // With `.cleaned` files left, not all of them became `.swap`: those are worth nothing. They go first, so
    // that a crash in between does not make them look complete.
    if (!cleaned.empty()) {
        for (; !swaps.empty() && swaps.back() >= cleaned.front(); swaps.pop_back())
            if (auto removed = removeSegmentFiles(storage, directory, swaps.back(), swapSuffix); !removed)
                return removed;
        if (auto synced = storage.syncDirectory(directory); !synced)
            return synced;
        if (auto removed = removeCleanedFiles(storage, directory); !removed)
            return removed;
    }

    // What a segment to be swapped in replaces and was not yet renamed to `.deleted`. Its `.log` being
    // renamed already, all of that is done.
    for (const auto base : swaps) {
        if (!storage.exists(pathOf(directory, base, ".log", swapSuffix)))
            continue;
        auto end = nextOffset(storage, directory, base);
        if (!end)
            return end.error();
        spdlog::info("{}: the swap of compacted segment {} is completed", directory, base.value());
        for (const auto old : offsetsWith(*entries, ""))
            if (old == base || (old > base && old < *end))
                if (auto removed = removeSegmentFiles(storage, directory, old, ""); !removed)
                    return removed;
    }
    for (const auto base : swaps)
        if (auto renamed = renameSegmentFiles(storage, directory, base, swapSuffix, ""); !renamed)
            return renamed;
    return storage.syncDirectory(directory);
}

} // namespace partitura::log
