#include "ui/messages/row_ranges.h"

#include <bit>
#include <cassert>

namespace partitura::ui {

void RowRanges::assign(std::vector<Range> ranges) {
    m_ranges = std::move(ranges);
    m_tree.assign(m_ranges.size() + 1, 0);
    m_rows = 0;
    for (std::size_t slot = 0; slot < m_ranges.size(); ++slot)
        add(slot, m_ranges[slot].rows());
}

void RowRanges::setStart(std::size_t slot, Offset start) {
    const auto change = m_ranges[slot].start - start;
    m_ranges[slot].start = start;
    add(slot, change);
}

void RowRanges::setEnd(std::size_t slot, Offset end) {
    const auto change = end - m_ranges[slot].end;
    m_ranges[slot].end = end;
    add(slot, change);
}

void RowRanges::add(std::size_t slot, std::int64_t rows) {
    m_rows += rows;
    for (std::size_t i = slot + 1; i < m_tree.size(); i += i & (~i + 1))
        m_tree[i] += rows;
}

std::int64_t RowRanges::firstRow(std::size_t slot) const {
    std::int64_t sum = 0;
    for (std::size_t i = slot; i > 0; i -= i & (~i + 1))
        sum += m_tree[i];
    return sum;
}

RowRanges::Place RowRanges::placeOf(std::int64_t row) const {
    assert(row >= 0 && row < m_rows);
    // Descends the tree: the most slots whose rows together still lie before `row`.
    std::size_t slot = 0;
    for (std::size_t step = std::bit_floor(m_ranges.size()); step > 0; step /= 2) {
        if (slot + step < m_tree.size() && m_tree[slot + step] <= row) {
            slot += step;
            row -= m_tree[slot];
        }
    }
    return {slot, m_ranges[slot].start + row};
}

std::optional<std::size_t> RowRanges::slotOf(PartitionIndex partition) const {
    // Partitions stand by index; a list of one stands alone.
    if (m_ranges.size() == 1 && m_ranges.front().partition == partition)
        return 0;
    const auto slot = std::size_t(partition.value());
    if (partition.value() >= 0 && slot < m_ranges.size() && m_ranges[slot].partition == partition)
        return slot;
    return std::nullopt;
}

} // namespace partitura::ui
