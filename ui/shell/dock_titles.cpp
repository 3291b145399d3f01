#include "ui/shell/dock_titles.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>
#include <QTimer>

#include <algorithm>

namespace partitura::ui {

DockTitles::DockTitles(QMainWindow& window, std::vector<QDockWidget*> docks)
    : QObject(&window), m_window(window), m_docks(std::move(docks)), m_soon(new QTimer(this)) {
    m_soon->setSingleShot(true);
    m_soon->setInterval(0);
    connect(m_soon, &QTimer::timeout, this, &DockTitles::refresh);
    for (QDockWidget* dock : m_docks) {
        const auto later = [this] { m_soon->start(); };
        connect(dock, &QDockWidget::visibilityChanged, this, later);
        connect(dock, &QDockWidget::dockLocationChanged, this, later);
        connect(dock, &QDockWidget::topLevelChanged, this, later);
    }
    m_soon->start();
}

void DockTitles::refresh() {
    for (QDockWidget* dock : m_docks) {
        const QList<QDockWidget*> beside = m_window.tabifiedDockWidgets(dock);
        const bool tabbed = !dock->isFloating() && std::ranges::any_of(beside, [](const QDockWidget* other) {
            return !other->isFloating() && other->toggleViewAction()->isChecked();
        });
        if (tabbed == (dock->titleBarWidget() != nullptr))
            continue;
        QWidget* old = dock->titleBarWidget();
        dock->setTitleBarWidget(tabbed ? new QWidget(dock) : nullptr);
        delete old;
    }
}

} // namespace partitura::ui
