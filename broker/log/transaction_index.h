// The aborted transactions whose markers lie in a segment.
#pragma once

#include "broker/log/segment_indexes.h"

#include <vector>

namespace partitura::log {

/// A transaction that was aborted (Kafka's AbortedTxn).
struct AbortedTransaction {
    ProducerId producerId;
    Offset firstOffset;
    Offset lastOffset;       ///< of the marker
    Offset lastStableOffset; ///< as the marker left it
    bool operator==(const AbortedTransaction&) const = default;
};

/// `.txnindex`: entries of 34 bytes, (version 0 int16, producer id, first, last and last stable offset, int64
/// each), in the order of the markers (Kafka's TransactionIndex). There is no file until there is an entry.
/// Errors of all: KAFKA_STORAGE_ERROR. Thread: the log's loop.
class TransactionIndex {
public:
    static constexpr std::size_t entryBytes = 34;

    TransactionIndex(Storage& storage, std::string path)
        : m_file(storage, std::move(path), entryBytes) {}

    [[nodiscard]] Result<void> append(const AbortedTransaction& aborted);
    /// Adds those that overlap [from, upTo) to `into`; whether no later segment can have more.
    [[nodiscard]] Result<bool> collect(Offset from, Offset upTo, std::vector<AbortedTransaction>& into);
    /// Drops entries whose markers are at `offset` and above.
    [[nodiscard]] Result<void> truncateTo(Offset offset);
    [[nodiscard]] IndexFile& file() { return m_file; }

private:
    IndexFile m_file;
};

} // namespace partitura::log
