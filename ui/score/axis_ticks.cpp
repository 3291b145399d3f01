#include "ui/score/axis_ticks.h"

#include "ui/style/number_text.h"

#include <QDateTime>

#include <algorithm>

namespace partitura::ui {
namespace {

constexpr std::int64_t second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;

struct Step {
    std::int64_t length;
    int parts; ///< minor steps in it
};

constexpr Step timeSteps[] = {
    {1, 1},           {2, 2},           {5, 5},           {10, 5},      {20, 4},         {50, 5},
    {100, 5},         {200, 4},         {500, 5},         {second, 5},  {2 * second, 4}, {5 * second, 5},
    {10 * second, 5}, {15 * second, 3}, {30 * second, 3}, {minute, 4},  {2 * minute, 4}, {5 * minute, 5},
    {10 * minute, 5}, {15 * minute, 3}, {30 * minute, 3}, {hour, 4},    {2 * hour, 4},   {3 * hour, 3},
    {6 * hour, 6},    {12 * hour, 4},   {day, 4},         {2 * day, 2}, {7 * day, 7}};

Step decimalStep(double least, std::int64_t unit) {
    std::int64_t power = unit;
    while (power < INT64_MAX / 100) {
        for (const auto& [factor, parts] : {std::pair(1, 5), std::pair(2, 4), std::pair(5, 5)})
            if (static_cast<double>(power * factor) >= least)
                return {power * factor, power * factor >= parts && power > 1 ? parts : factor};
        power *= 10;
    }
    return {power, 5};
}

Step stepFor(const ScoreAxis& axis, double pixels) {
    const double least = pixels / axis.pixelsPerUnit();
    if (axis.kind() == AxisKind::offset)
        return decimalStep(least, 1);
    const auto found = std::ranges::find_if(
        timeSteps, [&](const Step& s) { return static_cast<double>(s.length) >= least; });
    return found != std::end(timeSteps) ? *found : decimalStep(least, 10 * day);
}

} // namespace

AxisTicks axisTicks(const ScoreAxis& axis, std::int64_t utcOffsetMs, double pixels, std::int64_t least) {
    const auto step = stepFor(axis, pixels);
    const auto small = std::max<std::int64_t>(1, step.length / step.parts);
    const auto shift = axis.kind() == AxisKind::time ? utcOffsetMs : 0;
    AxisTicks ticks;
    ticks.step = step.length;
    const auto last = axis.right() + shift;
    for (auto at = ceilTo(axis.left() + shift, small); at <= last;) {
        const auto position = at - shift;
        if (position >= least)
            (at % step.length == 0 ? ticks.major : ticks.minor).push_back(position);
        if (__builtin_add_overflow(at, small, &at))
            break;
    }
    return ticks;
}

QString tickText(AxisKind kind, std::int64_t position, std::int64_t step) {
    if (kind == AxisKind::offset)
        return position < 0 ? QChar(0x2212) + countText(position).mid(1) : countText(position);
    const auto time = QDateTime::fromMSecsSinceEpoch(position);
    if (step >= day)
        return time.toString(QStringLiteral("yyyy-MM-dd"));
    if (step >= hour)
        return time.toString(QStringLiteral("MM-dd HH:mm"));
    return time.toString(step >= minute   ? QStringLiteral("HH:mm")
                         : step >= second ? QStringLiteral("HH:mm:ss")
                                          : QStringLiteral("HH:mm:ss.zzz"));
}

} // namespace partitura::ui
