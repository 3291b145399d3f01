// The workspace keeps what it is given, and survives what happens to files.
#include "app/workspace/workspace.h"
#include "app/workspace/workspace_schema.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using partitura::app::Workspace;
using partitura::app::WorkspaceReport;
using Outcome = WorkspaceReport::Outcome;

namespace {

WorkspaceReport openNow(Workspace& workspace, const QString& path) {
    QSignalSpy spy(&workspace, &Workspace::opened);
    workspace.open(path);
    if (spy.isEmpty() && !spy.wait())
        qFatal("the workspace did not open");
    return workspace.report();
}

void flushNow(Workspace& workspace) {
    auto done = workspace.flush();
    done.waitForFinished();
    QVERIFY(done.result());
}

/// Runs statements on a file from outside.
void execute(const QString& path, const QStringList& statements) {
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("outside"));
        database.setDatabaseName(path);
        QVERIFY(database.open());
        QSqlQuery query(database);
        for (const QString& sql : statements)
            QVERIFY2(query.exec(sql), qPrintable(query.lastError().text()));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("outside"));
}

} // namespace

class WorkspaceTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_dir = std::make_unique<QTemporaryDir>();
        m_path = m_dir->filePath(QStringLiteral("deep/er/workspace.sqlite"));
    }

    void valuesComeBack() {
        {
            Workspace workspace;
            QCOMPARE(openNow(workspace, m_path).outcome, Outcome::created);
            workspace.setValue("live", "window", QJsonObject{{"dock", "left"}});
            workspace.setValue("live", "zoom", 3);
            workspace.setValue("other", "zoom", QJsonArray{1, 2});
            workspace.setValue("live", "gone", true);
            workspace.setValue("live", "gone", QJsonValue::Undefined);
            workspace.setDecoder("live", "orders", Workspace::Part::value, "json");
            workspace.setDecoder("live", "orders", Workspace::Part::key, "hex");
            workspace.setDecoder("live", "orders", Workspace::Part::key, {});
            QCOMPARE(workspace.value("live", "zoom").toInt(), 3);
        } // the destructor writes what is still on its way
        Workspace workspace;
        const auto report = openNow(workspace, m_path);
        QCOMPARE(report.outcome, Outcome::opened);
        QVERIFY(report.message.isEmpty());
        QCOMPARE(workspace.value("live", "window").toObject().value("dock").toString(), QString("left"));
        QCOMPARE(workspace.value("live", "zoom").toInt(), 3);
        QCOMPARE(workspace.value("other", "zoom").toArray().size(), 2);
        QVERIFY(workspace.value("live", "gone").isUndefined());
        QCOMPARE(workspace.decoder("live", "orders", Workspace::Part::value), QString("json"));
        QCOMPARE(workspace.decoder("live", "orders", Workspace::Part::key), QString());
    }

    void fileIsInWalMode() {
        Workspace workspace;
        openNow(workspace, m_path);
        workspace.setValue({}, "a", 1);
        flushNow(workspace);
        QVERIFY(QFile::exists(m_path + "-wal"));
    }

    void damagedFileIsSetAside_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("not a database") << 0;
        QTest::newRow("cut") << 1;
        QTest::newRow("overwritten page") << 2;
    }
    void damagedFileIsSetAside() {
        QFETCH(int, kind);
        {
            Workspace workspace;
            openNow(workspace, m_path);
            for (int i = 0; i < 500; ++i)
                workspace.setValue("live", QStringLiteral("key %1").arg(i), QString(100, 'x'));
        }
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.size() > 16384);
        if (kind == 0) {
            file.write(QByteArray(4096, 'z'));
        } else if (kind == 1) {
            file.resize(file.size() / 2);
        } else {
            file.seek(8192);
            file.write(QByteArray(8192, '\xee'));
        }
        file.close();

        Workspace workspace;
        const auto report = openNow(workspace, m_path);
        QCOMPARE(report.outcome, Outcome::damaged);
        QVERIFY(report.isKept());
        QVERIFY(!report.message.isEmpty());
        const QRegularExpression dated("workspace-damaged-\\d{8}-\\d{6}\\.sqlite$");
        QVERIFY2(dated.match(report.setAside).hasMatch(), qPrintable(report.setAside));
        QVERIFY(QFile::exists(report.setAside));
        QVERIFY(workspace.value("live", "key 1").isUndefined());
        workspace.setValue("live", "key 1", 1);
        flushNow(workspace);
    }

    void everyOlderVersionIsBroughtUp() {
        const auto& migrations = partitura::app::workspaceMigrations();
        for (int version = 1; version < migrations.size(); ++version) {
            const QString path = m_dir->filePath(QStringLiteral("v%1.sqlite").arg(version));
            QStringList statements;
            for (int i = 0; i < version; ++i)
                statements += migrations.at(i);
            statements << QStringLiteral("PRAGMA user_version = %1").arg(version)
                       << QStringLiteral("INSERT INTO setting VALUES ('live', 'zoom', '[7]')");
            execute(path, statements);
            Workspace workspace;
            QCOMPARE(openNow(workspace, path).outcome, Outcome::migrated);
            QCOMPARE(workspace.value("live", "zoom").toInt(), 7);
            workspace.setDecoder("live", "t", Workspace::Part::key, "hex");
            flushNow(workspace);
        }
    }

    void newerFileIsNotTouched() {
        execute(m_dir->filePath("w.sqlite"), {"CREATE TABLE future (x)", "PRAGMA user_version = 9999"});
        QFile file(m_dir->filePath("w.sqlite"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        {
            Workspace workspace;
            const auto report = openNow(workspace, file.fileName());
            QCOMPARE(report.outcome, Outcome::newerVersion);
            QVERIFY(!report.isKept());
            QVERIFY(report.message.contains("9999"));
            workspace.setValue("live", "zoom", 1); // works for this run
            QCOMPARE(workspace.value("live", "zoom").toInt(), 1);
            flushNow(workspace);
        }
        file.seek(0);
        QCOMPARE(file.readAll(), before);
        QVERIFY(!QFile::exists(file.fileName() + "-wal"));
    }

    void unusableFolderIsTold() {
        QFile blocker(m_dir->filePath("file"));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        Workspace workspace;
        const auto report = openNow(workspace, m_dir->filePath("file/workspace.sqlite"));
        QCOMPARE(report.outcome, Outcome::unavailable);
        QVERIFY(!report.message.isEmpty());
        workspace.setValue("live", "zoom", 1);
        flushNow(workspace);
    }

    void twoProgramsShareTheFile() {
        {
            Workspace first;
            Workspace second;
            first.open(m_path);
            second.open(m_path); // at once: one of them makes the tables
            QTRY_VERIFY(first.isOpen() && second.isOpen());
            QVERIFY(first.report().isKept());
            QVERIFY(second.report().isKept());
            for (int i = 0; i < 50; ++i) {
                first.setValue("live", QStringLiteral("first %1").arg(i), i);
                second.setValue("live", QStringLiteral("second %1").arg(i), i);
            }
            first.setValue("live", "shared", "first");
            flushNow(first);
            second.setValue("live", "shared", "second");
            flushNow(second);
        }
        Workspace third;
        QCOMPARE(openNow(third, m_path).outcome, Outcome::opened);
        QCOMPARE(third.value("live", "first 49").toInt(), 49);
        QCOMPARE(third.value("live", "second 49").toInt(), 49);
        QCOMPARE(third.value("live", "shared").toString(), QString("second"));
    }

    void valuesSetBeforeOpeningWin() {
        {
            Workspace workspace;
            openNow(workspace, m_path);
            workspace.setValue("live", "a", 1);
            workspace.setValue("live", "b", 1);
        }
        Workspace workspace;
        QSignalSpy spy(&workspace, &Workspace::opened);
        workspace.open(m_path);
        workspace.setValue("live", "a", 2);
        QVERIFY(!spy.isEmpty() || spy.wait());
        QCOMPARE(workspace.value("live", "a").toInt(), 2);
        QCOMPARE(workspace.value("live", "b").toInt(), 1);
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

QTEST_GUILESS_MAIN(WorkspaceTest)
#include "workspace_test.moc"
