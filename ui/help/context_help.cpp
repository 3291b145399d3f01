#include "ui/help/context_help.h"

#include <QAbstractButton>
#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QApplication>
#include <QCursor>
#include <QGroupBox>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLabel>
#include <QTableView>
#include <QToolTip>
#include <QTreeView>
#include <QWhatsThis>

namespace partitura::ui {

namespace {

constexpr const char* termProperty = "term";

const QHeaderView* headerOf(const QWidget* widget) {
    // Events come to the header's viewport.
    if (const auto* header = qobject_cast<const QHeaderView*>(widget))
        return header;
    return widget ? qobject_cast<const QHeaderView*>(widget->parentWidget()) : nullptr;
}

QString headerText(const QHeaderView* header, int section, int role) {
    if (section < 0 || !header->model())
        return {};
    return header->model()->headerData(section, header->orientation(), role).toString();
}

QString wordsOf(const QWidget* widget) {
    if (const auto* label = qobject_cast<const QLabel*>(widget))
        return label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
        return button->text().remove(QLatin1Char('&'));
    if (const auto* group = qobject_cast<const QGroupBox*>(widget))
        return group->title();
    return {};
}

/// What it says itself, and the meaning below.
QString joined(const QString& own, const Term& term) {
    QString tip = termTip(term);
    if (own.isEmpty())
        return tip;
    const QString shown = Qt::mightBeRichText(own) ? own : own.toHtmlEscaped();
    return QStringLiteral("%1<br>%2").arg(shown, tip);
}

} // namespace

ContextHelp::ContextHelp(QWidget* window)
    : QObject(window)
    , m_window(window) {
    qApp->installEventFilter(this);
}

const Term* ContextHelp::termAt(const QWidget* widget, const QPoint& at) {
    if (!widget)
        return nullptr;
    if (const auto* header = headerOf(widget)) {
        const int along = header->orientation() == Qt::Horizontal ? at.x() : at.y();
        return glossary().find(headerText(header, header->logicalIndexAt(along), Qt::DisplayRole));
    }
    if (const QString named = widget->property(termProperty).toString(); !named.isEmpty())
        return glossary().find(named);
    const QString words = wordsOf(widget);
    return words.isEmpty() ? nullptr : glossary().find(words);
}

const Term* ContextHelp::termInHand() const {
    const QPoint mouse = QCursor::pos();
    if (const QWidget* under = QApplication::widgetAt(mouse); under && under->window() == m_window)
        if (const Term* term = termAt(under, under->mapFromGlobal(mouse)))
            return term;
    const QWidget* focus = QApplication::focusWidget();
    if (const auto* view = qobject_cast<const QAbstractItemView*>(focus)) {
        const QHeaderView* header = nullptr;
        if (const auto* table = qobject_cast<const QTableView*>(view))
            header = table->horizontalHeader();
        else if (const auto* tree = qobject_cast<const QTreeView*>(view))
            header = tree->header();
        if (header && view->currentIndex().isValid())
            return glossary().find(headerText(header, view->currentIndex().column(), Qt::DisplayRole));
    }
    return termAt(focus, {});
}

void ContextHelp::ask() {
    QWhatsThis::enterWhatsThisMode();
}

bool ContextHelp::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::ToolTip:
    case QEvent::QueryWhatsThis:
    case QEvent::WhatsThis:
        break;
    default:
        return false;
    }
    auto* widget = qobject_cast<QWidget*>(watched);
    if (!widget || widget->window() != m_window)
        return false;
    const auto* help = static_cast<QHelpEvent*>(event);
    const Term* term = termAt(widget, help->pos());
    if (!term)
        return false;
    if (event->type() == QEvent::QueryWhatsThis) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::WhatsThis) {
        QWhatsThis::showText(help->globalPos(), termTip(*term), widget);
        return true;
    }
    QString own = widget->toolTip();
    if (const auto* header = headerOf(widget))
        own = headerText(header,
                         header->logicalIndexAt(header->orientation() == Qt::Horizontal ? help->pos().x()
                                                                                        : help->pos().y()),
                         Qt::ToolTipRole);
    QToolTip::showText(help->globalPos(), joined(own, *term), widget);
    return true;
}

} // namespace partitura::ui
