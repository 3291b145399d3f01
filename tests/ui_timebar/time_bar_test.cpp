// Looking back: the frame clock, the bar, every view in the past, and sessions, over a source that is
// recorded.
#include <QTest>

#include "app/recording/moment.h"
#include "app/recording/recording.h"
#include "tests/ui_support/fake_source.h"
#include "ui/shell/actions.h"
#include "ui/shell/frame_clock.h"
#include "ui/shell/language.h"
#include "ui/shell/layout_store.h"
#include "ui/shell/main_window.h"
#include "ui/shell/sessions.h"
#include "ui/throughput/formula_strip.h"
#include "ui/throughput/throughput_chart.h"
#include "ui/throughput/throughput_view.h"
#include "ui/timebar/time_bar.h"
#include "ui/timebar/time_strip.h"
#include "ui/views.h"

#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QXmlStreamReader>

#include <set>

using namespace partitura;
using namespace partitura::ui;
using app::RecordedMs;

namespace {

class MemoryStore final : public LayoutStore {
public:
    [[nodiscard]] QByteArray load(const QString& scope, const QString& key) const override {
        return m_values.value(scope + QLatin1Char('/') + key);
    }
    void save(const QString& scope, const QString& key, const QByteArray& value) override {
        m_values.insert(scope + QLatin1Char('/') + key, value);
    }

private:
    QHash<QString, QByteArray> m_values;
};

/// A minute of a cluster, recorded; then it stands at the last second.
class RecordedFake : public test::FakeSource {
public:
    static constexpr int seconds = 60;

    RecordedFake() {
        m_recording.open({}, app::RecordingFile::Use::record);
        for (int second = 0; second < seconds; ++second) {
            if (second > 0)
                advance(1000);
            taken.push_back(snapshot());
            std::vector<observe::Event> now;
            if (second == 30)
                now = {event(observe::EventKind::brokerCrashed, second)};
            if (second == 40)
                now = {event(observe::EventKind::leaderChanged, second),
                       event(observe::EventKind::isrShrunk, second)};
            all.insert(all.end(), now.begin(), now.end());
            m_recording.record(taken.back(), now);
        }
    }
    /// Waits until all is in the recording.
    [[nodiscard]] bool settle() {
        return QTest::qWaitFor(
            [&] {
                const auto overview = m_recording.overview();
                return overview->last - overview->first == (seconds - 1) * 1000;
            },
            20'000);
    }
    app::Recording* recording() const override { return &m_recording; }
    std::vector<observe::Event> events(std::uint64_t after) const override {
        std::vector<observe::Event> newer;
        for (const auto& one : all)
            if (one.sequence > after)
                newer.push_back(one);
        return newer;
    }
    [[nodiscard]] RecordedMs at(int second) const { return m_recording.overview()->first + second * 1000; }

    std::vector<std::shared_ptr<const observe::ClusterSnapshot>> taken;
    std::vector<observe::Event> all;

private:
    observe::Event event(observe::EventKind kind, int second) {
        observe::Event e;
        e.sequence = ++m_events;
        e.kind = kind;
        e.timeMs = test::fakeStartMs + second * 1000;
        e.broker = BrokerId(2);
        e.detail = "it happened";
        return e;
    }

    mutable app::Recording m_recording;
    std::uint64_t m_events = 0;
};

bool sameTopics(const observe::ClusterSnapshot& a, const observe::ClusterSnapshot& b) {
    return std::ranges::equal(a.topics, b.topics, [](const auto& x, const auto& y) { return *x == *y; });
}

struct Bench {
    Language language;
    MemoryStore store;
    RecordedFake source;
    app::JobList jobs;
    std::unique_ptr<MainWindow> window;
    std::unique_ptr<Sessions> sessions;

