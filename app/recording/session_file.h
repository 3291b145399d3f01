// Parts of a recording as files of their own: a session to share, tables to calculate with.
#pragma once

#include "app/recording/moment.h"
#include "broker/base/result.h"

#include <QString>

#include <functional>

namespace partitura::app {

// Each opens a connection of its own to `recording`, reads what was there when it began, and may run beside
// the one that writes. What it makes stands under its name only once it is whole. Thread: any but the user
// interface's; they take as long as the disk does.

/// Told how much is done, 0 … 100; false cancels.
using Progress = std::function<bool(int percent)>;

/// Copies what lies within [from, to] into a self-contained `.partitura` file. Errors: one line for the user;
/// REQUEST_TIMED_OUT when cancelled.
Result<void> saveSession(const QString& recording, const QString& session, RecordedMs from, RecordedMs to,
                         const Progress& progress);

/// Writes amounts by topic to `csv`, and lags by group to `NAME-lag.csv` beside it: UTF-8, RFC 4180, times in
/// ISO 8601 (UTC), exact integers.
Result<void> exportMetrics(const QString& recording, const QString& csv, RecordedMs from, RecordedMs to,
                           const Progress& progress);
/// Where exportMetrics puts the lags.
[[nodiscard]] QString lagFileOf(const QString& csv);

} // namespace partitura::app
