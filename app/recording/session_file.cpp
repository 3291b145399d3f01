#include "app/recording/session_file.h"

#include "app/recording/recording_file.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <filesystem>

namespace partitura::app {
namespace {

constexpr int slices = 50;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(partitura::app::SessionFile)
};

Error failure(const QString& path, const QString& reason) {
    return {ErrorCode::KAFKA_STORAGE_ERROR, Text::tr("%1 could not be written: %2.")
                                                .arg(QDir::toNativeSeparators(path), reason.trimmed())
                                                .toStdString()};
}

Error cancelled() {
    return {ErrorCode::REQUEST_TIMED_OUT, Text::tr("Cancelled.").toStdString()};
}

/// Copies from the attached database `source`; false if cancelled.
bool copy(RecordingFile& target, RecordedMs from, RecordedMs to, const Progress& progress) {
    const qlonglong first = target
                                .value("SELECT coalesce(max(at), (SELECT min(at) FROM source.frame)) FROM "
                                       "source.frame WHERE at <= ?",
                                       {qlonglong(from)})
                                .toLongLong();
    target.run("INSERT INTO part SELECT * FROM source.part");
    target.run("INSERT OR IGNORE INTO name SELECT * FROM source.name");
    // What was there already when the session begins.
    target.run("INSERT INTO version SELECT v.part, v.at, v.body FROM source.part JOIN source.version v "
               "ON v.part = source.part.id AND v.at = (SELECT max(at) FROM source.version "
               "WHERE part = source.part.id AND at < ?) WHERE v.body IS NOT NULL",
               {first});
    target.run(
        "INSERT INTO amount SELECT a.* FROM source.name JOIN source.amount a ON a.topic = source.name.id "
        "AND a.at = (SELECT max(at) FROM source.amount WHERE topic = source.name.id AND at < ?)",
        {first});
    target.run("INSERT INTO lag SELECT l.* FROM source.name JOIN source.lag l ON l.grp = source.name.id "
               "AND l.at = (SELECT max(at) FROM source.lag WHERE grp = source.name.id AND at < ?)",
               {first});
    for (int slice = 0; slice < slices && !target.failed(); ++slice) {
        const auto bound = [&](int i) { return qlonglong(first + (to + 1 - first) * i / slices); };
        const qlonglong begin = bound(slice), end = bound(slice + 1);
        target.run("INSERT INTO frame SELECT * FROM source.frame WHERE at >= ? AND at < ?", {begin, end});
        target.run("INSERT INTO version SELECT * FROM source.version WHERE at >= ? AND at < ?", {begin, end});
        target.run("INSERT INTO amount SELECT * FROM source.amount WHERE at >= ? AND at < ?", {begin, end});
        target.run("INSERT INTO lag SELECT * FROM source.lag WHERE at >= ? AND at < ?", {begin, end});
        target.run("INSERT INTO event SELECT * FROM source.event WHERE at >= ? AND at < ?", {begin, end});
        if (!progress((slice + 1) * 100 / slices))
            return false;
    }
    target.run("DELETE FROM part WHERE NOT EXISTS (SELECT 1 FROM version WHERE part = part.id)");
    return true;
}

Result<void> fillSession(const QString& recording, const QString& path, RecordedMs from, RecordedMs to,
                         const Progress& progress) {
    RecordingFile target;
    const auto report = target.open(path, RecordingFile::Use::record);
    if (!report.isUsable())
        return Error{ErrorCode::KAFKA_STORAGE_ERROR, report.message.toStdString()};
    target.run("ATTACH ? AS source", {recording}).finish();
    if (target.failed() || !target.begin())
        return failure(path, target.error());
    if (!copy(target, from, to, progress)) {
        target.rollback();
        return cancelled();
    }
    if (!target.commit())
        return failure(path, target.error());
    // One file that can be read wherever it lies, without its -wal.
    target.run("DETACH source").finish();
    target.run("PRAGMA journal_mode = DELETE").finish();
    return target.failed() ? Result<void>(failure(path, target.error())) : Result<void>();
}

QByteArray isoTime(TimestampMs ms) {
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
}

QByteArray quoted(QByteArray field) {
    if (!field.contains(',') && !field.contains('"') && !field.contains('\n') && !field.contains('\r'))
        return field;
    field.replace('"', "\"\"");
    return '"' + field + '"';
}

/// A query's rows, each `wall_ms, name, …`, as lines below a header; false if cancelled.
bool writeCsv(QSaveFile& file, const char* header, QSqlQuery& rows, int columns, RecordedMs from,
              RecordedMs to, const Progress& progress) {
    file.write(header);
    int told = -1;
    while (rows.next()) {
        QByteArray line =
            isoTime(rows.value(0).toLongLong()) + ',' + quoted(rows.value(1).toString().toUtf8());
        for (int column = 2; column < columns; ++column)
            line +=
                ',' + (rows.value(column).isNull() ? QByteArray() : rows.value(column).toString().toUtf8());
        file.write(line + "\r\n");
        const auto at = rows.value(columns).toLongLong();
        const int percent = static_cast<int>((at - from) * 100 / std::max<std::int64_t>(1, to - from));
        if (percent != told && !progress(told = std::clamp(percent, 0, 100))) {
            rows.finish();
            return false;
        }
    }
    rows.finish();
    return true;
}

constexpr const char* amountHeader =
    "time,topic,span_ms,produced_bytes,produced_records,consumed_bytes,appended_bytes,appended_records,"
    "leader_bytes,leader_records,stored_bytes,stored_records,partitions,replicas\r\n";
constexpr const char* lagHeader = "time,group,lag_records,members,state\r\n";

} // namespace