    Bench() {
        language.set(QStringLiteral("en"));
        window = std::make_unique<MainWindow>(createViews(nullptr), language, store);
        window->setJobs(&jobs);
        sessions = std::make_unique<Sessions>(*window, &source, jobs);
        window->setSource(&source);
        window->resize(1280, 800);
        window->show();
    }
    ~Bench() {
        window->setSource(nullptr);
        window->setJobs(nullptr);
    }
    template <typename T>
    T* find(const char* name) const {
        return window->findChild<T*>(QString::fromLatin1(name));
    }
};

} // namespace

class TimeBarTest : public QObject {
    Q_OBJECT

private slots:
    void theClockShowsWhatWasThen() {
        RecordedFake source;
        QVERIFY(source.settle());
        FrameClock clock;
        Frame last;
        connect(&clock, &FrameClock::frame, this, [&](const Frame& frame) { last = frame; });
        clock.setSource(&source);
        clock.beat();
        QVERIFY(last.isLive() && clock.isLive());
        for (const int second : {50, 3, 27, 28, 0, 59}) {
            clock.showAt(source.at(second) + (second < 59 ? 400 : 0));
            QTRY_VERIFY(last.snapshot->takenAtMs == source.taken[second]->takenAtMs);
            QVERIFY(!last.isLive() && !clock.isLive());
            QVERIFY(sameTopics(*last.snapshot, *source.taken[second]));
            QCOMPARE(clock.shownWallMs(), source.taken[second]->takenAtMs);
        }
        clock.showAt(source.at(10));
        QTRY_VERIFY(last.snapshot->takenAtMs == source.taken[10]->takenAtMs);
        QVERIFY(last.rates->cluster().producedBytes > 0);
        clock.step(1);
        QTRY_VERIFY(last.snapshot->takenAtMs == source.taken[11]->takenAtMs);
        clock.step(-1);
        QTRY_VERIFY(last.snapshot->takenAtMs == source.taken[10]->takenAtMs);
        clock.showEnd();
        QVERIFY(clock.isLive() && last.isLive());
        QVERIFY(last.snapshot == source.snapshot());
        clock.step(-1); // from now, the last recorded second
        QTRY_VERIFY(!last.isLive() && last.snapshot->takenAtMs == source.taken[59]->takenAtMs);
        clock.step(1);
        QVERIFY(clock.isLive());
    }

    void scrubbingShowsTheNearestAtOnce() {
        RecordedFake source;
        QVERIFY(source.settle());
        FrameClock clock;
        Frame last;
        connect(&clock, &FrameClock::frame, this, [&](const Frame& frame) { last = frame; });
        clock.setSource(&source);
        clock.showAt(source.at(20));
        QTRY_VERIFY(last.snapshot && last.snapshot->takenAtMs == source.taken[20]->takenAtMs);
        clock.showAt(source.at(40));
        QTRY_VERIFY(last.snapshot->takenAtMs == source.taken[40]->takenAtMs);
        clock.showAt(source.at(20)); // known: no turn of the event loop is needed
        QVERIFY(last.snapshot->takenAtMs == source.taken[20]->takenAtMs);
        clock.showAt(source.at(39));
        QVERIFY(last.snapshot->takenAtMs == source.taken[40]->takenAtMs);
        QTRY_VERIFY(last.snapshot->takenAtMs == source.taken[39]->takenAtMs);
    }

