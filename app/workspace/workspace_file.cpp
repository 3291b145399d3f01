#include "app/workspace/workspace_file.h"

#include "app/workspace/workspace_schema.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

namespace partitura::app {
namespace {

/// Result codes of SQLite that mean the file's contents are broken, not merely out of reach.
bool meansDamage(const QSqlError& error) {
    const int code = error.nativeErrorCode().toInt() & 0xff;
    return code == 11 /* SQLITE_CORRUPT */ || code == 26 /* SQLITE_NOTADB */;
}

QString toText(const QJsonValue& value) {
    return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
}

QJsonValue fromText(const QString& text) {
    return QJsonDocument::fromJson(text.toUtf8()).array().at(0);
}

std::optional<int> userVersion(const QSqlDatabase& database) {
    QSqlQuery query(database);
    if (!query.exec(QStringLiteral("PRAGMA user_version")) || !query.next())
        return std::nullopt;
    return query.value(0).toInt();
}

} // namespace

QString setDamagedFileAside(const QString& path) {
    const QFileInfo file(path);
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString aside;
    for (int attempt = 0; attempt < 100; ++attempt) {
        const QString suffix = attempt == 0 ? QString() : QStringLiteral("-%1").arg(attempt + 1);
        aside = file.dir().filePath(QStringLiteral("workspace-damaged-%1%2.sqlite").arg(stamp, suffix));
        if (QFile::exists(aside))
            continue; // two damaged files within a second
        if (!QFile::rename(path, aside))
            return {};
        for (const char* extra : {"-wal", "-shm"}) {
            const auto name = QString::fromLatin1(extra);
            QFile::rename(path + name, aside + name);
        }
        return aside;
    }
    return {};
}

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

WorkspaceFile::Check WorkspaceFile::inspect(const QString& path, int* version, QString* reason) {
    if (!QFile::exists(path) || QFileInfo(path).size() == 0)
        return Check::absent;
    // Read-only: a file of a newer version must come out of this untouched.
    const QString name = m_connection + QStringLiteral("-inspect");
    Check check = Check::good;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(path);
        database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=3000"));
        if (!database.open()) {
            *reason = database.lastError().text();
            check = meansDamage(database.lastError()) ? Check::damaged : Check::unavailable;
        } else {
            QSqlQuery query(database);
            if (!query.exec(QStringLiteral("PRAGMA user_version")) || !query.next()) {
                *reason = query.lastError().text();
                check = meansDamage(query.lastError()) ? Check::damaged : Check::unavailable;
            } else if (*version = query.value(0).toInt(); *version > workspaceVersion()) {
                check = Check::newer;
            } else if (!query.exec(QStringLiteral("PRAGMA integrity_check(1)")) || !query.next()) {
                *reason = query.lastError().text();
                check = meansDamage(query.lastError()) ? Check::damaged : Check::unavailable;
            } else if (query.value(0).toString() != QLatin1String("ok")) {
                *reason = query.value(0).toString();
                check = Check::damaged;
            }
        }
        database.close();
    }
    QSqlDatabase::removeDatabase(name);
    return check;
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
        if (!query.exec(QString::fromLatin1(pragma))) {
            *reason = query.lastError().text();
            return false;
        }
    }
    return true;
}

bool WorkspaceFile::migrate(int* from, QString* reason) {
    QSqlQuery query(m_database);
    // IMMEDIATE takes the write lock first: of two programs starting at once one waits, then finds the work
    // done.
    if (!query.exec(QStringLiteral("BEGIN IMMEDIATE"))) {
        *reason = query.lastError().text();
        return false;
    }
    *from = userVersion(m_database).value_or(0);
    bool good = true;
    for (int version = *from; good && version < workspaceVersion(); ++version) {
        for (const QString& sql : workspaceMigrations().at(version)) {
            if (!query.exec(sql)) {
                good = false;
                break;
            }
        }
    }
    good = good &&
           query.exec(QStringLiteral("PRAGMA user_version = %1").arg(std::max(*from, workspaceVersion())));
    if (good && query.exec(QStringLiteral("COMMIT")))
        return true;
    *reason = query.lastError().text();
    query.exec(QStringLiteral("ROLLBACK"));
    return false;
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
        migrate(&from, &reason);
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
    int version = 0;
    const Check check = inspect(path, &version, &reason);
    switch (check) {
    case Check::unavailable:
        return unavailable();
    case Check::newer:
        workInMemory();
        return {
            Outcome::newerVersion,
            tr("The workspace %1 was written by a newer version of Partitura (format %2, this one knows %3). "
               "It "
               "was left as it is; nothing will be remembered from this run. Use the newer version to keep "
               "your layout.")
                .arg(shown)
                .arg(version)
                .arg(workspaceVersion()),
            {}};
    case Check::damaged: {
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
    case Check::absent:
        report.outcome = Outcome::created;
        break;
    case Check::good:
        report.outcome = version < workspaceVersion() ? Outcome::migrated : Outcome::opened;
        break;
    }

    int from = 0;
    if (!openForUse(path, &reason) || !migrate(&from, &reason))
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
