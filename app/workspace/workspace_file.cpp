#include "app/workspace/workspace_file.h"

#include "app/sqlite/database_file.h"
#include "app/workspace/workspace_schema.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlError>
#include <QSqlQuery>
#include <QThread>
#include <QUuid>

namespace partitura::app {
namespace {

constexpr int busyTries = 100;
constexpr unsigned long busyPauseMs = 30;

/// SQLITE_BUSY, with whatever extended code.
bool isBusy(const QSqlError& error) {
    return (error.nativeErrorCode().toInt() & 0xff) == 5;
}

QString toText(const QJsonValue& value) {
    return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
}

QJsonValue fromText(const QString& text) {
    return QJsonDocument::fromJson(text.toUtf8()).array().at(0);
}

} // namespace

WorkspaceFile::WorkspaceFile(QObject* parent)
    : QObject(parent)
    , m_connection(QStringLiteral("workspace-") + QUuid::createUuid().toString(QUuid::WithoutBraces)) {}

WorkspaceFile::~WorkspaceFile() {
    close();
}

void WorkspaceFile::close() {
    if (!m_database.isValid())
        return;
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

bool WorkspaceFile::openForUse(const QString& path, QString* reason) {
    close();
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(path);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=3000"));
    if (!m_database.open()) {
        *reason = m_database.lastError().text();
        return false;
    }
    QSqlQuery query(m_database);
    // NORMAL in WAL mode survives a crash of the program; a power cut may lose the last choices, not the
    // file.
    for (const char* pragma : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL"}) {
        // Of two programs that turn a new file to WAL at once SQLite refuses one without waiting.
        bool done = query.exec(QString::fromLatin1(pragma));
        for (int tries = 0; !done && tries < busyTries && isBusy(query.lastError()); ++tries) {
            QThread::msleep(busyPauseMs);
            done = query.exec(QString::fromLatin1(pragma));
        }
        if (!done) {
            *reason = query.lastError().text();
            return false;
        }
    }
    return true;
}

bool WorkspaceFile::readAll(Contents* contents) {
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(QStringLiteral("SELECT source, key, value FROM setting")))
        return false;
    while (query.next())
        contents->settings.insert({query.value(0).toString(), query.value(1).toString()},
                                  fromText(query.value(2).toString()));
    if (!query.exec(QStringLiteral("SELECT source, part || '/' || topic, decoder FROM decoder_choice")))
        return false;
    while (query.next())
        contents->decoders.insert({query.value(0).toString(), query.value(1).toString()},
                                  query.value(2).toString());
    return true;
}

void WorkspaceFile::workInMemory() {
    QString reason;
    int from = 0;
    if (openForUse(QStringLiteral(":memory:"), &reason))
        (void)migrateDatabase(m_database, workspaceMigrations(), &from, &reason);
}

WorkspaceReport WorkspaceFile::open(const QString& path, Contents* contents) {
    using Outcome = WorkspaceReport::Outcome;
    QString reason;
    const QString shown = QDir::toNativeSeparators(path);
    const auto unavailable = [&] {
        workInMemory();
        *contents = {};
        return WorkspaceReport{
            Outcome::unavailable,
            tr("The workspace %1 cannot be used: %2. Nothing will be remembered from this run. "
               "Check that the folder exists, is writable and has room, then start again.")
                .arg(shown, reason.trimmed()),
            {}};
    };
    if (!QDir().mkpath(QFileInfo(path).absolutePath())) {
        reason = tr("its folder cannot be made");
        return unavailable();
    }

    WorkspaceReport report;
    const DatabaseCheck check = checkDatabase(path, workspaceVersion(), DatabaseLook::whole);
    reason = check.reason;
    switch (check.outcome) {
    case DatabaseCheck::Outcome::foreign:
    case DatabaseCheck::Outcome::unavailable:
        return unavailable();
    case DatabaseCheck::Outcome::newer:
        workInMemory();
        return {
            Outcome::newerVersion,
            tr("The workspace %1 was written by a newer version of Partitura (format %2, this one knows %3). "
               "It "
               "was left as it is; nothing will be remembered from this run. Use the newer version to keep "
               "your layout.")
                .arg(shown)
                .arg(check.version)
                .arg(workspaceVersion()),
            {}};
    case DatabaseCheck::Outcome::damaged: {
        const QString aside = setDamagedFileAside(path);
        if (aside.isEmpty()) {
            reason = tr("it is damaged (%1) and could not be set aside").arg(reason.trimmed());
            return unavailable();
        }
        report.outcome = Outcome::damaged;
        report.setAside = aside;
        report.message =
            tr("The workspace was damaged (%1). It was set aside as %2 and a new one was made: layouts "
               "and choices start afresh.")
                .arg(reason.trimmed(), QDir::toNativeSeparators(aside));
        break;
    }
    case DatabaseCheck::Outcome::absent:
        report.outcome = Outcome::created;
        break;
    case DatabaseCheck::Outcome::good:
        report.outcome = check.version < workspaceVersion() ? Outcome::migrated : Outcome::opened;
        break;
    }

    int from = 0;
    if (!openForUse(path, &reason) || !migrateDatabase(m_database, workspaceMigrations(), &from, &reason))
        return unavailable();
    if (!readAll(contents)) {
        reason = m_database.lastError().text();
        return unavailable();
    }
    return report;
}

bool WorkspaceFile::write(const QString& sql, const QStringList& values) {
    QSqlQuery query(m_database);
    bool worked = query.prepare(sql);
    for (const QString& value : values)
        query.addBindValue(value.isNull() ? QStringLiteral("") : value); // a null string would be NULL
    worked = worked && query.exec();
    if (!worked && m_lastWriteWorked) {
        emit writeFailed(
            tr("The workspace could not be written: %1. Check that the disk has room; the choice holds "
               "until you close Partitura.")
                .arg(query.lastError().text().trimmed()));
    }
    m_lastWriteWorked = worked;
    return worked;
}

void WorkspaceFile::writeSetting(const QString& source, const QString& key, const QJsonValue& value) {
    if (value.isUndefined() || value.isNull())
        write(QStringLiteral("DELETE FROM setting WHERE source = ? AND key = ?"), {source, key});
    else
        write(QStringLiteral("INSERT INTO setting (source, key, value) VALUES (?, ?, ?) "
                             "ON CONFLICT (source, key) DO UPDATE SET value = excluded.value"),
              {source, key, toText(value)});
}

void WorkspaceFile::writeDecoder(const QString& source, const QString& topic, const QString& part,
                                 const QString& decoderId) {
    if (decoderId.isEmpty())
        write(QStringLiteral("DELETE FROM decoder_choice WHERE source = ? AND topic = ? AND part = ?"),
              {source, topic, part});
    else
        write(QStringLiteral("INSERT INTO decoder_choice (source, topic, part, decoder) VALUES (?, ?, ?, ?) "
                             "ON CONFLICT (source, topic, part) DO UPDATE SET decoder = excluded.decoder"),
              {source, topic, part, decoderId});
}

} // namespace partitura::app
