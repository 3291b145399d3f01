#include "broker/log/segment_indexes.h"

#include "broker/base/endian.h"

#include <utility>

namespace partitura::log {

Result<bool> IndexFile::openIfPresent() {
    if (m_file)
        return true;
    if (m_isMissing || !m_storage->exists(m_path)) {
        m_isMissing = true;
        return false;
    }
    auto file = m_storage->open(m_path, Storage::OpenMode::readWrite);
    if (!file)
        return file.error();
    m_file = std::move(*file);
    return true;
}

Result<std::size_t> IndexFile::count() {
    auto present = openIfPresent();
    if (!present)
        return present.error();
    return *present ? static_cast<std::size_t>(m_file->size() / m_entryBytes) : 0;
}

Result<bool> IndexFile::isWhole() {
    auto present = openIfPresent();
    if (!present)
        return present.error();
    return *present && m_file->size() % m_entryBytes == 0;
}

Result<void> IndexFile::read(std::size_t entry, std::uint8_t* into) {
    auto count = m_file->readAt(entry * m_entryBytes, MutableByteView(into, m_entryBytes));
    if (!count)
        return count.error();
    if (*count != m_entryBytes)
        return Error{ErrorCode::KAFKA_STORAGE_ERROR, m_path + ": ends before entry " + std::to_string(entry)};
    return {};
}

Result<void> IndexFile::append(ByteView entry) {
    auto entries = count();
    if (!entries)
        return entries.error();
    if (!m_file)
        if (auto made = keep(0); !made)
            return made;
    m_isDirty = true;
    return m_file->writeAt(*entries * m_entryBytes, entry);
}

Result<void> IndexFile::keep(std::size_t count) {
    auto present = openIfPresent();
    if (!present)
        return present.error();
    if (!*present) {
        auto file = m_storage->open(m_path, Storage::OpenMode::create);
        if (!file)
            return file.error();
        m_file = std::move(*file);
        m_isMissing = false;
        m_isDirty = true;
    }
    m_isDirty =
        true; // also when it has that size: a process that was killed may have left it so, not durably
    if (m_file->size() == count * m_entryBytes)
        return {};
    return m_file->truncate(count * m_entryBytes);
}

void IndexFile::takeDirty(std::vector<std::shared_ptr<File>>& files) {
    if (std::exchange(m_isDirty, false))
        files.push_back(pinned(m_file));
}

void IndexFile::forget() {
    m_file.reset();
    m_isMissing = true;
    m_isDirty = false;
}

// Offset index ----------------------------------------------------------------------------------------

OffsetPosition OffsetIndex::entryOf(const std::uint8_t* bytes) const {
    return {m_baseOffset + loadBigEndian<std::int32_t>(bytes), loadBigEndian<std::uint32_t>(bytes + 4)};
}

template <typename Predicate>
Result<OffsetPosition> OffsetIndex::lastThat(Predicate isBefore) {
    std::uint8_t entry[entryBytes];
    auto count = m_file.partitionPoint(isBefore, entry);
    if (!count)
        return count.error();
    return *count == 0 ? OffsetPosition{m_baseOffset, 0} : entryOf(entry);
}

Result<OffsetPosition> OffsetIndex::lookup(Offset target) {
    return lastThat([&](const std::uint8_t* entry) { return entryOf(entry).offset <= target; });
}

Result<OffsetPosition> OffsetIndex::lookupPosition(std::uint64_t position) {
    return lastThat([&](const std::uint8_t* entry) { return entryOf(entry).position <= position; });
}

Result<std::optional<OffsetPosition>> OffsetIndex::last() {
    auto count = m_file.count();
    if (!count)
        return count.error();
    if (*count == 0)
        return std::optional<OffsetPosition>();
    std::uint8_t entry[entryBytes];
    if (auto got = m_file.read(*count - 1, entry); !got)
        return got.error();
    return std::optional(entryOf(entry));
}

Result<void> OffsetIndex::append(OffsetPosition entry) {
    std::uint8_t bytes[entryBytes];
    storeBigEndian(bytes, static_cast<std::int32_t>(entry.offset - m_baseOffset));
    storeBigEndian(bytes + 4, static_cast<std::uint32_t>(entry.position));
    return m_file.append(bytes);
}

Result<void> OffsetIndex::truncateTo(Offset offset) {
    auto count =
        m_file.partitionPoint([&](const std::uint8_t* entry) { return entryOf(entry).offset < offset; });
    return count ? m_file.keep(*count) : count.error();
}

// Time index ------------------------------------------------------------------------------------------

TimestampOffset TimeIndex::entryOf(const std::uint8_t* bytes) const {
    return {loadBigEndian<std::int64_t>(bytes), m_baseOffset + loadBigEndian<std::int32_t>(bytes + 8)};
}

Result<TimestampOffset> TimeIndex::lookup(TimestampMs target) {
    std::uint8_t entry[entryBytes];
    auto count = m_file.partitionPoint(
        [&](const std::uint8_t* bytes) { return entryOf(bytes).timestamp <= target; }, entry);
    if (!count)
        return count.error();
    return *count == 0 ? TimestampOffset{noTimestamp, m_baseOffset} : entryOf(entry);
}

Result<TimestampOffset> TimeIndex::last() {
    if (m_last)
        return *m_last;
    auto count = m_file.count();
    if (!count)
        return count.error();
    TimestampOffset found{noTimestamp, m_baseOffset};
    if (*count != 0) {
        std::uint8_t entry[entryBytes];
        if (auto got = m_file.read(*count - 1, entry); !got)
            return got.error();
        found = entryOf(entry);
    }
    m_last = found;
    return found;
}

Result<void> TimeIndex::maybeAppend(TimestampOffset entry) {
    auto before = last();
    if (!before)
        return before.error();
    if (entry.timestamp <= before->timestamp)
        return {};
    std::uint8_t bytes[entryBytes];
    storeBigEndian(bytes, entry.timestamp);
    storeBigEndian(bytes + 8, static_cast<std::int32_t>(entry.offset - m_baseOffset));
    m_last.reset();
    if (auto appended = m_file.append(bytes); !appended)
        return appended;
    m_last = entry;
    return {};
}

Result<void> TimeIndex::clear() {
    m_last.reset();
    return m_file.keep(0);
}

Result<void> TimeIndex::truncateTo(Offset offset) {
    m_last.reset();
    auto count =
        m_file.partitionPoint([&](const std::uint8_t* entry) { return entryOf(entry).offset < offset; });
    return count ? m_file.keep(*count) : count.error();
}

} // namespace partitura::log
