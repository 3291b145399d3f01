#include "app/recording/recording_schema.h"

namespace partitura::app {

const QList<QStringList>& recordingMigrations() {
    // Times `at` are RecordedMs (app/recording/moment.h).
    static const QList<QStringList> migrations{
        // 1
        {
            QStringLiteral("PRAGMA application_id = %1").arg(0x50727474),
            // A moment that can be shown. `run` counts the starts of the recorder.
            QStringLiteral("CREATE TABLE frame ("
                           " at INTEGER PRIMARY KEY,"
                           " wall_ms INTEGER NOT NULL,"
                           " run INTEGER NOT NULL)"),
            // What snapshots consist of (app/recording/snapshot_parts.h): which part, …
            QStringLiteral("CREATE TABLE part ("
                           " id INTEGER PRIMARY KEY,"
                           " kind INTEGER NOT NULL," // RecordingFile::PartKind
                           " name TEXT NOT NULL,"
                           " chunk INTEGER NOT NULL,"
                           " UNIQUE (kind, name, chunk))"),
            // … and how it was from `at` on until its next version. NULL: it is gone. A frame is the newest
            // version of each part at its time.
            QStringLiteral("CREATE TABLE version ("
                           " part INTEGER NOT NULL,"
                           " at INTEGER NOT NULL,"
                           " body BLOB,"
                           " UNIQUE (part, at))"),
            QStringLiteral("CREATE INDEX version_at ON version (at)"),
            // Topics and groups; 0 is the cluster.
            QStringLiteral("CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)"),
            QStringLiteral("INSERT INTO name (id, text) VALUES (0, '')"),
            // RecordedAmounts over (at - span_ms, at].
            QStringLiteral("CREATE TABLE amount ("
                           " topic INTEGER NOT NULL, at INTEGER NOT NULL, wall_ms INTEGER NOT NULL,"
                           " span_ms INTEGER NOT NULL,"
                           " produced_bytes INTEGER NOT NULL, produced_records INTEGER NOT NULL,"
                           " consumed_bytes INTEGER NOT NULL,"
                           " appended_bytes INTEGER NOT NULL, appended_records INTEGER NOT NULL,"
                           " leader_bytes INTEGER NOT NULL, leader_records INTEGER NOT NULL,"
                           " stored_bytes INTEGER NOT NULL, stored_records INTEGER NOT NULL,"
                           " partitions INTEGER NOT NULL, replicas INTEGER NOT NULL,"
                           " model_bytes REAL NOT NULL, model_records REAL NOT NULL,"
                           " model_held_bytes REAL NOT NULL, model_held_records REAL NOT NULL,"
                           " PRIMARY KEY (topic, at)) WITHOUT ROWID"),
            QStringLiteral("CREATE INDEX amount_at ON amount (at)"),
            // A group's total lag from `at` on; NULL: nothing committed whose partition exists.
            QStringLiteral("CREATE TABLE lag ("
                           " grp INTEGER NOT NULL, at INTEGER NOT NULL, wall_ms INTEGER NOT NULL,"
                           " lag INTEGER, members INTEGER NOT NULL, state INTEGER NOT NULL,"
                           " PRIMARY KEY (grp, at)) WITHOUT ROWID"),
            QStringLiteral("CREATE INDEX lag_at ON lag (at)"),
            QStringLiteral("CREATE TABLE event ("
                           " id INTEGER PRIMARY KEY,"
                           " at INTEGER NOT NULL, wall_ms INTEGER NOT NULL,"
                           " kind TEXT NOT NULL," // observe::eventKindName
                           " broker INTEGER NOT NULL, topic TEXT NOT NULL, partition INTEGER NOT NULL,"
                           " grp TEXT NOT NULL, detail TEXT NOT NULL)"),
            QStringLiteral("CREATE INDEX event_at ON event (at)"),
            // How far each tier of downsampling has come, and what the recording is of.
            QStringLiteral("CREATE TABLE note (key TEXT PRIMARY KEY, value) WITHOUT ROWID"),
        },
    };
    return migrations;
}

} // namespace partitura::app
