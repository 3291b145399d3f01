// The horizontal axis of the score: which offsets, or which times, lie between its left and right edge.
#pragma once

#include <cstdint>

namespace partitura::ui {

enum class AxisKind { offset, time };

/// Maps positions (offsets, or ms since the epoch) to px and back. The left edge is kept as a whole number
/// and a fraction, so that one offset near 2^62 is as far from the next as one near 0. A plain value.
/// Thread: any.
class ScoreAxis {
public:
    static constexpr double pixelsPerUnitMax = 320;
    /// All offsets there can be fit even on a narrow view.
    static constexpr double pixelsPerUnitMin = 1e-17;

    ScoreAxis() = default;
    /// `width` px > 0. `left` may be less than any position there is.
    ScoreAxis(AxisKind kind, std::int64_t left, double pixelsPerUnit, double width);
    /// From `from` to `to`, which come to lie on the edges.
    static ScoreAxis between(AxisKind kind, std::int64_t from, std::int64_t to, double width);

    [[nodiscard]] AxisKind kind() const { return m_kind; }
    [[nodiscard]] double width() const { return m_width; }
    [[nodiscard]] double pixelsPerUnit() const { return m_pixelsPerUnit; }
    /// Positions from edge to edge.
    [[nodiscard]] double span() const { return m_width / m_pixelsPerUnit; }

    /// px from the left edge; beyond the edges too, up to ± 1e9.
    [[nodiscard]] double x(std::int64_t position) const;
    /// The same for a position with a fraction of [0, 1).
    [[nodiscard]] double x(std::int64_t position, double fraction) const;
    /// The position that begins at or before `x`, within what 63 bits hold.
    [[nodiscard]] std::int64_t at(double x) const;
    /// Of the left and of the right edge.
    [[nodiscard]] std::int64_t left() const { return at(0); }
    [[nodiscard]] std::int64_t right() const { return at(m_width); }

    /// The same picture of positions that are greater by so much.
    [[nodiscard]] ScoreAxis shifted(std::int64_t whole, double fraction) const;

    void setWidth(double width);
    /// The picture moves to the left by so many px: later positions come into view.
    void scroll(double pixels);
    /// What is at `x` stays there.
    void zoom(double factor, double x);
    void setPixelsPerUnit(double pixelsPerUnit, double x) { zoom(pixelsPerUnit / m_pixelsPerUnit, x); }
    /// Puts `position` at `x`.
    void place(std::int64_t position, double fraction, double x);

    /// The least power of two that takes at least `pixels`; what lies between two multiples of it is a cell.
    /// Cells of one width are cut by those of half the width.
    [[nodiscard]] std::int64_t cell(double pixels) const;

    bool operator==(const ScoreAxis&) const = default;

private:
    void move(double units);

    AxisKind m_kind = AxisKind::offset;
    std::int64_t m_left = 0;
    double m_fraction = 0; ///< of the left edge; [0, 1)
    double m_pixelsPerUnit = 16;
    double m_width = 1;
};

/// The greatest multiple of `step` (> 0) that is not greater than `position`, and the least that is not less.
[[nodiscard]] std::int64_t floorTo(std::int64_t position, std::int64_t step);
[[nodiscard]] std::int64_t ceilTo(std::int64_t position, std::int64_t step);

} // namespace partitura::ui
