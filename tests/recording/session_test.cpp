// Sessions and tables out of a recording.
#include "app/recording/recorded_source.h"
#include "app/recording/recording_reader.h"
#include "app/recording/session_file.h"
#include "tests/recording/sample_snapshot.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace partitura;
using namespace partitura::app;

namespace {

bool always(int) {
    return true;
}

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class SessionTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_dir = std::make_unique<QTemporaryDir>();
        m_recording = m_dir->filePath(QStringLiteral("history.partitura"));
        m_session = m_dir->filePath(QStringLiteral("lesson.partitura"));
        m_taken.clear();
        m_file = std::make_unique<RecordingFile>();
        QVERIFY(m_file->open(m_recording, RecordingFile::Use::record).isUsable());
        RecordingWriter writer(*m_file);
        test::SampleCluster cluster;
        for (int second = 0; second < 30; ++second) {
            observe::Event event;
            event.kind = observe::EventKind::leaderChanged;
            event.timeMs = cluster.wallMs();
            auto snapshot = cluster.snapshot();
            const auto step = writer.record(snapshot, std::array{event});
            m_taken.emplace_back(step->at, std::move(snapshot));
            cluster.advance(1000, 2);
        }
    }
    void cleanup() { m_file.reset(); }

    void aSessionIsWholeAndAFileOfItsOwn() {
        std::vector<int> told;
        const auto saved =
            saveSession(m_recording, m_session, m_taken[10].first, m_taken[19].first, [&](int p) {
                told.push_back(p);
                return true;
            });
        QVERIFY2(saved.ok(), saved.ok() ? "" : saved.error().context.c_str());
        QCOMPARE(told.back(), 100);
        QVERIFY(std::ranges::is_sorted(told));
        QCOMPARE(QDir(m_dir->path()).entryList({QStringLiteral("lesson*")}),
                 QStringList{QStringLiteral("lesson.partitura")});
        m_file.reset();
        QFile::remove(m_recording);

        RecordingFile file;
        QCOMPARE(file.open(m_session, RecordingFile::Use::read).outcome, RecordingReport::Outcome::opened);
        RecordingReader reader(file);
        const auto overview = reader.overview();
        QCOMPARE(overview.first, m_taken[10].first);
        QCOMPARE(overview.last, m_taken[19].first);
        QCOMPARE(overview.marks->size(), 10u);
        for (int i = 10; i < 20; ++i) {
            const auto moment = reader.moment(m_taken[i].first);
            QCOMPARE(moment->at, m_taken[i].first);
            QVERIFY(test::sameCluster(*moment->snapshot, *m_taken[i].second));
        }
    }

    void aCancelledSaveLeavesNothing() {
        const auto saved = saveSession(m_recording, m_session, 0, m_taken.back().first,
                                       [](int percent) { return percent < 50; });
        QVERIFY(!saved);
        QVERIFY(saved.code() == ErrorCode::REQUEST_TIMED_OUT);
        QCOMPARE(QDir(m_dir->path()).entryList({QStringLiteral("lesson*")}), QStringList());
    }

    void whatCannotBeWrittenIsSaidInOneLine() {
        const auto saved = saveSession(m_recording, QStringLiteral("/proc/nowhere/s.partitura"), 0,
                                       m_taken.back().first, always);
        QVERIFY(!saved);
        QVERIFY(!saved.error().context.empty());
        QVERIFY(saved.error().context.find('\n') == std::string::npos);
    }

    void savingOverAnOldSessionReplacesIt() {
        QFile old(m_session);
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write("old");
        old.close();
        QVERIFY(saveSession(m_recording, m_session, 0, m_taken.back().first, always).ok());
        QVERIFY(contents(m_session).startsWith("SQLite format 3"));
    }

    void theSourceShowsTheEnd() {
        QVERIFY(saveSession(m_recording, m_session, 0, m_taken.back().first, always).ok());
        RecordedSource source(m_session);
        QVERIFY(source.snapshot() != nullptr);
        QVERIFY(source.state() == Source::State::connecting);
        QTRY_VERIFY(source.state() == Source::State::recorded);
        QVERIFY(test::sameCluster(*source.snapshot(), *m_taken.back().second));
        QCOMPARE(source.events(0).size(), 30u);
        QCOMPARE(source.events(source.events(0)[19].sequence).size(), 10u);
        QCOMPARE(source.displayName(), QStringLiteral("Session lesson"));
        QVERIFY(!source.capabilities().createTopics && !source.capabilities().produce);
        QVERIFY(!source.capabilities().reason.isEmpty());
        QVERIFY(!source.recording()->isGrowing());
        std::optional<Error> refusal;
        source.createTopic({}, [&](const Result<void>& result) { refusal = result.error(); });
        QVERIFY(!refusal); // never inside the call
        QTRY_VERIFY(refusal);
        QVERIFY(refusal->context.find("recording") != std::string::npos);
    }

    void badFilesAreRefusedInOneLine_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("missing") << QByteArray() << QStringLiteral("There is no file");
        QTest::newRow("empty") << QByteArray("") << QStringLiteral("is empty");
        QTest::newRow("text") << QByteArray(3000, 'x') << QStringLiteral("is not a session");
        QTest::newRow("another database") << QByteArray("other") << QStringLiteral("is not a session");
        QTest::newRow("cut short") << QByteArray("cut") << QStringLiteral("is damaged");
        QTest::newRow("newer") << QByteArray("newer") << QStringLiteral("newer version");
        QTest::newRow("nothing in it") << QByteArray("bare") << QStringLiteral("holds nothing");
    }
    void badFilesAreRefusedInOneLine() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        const QString path = m_dir->filePath(QStringLiteral("bad.partitura"));
        if (bytes == "other" || bytes == "newer" || bytes == "bare" || bytes == "cut") {
            if (bytes == "cut")
                QVERIFY(saveSession(m_recording, path, 0, m_taken.back().first, always).ok());
            RecordingFile file;
            file.open(path, RecordingFile::Use::record);
            if (bytes == "other")
                file.run("PRAGMA application_id = 7");
            if (bytes == "newer")
                file.run("PRAGMA user_version = 999");
            file.run("PRAGMA journal_mode = DELETE").finish();
            file.close();
            if (bytes == "cut") {
                QFile whole(path);
                QVERIFY(whole.resize(whole.size() / 2));
            }
        } else if (!bytes.isNull()) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        }
        const QByteArray before = contents(path);
        RecordedSource source(path);
        QTRY_VERIFY(source.state() == Source::State::failed);
        QVERIFY2(source.failure().contains(says), qPrintable(source.failure()));
        QVERIFY(!source.failure().contains(QLatin1Char('\n')));
        QCOMPARE(contents(path), before);
        QCOMPARE(QDir(m_dir->path()).entryList({QStringLiteral("bad*")}).size(), bytes.isNull() ? 0 : 1);
    }

    void tablesAreExact() {
        const QString csv = m_dir->filePath(QStringLiteral("metrics.csv"));
        const auto done = exportMetrics(m_recording, csv, m_taken[1].first, m_taken[2].first, always);
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().context.c_str());
        QCOMPARE(
            contents(csv),
            QByteArray(
                "time,topic,span_ms,produced_bytes,produced_records,consumed_bytes,appended_bytes,"
                "appended_records,leader_bytes,leader_records,stored_bytes,stored_records,partitions,"
                "replicas\r\n"
                "2026-11-22T10:00:01.000Z,(cluster),1000,2400,24,2400,7200,72,2400,24,7200,72,18,54\r\n"
                "2026-11-22T10:00:01.000Z,topic-0,1000,1200,12,1200,3600,36,1200,12,3600,36,6,18\r\n"
                "2026-11-22T10:00:01.000Z,topic-1,1000,1200,12,1200,3600,36,1200,12,3600,36,6,18\r\n"
                "2026-11-22T10:00:02.000Z,(cluster),1000,2400,24,2400,7200,72,4800,48,14400,144,18,54\r\n"
                "2026-11-22T10:00:02.000Z,topic-0,1000,1200,12,1200,3600,36,2400,24,7200,72,6,18\r\n"
                "2026-11-22T10:00:02.000Z,topic-1,1000,1200,12,1200,3600,36,2400,24,7200,72,6,18\r\n"));
        QCOMPARE(contents(lagFileOf(csv)), QByteArray("time,group,lag_records,members,state\r\n"
                                                      "2026-11-22T10:00:01.000Z,group-0,6,1,Stable\r\n"
                                                      "2026-11-22T10:00:01.000Z,group-1,6,1,Stable\r\n"
                                                      "2026-11-22T10:00:02.000Z,group-0,12,1,Stable\r\n"
                                                      "2026-11-22T10:00:02.000Z,group-1,12,1,Stable\r\n"));
        QVERIFY(lagFileOf(csv).endsWith(QStringLiteral("metrics-lag.csv")));
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_recording, m_session;
    std::unique_ptr<RecordingFile> m_file;
    std::vector<std::pair<RecordedMs, std::shared_ptr<const observe::ClusterSnapshot>>> m_taken;
};

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
