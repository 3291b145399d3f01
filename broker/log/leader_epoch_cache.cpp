#include "broker/log/leader_epoch_cache.h"

#include "broker/log/checkpoint_file.h"

#include <algorithm>
#include <fmt/format.h>

namespace partitura::log {

Result<LeaderEpochCache> LeaderEpochCache::load(Storage& storage, const std::string& directory) {
    LeaderEpochCache cache;
    cache.m_storage = &storage;
    cache.m_path = directory + "/leader-epoch-checkpoint";
    auto lines = readCheckpoint(storage, cache.m_path);
    if (!lines)
        return lines.error();
    for (const auto& line : *lines) {
        const auto words = wordsOf(line);
        const auto epoch = words.size() == 2 ? parseNumber<std::int32_t>(words[0]) : std::nullopt;
        const auto offset = words.size() == 2 ? parseNumber<std::int64_t>(words[1]) : std::nullopt;
        if (!epoch || !offset)
            return Error{ErrorCode::KAFKA_STORAGE_ERROR,
                         fmt::format("{}: line \"{}\" is not epoch and offset", cache.m_path, line)};
        cache.assign(LeaderEpoch(*epoch), Offset(*offset));
    }
    cache.m_isDirty = false;
    return cache;
}

LeaderEpoch LeaderEpochCache::latestEpoch() const {
    return m_entries.empty() ? LeaderEpoch() : m_entries.back().epoch;
}

LeaderEpoch LeaderEpochCache::epochAt(Offset offset) const {
    const auto next = std::upper_bound(m_entries.begin(), m_entries.end(), offset,
                                       [](Offset o, const EpochEntry& e) { return o < e.startOffset; });
    return next == m_entries.begin() ? LeaderEpoch() : std::prev(next)->epoch;
}

void LeaderEpochCache::assign(LeaderEpoch epoch, Offset startOffset) {
    if (epoch < LeaderEpoch(0))
        return;
    if (!m_entries.empty() && m_entries.back().epoch == epoch && m_entries.back().startOffset <= startOffset)
        return;
    while (!m_entries.empty() &&
           (m_entries.back().epoch >= epoch || m_entries.back().startOffset >= startOffset))
        m_entries.pop_back();
    m_entries.push_back({epoch, startOffset});
    m_isDirty = true;
}

EpochEndOffset LeaderEpochCache::endOffsetFor(LeaderEpoch epoch, Offset logEndOffset) const {
    if (epoch == LeaderEpoch() || m_entries.empty())
        return {};
    if (epoch == m_entries.back().epoch)
        return {epoch, logEndOffset};
    const auto higher =
        std::upper_bound(m_entries.begin(), m_entries.end(), epoch,
                         [](LeaderEpoch e, const EpochEntry& entry) { return e < entry.epoch; });
    if (higher == m_entries.end())
        return {};
    if (higher == m_entries.begin())
        return {epoch, higher->startOffset};
    return {std::prev(higher)->epoch, higher->startOffset};
}

Result<void> LeaderEpochCache::truncateFromEnd(Offset endOffset) {
    const auto before = m_entries.size();
    while (!m_entries.empty() && m_entries.back().startOffset >= endOffset)
        m_entries.pop_back();
    m_isDirty |= m_entries.size() != before;
    return flush();
}

Result<void> LeaderEpochCache::truncateFromStart(Offset startOffset) {
    const auto next = std::upper_bound(m_entries.begin(), m_entries.end(), startOffset,
                                       [](Offset o, const EpochEntry& e) { return o < e.startOffset; });
    if (next == m_entries.begin())
        return {};
    const auto inForce = std::prev(next);
    if (inForce == m_entries.begin() && inForce->startOffset == startOffset)
        return {};
    inForce->startOffset = startOffset;
    m_entries.erase(m_entries.begin(), inForce);
    m_isDirty = true;
    return flush();
}

Result<void> LeaderEpochCache::clear() {
    m_isDirty |= !m_entries.empty();
    m_entries.clear();
    return flush();
}

Result<void> LeaderEpochCache::flush() {
    if (!m_isDirty || !m_storage)
        return {};
    std::vector<std::string> lines;
    lines.reserve(m_entries.size());
    for (const auto& entry : m_entries)
        lines.push_back(fmt::format("{} {}", entry.epoch.value(), entry.startOffset.value()));
    auto written = writeCheckpoint(*m_storage, m_path, lines);
    m_isDirty = !written;
    return written;
}

} // namespace partitura::log
