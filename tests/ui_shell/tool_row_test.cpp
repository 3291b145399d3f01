// Bars, choosers and labels in any width.
#include "ui/style/combo_box.h"
#include "ui/style/elided_label.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/style/tool_row.h"

#include <QStyleOptionComboBox>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace partitura::ui;

namespace {

struct ShownComboBox : ComboBox {
    [[nodiscard]] QString shownText() const {
        QStyleOptionComboBox option;
        initStyleOption(&option);
        return option.currentText;
    }
};

QToolButton* buttonWith(const QString& words) {
    auto* button = new QToolButton;
    button->setText(words);
    button->setIcon(icon(u"play"));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

} // namespace

class ToolRowTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeKind::light); }

    void allStandsWithinTheRowInAnyWidth() {
        QWidget window;
        auto* column = new QVBoxLayout(&window);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        auto* row = new ToolRow;
        auto* below = new QWidget;
        column->addWidget(row);
        column->addWidget(below, 1);
        auto* combo = new ComboBox;
        combo->setCharacters(8, 16);
        auto* caption = new QLabel(QStringLiteral("decoded as"));
        auto* status = new ElidedLabel;
        status->setText(QStringLiteral("offsets 12 to 345 678"));
        std::vector<QWidget*> all{combo, buttonWith(QStringLiteral("Follow")),
                                  buttonWith(QStringLiteral("Copy decoded"))};
        row->add(combo);
        row->addCaption(caption);
        row->add(status);
        row->addStretch();
        row->add(all[1]);
        row->add(all[2]);
        window.resize(900, 300);
        window.show();
        const auto* button = static_cast<const QToolButton*>(all[2]);
        QCOMPARE(button->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
        QVERIFY(caption->isVisible());
        const int lineHeight = row->height();
        for (int width = 900; width >= 60; width -= 7) {
            window.resize(width, 300);
            QCoreApplication::processEvents();
            QCOMPARE(row->width(), width);
            QCOMPARE(below->geometry().top(), row->height());
            for (const auto* widget : all)
                QVERIFY2(row->rect().contains(widget->geometry()), qPrintable(QString::number(width)));
            for (std::size_t i = 0; i < all.size(); ++i)
                for (std::size_t k = 0; k < i; ++k)
                    QVERIFY(!all[i]->geometry().intersects(all[k]->geometry()));
        }
        QCOMPARE(button->toolButtonStyle(), Qt::ToolButtonIconOnly);
        QVERIFY(!caption->isVisible());
        QVERIFY(row->height() > lineHeight);
        window.resize(900, 300);
        QCoreApplication::processEvents();
        QCOMPARE(button->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
        QVERIFY(caption->isVisible());
        QCOMPARE(row->height(), lineHeight);
    }

    void aChoiceThatDoesNotFitEndsInAnEllipsis() {
        ShownComboBox combo;
        combo.addItem(QString(200, u'x'));
        combo.resize(120, 28);
        QVERIFY(combo.shownText().endsWith(u'\u2026'));
        QVERIFY(combo.fontMetrics().horizontalAdvance(combo.shownText()) < 120);
        combo.setItemText(0, QStringLiteral("short"));
        QCOMPARE(combo.shownText(), QStringLiteral("short"));
    }
};

QTEST_MAIN(ToolRowTest)
#include "tool_row_test.moc"
