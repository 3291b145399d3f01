// The two sparse indexes of a segment: by offset and by time.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/storage.h"
#include "broker/base/strong.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace partitura::log {

/// A timestamp and the offset it belongs to.
struct TimestampOffset {
    TimestampMs timestamp = noTimestamp;
    Offset offset{-1};
    bool operator==(const TimestampOffset&) const = default;
};

/// A file of fixed-size entries, opened when first needed and searched in place: in its mapping where there
/// is one, else by reads, as the entries are that were appended since it was mapped. An idle log holds none
/// of it in memory of its own. Made, empty, when first written to. Thread: the log's loop.
class IndexFile {
public:
    IndexFile(Storage& storage, std::string path, std::size_t entryBytes)
        : m_storage(&storage)
        , m_path(std::move(path))
        , m_entryBytes(entryBytes) {}

    [[nodiscard]] bool exists() const { return m_file || m_storage->exists(m_path); }
    /// Whole entries; 0 when there is no file.
    [[nodiscard]] Result<std::size_t> count();
    /// Whether the file is there and holds whole entries only.
    [[nodiscard]] Result<bool> isWhole();
    [[nodiscard]] Result<void> read(std::size_t entry, std::uint8_t* into);
    [[nodiscard]] Result<void> append(ByteView entry);
    /// Keeps the first `count` entries; makes the file if it is missing.
    [[nodiscard]] Result<void> keep(std::size_t count);
    /// Adds the file to `files` if it was written to since the last time.
    void takeDirty(std::vector<std::shared_ptr<File>>& files);
    /// Lets go of the file; what happens to it is another's business.
    void forget();
    [[nodiscard]] const std::string& path() const { return m_path; }

    /// Number of entries for which `isBefore(entry)` holds; they come first. `last`, if given, gets the last
    /// of them.
    template <typename Predicate>
    [[nodiscard]] Result<std::size_t> partitionPoint(Predicate isBefore, std::uint8_t* last = nullptr) {
        auto high = count();
        if (!high)
            return high.error();
        const auto mapping = *high == 0 ? nullptr : m_file->map();
        const auto mapped = mapping ? mapping->bytes() : ByteView();
        std::size_t low = 0;
        std::uint8_t buffer[64]; // the largest entry has 34 bytes
        while (low < *high) {
            const auto middle = low + (*high - low) / 2;
            const std::uint8_t* entry = buffer;
            if ((middle + 1) * m_entryBytes <= mapped.size())
                entry = &mapped[middle * m_entryBytes]; // count() says that the file has it
            else if (auto got = read(middle, buffer); !got)
                return got.error();
            if (!isBefore(entry)) {
                *high = middle;
                continue;
            }
            low = middle + 1;
            if (last)
                std::copy_n(entry, m_entryBytes, last);
        }
        return low;
    }

private:
    [[nodiscard]] Result<bool> openIfPresent();

    Storage* m_storage;
    std::string m_path;
    std::size_t m_entryBytes;
    std::shared_ptr<File> m_file;
    bool m_isMissing = false; ///< found to be; only this object makes it
    bool m_isDirty = false;
};

/// Where the batch that ends with `offset` begins in the segment's file, in bytes.
struct OffsetPosition {
    Offset offset;
    std::uint64_t position = 0;
    bool operator==(const OffsetPosition&) const = default;
};

/// `.index`: entries of 8 bytes, (last offset of a batch relative to the base offset int32, position int32),
/// both rising (Kafka's OffsetIndex). Errors of all: KAFKA_STORAGE_ERROR. Thread: the log's loop.
class OffsetIndex {
public:
    static constexpr std::size_t entryBytes = 8;

    OffsetIndex(Storage& storage, std::string path, Offset baseOffset)
        : m_file(storage, std::move(path), entryBytes)
        , m_baseOffset(baseOffset) {}

    /// The greatest entry with an offset not above `target`; (base offset, 0) when there is none.
    [[nodiscard]] Result<OffsetPosition> lookup(Offset target);
    /// The greatest entry with a position not above `position`; (base offset, 0) when there is none.
    [[nodiscard]] Result<OffsetPosition> lookupPosition(std::uint64_t position);
    [[nodiscard]] Result<std::optional<OffsetPosition>> last();
    [[nodiscard]] Result<void> append(OffsetPosition entry);
    /// Drops entries at `offset` and above.
    [[nodiscard]] Result<void> truncateTo(Offset offset);
    [[nodiscard]] IndexFile& file() { return m_file; }

private:
    template <typename Predicate>
    [[nodiscard]] Result<OffsetPosition> lastThat(Predicate isBefore);
    [[nodiscard]] OffsetPosition entryOf(const std::uint8_t* bytes) const;

    IndexFile m_file;
    Offset m_baseOffset;
};

/// `.timeindex`: entries of 12 bytes, (timestamp int64, relative offset int32): the greatest timestamp up to
/// that offset is the timestamp; both rise (Kafka's TimeIndex). Errors of all: KAFKA_STORAGE_ERROR. Thread:
/// the log's loop.
class TimeIndex {
public:
    static constexpr std::size_t entryBytes = 12;

    TimeIndex(Storage& storage, std::string path, Offset baseOffset)
        : m_file(storage, std::move(path), entryBytes)
        , m_baseOffset(baseOffset) {}

    /// The greatest entry with a timestamp not above `target`; (-1, base offset) when there is none.
    [[nodiscard]] Result<TimestampOffset> lookup(TimestampMs target);
    /// (-1, base offset) when there is none.
    [[nodiscard]] Result<TimestampOffset> last();
    /// Appends unless the timestamp is not above the last one's.
    [[nodiscard]] Result<void> maybeAppend(TimestampOffset entry);
    /// Drops entries at `offset` and above.
    [[nodiscard]] Result<void> truncateTo(Offset offset);
    /// Drops all entries; makes the file if it is missing.
    [[nodiscard]] Result<void> clear();
    [[nodiscard]] IndexFile& file() { return m_file; }

private:
    [[nodiscard]] TimestampOffset entryOf(const std::uint8_t* bytes) const;

    IndexFile m_file;
    Offset m_baseOffset;
    std::optional<TimestampOffset> m_last; ///< asked for with every append; nullopt is not read yet
};

} // namespace partitura::log
