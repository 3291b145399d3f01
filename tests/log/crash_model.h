// What a log must hold after a crash, by what was appended to it.
#pragma once

#include "broker/log/partition_log.h"

#include <string>
#include <vector>

namespace partitura::test {

/// The batches that a log was given, oldest first, and how many of them it must still have. It says of a
/// reopened log what is wrong with it.
class CrashModel {
public:
    /// Batches that may be in the log from now on.
    void append(ByteView batches);
    /// Batches at `offset` and above are gone, or may be if `isCertain` does not hold.
    void truncate(Offset offset, bool isCertain);
    /// All batches go; the log starts and ends at `offset`.
    void clear(Offset offset);
    /// The same may happen, or begin to: older batches go last.
    void mayBeCleared() {
        truncate(Offset(0), false);
        m_mayBeCleared = true;
    }
    /// All batches so far are durable.
    void flushed() { m_durable = end(); }
    /// The log may start at `offset` from now on.
    void mayStartAt(Offset offset) { m_startMax = std::max(m_startMax, offset); }

    [[nodiscard]] Offset end() const {
        return m_batches.empty() ? m_base : m_batches.back().header.lastOffset() + 1;
    }
    [[nodiscard]] Offset durable() const { return m_durable; }
    /// The base offset of batch `i`, modulo how many there are; the end if there is none.
    [[nodiscard]] Offset baseOf(std::size_t i) const {
        return m_batches.empty() ? end() : m_batches[i % m_batches.size()].header.baseOffset;
    }

    /// The end of the last batch that lies before `offset`.
    [[nodiscard]] Offset endBelow(Offset offset) const;

    /// Compares a log that was opened after a crash; batches that it does not have are then forgotten. Empty
    /// when all is well.
    [[nodiscard]] std::string check(log::PartitionLog& log);

private:
    struct Batch {
        record::BatchHeader header;
        Bytes bytes;
    };

    [[nodiscard]] std::string checkBatches(log::PartitionLog& log);
    [[nodiscard]] std::string checkEpochs(const log::PartitionLog& log) const;
    [[nodiscard]] std::string checkProducers(log::PartitionLog& log) const;
    [[nodiscard]] std::string checkLookups(log::PartitionLog& log) const;
    [[nodiscard]] static std::string checkIndexes(const log::PartitionLog& log);

    std::vector<Batch> m_batches;
    Offset m_base;
    Offset m_durable;
    Offset m_startMax;
    bool m_mayBeCleared = false;
};

} // namespace partitura::test
