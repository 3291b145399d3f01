// What a person types to go somewhere in a topic.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/strong.h"

#include <QString>
#include <QTimeZone>

#include <optional>
#include <variant>

namespace partitura::ui {

struct SeekEarliest {};
struct SeekLatest {};
struct SeekOffset {
    Offset offset;
};
struct SeekTime {
    TimestampMs timeMs = noTimestamp;
};

/// A place to go to.
struct SeekTarget {
    std::optional<PartitionIndex> partition; ///< nullopt: the one being looked at
    std::variant<SeekEarliest, SeekLatest, SeekOffset, SeekTime> place;
};

/// Reads `earliest`, `latest`, an offset (`1204`), a time (`2026-11-22`, `2026-11-22T10:00`, with seconds,
/// milliseconds, `Z` or an offset from UTC), time back from now (`-90s`, `-1h30m`, `-2d`), each perhaps
/// behind a partition (`p3@`). A time without a zone is in `zone`. Spaces and thin spaces within numbers are
/// ignored. Gives a sentence on what is wrong instead, in the user's language; an empty one for empty text.
/// Thread: the user interface's.
[[nodiscard]] std::variant<SeekTarget, QString>
parseSeek(const QString& text, TimestampMs nowMs, const QTimeZone& zone = QTimeZone::systemTimeZone());

} // namespace partitura::ui
