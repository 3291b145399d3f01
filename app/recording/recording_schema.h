// The tables of a recording, one list of statements a version.
#pragma once

#include <QList>
#include <QStringList>

namespace partitura::app {

/// Entry n brings a file from version n to n + 1. Published entries never change.
const QList<QStringList>& recordingMigrations();
[[nodiscard]] inline int recordingVersion() {
    return static_cast<int>(recordingMigrations().size());
}
/// PRAGMA application_id of recordings and sessions: "Prtt".
inline constexpr int recordingApplicationId = 0x50727474;

} // namespace partitura::app
