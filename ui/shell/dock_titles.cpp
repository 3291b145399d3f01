#include "ui/shell/dock_titles.h"

#include <QAction>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QMainWindow>
#include <QTimer>

#include <algorithm>

namespace partitura::ui {

DockTitles::DockTitles(QMainWindow& window, std::vector<QDockWidget*> docks)
    : QObject(&window)
    , m_window(window)
    , m_docks(std::move(docks))
    , m_soon(new QTimer(this)) {
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

DockTitles::Title DockTitles::wanted(const QDockWidget* dock) const {
    if (dock->isFloating())
        return Title::windowFrame;
    const QList<QDockWidget*> beside = m_window.tabifiedDockWidgets(const_cast<QDockWidget*>(dock));
    const bool tabbed = std::ranges::any_of(beside, [](const QDockWidget* other) {
        return !other->isFloating() && other->toggleViewAction()->isChecked();
    });
    return tabbed ? Title::none : Title::tab;
}

void DockTitles::refresh() {
    for (QDockWidget* dock : m_docks) {
        const Title title = wanted(dock);
        if (const auto shown = m_shown.find(dock); shown != m_shown.end() && shown->second == title)
            continue;
        m_shown[dock] = title;
        QWidget* old = dock->titleBarWidget();
        QWidget* bar = title == Title::windowFrame ? nullptr : new QWidget(dock);
        if (title == Title::tab) {
            bar->setObjectName(QStringLiteral("dockTitle"));
            auto* name = new QLabel(dock->windowTitle());
            name->setProperty("role", "tab");
            connect(dock, &QDockWidget::windowTitleChanged, name, &QLabel::setText);
            auto* row = new QHBoxLayout(bar);
            row->setContentsMargins(0, 0, 0, 0);
            row->addWidget(name);
            row->addStretch(1);
        }
        dock->setTitleBarWidget(bar);
        delete old;
    }
}

} // namespace partitura::ui
