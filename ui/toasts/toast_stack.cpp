#include "ui/toasts/toast_stack.h"

#include "ui/style/spacing.h"

#include <QAccessible>
#include <QEvent>

#include <algorithm>

namespace partitura::ui {

ToastStack::ToastStack(QWidget* window, QWidget* above)
    : QObject(window)
    , m_window(window)
    , m_above(above) {
    window->installEventFilter(this);
    above->installEventFilter(this);
}

void ToastStack::show(ToastMessage message) {
    if (!m_toasts.empty() && m_toasts.back()->message().text == message.text)
        remove(m_toasts.back());
    while (m_toasts.size() >= most) {
        const auto passing = std::ranges::find_if(m_toasts, [](Toast* t) { return t->lifeMs() > 0; });
        remove(passing != m_toasts.end() ? *passing : m_toasts.front());
    }
    auto* toast = new Toast(std::move(message), m_window);
    connect(toast, &Toast::finished, this, [this, toast] { remove(toast); });
    m_toasts.push_back(toast);
    toast->show();
    place();
    // Screen readers say it without taking the focus.
    QAccessibleEvent alert(toast, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

bool ToastStack::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move ||
        (watched == m_window && event->type() == QEvent::LayoutRequest))
        place();
    return QObject::eventFilter(watched, event);
}

void ToastStack::remove(Toast* toast) {
    if (std::erase(m_toasts, toast) == 0)
        return;
    toast->hide();
    toast->deleteLater();
    place();
}

void ToastStack::place() {
    int bottom = m_above->mapTo(m_window, QPoint(0, 0)).y() - padding;
    for (auto at = m_toasts.rbegin(); at != m_toasts.rend(); ++at) {
        Toast* toast = *at;
        toast->adjustSize();
        toast->move(m_window->width() - toast->width() - padding, bottom - toast->height());
        toast->raise();
        bottom -= toast->height() + paddingSmall;
    }
}

} // namespace partitura::ui
