// Rows of a list of records: partition after partition, offset after offset.
#pragma once

#include "broker/base/strong.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace partitura::ui {

/// Maps rows to places in partitions and back, in logarithmic time, while the partitions grow and shrink.
/// A slot is a partition's position in the list. Rows are never stored: ten million cost as much as ten.
/// Thread: one at a time.
class RowRanges {
public:
    struct Range {
        PartitionIndex partition;
        Offset start;
        Offset end; ///< one past the last
        [[nodiscard]] std::int64_t rows() const { return end - start; }
    };
    struct Place {
        std::size_t slot = 0;
        Offset offset;
    };

    void assign(std::vector<Range> ranges);
    void setStart(std::size_t slot, Offset start);
    void setEnd(std::size_t slot, Offset end);

    [[nodiscard]] std::int64_t rows() const { return m_rows; }
    [[nodiscard]] const std::vector<Range>& ranges() const { return m_ranges; }
    [[nodiscard]] std::int64_t firstRow(std::size_t slot) const;
    /// `row` is in [0, rows()).
    [[nodiscard]] Place placeOf(std::int64_t row) const;
    [[nodiscard]] std::optional<std::size_t> slotOf(PartitionIndex partition) const;

private:
    void add(std::size_t slot, std::int64_t rows);

    std::vector<Range> m_ranges;
    std::vector<std::int64_t> m_tree; ///< Fenwick tree over the ranges' row counts, from index 1
    std::int64_t m_rows = 0;
};

} // namespace partitura::ui
