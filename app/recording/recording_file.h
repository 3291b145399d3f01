// A recording's SQLite file: opening it safely, and its statements.
#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <initializer_list>
#include <map>
#include <string>

namespace partitura::app {

/// How opening a recording went.
struct RecordingReport {
    enum class Outcome {
        created,
        opened,
        damaged,      ///< set aside, a new one made
        newerVersion, ///< left untouched
        unavailable,  ///< cannot be opened or written
        foreign,      ///< not a recording at all
    };
    Outcome outcome = Outcome::created;
    QString message; ///< for the user; empty when there is nothing to tell

    [[nodiscard]] bool isUsable() const {
        return outcome == Outcome::created || outcome == Outcome::opened || outcome == Outcome::damaged;
    }
};

/// Owns the connection. Thread: one, for every call.
class RecordingFile {
public:
    enum class PartKind { cluster, topic, partitions, group };
    enum class Use {
        record, ///< made where missing, set aside where damaged
        read,   ///< a session: refused unless it is whole; never written
    };

    RecordingFile();
    ~RecordingFile();
    RecordingFile(const RecordingFile&) = delete;
    RecordingFile& operator=(const RecordingFile&) = delete;

    RecordingReport open(const QString& path, Use use);
    void close();
    [[nodiscard]] bool isOpen() const { return m_database.isOpen(); }
    [[nodiscard]] QString path() const { return m_database.databaseName(); }

    /// Runs a statement, prepared once; the query it returns stands before its first row until the same
    /// statement runs again. A failure is kept for `error()`.
    QSqlQuery& run(const char* sql, std::initializer_list<QVariant> values = {});
    /// The first column of the first row; invalid if there is none.
    QVariant value(const char* sql, std::initializer_list<QVariant> values = {});
    /// Whether every statement since `begin` (or the last call of it) worked.
    bool begin();
    /// Commits if everything worked, else takes all back. False: nothing was changed.
    bool commit();
    void rollback();
    [[nodiscard]] bool failed() const { return !m_error.isEmpty(); }
    [[nodiscard]] QString error() const { return m_error; }
    /// Bytes in use within the file, free pages not counted.
    [[nodiscard]] std::int64_t usedBytes();
    [[nodiscard]] std::int64_t fileBytes();

private:
    bool connectTo(const QString& path, Use use, QString* reason);

    QString m_connection;
    QSqlDatabase m_database;
    std::map<const char*, QSqlQuery> m_statements;
    QString m_error;
};

} // namespace partitura::app
