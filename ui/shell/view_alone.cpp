#include "ui/shell/view_alone.h"

#include <QDockWidget>

namespace partitura::ui {

ViewAlone::ViewAlone(Layouts& layouts, const std::vector<QDockWidget*>& docks, QObject* parent)
    : QObject(parent)
    , m_layouts(layouts)
    , m_docks(docks) {}

void ViewAlone::begin(QDockWidget* dock) {
    const bool wasOn = isOn();
    if (!wasOn)
        m_before = m_layouts.snapshot();
    m_layouts.setWatching(false);
    m_dock = dock;
    dock->setFloating(false);
    dock->show();
    for (QDockWidget* other : m_docks)
        if (other != dock)
            other->hide();
    dock->raise();
    if (!wasOn)
        emit changed(true);
}

void ViewAlone::end() {
    if (!isOn())
        return;
    m_layouts.setWatching(true);
    m_layouts.bringBack(*m_before);
    m_before.reset();
    emit changed(false);
}

void ViewAlone::during(const std::function<void()>& change) {
    const bool wasOn = isOn();
    end();
    change();
    if (wasOn)
        begin(m_dock);
}

} // namespace partitura::ui
