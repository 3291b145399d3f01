#include "broker/log/recovery_count.h"

#include "broker/log/segment.h"

#include <algorithm>

namespace partitura::log {

Result<void> RecoveryCount::add(Storage& storage, const std::string& directory, Offset recoveryPoint) {
    auto entries = storage.list(directory);
    if (!entries)
        return entries.error();
    std::vector<Offset> bases; // rising, as the names are sorted
    for (const auto& entry : *entries)
        if (const auto base = segmentOffsetOf(entry.name, ".log"); base && !entry.isDirectory)
            bases.push_back(*base);
    auto first = std::ranges::upper_bound(bases, recoveryPoint);
    if (first != bases.begin())
        --first;
    Work work;
    for (; first != bases.end(); ++first, ++work.segments) {
        auto file =
            storage.open(directory + "/" + segmentFileName(*first, ".log"), Storage::OpenMode::readOnly);
        if (!file)
            return file.error();
        work.bytes += (*file)->size();
    }
    m_left.push_back(work);
    m_progress.logsTotal = ++m_progress.logsRemaining;
    m_progress.segmentsTotal = m_progress.segmentsRemaining += work.segments;
    m_progress.bytesTotal = m_progress.bytesRemaining += work.bytes;
    return {};
}

void RecoveryCount::recovered(std::size_t segments, std::uint64_t bytes) {
    if (!isWanted())
        return;
    take(segments, bytes);
    tell();
}

void RecoveryCount::logOpened() {
    if (!isWanted())
        return;
    // Segments behind damage are removed and not looked through.
    take(m_left[m_at].segments, m_left[m_at].bytes);
    ++m_at;
    --m_progress.logsRemaining;
    tell();
}

void RecoveryCount::take(std::size_t segments, std::uint64_t bytes) {
    // Finishing a swap may have changed what was counted.
    auto& left = m_left[m_at];
    segments = std::min(segments, left.segments);
    bytes = std::min(bytes, left.bytes);
    left.segments -= segments;
    left.bytes -= bytes;
    m_progress.segmentsRemaining -= segments;
    m_progress.bytesRemaining -= bytes;
}

void RecoveryCount::tell() const {
    if (m_observer)
        m_observer(m_progress);
}

} // namespace partitura::log
