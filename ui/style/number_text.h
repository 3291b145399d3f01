// Numbers as people read them: thin-space groups, a unit always, exact where they are counts.
#pragma once

#include "broker/base/clock.h"

#include <QString>

#include <cstdint>

namespace partitura::ui {

// Thread: the user interface's (units are translated). Groups are set apart by U+202F, a thin space that does
// not break; the decimal sign is a point in every language.

/// "1 204 567", exact.
QString countText(std::int64_t count);
QString countText(std::uint64_t count);
inline QString countText(int count) {
    return countText(static_cast<std::int64_t>(count));
}

/// "947 B", "12.4 MB": SI units of 1000, three figures at most below 1000 of a unit.
QString bytesText(double bytes);
/// "12.4 MB/s".
QString byteRateText(double bytesPerSecond);
/// One as wide as any: room for it keeps what stands beside a rate from jumping.
QString widestByteRateText();
/// "1 204 rec"; below ten with one decimal, unless whole.
QString recordsText(double records);
/// "1 204 rec/s"; below ten with one decimal, unless whole.
QString recordRateText(double recordsPerSecond);
/// "34.2 %"; `share` is 0 … 1.
QString percentText(double share);
/// "480 µs", "12.3 ms", "4.2 s", "42 s", "3 min 20 s", "2 h 5 min", "4 d 3 h".
QString durationText(Duration duration);
/// "2026-11-22 10:04:05.123 UTC" in the local zone, zone always visible; "–" for noTimestamp.
QString timestampText(TimestampMs timeMs);
/// Time of day only, with milliseconds: "10:04:05.123"; "–" for noTimestamp.
QString timeOfDayText(TimestampMs timeMs);

} // namespace partitura::ui
