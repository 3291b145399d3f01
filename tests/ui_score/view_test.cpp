// The Score view in use: what it reads, what keys and mouse do, what is drawn where.
#include "app/metrics/rates.h"
#include "tests/ui_score/score_source.h"
#include "ui/score/score_canvas.h"
#include "ui/score/score_view.h"
#include "ui/score/score_words.h"
#include "ui/style/key_look.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStackedLayout>
#include <QToolButton>
#include <QtTest>

#include <memory>

using namespace partitura;
using namespace partitura::ui;
using test::ScoreSource;

namespace {

/// A view of a source, in a window of fixed size, with frames on demand.
struct Shown {
    explicit Shown(ScoreSource& source, QSize size = {1000, 640})
        : source(source) {
        view.resize(size);
        view.setSource(&source);
        view.show();
        canvas = view.findChild<ScoreCanvas*>();
        settle();
    }
    void frame() { view.showFrame({source.snapshot(), std::make_shared<app::Rates>()}); }
    /// Until nothing more is read.
    void settle() {
        for (int quiet = 0; quiet < 3;) {
            frame();
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
            quiet = canvas->isReading() ? 0 : quiet + 1;
        }
        frame();
    }
    [[nodiscard]] const ScorePicture::Stave& stave(int partition = 0) const {
        for (const auto& one : canvas->picture().staves)
            if (one.partition.value() == partition)
                return one;
        qFatal("no stave %d", partition);
    }
    void click(QPointF at) { QTest::mouseClick(canvas->viewport(), Qt::LeftButton, {}, at.toPoint()); }
    void key(int key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(canvas, static_cast<Qt::Key>(key), modifiers);
        settle();
    }
    void wheel(QPointF at, int delta, Qt::KeyboardModifiers modifiers = {}) {
        QWheelEvent event(at, canvas->viewport()->mapToGlobal(at), {}, {0, delta}, Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(canvas->viewport(), &event);
    }

    ScoreSource& source;
    ScoreView view;
    ScoreCanvas* canvas;
};

std::optional<std::string> keyOf(std::int64_t offset) {
    return "k" + std::to_string(offset % 7);
}

} // namespace

class ScoreViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeKind::light); }

    void itTeachesWhileThereIsNothing() {
        ScoreSource source;
        Shown shown(source);
        QVERIFY(shown.view.findChild<QWidget*>(QStringLiteral("emptyState"))->isVisible());
        source.addTopic("orders", 0);
        shown.settle();
        QVERIFY(shown.canvas->isVisible());
        QVERIFY(shown.canvas->picture().staves.empty());
        QVERIFY(!shown.view.grab().isNull());
    }

    void newestRecordsStandAtTheLiveEdge() {
        ScoreSource source;
        source.addTopic("orders", 2);
        for (int i = 0; i < 30; ++i)
            source.append("orders", 0, 10, 1000 + i * 100);
        source.append("orders", 1, 5, 1000);
        Shown shown(source);
        QVERIFY(shown.canvas->camera().isFollowing());
        const double edge = shown.canvas->camera().axis().width() - ScoreCamera::edgeRoom;
        for (const int partition : {0, 1}) {
            const auto& stave = shown.stave(partition);
            QVERIFY(!stave.notes.empty());
            QVERIFY(stave.notes.back().facts.offset == stave.logEnd - 1);
            QVERIFY(stave.notes.back().x < edge && stave.notes.back().x > edge - 20);
        }
        QCOMPARE(source.mostInFlight, 1); // of one partition
    }

    void itFollowsWhatArrives() {
        ScoreSource source;
        source.addTopic("orders", 1);
        source.append("orders", 0, 50, 1000);
        Shown shown(source);
        source.append("orders", 0, 3, 9000);
        for (int i = 0; i < 200 && shown.stave().notes.back().facts.offset != Offset(52); ++i)
            shown.settle();
        QVERIFY(shown.stave().notes.back().facts.offset == Offset(52));
    }

    void aReadThatFailsIsSaidAndTriedAgain() {
        ScoreSource source;
        source.addTopic("orders", 1);
        source.append("orders", 0, 50, 1000);
        source.failNext = Error{ErrorCode::KAFKA_STORAGE_ERROR, "the disk is gone"};
        Shown shown(source);
        QVERIFY(shown.stave().error.contains(QStringLiteral("the disk is gone")));
        QVERIFY(!shown.stave().unread.empty());
        QTRY_VERIFY_WITH_TIMEOUT((shown.settle(), shown.stave().error.isEmpty()), 20'000);
        QVERIFY(shown.stave().unread.empty());
    }

    void wheelAndKeysZoomFromAllToOne() {
        ScoreSource source;
        source.addTopic("orders", 1);
        for (int i = 0; i < 50; ++i)
            source.append("orders", 0, 100, 1000 + i * 200);
        Shown shown(source);
        shown.key(Qt::Key_0);
        QCOMPARE(shown.stave().level, ScorePicture::Level::heat);
        QVERIFY(!shown.canvas->camera().isFollowing());
        QCOMPARE(shown.stave().inView, (OffsetRange{Offset(0), Offset(5000)}));
        QVERIFY(score_words::aggregation(shown.canvas->picture()).contains(QStringLiteral("offsets")));
        const auto under = shown.canvas->camera().axis().at(400);
        for (int i = 0; i < 60; ++i)
            shown.wheel({400 + scoreGutter, 200}, 120);
        shown.settle();
        QCOMPARE(shown.canvas->camera().axis().pixelsPerUnit(), ScoreAxis::pixelsPerUnitMax);
        QVERIFY(std::abs(shown.canvas->camera().axis().at(400) - under) <= 1);
        QVERIFY(shown.stave().notes.size() >= 2);
        QVERIFY(shown.stave().notes.front().labelWidth > 0);
        const double before = shown.canvas->camera().axis().pixelsPerUnit();
        shown.key(Qt::Key_Minus);
        QVERIFY(shown.canvas->camera().axis().pixelsPerUnit() < before);
        shown.key(Qt::Key_Home);
        QVERIFY(shown.stave().inView.from == Offset(0));
        shown.key(Qt::Key_End);
        QVERIFY(shown.stave().inView.to == Offset(5000));
        QVERIFY(shown.canvas->camera().isFollowing());
        shown.key(Qt::Key_F);
        QVERIFY(!shown.canvas->camera().isFollowing());
        QVERIFY(!shown.view.findChild<QToolButton*>(QStringLiteral("scoreFollow"))->isChecked());
    }

    void draggingPans() {
        ScoreSource source;
        source.addTopic("orders", 1);
        source.append("orders", 0, 200, 1000);
        Shown shown(source);
        const auto x = shown.canvas->camera().axis().x(-50);
        auto* on = shown.canvas->viewport();
        QTest::mousePress(on, Qt::LeftButton, {}, {300, 90});
        QTest::mouseMove(on, {340, 90});
        QTest::mouseMove(on, {420, 90});
        QTest::mouseRelease(on, Qt::LeftButton, {}, {420, 90});
        QVERIFY(std::abs(shown.canvas->camera().axis().x(-50) - (x + 120)) < 0.01);
        QVERIFY(!shown.canvas->selected());
    }

    void aClickChoosesTheRecord() {
        ScoreSource source;
        source.addTopic("orders", 2);
        source.append("orders", 0, 40, 1000);
        source.append("orders", 1, 40, 1000);
        Shown shown(source);
        QSignalSpy chosen(&shown.view, &View::chosen);
        const auto place = shown.canvas->placeOf({PartitionIndex(1), Offset(33)});
        QVERIFY(place);
        QVERIFY(shown.canvas->factsAt(*place).contains(QStringLiteral("33")));
        shown.click(*place);
        QCOMPARE(chosen.count(), 1);
        const auto selection = chosen.front().front().value<Selection>();
        QCOMPARE(selection.topic, QStringLiteral("orders"));
        QVERIFY(selection.partition == PartitionIndex(1));
        QVERIFY(*selection.offset == Offset(33));
        QCOMPARE(*shown.canvas->selected(), (NotePlace{PartitionIndex(1), Offset(33)}));
        // From note to note, and away.
        shown.key(Qt::Key_Right);
        QCOMPARE(*shown.canvas->selected(), (NotePlace{PartitionIndex(1), Offset(34)}));
        shown.key(Qt::Key_Left);
        shown.key(Qt::Key_Left);
        QCOMPARE(*shown.canvas->selected(), (NotePlace{PartitionIndex(1), Offset(32)}));
        QCOMPARE(chosen.count(), 4);
        shown.key(Qt::Key_Escape);
        QVERIFY(!shown.canvas->selected());
    }

    void keysAloneReachARecord() {
        ScoreSource source;
        source.addTopic("orders", 3);
        for (int p = 0; p < 3; ++p)
            source.append("orders", p, 40, 1000);
        Shown shown(source);
        QSignalSpy chosen(&shown.view, &View::chosen);
        shown.key(Qt::Key_Down);
        shown.key(Qt::Key_Space);
        QCOMPARE(chosen.count(), 1);
        QVERIFY(chosen.front().front().value<Selection>().partition == PartitionIndex(1));
    }

    void aRecordChosenElsewhereComesIntoView() {
        ScoreSource source;
        source.addTopic("clicks", 1);
        source.addTopic("orders", 30);
        for (int i = 0; i < 20; ++i)
            source.append("orders", 25, 100, 1000);
        Shown shown(source);
        Selection selection;
        selection.setRecord(QStringLiteral("orders"), PartitionIndex(25), Offset(77));
        shown.view.select(selection);
        shown.settle();
        const auto place = shown.canvas->placeOf({PartitionIndex(25), Offset(77)});
        QVERIFY(place);
        QVERIFY(shown.canvas->viewport()->rect().contains(place->toPoint()));
        QCOMPARE(*shown.canvas->selected(), (NotePlace{PartitionIndex(25), Offset(77)}));
    }

    void offsetsNearTheGreatestAreExact() {
        constexpr std::int64_t start = std::int64_t{1} << 62;
        ScoreSource source;
        source.addTopic("orders", 1, start);
        source.append("orders", 0, 30, 1000);
        Shown shown(source);
        QVERIFY(shown.stave().notes.back().facts.offset == Offset(start + 29));
        for (const int scale : {1, 0}) {
            shown.view.findChild<QComboBox*>(QStringLiteral("scoreScale"))->setCurrentIndex(scale);
            shown.settle();
            const auto& notes = shown.stave().notes;
            QCOMPARE(notes.size(), std::size_t(30));
            for (std::size_t i = 1; i < notes.size(); ++i)
                QVERIFY(std::abs(notes[i].x - notes[i - 1].x -
                                 shown.canvas->camera().axis().pixelsPerUnit()) < 1e-6);
        }
        auto facts = shown.canvas->factsAt(*shown.canvas->placeOf({PartitionIndex(0), Offset(start + 29)}));
        QVERIFY2(facts.remove(QChar(0x202F)).contains(QStringLiteral("4611686018427387933")),
                 qPrintable(facts));
    }

    void timeIsAnAxisToo() {
        ScoreSource source;
        source.nowMs = 40'000;
        source.addTopic("orders", 2);
        for (int i = 0; i < 10; ++i) {
            source.append("orders", 0, 1, 30'000 + i * 500);
            source.append("orders", 1, 1, 30'200 + i * 900);
        }
        Shown shown(source);
        shown.view.findChild<QComboBox*>(QStringLiteral("scoreScale"))->setCurrentIndex(2);
        shown.settle();
        const auto& axis = shown.canvas->camera().axis();
        QCOMPARE(axis.kind(), AxisKind::time);
        for (const int partition : {0, 1}) {
            QCOMPARE(shown.stave(partition).notes.size(), std::size_t(10));
            for (const auto& note : shown.stave(partition).notes)
                QCOMPARE(note.x, axis.x(note.facts.timestampMs));
        }
        shown.key(Qt::Key_0);
        QCOMPARE(shown.stave(0).notes.size(), std::size_t(10));
        QVERIFY(shown.stave(0).notes.front().x >= 0);
    }

    void aLogThatShrinksIsReadAnew() {
        ScoreSource source;
        source.addTopic("orders", 1);
        source.append("orders", 0, 60, 1000);
        Shown shown(source);
        QVERIFY(!shown.stave().notes.empty());
        const int before = source.reads;
        source.change("orders", 0, [](auto& p) { p.replicaStates[0].sizeBytes -= 100; });
        shown.settle();
        QVERIFY(source.reads > before);
        source.change("orders", 0, [](auto& p) { p.logStart = Offset(55); });
        shown.settle();
        QVERIFY(shown.stave().notes.front().facts.offset == Offset(55));
    }

    void oddTopicsAreShown() {
        ScoreSource source;
        const std::string longName(200, 'n');
        source.addTopic(longName, 1);
        source.append(longName, 0, 8, 1000, [](std::int64_t offset) -> std::optional<std::string> {
            switch (offset % 4) {
            case 0:
                return "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"; // right to left
            case 1:
                return "\xf0\x9f\x8e\xbc\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x8e\xa4"; // emoji, joined
            case 2:
                return std::nullopt;
            default:
                return "";
            }
        });
        source.addTopic("no-records", 3);
        Shown shown(source);
        QVERIFY(shown.view.minimumSizeHint().width() < 800);
        for (const auto& topic : {QString::fromStdString(longName), QStringLiteral("no-records")}) {
            shown.view.select(ofTopic(topic));
            shown.settle();
            shown.key(Qt::Key_Plus);
            shown.key(Qt::Key_Plus);
            shown.key(Qt::Key_Plus);
            QVERIFY(!shown.view.grab().isNull());
        }
        source.change("no-records", 1, [](auto& p) {
            p.leader = BrokerId();
            for (auto& replica : p.replicaStates)
                replica.isLeader = replica.online = false;
        });
        shown.settle();
        QCOMPARE(shown.stave(1).leaderState, ReplicaState::electing);
        QVERIFY(!shown.view.grab().isNull());
        source.removeTopic("no-records"); // while it is shown
        source.removeTopic(longName);
        shown.settle();
        QVERIFY(!shown.view.grab().isNull());
        QVERIFY(shown.view.findChild<QWidget*>(QStringLiteral("emptyState"))->isVisible());
    }

    void aTopicMadeAnewIsAnother() {
        ScoreSource source;
        source.addTopic("orders", 1);
        source.append("orders", 0, 20, 1000, [](auto) { return std::optional<std::string>("old"); });
        Shown shown(source);
        QCOMPARE(shown.stave().notes.back().facts.key, QStringLiteral("old"));
        source.addTopic("orders", 1); // another id, and nothing in it
        shown.settle();
        QVERIFY(shown.stave().notes.empty());
    }

    void aThousandPartitionsScroll() {
        ScoreSource source;
        source.addTopic("orders", 1000);
        Shown shown(source);
        QVERIFY(shown.canvas->picture().staves.size() < 10);
        shown.canvas->verticalScrollBar()->setValue(shown.canvas->verticalScrollBar()->maximum());
        shown.settle();
        QVERIFY(shown.canvas->picture().staves.back().partition == PartitionIndex(999));
    }

    void groupsAreChosen() {
        ScoreSource source;
        source.addTopic("orders", 1);
        source.append("orders", 0, 40, 1000);
        for (const char* group : {"a", "b", "c", "d"})
            source.commit(group, "orders", 0, 30);
        Shown shown(source);
        QCOMPARE(shown.stave().flags.size(), std::size_t(3));
        auto* menu = shown.view.findChild<QToolButton*>(QStringLiteral("scoreGroups"))->menu();
        emit menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 4);
        menu->actions()[0]->trigger();
        shown.settle();
        QCOMPARE(shown.stave().flags.size(), std::size_t(2));
        const auto state = shown.view.saveState();
        ScoreView other;
        other.restoreState(state);
        QCOMPARE(other.saveState().value(QStringLiteral("groups")), state.value(QStringLiteral("groups")));
        // One chosen elsewhere is shown too.
        Selection selection = ofTopic(QStringLiteral("orders"));
        selection.group = QStringLiteral("d");
        shown.view.select(selection);
        shown.settle();
        QCOMPARE(shown.stave().flags.size(), std::size_t(3));
    }

    /// Every note's head has its key's colour where the picture says it is; tombstones are hollow there.
    void headsAreWhereThePictureSays() {
        ScoreSource source;
        source.addTopic("orders", 1);
        source.append("orders", 0, 30, 1000, [](std::int64_t offset) {
            return offset % 5 == 4 ? std::optional("gone-" + std::to_string(offset)) : keyOf(offset);
        });
        Shown shown(source);
        shown.canvas->setFollowing(false);
        for (const auto kind : {ThemeKind::light, ThemeKind::dark}) {
            applyTheme(*qApp, kind);
            shown.settle();
            const QImage image = shown.canvas->viewport()->grab().toImage();
            int full = 0, hollow = 0;
            for (const auto& note : shown.stave().notes) {
                const QPoint at(static_cast<int>(note.x + scoreGutter),
                                static_cast<int>(note.y + scoreRuler));
                const QColor want = keyColour(note.facts.look), got = image.pixelColor(at);
                const int away = std::abs(want.red() - got.red()) + std::abs(want.green() - got.green()) +
                                 std::abs(want.blue() - got.blue());
                (away < 12 ? full : hollow) += 1;
                QCOMPARE(away < 12, !note.facts.isTombstone());
            }
            QCOMPARE(full, 24);
            QCOMPARE(hollow, 6);
        }
        applyTheme(*qApp, ThemeKind::light);
    }
};

QTEST_MAIN(ScoreViewTest)
#include "view_test.moc"