    void playingReachesTheEndAndIsLive() {
        RecordedFake source;
        QVERIFY(source.settle());
        FrameClock clock;
        std::set<TimestampMs> seen;
        connect(&clock, &FrameClock::frame, this, [&](const Frame& frame) {
            if (!frame.isLive())
                seen.insert(frame.snapshot->takenAtMs);
        });
        clock.setSource(&source);
        clock.setRunning(true);
        clock.showAt(source.at(30));
        clock.play(60);
        QVERIFY(clock.isPlaying());
        QTRY_VERIFY_WITH_TIMEOUT(clock.isLive(), 20'000);
        QVERIFY(!clock.isPlaying());
        QVERIFY(!seen.empty() && *seen.begin() >= source.taken[30]->takenAtMs);
    }

    void theStripAnswersMouseAndKeys() {
        RecordedFake source;
        QVERIFY(source.settle());
        TimeStrip strip;
        strip.resize(640, 44);
        strip.showOverview(source.recording()->overview());
        strip.show();
        const auto visible = strip.visible();
        QVERIFY(visible.to == source.at(59));
        for (const RecordedMs at : {source.at(1), source.at(30), source.at(58)})
            QVERIFY(std::abs(strip.timeAt(strip.xOf(at)) - at) <= (visible.to - visible.from) / 500);

        QSignalSpy scrubbed(&strip, &TimeStrip::scrubbed);
        const auto point = [&](int second) {
            return QPoint(static_cast<int>(strip.xOf(source.at(second))), 20);
        };
        QTest::mouseClick(&strip, Qt::LeftButton, {}, point(30));
        QCOMPARE(scrubbed.size(), 1);
        const auto clicked = scrubbed.takeFirst().at(0).value<RecordedMs>();
        QVERIFY(std::abs(clicked - source.at(30)) < 1000);

        QSignalSpy chosen(&strip, &TimeStrip::spanChosen);
        QTest::mousePress(&strip, Qt::LeftButton, Qt::ShiftModifier, point(20));
        QTest::mouseMove(&strip, point(40));
        QTest::mouseRelease(&strip, Qt::LeftButton, Qt::ShiftModifier, point(40));
        QCOMPARE(chosen.size(), 1);
        const auto span = chosen.takeFirst().at(0).value<std::optional<TimeStrip::Span>>();
        QVERIFY(span && std::abs(span->from - source.at(20)) < 1000 &&
                std::abs(span->to - source.at(40)) < 1000);
        QTest::keyClick(&strip, Qt::Key_Escape);
        QVERIFY(!chosen.takeFirst().at(0).value<std::optional<TimeStrip::Span>>());

        scrubbed.clear();
        strip.showAt(source.at(30));
        QSignalSpy stepped(&strip, &TimeStrip::stepped);
        QSignalSpy end(&strip, &TimeStrip::endWanted);
        QTest::keyClick(&strip, Qt::Key_Left);
        QTest::keyClick(&strip, Qt::Key_Right);
        QCOMPARE(stepped.size(), 2);
        QCOMPARE(stepped[0].at(0).toInt(), -1);
        QTest::keyClick(&strip, Qt::Key_Left, Qt::ShiftModifier); // a minute: as far as there is
        QCOMPARE(scrubbed.takeFirst().at(0).value<RecordedMs>(), source.at(0));
        QTest::keyClick(&strip, Qt::Key_Home);
        QCOMPARE(scrubbed.takeFirst().at(0).value<RecordedMs>(), source.at(0));
        QTest::keyClick(&strip, Qt::Key_End);
        QTest::keyClick(&strip, Qt::Key_L);
        QCOMPARE(end.size(), 2);
        const auto before = strip.visibleSpan();
        QTest::keyClick(&strip, Qt::Key_Plus);
        QVERIFY(strip.visibleSpan() < before);
    }

    void theStripHoldsNothingAtFirst() {
        TimeStrip strip;
        strip.resize(300, 44);
        QSignalSpy scrubbed(&strip, &TimeStrip::scrubbed);
        auto empty = std::make_shared<app::Overview>();
        empty->marks = std::make_shared<const std::vector<app::Overview::Mark>>();
        strip.showOverview(empty);
        QVERIFY(!strip.grab().isNull());
        QTest::mouseClick(&strip, Qt::LeftButton, {}, {150, 20});
        QCOMPARE(scrubbed.size(), 0);
    }

    void everyViewShowsThePast() {
        Bench bench;
        QVERIFY(bench.source.settle());
        auto* state = bench.find<QLabel>("timeState");
        QVERIFY(state->isVisible());
        QCOMPARE(state->text(), QStringLiteral("LIVE"));
        auto* events = bench.find<QTableView>("eventsTable");
        bench.window->view(QStringLiteral("events"))->parentWidget()->raise();
        QTRY_COMPARE(events->model()->rowCount(), 3);

        auto* sourceState = bench.find<QLabel>("sourceState");
        auto* toLive = bench.find<QToolButton>("sourceToLive");
        QCOMPARE(sourceState->text(), QStringLiteral("live"));
        QVERIFY(!toLive->isVisible());
        bench.window->clock().showAt(bench.source.at(35));
        QTRY_VERIFY(state->text().startsWith(QStringLiteral("as of ")));
        QTRY_COMPARE(sourceState->text(), state->text());
        QVERIFY(toLive->isVisible());
        QTest::mouseClick(toLive, Qt::LeftButton);
        QVERIFY(bench.window->clock().isLive());
        QCOMPARE(sourceState->text(), QStringLiteral("live"));
        QVERIFY(!toLive->isVisible());
        bench.window->clock().showAt(bench.source.at(35));
        QTRY_VERIFY(state->text().startsWith(QStringLiteral("as of ")));
        QVERIFY(state->text().contains(QStringLiteral("10:00:35 UTC")));
        QTRY_COMPARE(events->model()->rowCount(), 1); // only the crash had happened
        QTRY_VERIFY(bench.find<QLabel>("statusAsOf")->isVisible());
        auto* chart = bench.find<ThroughputChart>("throughputChart");
        const auto points = [&] {
            int most = 0;
            for (int i = 0; i < chart->graphCount(); ++i)
                most = std::max(most, chart->graph(i)->dataCount());
            return most;
        };
        QTRY_VERIFY(points() >= 33 && points() <= 36); // thirty-five seconds were recorded by then
        // What it was made of is known too, to the same second.
        bench.find<QComboBox>("throughputSplit")->setCurrentIndex(1);
        const auto& bands = chart->bands();
        QTRY_VERIFY(bands.shown() > 0);
        const auto topOf = [&](int graph) { return (chart->graph(graph)->data()->constEnd() - 1)->value; };
        const int measured = chart->graphCount() - 2; // after the bands and the producers, before the model
        QVERIFY(topOf(measured) > 0);
        QCOMPARE(topOf(static_cast<int>(bands.shown()) - 1), topOf(measured));
        QCOMPARE(chart->graph(0)->dataCount(), points());
        bench.find<QComboBox>("throughputSplit")->setCurrentIndex(0);
        QTRY_COMPARE(bands.shown(), std::size_t(0));
        bench.window->clock().showAt(bench.source.at(45));
        QTRY_COMPARE(events->model()->rowCount(), 3);

        // An event leads to what followed upon it.
        emit events->activated(events->model()->index(2, 0)); // the crash, oldest
        QTRY_VERIFY(state->text().contains(QStringLiteral("10:00:30 UTC")));
        QTRY_COMPARE(events->model()->rowCount(), 1);

        QTest::mouseClick(bench.find<QToolButton>("timeToEnd"), Qt::LeftButton);
        QCOMPARE(state->text(), QStringLiteral("LIVE"));
        QTRY_VERIFY(!bench.find<QLabel>("statusAsOf")->isVisible());
        QTRY_COMPARE(events->model()->rowCount(), 3);
    }

    /// What flows while one looks back is in the history on return, whole or stacked.
    void throughputGoesOnWhileOneLooksBack() {
        test::FakeSource source;
        app::RateMeter meter;
        ThroughputView view;
        view.setSource(&source);
        view.resize(800, 500);
        view.show();
        auto* chart = view.findChild<ThroughputChart*>(QStringLiteral("throughputChart"));
        auto* split = view.findChild<QComboBox*>(QStringLiteral("throughputSplit"));
        split->setCurrentIndex(1);
        const auto now = [&] {
            source.advance(1000);
            return Frame{source.snapshot(), meter.update(source.snapshot()), nullptr, nullptr};
        };
        const auto samples = [&] { return chart->graph(chart->graphCount() - 1)->dataCount(); };
        view.showFrame(now());
        for (int second = 0; second < 5; ++second)
            view.showFrame(now());
        QCOMPARE(samples(), 5);
        QVERIFY(chart->bands().shown() > 0);
        const Frame last = now();
        view.showFrame(last);

        auto past = std::make_shared<app::Past>();
        past->events = std::make_shared<const std::vector<observe::Event>>();
        const auto then = std::make_shared<const observe::ClusterSnapshot>(*last.snapshot);
        for (int second = 0; second < 7; ++second)
            view.showFrame({then, last.rates, past, std::make_shared<const Frame>(now())});
        QCOMPARE(chart->bands().shown(), std::size_t(0)); // that past held nothing

        view.showFrame(now());
        QCOMPARE(samples(), 5 + 1 + 7 + 1);
        QVERIFY(chart->bands().shown() > 0);

        // Nor while the view is hidden, in the past or not.
        for (int second = 0; second < 3; ++second)
            view.keep({then, last.rates, past, std::make_shared<const Frame>(now())});
        for (int second = 0; second < 2; ++second)
            view.keep(now());
        view.showFrame(now());
        QCOMPARE(samples(), 5 + 1 + 7 + 1 + 3 + 2 + 1);
    }

    /// What has no room goes, in its order; nothing lies upon anything else.
    void aLowThroughputViewShowsLess() {
        test::FakeSource source;
        app::RateMeter meter;
        ThroughputView view;
        view.setSource(&source);
        view.show();
        for (int second = 0; second < 5; ++second) {
            source.advance(1000);
            view.showFrame({source.snapshot(), meter.update(source.snapshot()), nullptr, nullptr});
        }
        auto* formula = view.findChild<FormulaStrip*>();
        auto* words = view.findChild<QLabel*>(QStringLiteral("throughputExplanation"));
        auto* latency = view.findChild<QLabel*>(QStringLiteral("throughputLatency"));
        auto* chart = view.findChild<ThroughputChart*>();
        const std::vector<QWidget*> column{formula, words, latency, chart};
        bool hadWords = true, hadCaptions = true, hadChart = true;
        for (int height = 500; height >= 105; height -= 3) {
            view.resize(700, height);
            QCOMPARE(view.height(), height);
            QCoreApplication::sendPostedEvents(); // layouts
            int end = 0;
            for (QWidget* one : column) {
                if (!one->isVisible())
                    continue;
                const int top = one->mapTo(&view, QPoint()).y();
                QVERIFY2(top >= end && top + one->height() <= height, qPrintable(QString::number(height)));
                end = top + one->height();
            }
            QVERIFY(formula->isVisible());
            const bool hasWords = words->isVisible(), hasChart = chart->isVisible();
            const bool hasCaptions = formula->height() == FormulaStrip::heightWhen(false);
            QVERIFY(hadWords || !hasWords);
            QVERIFY(hadCaptions || !hasCaptions);
            QVERIFY(hadChart || !hasChart);
            QVERIFY(!hasWords || hasCaptions);
            QVERIFY(!hasCaptions || hasChart);
            hadWords = hasWords, hadCaptions = hasCaptions, hadChart = hasChart;
        }
        QVERIFY(!hadWords && !hadCaptions && !hadChart);
        view.resize(700, 500);
        QVERIFY(words->isVisible() && chart->isVisible());
    }

    void aSpanOnTheBarIsTheWindowsSelection() {
        Bench bench;
        QVERIFY(bench.source.settle());
        auto* strip = bench.find<TimeStrip>("timeStrip");
        QTRY_VERIFY(strip->visible().to == bench.source.at(59));
        const auto point = [&](int second) {
            return QPoint(static_cast<int>(strip->xOf(bench.source.at(second))), 20);
        };
        QTest::mousePress(strip, Qt::LeftButton, Qt::ShiftModifier, point(20));
        QTest::mouseRelease(strip, Qt::LeftButton, Qt::ShiftModifier, point(40));
        const auto& times = bench.window->selection().times;
        QVERIFY(times.has_value());
        QVERIFY(std::abs(times->fromMs - bench.source.taken[20]->takenAtMs) < 1500);
        QVERIFY(std::abs(times->toMs - bench.source.taken[40]->takenAtMs) < 1500);
    }

    void aSessionIsSavedOpenedAndClosed() {
        QTemporaryDir dir;
        Bench bench;
        QVERIFY(bench.source.settle());
        const auto action = [&](const char* key) {
            return bench.window->actions().find(QString::fromLatin1(key));
        };
        QVERIFY(action("save-session")->isEnabled() && !action("close-session")->isEnabled());
        const QString path = dir.filePath(QStringLiteral("lesson.partitura"));
        QSignalSpy written(bench.sessions.get(), &Sessions::written);
        bench.sessions->save(path);
        QTRY_COMPARE_WITH_TIMEOUT(written.size(), 1, 20'000);
        QVERIFY(QFile::exists(path));

        QSignalSpy opened(bench.sessions.get(), &Sessions::opened);
        bench.sessions->open(path);
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 20'000);
        QVERIFY(bench.find<QToolButton>("sourceName")->text().startsWith(QStringLiteral("Session lesson")));
        QCOMPARE(bench.find<QToolButton>("timeToEnd")->text(), QStringLiteral("To the end"));
        QVERIFY(!action("create-topic")->isEnabled());
        QVERIFY(action("create-topic")->toolTip().contains(QStringLiteral("recording")));
        auto* state = bench.find<QLabel>("timeState");
        QTRY_VERIFY(state->text().contains(QStringLiteral("10:00:59 UTC")));
        QVERIFY(!bench.window->clock().isLive());
        bench.window->clock().showAt(bench.source.at(5));
        QTRY_VERIFY(state->text().contains(QStringLiteral("10:00:05 UTC")));
        bench.window->clock().play(60);
        QTRY_VERIFY_WITH_TIMEOUT(state->text().contains(QStringLiteral("10:00:59 UTC")), 20'000);
        QVERIFY(!bench.window->clock().isLive());

        action("close-session")->trigger();
        QVERIFY(bench.find<QToolButton>("sourceName")->text().startsWith(bench.source.displayName()));
        QVERIFY(bench.window->clock().isLive());
    }

    void aBadSessionLeavesWhatIsShown() {
        QTemporaryDir dir;
        Bench bench;
        const QString path = dir.filePath(QStringLiteral("bad.partitura"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not a session");
        file.close();
        QSignalSpy refused(bench.sessions.get(), &Sessions::refused);
        bench.sessions->open(path);
        QTRY_COMPARE(refused.size(), 1);
        QVERIFY(refused[0].at(0).toString().contains(path));
        QVERIFY(bench.find<QToolButton>("sourceName")->text().startsWith(bench.source.displayName()));
    }

    void viewsBecomePictures_data() {
        QTest::addColumn<QString>("key");
        for (const char* key : {"topology", "topics", "groups", "throughput", "events", "messages"})
            QTest::newRow(key) << QString::fromLatin1(key);
    }
    void viewsBecomePictures() {
        QFETCH(QString, key);
        QTemporaryDir dir;
        Bench bench;
        View* view = bench.window->view(key);
        QVERIFY(view);
        view->parentWidget()->raise();
        QTest::qWait(100); // a frame or two
        QSignalSpy written(bench.sessions.get(), &Sessions::written);
        const QString svg = dir.filePath(key + QStringLiteral(".svg"));
        const QString png = dir.filePath(key + QStringLiteral(".png"));
        bench.sessions->exportView(*view, svg);
        bench.sessions->exportView(*view, png);
        QCOMPARE(written.size(), 2);

        QFile file(svg);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader reader(&file);
        int drawn = 0;
        qsizetype pixels = 0; // what is held as an image
        while (!reader.atEnd())
            if (reader.readNext() == QXmlStreamReader::StartElement) {
                if (reader.name() == QLatin1String("image"))
                    pixels += reader.attributes().value(QStringLiteral("width")).toInt() *
                              reader.attributes().value(QStringLiteral("height")).toInt();
                drawn += reader.name() == QLatin1String("path") || reader.name() == QLatin1String("text") ||
                         reader.name() == QLatin1String("image");
            }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QVERIFY2(drawn > 3, qPrintable(QString::number(drawn)));
        // Icons at most; charts are lines and letters.
        QVERIFY2(pixels < view->width() * view->height() / 4, qPrintable(QString::number(pixels)));

        const QImage image(png);
        QCOMPARE(image.size(), view->size() * 2);
        std::set<QRgb> colours;
        for (int y = 0; y < image.height(); y += 7)
            for (int x = 0; x < image.width(); x += 7)
                colours.insert(image.pixel(x, y));
        QVERIFY(colours.size() > 4);
    }

    void aPictureThatCannotBeWrittenIsSaid() {
        Bench bench;
        QSignalSpy failed(bench.sessions.get(), &Sessions::failed);
        bench.sessions->exportView(*bench.window->view(QStringLiteral("topics")),
                                   QStringLiteral("/proc/nowhere/x.png"));
        QCOMPARE(failed.size(), 1);
        QVERIFY(failed[0].at(0).toString().contains(QStringLiteral("/proc/nowhere/x.png")));
    }
};

QTEST_MAIN(TimeBarTest)
#include "time_bar_test.moc"
