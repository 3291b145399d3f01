// The command palette: it finds what is meant, and reaches every action.
#include <QTest>

#include "tests/support/fake_source.h"
#include "ui/palette/command_palette.h"
#include "ui/palette/fuzzy_match.h"
#include "ui/palette/palette_model.h"
#include "ui/shell/actions.h"
#include "ui/shell/language.h"
#include "ui/shell/layout_store.h"
#include "ui/shell/main_window.h"
#include "ui/views.h"

#include <QAbstractItemModelTester>
#include <QDockWidget>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>

#include <set>

using namespace partitura;
using namespace partitura::ui;

namespace {

struct Bench {
    Language language;
    test::FakeStore<LayoutStore> store;
    test::FakeSource source;
    test::FakeCluster cluster;
    std::unique_ptr<MainWindow> window;

    Bench() {
        language.set(QStringLiteral("en"));
        cluster.addTopic("orders", 6, 3, {12000});
        source.setSnapshot(cluster.snapshot());
        window = std::make_unique<MainWindow>(createViews(nullptr), language, store);
        window->setSource(&source);
        window->resize(1280, 800);
        window->show();
    }
    ~Bench() {
        window->setSource(nullptr);
        window.reset();
        language.set(QStringLiteral("en"));
    }
    QLineEdit* line() const { return window->findChild<QLineEdit*>(QStringLiteral("paletteLine")); }
    QListView* list() const { return window->findChild<QListView*>(QStringLiteral("paletteList")); }
    void open() const {
        window->actions().find(QStringLiteral("command-palette"))->trigger();
        QVERIFY(window->palette().isVisible());
    }
    QString first() const { return list()->model()->index(0, 0).data().toString(); }
};

int score(const char* query, const char* text) {
    const auto match = fuzzyMatch(QString::fromUtf8(query), QString::fromUtf8(text));
    return match ? match->score : -1000;
}

} // namespace

class UiPaletteTest : public QObject {
    Q_OBJECT

private slots:
    void lettersMatchInTheirOrder() {
        QVERIFY(fuzzyMatch(u"crt", u"Create topic"));
        QVERIFY(fuzzyMatch(u"CT", u"create topic"));
        QVERIFY(!fuzzyMatch(u"tc", u"create"));
        QVERIFY(!fuzzyMatch(u"createe", u"create"));
        QVERIFY(fuzzyMatch(u"", u""));
        QVERIFY(!fuzzyMatch(u"a", u""));
        QVERIFY(fuzzyMatch(u"主题", u"创建主题"));
    }

    void betterMatchesScoreMore() {
        QVERIFY(score("ct", "Create topic") > score("ct", "Reset layout"));
        QVERIFY(score("lay", "Layout") > score("lay", "Reset layout"));
        QVERIFY(score("topic", "Create topic") > score("topic", "to pick it"));
        QVERIFY(score("rl", "Reset layout") > score("rl", "Dark layer"));
    }

    void positionsAreThoseOfTheLetters() {
        const auto match = fuzzyMatch(u"ct", u"Create topic");
        QCOMPARE(match->positions, (std::vector<int>{0, 7}));
        const auto later = fuzzyMatch(u"topic", u"to topic");
        QCOMPARE(later->positions, (std::vector<int>{3, 4, 5, 6, 7}));
    }

