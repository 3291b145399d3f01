#include "broker/log/segment.h"

#include "broker/log/checkpoint_file.h"
#include "broker/record/record_reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <utility>

namespace partitura::log {

std::string segmentFileName(Offset baseOffset, std::string_view suffix) {
    return fmt::format("{:020}{}", baseOffset.value(), suffix);
}

std::optional<Offset> segmentOffsetOf(std::string_view fileName, std::string_view suffix) {
    if (!fileName.ends_with(suffix) || fileName.size() != 20 + suffix.size())
        return std::nullopt;
    const auto number = parseNumber<std::int64_t>(fileName.substr(0, 20));
    return number && *number >= 0 ? std::optional(Offset(*number)) : std::nullopt;
}

Segment::Segment(Storage& storage, const std::string& pathStem, std::string_view suffix, Offset baseOffset,
                 const LogConfig& config, std::shared_ptr<File> file)
    : m_storage(&storage)
    , m_baseOffset(baseOffset)
    , m_config(&config)
    , m_file(std::move(file))
    , m_offsetIndex(storage, fmt::format("{}.index{}", pathStem, suffix), baseOffset)
    , m_timeIndex(storage, fmt::format("{}.timeindex{}", pathStem, suffix), baseOffset)
    , m_transactionIndex(storage, fmt::format("{}.txnindex{}", pathStem, suffix)) {}

Result<std::unique_ptr<Segment>> Segment::open(Storage& storage, const std::string& directory,
                                               Offset baseOffset, const LogConfig& config,
                                               std::string_view suffix) {
    const auto stem = directory + "/" + segmentFileName(baseOffset, "");
    auto file = storage.open(fmt::format("{}.log{}", stem, suffix), Storage::OpenMode::create);
    if (!file)
        return file.error();
    return std::unique_ptr<Segment>(new Segment(storage, stem, suffix, baseOffset, config, std::move(*file)));
}

Result<bool> Segment::indexesAreSane() {
    auto offsetsWhole = m_offsetIndex.file().isWhole();
    auto timesWhole = m_timeIndex.file().isWhole();
    if (!offsetsWhole || !timesWhole)
        return offsetsWhole ? timesWhole : offsetsWhole;
    if (!*offsetsWhole || !*timesWhole)
        return false;
    auto lastOffset = m_offsetIndex.last();
    auto lastTime = m_timeIndex.last();
    if (!lastOffset)
        return lastOffset.error();
    if (!lastTime)
        return lastTime.error();
    if (*lastOffset) {
        auto batch = BatchScan(*m_file, (*lastOffset)->position, sizeBytes()).next();
        if (!batch && batch.code() == ErrorCode::KAFKA_STORAGE_ERROR)
            return batch.error();
        if (!batch || !*batch || (*lastOffset)->position == 0 ||
            (*batch)->header.baseOffset > (*lastOffset)->offset)
            return false;
    }
    if (lastTime->timestamp == noTimestamp)
        return true;
    auto near = m_offsetIndex.lookup(lastTime->offset);
    if (!near)
        return near.error();
    BatchScan scan(*m_file, near->position, sizeBytes());
    while (true) {
        auto batch = scan.next();
        if (!batch && batch.code() == ErrorCode::KAFKA_STORAGE_ERROR)
            return batch.error();
        if (!batch || !*batch)
            return false;
        if ((*batch)->header.lastOffset() >= lastTime->offset)
            return (*batch)->header.maxTimestamp == lastTime->timestamp;
    }
}

Result<void> Segment::resetIndexes() {
    m_bytesSinceIndexEntry = 0;
    m_maxTimestamp = TimestampOffset{noTimestamp, m_baseOffset};
    m_indexesChecked = true;
    if (auto kept = m_offsetIndex.file().keep(0); !kept)
        return kept;
    return m_timeIndex.clear();
}

Result<void> Segment::ensureIndexes() {
    if (m_indexesChecked)
        return {};
    if (sizeBytes() == 0 && !m_offsetIndex.file().exists() && !m_timeIndex.file().exists()) {
        m_indexesChecked = true; // new: they are made with their first entries
        m_maxTimestamp = TimestampOffset{noTimestamp, m_baseOffset};
        return {};
    }
    auto sane = indexesAreSane();
    if (!sane)
        return sane.error();
    m_indexesChecked = true;
    return *sane ? Result<void>() : rebuildIndexes();
}

Result<void> Segment::rebuildIndexes() {
    if (auto reset = resetIndexes(); !reset)
        return reset;
    BatchScan scan(*m_file, 0, sizeBytes());
    while (true) {
        auto batch = scan.next();
        if (!batch)
            return batch.error();
        if (!*batch)
            break;
        if (auto noted = noteBatch((*batch)->header, (*batch)->header.maxTimestamp, (*batch)->position);
            !noted)
            return noted;
    }
    if (auto appended = m_timeIndex.maybeAppend(*m_maxTimestamp); !appended)
        return appended;
    return sync(); // flushes pass over the old segments
}

Result<OffsetPosition> Segment::checked(Result<OffsetPosition> entry,
                                        const std::function<Result<OffsetPosition>()>& again,
                                        const File& log) {
    if (!entry || entry->position == 0)
        return entry;
    const auto batch = BatchScan(log, entry->position, sizeBytes()).next();
    if (!batch && batch.code() == ErrorCode::KAFKA_STORAGE_ERROR)
        return batch.error();
    if (batch && *batch && (*batch)->header.lastOffset() == entry->offset)
        return entry;
    if (auto rebuilt = rebuildIndexes(); !rebuilt)
        return rebuilt.error();
    return again();
}

Result<OffsetPosition> Segment::lookup(Offset offset) {
    const auto find = [&] { return m_offsetIndex.lookup(offset); };
    return checked(find(), find, *m_file);
}

Result<void> Segment::sync() {
    std::vector<std::shared_ptr<File>> files;
    takeDirty(files);
    for (const auto& file : files)
        if (auto synced = file->sync(); !synced)
            return synced;
    return {};
}

Result<void> Segment::noteBatch(const record::BatchHeader& header, TimestampMs maxTimestamp,
                                std::uint64_t position) {
    if (maxTimestamp > m_maxTimestamp->timestamp)
        m_maxTimestamp = TimestampOffset{maxTimestamp, header.lastOffset()};
    if (m_bytesSinceIndexEntry > m_config->indexIntervalBytes) {
        if (auto indexed = m_offsetIndex.append({header.lastOffset(), position}); !indexed)
            return indexed;
        if (auto indexed = m_timeIndex.maybeAppend(*m_maxTimestamp); !indexed)
            return indexed;
        m_bytesSinceIndexEntry = 0;
    }
    m_bytesSinceIndexEntry += header.sizeInBytes();
    return {};
}

Result<bool> Segment::shouldRoll(const record::BatchInfo& batch) {
    const auto size = sizeBytes();
    if (size == 0)
        return batch.header.lastOffset() - m_baseOffset > INT32_MAX;
    if (size + batch.header.sizeInBytes() > m_config->segmentBytes ||
        batch.header.lastOffset() - m_baseOffset > INT32_MAX)
        return true;
    if (m_firstTimestamp == noTimestamp) {
        BatchScan scan(*m_file, 0, size);
        auto first = scan.next();
        if (!first)
            return first.error();
        if (*first)
            m_firstTimestamp = (*first)->header.maxTimestamp;
    }
    if (m_firstTimestamp >= 0 && batch.maxTimestamp >= 0 &&
        batch.maxTimestamp - m_firstTimestamp > m_config->segmentMs - rollJitterMs())
        return true;
    auto offsets = m_offsetIndex.file().count();
    auto times = m_timeIndex.file().count();
    if (!offsets || !times)
        return (offsets ? times : offsets).error();
    // The last slot of the time index is for the entry that finish() writes.
    return (*offsets + 1) * OffsetIndex::entryBytes > m_config->segmentIndexBytes ||
           (*times + 2) * TimeIndex::entryBytes > m_config->segmentIndexBytes;
}

// Chance would do; the name's hash needs no source of it, and is another for each partition and segment.
std::int64_t Segment::rollJitterMs() const {
    const auto most = std::min(m_config->segmentJitterMs, m_config->segmentMs);
    return most <= 0 ? 0
                     : static_cast<std::int64_t>(std::hash<std::string>()(m_file->path()) %
                                                 static_cast<std::uint64_t>(most));
}

Result<void> Segment::append(ByteView bytes, std::span<const record::BatchInfo> batches) {
    if (auto loaded = maxTimestamp(); !loaded)
        return loaded.error();
    const auto position = sizeBytes();
    m_isDirty = true;
    if (position == 0 && m_config->preallocate)
        if (auto reserved = m_file->reserve(m_config->segmentBytes); !reserved)
            return reserved;
    if (auto written = m_file->writeAt(position, bytes); !written) {
        (void)m_file->truncate(position);
        return written;
    }
    if (position == 0)
        m_firstTimestamp = batches.front().maxTimestamp;
    for (const auto& batch : batches)
        if (auto noted = noteBatch(batch.header, batch.maxTimestamp,
                                   position + (batch.position - batches.front().position));
            !noted) {
            m_indexesChecked = false;
            (void)m_file->truncate(position);
            (void)m_offsetIndex.truncateTo(batches.front().header.baseOffset);
            (void)m_timeIndex.truncateTo(batches.front().header.baseOffset);
            m_maxTimestamp.reset();
            return noted;
        }
    return {};
}

Result<std::optional<FoundBatch>> Segment::find(Offset offset) {
    if (auto ensured = ensureIndexes(); !ensured)
        return ensured.error();
    auto near = lookup(offset);
    if (!near)
        return near.error();
    BatchScan scan(*m_file, near->position, sizeBytes());
    while (true) {
        auto batch = scan.next();
        if (!batch || !*batch || (*batch)->header.lastOffset() >= offset)
            return batch;
    }
}

Result<std::uint64_t> Segment::boundary(std::uint64_t begin, std::uint64_t endMax, Offset limit) {
    if (auto ensured = ensureIndexes(); !ensured)
        return ensured.error();
    // An index entry says where a batch begins; whether it is right is looked up through a descriptor of its
    // own. Through the one that is read from, the system would read ahead from there and not from where the
    // next fetch goes on, which halves the speed of a cold read.
    const auto aside = m_storage->open(m_file->path(), Storage::OpenMode::readOnly);
    if (!aside)
        return aside.error();
    const auto findPosition = [&] { return m_offsetIndex.lookupPosition(endMax); };
    auto byPosition = checked(findPosition(), findPosition, **aside);
    if (!byPosition)
        return byPosition.error();
    if (byPosition->position >= begin && byPosition->offset < limit)
        return byPosition->position;
    auto byOffset = lookup(limit);
    if (!byOffset)
        return byOffset.error();
    auto end = byPosition->position < begin ? begin : std::max(begin, byOffset->position);
    BatchScan scan(*m_file, end, std::min(endMax, sizeBytes()));
    while (true) {
        auto batch = scan.next();
        if (!batch)
            return batch.error();
        if (!*batch || (*batch)->header.lastOffset() >= limit)
            return end;
        end = (*batch)->end();
    }
}

Result<Offset> Segment::endOffset() {
    if (auto ensured = ensureIndexes(); !ensured)
        return ensured.error();
    auto last = m_offsetIndex.last();
    if (!last)
        return last.error();
    auto end = m_baseOffset;
    BatchScan scan(*m_file, *last ? (*last)->position : 0, sizeBytes());
    while (true) {
        auto batch = scan.next();
        if (!batch)
            return batch.error();
        if (!*batch)
            break;
        end = (*batch)->header.lastOffset() + 1;
    }
    if (scan.position() != sizeBytes()) {
        m_isDirty = true;
        if (auto cut = m_file->truncate(scan.position()); !cut)
            return cut.error();
    }
    return end;
}

Result<Bytes> Segment::readBatch(const FoundBatch& batch) const {
    Bytes bytes(batch.header.sizeInBytes());
    auto count = m_file->readAt(batch.position, bytes);
    if (!count)
        return count.error();
    if (*count != bytes.size())
        return Error{ErrorCode::KAFKA_STORAGE_ERROR, m_file->path() + ": ends within a batch"};
    return bytes;
}

Result<TimestampOffset> Segment::maxTimestamp() {
    if (auto ensured = ensureIndexes(); !ensured)
        return ensured.error();
    if (m_maxTimestamp)
        return *m_maxTimestamp;
    auto best = m_timeIndex.last();
    if (!best)
        return best.error();
    auto near = lookup(best->offset);
    if (!near)
        return near.error();
    BatchScan scan(*m_file, near->position, sizeBytes());
    while (true) {
        auto batch = scan.next();
        if (!batch)
            return batch.error();
        if (!*batch)
            break;
        if ((*batch)->header.maxTimestamp > best->timestamp)
            best = TimestampOffset{(*batch)->header.maxTimestamp, (*batch)->header.lastOffset()};
    }
    m_maxTimestamp = *best;
    return *best;
}

Result<std::optional<TimestampOffset>> Segment::findTimestamp(TimestampMs timestamp, Offset startOffset) {
    using Found = std::optional<TimestampOffset>;
    if (auto ensured = ensureIndexes(); !ensured)
        return ensured.error();
    auto byTime = m_timeIndex.lookup(timestamp);
    if (byTime && byTime->timestamp != noTimestamp) {
        auto batch = find(byTime->offset);
        if (!batch)
            return batch.error();
        if (!*batch || (*batch)->header.maxTimestamp != byTime->timestamp) {
            if (auto rebuilt = rebuildIndexes(); !rebuilt)
                return rebuilt.error();
            byTime = m_timeIndex.lookup(timestamp);
        }
    }
    if (!byTime)
        return byTime.error();
    auto near = lookup(std::max(byTime->offset, startOffset));
    if (!near)
        return near.error();
    BatchScan scan(*m_file, near->position, sizeBytes());
    while (true) {
        auto batch = scan.next();
        if (!batch)
            return batch.error();
        if (!*batch)
            return Found();
        const auto& header = (*batch)->header;
        if (header.maxTimestamp < timestamp || header.lastOffset() < startOffset)
            continue;
        auto bytes = readBatch(**batch);
        if (!bytes)
            return bytes.error();
        auto reader = record::RecordReader::open(*bytes);
        if (!reader)
            return reader.error();
        record::Record record;
        while (true) {
            auto more = reader->next(record);
            if (!more)
                return more.error();
            if (!*more)
                break;
            if (record.timestamp >= timestamp && record.offset >= startOffset)
                return Found(TimestampOffset{record.timestamp, record.offset});
        }
    }
}

Result<std::optional<Offset>> Segment::truncateTo(Offset offset) {
    auto first = find(offset);
    if (!first)
        return first.error();
    if (!*first)
        return std::optional<Offset>();
    const auto cutOffset = std::min(offset, (*first)->header.baseOffset);
    // The file goes first: after a crash its indexes may know too much, never too little. Synced, which is
    // rare: what comes back would contradict the epochs, which are written at once.
    if (auto cut = m_file->truncate((*first)->position); !cut)
        return cut.error();
    m_isDirty = false;
    if (auto synced = m_file->sync(); !synced)
        return synced.error();
    if (auto cut = m_offsetIndex.truncateTo(cutOffset); !cut)
        return cut.error();
    if (auto cut = m_timeIndex.truncateTo(cutOffset); !cut)
        return cut.error();
    if (auto cut = m_transactionIndex.truncateTo(cutOffset); !cut)
        return cut.error();
    if (auto synced = sync(); !synced)
        return synced.error();
    m_bytesSinceIndexEntry = 0;
    m_maxTimestamp.reset();
    m_firstTimestamp = noTimestamp;
    return std::optional((*first)->header.baseOffset);
}

Result<std::uint64_t> Segment::recover(const Visitor& visit) {
    constexpr std::size_t chunkBytes = 1u << 20;
    if (m_transactionIndex.file().exists())
        if (auto reset = m_transactionIndex.file().keep(0); !reset)
            return reset.error();
    if (sizeBytes() == 0) // indexes left by what is gone are noticed when they are used
        return std::uint64_t{0};
    if (auto reset = resetIndexes(); !reset)
        return reset.error();
    m_firstTimestamp = noTimestamp;
    const auto size = sizeBytes();
    std::uint64_t valid = 0;
    std::uint64_t chunkAt = 0;
    Offset previous = m_baseOffset - 1;
    Bytes chunk;
    while (size - valid >= record::batchBytesMin) {
        const auto inChunk = [&](std::uint64_t count) { return valid + count <= chunkAt + chunk.size(); };
        const auto load = [&](std::uint64_t atLeast) -> Result<void> {
            chunk.resize(std::min<std::uint64_t>(std::max<std::uint64_t>(atLeast, chunkBytes), size - valid));
            chunkAt = valid;
            auto count = m_file->readAt(valid, chunk);
            if (!count)
                return count.error();
            chunk.resize(*count);
            return {};
        };
        if (!inChunk(std::min<std::uint64_t>(record::batchHeaderBytes, size - valid)))
            if (auto loaded = load(0); !loaded)
                return loaded.error();
        const auto header = record::BatchHeader::parse(ByteView(chunk).subspan(valid - chunkAt));
        if (!header || header->sizeInBytes() > size - valid)
            break;
        if (!inChunk(header->sizeInBytes()))
            if (auto loaded = load(header->sizeInBytes()); !loaded)
                return loaded.error();
        const auto batch = ByteView(chunk).subspan(valid - chunkAt, header->sizeInBytes());
        if (!record::hasValidCrc(batch) || header->lastOffsetDelta < 0 || header->baseOffset <= previous ||
            header->lastOffset() - m_baseOffset > INT32_MAX)
            break;
        if (auto noted = noteBatch(*header, header->maxTimestamp, valid); !noted)
            return noted.error();
        if (auto visited = visit(*header, batch); !visited)
            return visited.error();
        previous = header->lastOffset();
        valid += header->sizeInBytes();
    }
    m_isDirty = true;
    if (valid != size)
        if (auto cut = m_file->truncate(valid); !cut)
            return cut.error();
    if (auto last = m_timeIndex.maybeAppend(*m_maxTimestamp); !last)
        return last.error();
    return size - valid;
}

void Segment::takeDirty(std::vector<std::shared_ptr<File>>& files) {
    if (std::exchange(m_isDirty, false))
        files.push_back(pinned(m_file));
    for (auto* index : {&m_offsetIndex.file(), &m_timeIndex.file(), &m_transactionIndex.file()})
        index->takeDirty(files);
}

Result<void> Segment::finish() {
    auto greatest = maxTimestamp();
    if (!greatest)
        return greatest.error();
    if (auto appended = m_timeIndex.maybeAppend(*greatest); !appended)
        return appended;
    for (auto* file : {&m_offsetIndex.file(), &m_timeIndex.file()}) {
        auto count = file->count();
        if (!count)
            return count.error();
        if (auto made = file->keep(*count); !made)
            return made;
    }
    return {};
}

Result<void> Segment::retire(std::vector<std::string>& doomed) {
    const auto rename = [&](const std::string& path) -> Result<void> {
        if (!m_storage->exists(path))
            return {};
        doomed.push_back(path + ".deleted");
        return m_storage->rename(path, doomed.back());
    };
    // A log that came back without its indexes would have lost its aborted transactions.
    if (auto renamed = rename(m_file->path()); !renamed)
        return renamed;
    if (auto synced = m_storage->syncDirectory(parentOf(m_file->path())); !synced)
        return synced;
    for (auto* index : {&m_offsetIndex.file(), &m_timeIndex.file(), &m_transactionIndex.file()}) {
        index->forget();
        if (auto renamed = rename(index->path()); !renamed)
            return renamed;
    }
    return {};
}

} // namespace partitura::log