Result<void> saveSession(const QString& recording, const QString& session, RecordedMs from, RecordedMs to,
                         const Progress& progress) {
    const QString unfinished = session + QStringLiteral(".unfinished");
    QFile::remove(unfinished);
    auto filled = fillSession(recording, unfinished, from, to, progress);
    if (filled) {
        std::error_code error;
        std::filesystem::rename(unfinished.toStdU16String(), session.toStdU16String(), error);
        if (error)
            filled = failure(session, QString::fromStdString(error.message()));
    }
    if (!filled)
        for (const char* suffix : {"", "-wal", "-shm", "-journal"})
            QFile::remove(unfinished + QLatin1String(suffix));
    return filled;
}

QString lagFileOf(const QString& csv) {
    const QFileInfo file(csv);
    return file.dir().filePath(file.completeBaseName() + QStringLiteral("-lag.") +
                               (file.suffix().isEmpty() ? QStringLiteral("csv") : file.suffix()));
}

Result<void> exportMetrics(const QString& recording, const QString& csv, RecordedMs from, RecordedMs to,
                           const Progress& progress) {
    RecordingFile file;
    const auto report = file.open(recording, RecordingFile::Use::read);
    if (!report.isUsable())
        return Error{ErrorCode::KAFKA_STORAGE_ERROR, report.message.toStdString()};
    QSaveFile amounts(csv);
    QSaveFile lags(lagFileOf(csv));
    for (QSaveFile* one : {&amounts, &lags})
        if (!one->open(QIODevice::WriteOnly))
            return failure(one->fileName(), one->errorString());
    QSqlQuery& amountRows =
        file.run("SELECT wall_ms, CASE topic WHEN 0 THEN '(cluster)' ELSE text END, span_ms, produced_bytes, "
                 "produced_records, consumed_bytes, appended_bytes, appended_records, leader_bytes, "
                 "leader_records, stored_bytes, stored_records, partitions, replicas, at "
                 "FROM amount JOIN name ON name.id = topic WHERE at >= ? AND at <= ? ORDER BY at, topic",
                 {qlonglong(from), qlonglong(to)});
    if (!writeCsv(amounts, amountHeader, amountRows, 14, from, to, progress))
        return cancelled();
    QSqlQuery& lagRows =
        file.run("SELECT wall_ms, text, lag, members, CASE state WHEN 0 THEN 'Empty' "
                 "WHEN 1 THEN 'PreparingRebalance' WHEN 2 THEN 'CompletingRebalance' WHEN 3 THEN 'Stable' "
                 "ELSE 'Dead' END, at FROM lag JOIN name ON name.id = grp WHERE at >= ? AND at <= ? "
                 "ORDER BY at, grp",
                 {qlonglong(from), qlonglong(to)});
    if (!writeCsv(lags, lagHeader, lagRows, 5, from, to, progress))
        return cancelled();
    if (file.failed())
        return failure(csv, file.error());
    for (QSaveFile* one : {&amounts, &lags})
        if (!one->commit())
            return failure(one->fileName(), one->errorString());
    return {};
}

} // namespace partitura::app
