// Compacted segments take the place of those they were made of.
#include "broker/log/partition_log.h"
#include "broker/log/segment_swap.h"

#include <algorithm>
#include <spdlog/spdlog.h>

namespace partitura::log {

void PartitionLog::beforeTruncation(Offset offset) {
    if (offset < active().baseOffset())
        m_generation = std::make_shared<const char>();
}

void PartitionLog::afterTruncation() {
    // LogCleanerManager.maybeTruncateCheckpoint: what is appended from here on is not compacted.
    if (m_cleanedUpTo)
        m_cleanedUpTo = std::min(*m_cleanedUpTo, active().baseOffset());
}

Result<PartitionLog::Replaced> PartitionLog::replaceSegments(const Generation& generation,
                                                             std::span<const std::shared_ptr<File>> sources) {
    if (generation != m_generation)
        return Replaced::sourcesHaveChanged;
    const auto isSource = [&](const auto& segment) {
        return std::find(sources.begin(), sources.end(), segment->file()) != sources.end();
    };
    const auto found = std::find_if(m_segments.begin(), m_segments.end(), isSource);
    const auto present =
        static_cast<std::size_t>(std::count_if(m_segments.begin(), m_segments.end(), isSource));
    if (present == 0)
        return Replaced::sourcesAreGone;
    const auto first = static_cast<std::size_t>(found - m_segments.begin());
    if (present != sources.size() || first + present >= m_segments.size())
        return Replaced::sourcesHaveChanged;
    if (auto swapped = swapFiles(first, present); !swapped)
        return swapped.error();
    return Replaced::done;
}

Result<void> PartitionLog::swapFiles(std::size_t first, std::size_t count) {
    const auto base = m_segments[first]->baseOffset();
    const auto lastBase = m_segments[first + count - 1]->baseOffset();
    auto prepared = renameSegmentFiles(m_storage, m_directory, base, cleanedSuffix, swapSuffix);
    if (prepared)
        prepared = m_storage.syncDirectory(m_directory);
    if (!prepared) {
        // The log goes on as it is, so the next start must not find a swap to complete.
        (void)removeSegmentFiles(m_storage, m_directory, base, swapSuffix);
        return prepared;
    }
    // From here on a crash leads to the new segment.
    std::vector<Offset> replaced;
    for (auto i = first; i < first + count; ++i) {
        replaced.push_back(m_segments[i]->baseOffset());
        if (auto renamed = renameSegmentFiles(m_storage, m_directory, replaced.back(), "", deletedSuffix);
            !renamed)
            return renamed;
    }
    if (auto renamed = renameSegmentFiles(m_storage, m_directory, base, swapSuffix, ""); !renamed)
        return renamed;
    if (auto synced = m_storage.syncDirectory(m_directory); !synced)
        return synced;

    auto segment = Segment::open(m_storage, m_directory, base, m_config);
    if (!segment)
        return segment.error();
    m_segments[first] = std::move(*segment);
    m_segments.erase(m_segments.begin() + static_cast<std::ptrdiff_t>(first + 1),
                     m_segments.begin() + static_cast<std::ptrdiff_t>(first + count));
    for (const auto offset : replaced)
        for (auto& path : segmentFilesOf(m_directory, offset, deletedSuffix))
            m_doomed.push_back(std::move(path));
    return removeSnapshots(base + 1, lastBase + 1);
}

} // namespace partitura::log
