#include "app/recording/recording_file.h"

#include "app/recording/recording_schema.h"
#include "app/sqlite/database_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>
#include <QtEndian>

namespace partitura::app {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(partitura::app::RecordingFile)
};

/// Whether a file that cannot be opened was a recording once: by its header (SQLite's file format, 1.3).
bool wasRecording(const QString& path) {
    QFile file(path);
    const QByteArray header = file.open(QIODevice::ReadOnly) ? file.read(100) : QByteArray();
    constexpr int idAt = 68;
    return header.size() == 100 && header.startsWith("SQLite format 3") &&
           qFromBigEndian<qint32>(header.constData() + idAt) == recordingApplicationId;
}

} // namespace

RecordingFile::RecordingFile()
    : m_connection(QStringLiteral("recording-") + QUuid::createUuid().toString(QUuid::WithoutBraces)) {}

RecordingFile::~RecordingFile() {
    close();
}

void RecordingFile::close() {
    m_statements.clear();
    m_error.clear();
    if (!m_database.isValid())
        return;
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

bool RecordingFile::connectTo(const QString& path, Use use, QString* reason) {
    close();
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(path);
    m_database.setConnectOptions(use == Use::read
                                     ? QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=3000")
                                     : QStringLiteral("QSQLITE_BUSY_TIMEOUT=3000"));
    QSqlQuery query(m_database);
    bool good = m_database.open();
    if (good && use == Use::record) {
        query = QSqlQuery(m_database);
        // auto_vacuum must stand before the first table; NORMAL in WAL mode survives a crash of the program,
        // and a second of history may go with the power.
        for (const char* pragma : {"PRAGMA auto_vacuum = INCREMENTAL", "PRAGMA journal_mode = WAL",
                                   "PRAGMA synchronous = NORMAL", "PRAGMA journal_size_limit = 4194304"})
            if (good = query.exec(QString::fromLatin1(pragma)); !good)
                break;
    }
    if (good)
        return true;
    *reason = query.lastError().isValid() ? query.lastError().text() : m_database.lastError().text();
    query = QSqlQuery();
    close();
    return false;
}

RecordingReport RecordingFile::open(const QString& path, Use use) {
    using Outcome = RecordingReport::Outcome;
    const QString shown = QDir::toNativeSeparators(path);
    const auto unavailable = [&](const QString& reason) {
        return RecordingReport{
            Outcome::unavailable,
            use == Use::read
                ? Text::tr("The session %1 cannot be read: %2.").arg(shown, reason.trimmed())
                : Text::tr("The history %1 cannot be used: %2. What happens now is kept for this run only.")
                      .arg(shown, reason.trimmed())};
    };
    if (use == Use::record && !QDir().mkpath(QFileInfo(path).absolutePath()))
        return unavailable(Text::tr("its folder cannot be made"));

    RecordingReport report;
    const DatabaseCheck check =
        checkDatabase(path, recordingVersion(), DatabaseLook::quick, recordingApplicationId);
    switch (check.outcome) {
    case DatabaseCheck::Outcome::absent:
        if (use == Use::read)
            return QFileInfo::exists(path)
                       ? RecordingReport{Outcome::foreign, Text::tr("%1 is empty.").arg(shown)}
                       : RecordingReport{Outcome::unavailable, Text::tr("There is no file %1.").arg(shown)};
        report.outcome = Outcome::created;
        break;
    case DatabaseCheck::Outcome::good:
        report.outcome = Outcome::opened;
        break;
    case DatabaseCheck::Outcome::newer:
        return {
            Outcome::newerVersion,
            use == Use::read
                ? Text::tr("%1 was written by a newer version of Partitura (format %2, this one knows %3); "
                           "open it with that one.")
                      .arg(shown)
                      .arg(check.version)
                      .arg(recordingVersion())
                : Text::tr("The history %1 was written by a newer version of Partitura and was left as it "
                           "is. What happens now is kept for this run only.")
                      .arg(shown)};
    case DatabaseCheck::Outcome::unavailable:
        return unavailable(check.reason);
    case DatabaseCheck::Outcome::foreign:
    case DatabaseCheck::Outcome::damaged: {
        if (use == Use::read)
            return wasRecording(path)
                       ? RecordingReport{Outcome::damaged, Text::tr("The session %1 is damaged (%2).")
                                                               .arg(shown, check.reason.trimmed())}
                       : RecordingReport{Outcome::foreign,
                                         Text::tr("%1 is not a session of Partitura.").arg(shown)};
        const QString aside = setDamagedFileAside(path);
        if (aside.isEmpty())
            return unavailable(Text::tr("it is damaged and could not be set aside"));
        report = {Outcome::damaged,
                  Text::tr("The history was damaged. It was set aside as %1, and a new one begins.")
                      .arg(QDir::toNativeSeparators(aside))};
        break;
    }
    }
    QString reason;
    if (!connectTo(path, use, &reason))
        return unavailable(reason);
    int from = 0;
    if (use == Use::record && !migrateDatabase(m_database, recordingMigrations(), &from, &reason)) {
        close();
        return unavailable(reason);
    }
    return report;
}

QSqlQuery& RecordingFile::run(const char* sql, std::initializer_list<QVariant> values) {
    auto [at, isNew] = m_statements.try_emplace(sql, m_database);
    QSqlQuery& query = at->second;
    if (isNew) {
        query.setForwardOnly(true);
        if (!query.prepare(QString::fromLatin1(sql)))
            m_error = query.lastError().text();
    }
    int position = 0;
    for (const QVariant& value : values)
        query.bindValue(position++, value);
    if (!query.exec() && m_error.isEmpty())
        m_error = query.lastError().text();
    return query;
}

QVariant RecordingFile::value(const char* sql, std::initializer_list<QVariant> values) {
    QSqlQuery& query = run(sql, values);
    QVariant result = query.next() ? query.value(0) : QVariant();
    query.finish();
    return result;
}

bool RecordingFile::begin() {
    m_error.clear();
    run("BEGIN IMMEDIATE").finish();
    return !failed();
}

bool RecordingFile::commit() {
    if (!failed())
        run("COMMIT").finish();
    if (!failed())
        return true;
    rollback();
    return false;
}

void RecordingFile::rollback() {
    QSqlQuery(m_database).exec(QStringLiteral("ROLLBACK"));
}

std::int64_t RecordingFile::usedBytes() {
    return (value("PRAGMA page_count").toLongLong() - value("PRAGMA freelist_count").toLongLong()) *
           value("PRAGMA page_size").toLongLong();
}

std::int64_t RecordingFile::fileBytes() {
    return value("PRAGMA page_count").toLongLong() * value("PRAGMA page_size").toLongLong();
}

} // namespace partitura::app
