#include "ui/score/score_axis.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace partitura::ui {
namespace {

constexpr double farthest = 1e9; // px; painters overflow far beyond
constexpr double greatestUnits = 9e18;

/// a + b, stopping at what the type holds.
std::int64_t plus(std::int64_t a, std::int64_t b) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum))
        return b > 0 ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min();
    return sum;
}

/// a - b in double; exact wherever the difference is.
double difference(std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    if (__builtin_sub_overflow(a, b, &result))
        return static_cast<double>(a) - static_cast<double>(b);
    return static_cast<double>(result);
}

} // namespace

ScoreAxis::ScoreAxis(AxisKind kind, std::int64_t left, double pixelsPerUnit, double width)
    : m_kind(kind)
    , m_left(left)
    , m_pixelsPerUnit(std::clamp(pixelsPerUnit, pixelsPerUnitMin, pixelsPerUnitMax))
    , m_width(std::max(1.0, width)) {}

ScoreAxis ScoreAxis::between(AxisKind kind, std::int64_t from, std::int64_t to, double width) {
    return {kind, from, std::max(1.0, width) / std::max(1.0, difference(to, from)), width};
}

double ScoreAxis::x(std::int64_t position) const {
    return x(position, 0);
}

double ScoreAxis::x(std::int64_t position, double fraction) const {
    return std::clamp((difference(position, m_left) + (fraction - m_fraction)) * m_pixelsPerUnit, -farthest,
                      farthest);
}

std::int64_t ScoreAxis::at(double x) const {
    const double units = std::floor(x / m_pixelsPerUnit + m_fraction);
    return plus(m_left, static_cast<std::int64_t>(std::clamp(units, -greatestUnits, greatestUnits)));
}

ScoreAxis ScoreAxis::shifted(std::int64_t whole, double fraction) const {
    ScoreAxis axis = *this;
    axis.m_left = plus(m_left, whole);
    axis.move(fraction);
    return axis;
}

void ScoreAxis::setWidth(double width) {
    m_width = std::max(1.0, width);
}

void ScoreAxis::move(double units) {
    const double to = std::clamp(m_fraction + units, -greatestUnits, greatestUnits);
    const double whole = std::floor(to);
    m_left = plus(m_left, static_cast<std::int64_t>(whole));
    m_fraction = std::clamp(to - whole, 0.0, std::nextafter(1.0, 0.0));
}

void ScoreAxis::scroll(double pixels) {
    move(pixels / m_pixelsPerUnit);
}

void ScoreAxis::zoom(double factor, double x) {
    const double before = x / m_pixelsPerUnit;
    m_pixelsPerUnit = std::clamp(m_pixelsPerUnit * factor, pixelsPerUnitMin, pixelsPerUnitMax);
    move(before - x / m_pixelsPerUnit);
}

void ScoreAxis::place(std::int64_t position, double fraction, double x) {
    m_left = position;
    m_fraction = fraction;
    move(-x / m_pixelsPerUnit);
}

std::int64_t ScoreAxis::cell(double pixels) const {
    std::int64_t units = 1;
    while (static_cast<double>(units) * m_pixelsPerUnit < pixels && units < (std::int64_t{1} << 61))
        units *= 2;
    return units;
}

std::int64_t floorTo(std::int64_t position, std::int64_t step) {
    const auto rest = position % step;
    return plus(position, rest < 0 ? -(rest + step) : -rest);
}

std::int64_t ceilTo(std::int64_t position, std::int64_t step) {
    const auto floor = floorTo(position, step);
    return floor == position ? floor : plus(floor, step);
}

} // namespace partitura::ui
