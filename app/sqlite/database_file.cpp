#include "app/sqlite/database_file.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

namespace partitura::app {
namespace {

using Outcome = DatabaseCheck::Outcome;

/// Result codes of SQLite that mean the file's contents are broken, not merely out of reach.
Outcome outcomeOf(const QSqlError& error) {
    const int code = error.nativeErrorCode().toInt() & 0xff;
    return code == 11 /* SQLITE_CORRUPT */ || code == 26 /* SQLITE_NOTADB */ ? Outcome::damaged
                                                                             : Outcome::unavailable;
}

DatabaseCheck check(QSqlDatabase& database, int newest, DatabaseLook look, int applicationId) {
    QSqlQuery query(database);
    const auto ask = [&](const QString& pragma) {
        return query.exec(QStringLiteral("PRAGMA ") + pragma) && query.next();
    };
    int version = 0;
    const auto failed = [&] {
        return DatabaseCheck{outcomeOf(query.lastError()), version, query.lastError().text()};
    };
    if (!ask(QStringLiteral("application_id")))
        return failed();
    if (applicationId != 0 && query.value(0).toInt() != applicationId)
        return {Outcome::foreign, 0, {}};
    if (!ask(QStringLiteral("user_version")))
        return failed();
    version = query.value(0).toInt();
    if (version > newest)
        return {Outcome::newer, version, {}};
    if (!ask(look == DatabaseLook::quick ? QStringLiteral("quick_check(1)")
                                         : QStringLiteral("integrity_check(1)")))
        return failed();
    if (query.value(0).toString() != QLatin1String("ok"))
        return {Outcome::damaged, version, query.value(0).toString()};
    return {Outcome::good, version, {}};
}

} // namespace

DatabaseCheck checkDatabase(const QString& path, int newest, DatabaseLook look, int applicationId) {
    if (!QFile::exists(path) || QFileInfo(path).size() == 0)
        return {Outcome::absent, 0, {}};
    // Read-only: a file of a newer version must come out of this untouched.
    const QString name = QStringLiteral("inspect-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    DatabaseCheck result;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(path);
        database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=3000"));
        result = database.open()
                     ? check(database, newest, look, applicationId)
                     : DatabaseCheck{outcomeOf(database.lastError()), 0, database.lastError().text()};
        database.close();
    }
    QSqlDatabase::removeDatabase(name);
    return result;
}

bool migrateDatabase(QSqlDatabase& database, const QList<QStringList>& migrations, int* from,
                     QString* reason) {
    QSqlQuery query(database);
    // IMMEDIATE takes the write lock first: of two programs starting at once one waits, then finds the work
    // done.
    if (!query.exec(QStringLiteral("BEGIN IMMEDIATE"))) {
        *reason = query.lastError().text();
        return false;
    }
    bool good = query.exec(QStringLiteral("PRAGMA user_version")) && query.next();
    *from = good ? query.value(0).toInt() : 0;
    query.finish();
    const int newest = static_cast<int>(migrations.size());
    for (int version = *from; good && version < newest; ++version) {
        for (const QString& sql : migrations.at(version)) {
            if (!query.exec(sql)) {
                good = false;
                break;
            }
        }
    }
    good = good && query.exec(QStringLiteral("PRAGMA user_version = %1").arg(std::max(*from, newest)));
    if (good && query.exec(QStringLiteral("COMMIT")))
        return true;
    *reason = query.lastError().text();
    query.exec(QStringLiteral("ROLLBACK"));
    return false;
}

QString setDamagedFileAside(const QString& path) {
    const QFileInfo file(path);
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    for (int attempt = 0; attempt < 100; ++attempt) {
        const QString count = attempt == 0 ? QString() : QStringLiteral("-%1").arg(attempt + 1);
        QString aside = file.dir().filePath(
            QStringLiteral("%1-damaged-%2%3.%4").arg(file.completeBaseName(), stamp, count, file.suffix()));
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

} // namespace partitura::app