    void theModelKeepsItsPromises() {
        PaletteModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<PaletteEntry> entries(3);
        entries[0].text = QStringLiteral("alpha");
        entries[1].text = QStringLiteral("beta");
        entries[2].text = QStringLiteral("贝塔");
        entries[2].english = QStringLiteral("beta decay");
        for (std::size_t i = 0; i < entries.size(); ++i)
            entries[i].id = QString::number(i);
        model.setEntries(entries, {QStringLiteral("1")});
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("beta")); // used lately
        model.setQuery(QStringLiteral("bet"));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(1).data(PaletteModel::englishRole).toString(), QStringLiteral("beta decay"));
        model.setQuery(QStringLiteral("zzz"));
        QCOMPARE(model.rowCount(), 0);
    }

    void everyActionIsReached_data() {
        QTest::addColumn<QString>("code");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("Simplified Chinese") << QStringLiteral("zh_CN");
    }

    /// By its text and by its key, in either language.
    void everyActionIsReached() {
        QFETCH(QString, code);
        Bench bench;
        bench.language.set(code);
        QCoreApplication::processEvents();
        bench.open();
        const auto found = [&](const QString& query, const QString& id) {
            bench.line()->setText(query);
            const auto* model = static_cast<const PaletteModel*>(bench.list()->model());
            for (int row = 0; row < std::min(model->rowCount(), 3); ++row)
                if (model->entry(model->index(row))->id == id)
                    return true;
            return false;
        };
        for (const QAction* action : bench.window->actions().all()) {
            const QString id = action->objectName();
            const QString key = id.mid(id.indexOf(QLatin1Char('-')) + 1);
            QVERIFY2(found(action->iconText(), id), qPrintable(action->iconText()));
            QVERIFY2(found(key, id), qPrintable(key));
            QVERIFY2(found(action->property("english").toString(), id), qPrintable(id));
        }
    }

    void idsAreUnique() {
        Bench bench;
        std::set<QString> ids;
        for (const PaletteEntry& entry : bench.window->palette().entries()) {
            QVERIFY2(ids.insert(entry.id).second, qPrintable(entry.id));
            QVERIFY2(entry.run && !entry.text.isEmpty(), qPrintable(entry.id));
            QVERIFY2(!entry.icon.isNull(), qPrintable(entry.id));
        }
    }

    void keysAloneAreEnough() {
        Bench bench;
        QSignalSpy wanted(bench.window.get(), &MainWindow::createTopicRequested);
        bench.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        QTest::keyClick(bench.window.get(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(bench.window->palette().isVisible());
        QTest::keyClicks(bench.line(), QStringLiteral("create"));
        QCOMPARE(bench.first(), QStringLiteral("Create topic\u2026"));
        QTest::keyClick(bench.line(), Qt::Key_Return);
        QTRY_COMPARE(wanted.count(), 1);
        QVERIFY(!bench.window->palette().isVisible());
        bench.open();
        QCOMPARE(bench.first(), QStringLiteral("Create topic\u2026")); // used lately comes first
        QTest::keyClick(bench.line(), Qt::Key_Down);
        QCOMPARE(bench.list()->currentIndex().row(), 1);
        QTest::keyClick(bench.line(), Qt::Key_Up);
        QTest::keyClick(bench.line(), Qt::Key_Up);
        QCOMPARE(bench.list()->currentIndex().row(), bench.list()->model()->rowCount() - 1);
        QTest::keyClick(bench.line(), Qt::Key_Escape);
        QVERIFY(!bench.window->palette().isVisible());
    }

    void whatCannotBeDoneSaysWhyAndStays() {
        Bench bench;
        bench.source.setCapabilities({.reason = QStringLiteral("read only")});
        QSignalSpy wanted(bench.window.get(), &MainWindow::createTopicRequested);
        bench.open();
        bench.line()->setText(QStringLiteral("create topic"));
        QCOMPARE(bench.list()->currentIndex().data(PaletteModel::problemRole).toString(),
                 QStringLiteral("read only"));
        QTest::keyClick(bench.line(), Qt::Key_Return);
        QCoreApplication::processEvents();
        QVERIFY(bench.window->palette().isVisible());
        QCOMPARE(wanted.count(), 0);
    }

    void topicsViewsLayoutsAndLanguagesAreThere() {
        Bench bench;
        bench.open();
        bench.line()->setText(QStringLiteral("topic orders"));
        QCOMPARE(bench.first(), QStringLiteral("orders"));
        QTest::keyClick(bench.line(), Qt::Key_Return);
        QTRY_COMPARE(bench.window->selection().topic, QStringLiteral("orders"));
        bench.open();
        bench.line()->setText(QStringLiteral("go to events"));
        QTest::keyClick(bench.line(), Qt::Key_Return);
        QTRY_VERIFY(!bench.window->view(QStringLiteral("events"))->visibleRegion().isEmpty());
        bench.open();
        bench.line()->setText(QStringLiteral("language chinese"));
        QTest::keyClick(bench.line(), Qt::Key_Return);
        QTRY_COMPARE(bench.language.code(), QStringLiteral("zh_CN"));
    }
};

QTEST_MAIN(UiPaletteTest)
#include "ui_palette_test.moc"
