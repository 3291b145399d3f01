// The places of the last batches of an active segment.
#pragma once

#include "broker/log/partition_log.h"

#include <array>

namespace partitura::log {

/// A ring of batches that follow each other to the end of the active segment.
struct PartitionLog::RecentBatches {
    static constexpr std::size_t capacity = 32;

    void add(const BatchSpan& batch) {
        m_ring[(m_first + m_count) % capacity] = batch;
        if (m_count < capacity)
            ++m_count;
        else
            m_first = (m_first + 1) % capacity;
    }
    void clear() { m_count = 0; }
    [[nodiscard]] std::size_t size() const { return m_count; }
    /// Oldest first.
    [[nodiscard]] const BatchSpan& operator[](std::size_t i) const {
        return m_ring[(m_first + i) % capacity];
    }
    /// Whether the batch at or after `offset` is here if it is anywhere.
    [[nodiscard]] bool covers(Offset offset) const { return m_count != 0 && (*this)[0].baseOffset <= offset; }

private:
    std::array<BatchSpan, capacity> m_ring;
    std::size_t m_first = 0;
    std::size_t m_count = 0;
};

} // namespace partitura::log
