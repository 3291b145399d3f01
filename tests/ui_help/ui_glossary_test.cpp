// The glossary: read from its document, found by every name, complete for every header of every view.
#include <QTest>

#include "tests/support/fake_source.h"
#include "ui/help/context_help.h"
#include "ui/help/glossary.h"
#include "ui/help/glossary_dialog.h"
#include "ui/shell/language.h"
#include "ui/shell/layout_store.h"
#include "ui/shell/main_window.h"
#include "ui/view.h"
#include "ui/views.h"

#include <QAction>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QTableView>
#include <QToolTip>

#include <random>

using namespace partitura;
using namespace partitura::ui;

namespace {

const QString table =
    QStringLiteral("# Title\n\nwords | in | prose\n\n"
                   "| English | 中文 | meaning | 含义 |\n|---|:-:|---|---|\n"
                   "| in-sync replicas (ISR) | 已同步副本（ISR） | Those that keep up. | 跟上的副本。 |\n"
                   "| broken | row |\n"
                   "| log start offset | 日志起始位移 | The `first` kept, a\\|b. | 第一个。 |\n"
                   "|  | 空 | no name | 无 |\n"
                   "\n| not | a | table | row |\n");

QString name(const Term* term) {
    return term ? term->english : QString();
}

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
    /// Titles of all columns of all views, and the captions of the status bar.
    QStringList words() const {
        QStringList all;
        for (const auto* header : window->findChildren<QHeaderView*>())
            if (header->orientation() == Qt::Horizontal && header->model() && !header->isHidden())
                for (int i = 0; i < header->model()->columnCount(); ++i)
                    all << header->model()->headerData(i, Qt::Horizontal).toString();
        const auto* status = window->findChild<QWidget*>(QStringLiteral("clusterStatus"));
        for (const auto* label : status->findChildren<QLabel*>())
            if (label->objectName().isEmpty())
                all << label->text();
        all.removeAll(QString());
        all.removeAll(QStringLiteral("1")); // Qt's own title of a list without one
        all.removeDuplicates();
        return all;
    }
};

} // namespace

class UiGlossaryTest : public QObject {
    Q_OBJECT

private slots:
    void readsRowsAndNothingElse() {
        const Glossary glossary = Glossary::parse(table);
        QCOMPARE(glossary.terms().size(), 2u);
        QCOMPARE(glossary.terms()[1].meaning, QStringLiteral("The first kept, a|b."));
    }

    void findsEveryName() {
        const Glossary glossary = Glossary::parse(table);
        for (const char* form : {"in-sync replicas (ISR)", "In-sync replicas", "ISR", "isr",
                                 "in-sync replica", "已同步副本（ISR）", "已同步副本"})
            QCOMPARE(name(glossary.find(QString::fromUtf8(form))), QStringLiteral("in-sync replicas (ISR)"));
        for (const char* form : {"Log start", "LOG-START-OFFSET", "log start offsets", "日志起始",
                                 "\u2193 Log start", "Log start \u2191", "Log start offset:"})
            QCOMPARE(name(glossary.find(QString::fromUtf8(form))), QStringLiteral("log start offset"));
        QVERIFY(!glossary.find(QStringLiteral("stop")));
        QVERIFY(!glossary.find(QString()));
        QVERIFY(!glossary.find(QStringLiteral("::")));
    }

    void anyTextCanBeRead() {
        std::mt19937 random(7);
        const QString letters = QStringLiteral("|-:`\\\n ab()（）分");
        for (int i = 0; i < 2000; ++i) {
            QString text;
            for (int j = 0; j < 60; ++j)
                text += letters[static_cast<int>(random() % static_cast<unsigned>(letters.size()))];
            const auto parsed = Glossary::parse(text);
            for (const Term& term : parsed.terms())
                QVERIFY(!term.english.isEmpty() && !term.chinese.isEmpty());
        }
        for (int cut = 0; cut < table.size(); ++cut)
            QVERIFY(Glossary::parse(table.left(cut)).terms().size() <= 2);
    }

    void theDocumentIsWhole() {
        QVERIFY(glossary().terms().size() > 50);
        for (const Term& term : glossary().terms()) {
            QVERIFY2(!term.meaning.isEmpty() && !term.meaningChinese.isEmpty(), qPrintable(term.english));
            QVERIFY2(glossary().find(term.english), qPrintable(term.english));
        }
        QCOMPARE(name(glossary().find(QStringLiteral("isr"))), QStringLiteral("in-sync replicas (ISR)"));
    }

    void everyHeaderAndCaptionIsATerm_data() {
        QTest::addColumn<QString>("code");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("Simplified Chinese") << QStringLiteral("zh_CN");
    }

    void everyHeaderAndCaptionIsATerm() {
        QFETCH(QString, code);
        Bench bench;
        bench.language.set(code);
        QCoreApplication::processEvents();
        QStringList missing;
        const QStringList words = bench.words();
        QVERIFY(words.size() > 30);
        for (const QString& word : words)
            if (!glossary().find(word))
                missing << word;
        QVERIFY2(missing.isEmpty(),
                 ("not in docs/glossary.md: " + missing.join(QStringLiteral(", "))).toUtf8());
    }

    void aHeaderExplainsItselfInTheLanguageOfTheInterface() {
        Bench bench;
        const auto ask = [&] {
            auto* tableView = bench.window->findChild<QTableView*>(QStringLiteral("topicTable"));
            if (!tableView)
                tableView = bench.window->view(QStringLiteral("topics"))->findChild<QTableView*>();
            QHeaderView* header = tableView->horizontalHeader();
            int lag = 0;
            while (glossary().find(header->model()->headerData(lag, Qt::Horizontal).toString()) !=
                   glossary().find(QStringLiteral("in sync")))
                ++lag;
            const QPoint at(header->sectionViewportPosition(lag) + 4, 4);
            QHelpEvent event(QEvent::ToolTip, at, header->viewport()->mapToGlobal(at));
            QApplication::sendEvent(header->viewport(), &event);
            return QToolTip::text();
        };
        QVERIFY2(ask().contains("Of a replica: in the ISR."), qPrintable(QToolTip::text()));
        bench.language.set(QStringLiteral("zh_CN"));
        QCoreApplication::processEvents();
        const QString chinese = ask();
        QVERIFY2(chinese.contains("已同步") && chinese.contains("in sync"), qPrintable(chinese));
    }

    void theGlossaryOpensAtATermAndIsSearchedInBothLanguages() {
        GlossaryDialog dialog(nullptr);
        dialog.showTerm(glossary().find(QStringLiteral("lag")));
        QCOMPARE(dialog.findChild<QLabel*>(QStringLiteral("glossaryName"))->text(), QStringLiteral("lag"));
        auto* list = dialog.findChild<QListWidget*>(QStringLiteral("glossaryList"));
        auto* search = dialog.findChild<QLineEdit*>(QStringLiteral("glossarySearch"));
        const auto shown = [&] {
            int count = 0;
            for (int i = 0; i < list->count(); ++i)
                count += !list->item(i)->isHidden();
            return count;
        };
        search->setText(QStringLiteral("墓碑"));
        QCOMPARE(shown(), 1);
        QCOMPARE(dialog.findChild<QLabel*>(QStringLiteral("glossaryName"))->text(),
                 QStringLiteral("tombstone"));
        search->setText(QStringLiteral("no such thing"));
        QCOMPARE(shown(), 0);
        search->clear();
        QCOMPARE(shown(), static_cast<int>(glossary().terms().size()));
    }
};

QTEST_MAIN(UiGlossaryTest)
#include "ui_glossary_test.moc"
