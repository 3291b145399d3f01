#include "ui/style/overlay.h"

#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace partitura::ui {

namespace {
constexpr double dimShare = 0.35;
constexpr int edge = 2 * padding;
} // namespace

Overlay::Overlay(Place place, QWidget* window)
    : QWidget(window)
    , m_place(place)
    , m_card(new QFrame(this)) {
    m_card->setProperty("role", "card");
    m_card->setAutoFillBackground(true);
    setFocusPolicy(Qt::StrongFocus);
    window->installEventFilter(this);
    hide();
}

void Overlay::present() {
    if (!isVisible())
        m_focusBefore = QApplication::focusWidget();
    setGeometry(parentWidget()->rect());
    placeCard();
    show();
    raise();
    setFocus();
}

void Overlay::dismiss() {
    if (!isVisible())
        return;
    const QPointer<Overlay> self(this);
    hide();
    // To somebody, or the keys would still come here.
    (m_focusBefore ? m_focusBefore.data() : parentWidget())->setFocus();
    if (self)
        emit dismissed();
}

void Overlay::placeCard() {
    const QSize room = size() - QSize(2 * edge, 2 * edge);
    const QSize card = cardSize().boundedTo(room).expandedTo(QSize(1, 1));
    const int x = (width() - card.width()) / 2;
    const int y = m_place == Place::top ? std::min(height() / 8, height() - edge - card.height())
                                        : (height() - card.height()) / 2;
    m_card->setGeometry(x, std::max(edge, y), card.width(), card.height());
}

bool Overlay::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        setGeometry(parentWidget()->rect());
        placeCard();
    }
    // What comes into the window meanwhile, or is raised by a change of layout, stays below.
    if (watched == parentWidget() && event->type() == QEvent::LayoutRequest && isVisible())
        raise();
    return QWidget::eventFilter(watched, event);
}

bool Overlay::event(QEvent* event) {
    // Keys of the window's actions belong to whoever lies on top.
    if (event->type() == QEvent::ShortcutOverride && isVisible()) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::StyleChange ||
        event->type() == QEvent::FontChange) {
        const bool done = QWidget::event(event);
        placeCard();
        return done;
    }
    return QWidget::event(event);
}

void Overlay::paintEvent(QPaintEvent*) {
    QColor dim = theme().kind == ThemeKind::dark ? QColor(Qt::black) : theme().ink;
    dim.setAlphaF(dimShare);
    QPainter(this).fillRect(rect(), dim);
}

void Overlay::mousePressEvent(QMouseEvent* event) {
    event->accept();
    dismiss(); // the card takes the clicks on it
}

void Overlay::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else if (auto* button = qobject_cast<QAbstractButton*>(focusWidget());
             button && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        button->click(); // as in a dialog
    event->accept();
}

/// Tab stays on the card.
bool Overlay::focusNextPrevChild(bool next) {
    QWidget* at = focusWidget() ? focusWidget() : this;
    QWidget* to = at;
    do {
        to = next ? to->nextInFocusChain() : to->previousInFocusChain();
        if (m_card->isAncestorOf(to) && to->isVisibleTo(this) && to->isEnabled() &&
            (to->focusPolicy() & Qt::TabFocus)) {
            to->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    } while (to != at);
    return true;
}

} // namespace partitura::ui
