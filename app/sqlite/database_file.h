// SQLite files as every store of ours opens them: looked at before they are touched, brought up by
// migrations, set aside when damaged.
#pragma once

#include <QList>
#include <QSqlDatabase>
#include <QString>
#include <QStringList>

namespace partitura::app {

// Thread: that of the connection; the functions that take a path make one of their own.

/// What is at a path, found out without writing to it.
struct DatabaseCheck {
    enum class Outcome {
        good,
        absent,      ///< no file, or an empty one
        damaged,     ///< the contents are broken
        newer,       ///< of a newer version than ours
        unavailable, ///< out of reach: rights, a lock, the disk
        foreign,     ///< a database of another program
    };
    Outcome outcome = Outcome::good;
    int version = 0; ///< PRAGMA user_version
    QString reason;  ///< SQLite's, for the outcomes that have one
};

/// How thoroughly to look: `quick` leaves out comparing indexes with their tables.
enum class DatabaseLook { whole, quick };

/// `newest`: the highest version we know. `applicationId`: what PRAGMA application_id must be; 0 asks for
/// none.
[[nodiscard]] DatabaseCheck checkDatabase(const QString& path, int newest, DatabaseLook look,
                                          int applicationId = 0);

/// Brings an open database up to `migrations.size()`, one list of statements a version, in one transaction.
/// Of two programs that start at once one waits, then finds the work done. `from`: the version it had. False
/// with a reason if it failed, and nothing is changed.
[[nodiscard]] bool migrateDatabase(QSqlDatabase& database, const QList<QStringList>& migrations, int* from,
                                   QString* reason);

/// Moves a damaged file, and its -wal and -shm, to `NAME-damaged-YYYYMMDD-HHMMSS.SUFFIX` beside it. Empty if
/// that failed.
[[nodiscard]] QString setDamagedFileAside(const QString& path);

} // namespace partitura::app
