// Reading the index files of a segment entry by entry, without changing them.
#pragma once

#include "broker/base/storage.h"
#include "broker/log/transaction_index.h"

#include <cstdint>

namespace partitura::log {

/// Walks over the fixed-size entries of an index file. A broker keeps the indexes of its active segment at
/// their greatest size and full of zeros until it closes them (Kafka's AbstractIndex), so an entry of zeros
/// ends the walk unless it is the file's only one. Thread: one at a time.
class IndexWalk {
public:
    IndexWalk(std::shared_ptr<const File> file, std::size_t entryBytes);

    /// The next entry, until the walk goes on; nullptr after the last. Errors: KAFKA_STORAGE_ERROR.
    [[nodiscard]] Result<const std::uint8_t*> next();
    /// Entries given so far.
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// Bytes behind the last entry that wait to be used; known at the end.
    [[nodiscard]] std::uint64_t unusedBytes() const { return m_unused; }
    /// Bytes at the end of the file that are no whole entry.
    [[nodiscard]] std::uint64_t oddBytes() const { return m_file->size() % m_entryBytes; }

private:
    std::shared_ptr<const File> m_file;
    std::size_t m_entryBytes;
    std::uint64_t m_end;
    std::uint64_t m_position = 0;
    Bytes m_buffer;
    std::size_t m_bufferAt = 0;
    std::uint64_t m_count = 0;
    std::uint64_t m_unused = 0;
};

/// What an entry of a `.index`, `.timeindex` or `.txnindex` says.
[[nodiscard]] OffsetPosition offsetIndexEntry(const std::uint8_t* entry, Offset baseOffset);
[[nodiscard]] TimestampOffset timeIndexEntry(const std::uint8_t* entry, Offset baseOffset);
[[nodiscard]] AbortedTransaction transactionIndexEntry(const std::uint8_t* entry);
/// The version at the beginning of an entry of a `.txnindex`; 0 is the one that is known.
[[nodiscard]] std::int16_t transactionIndexVersion(const std::uint8_t* entry);

} // namespace partitura::log
