#include "ui/shell/window_memory.h"

#include "ui/shell/layout_store.h"
#include "ui/shell/layouts.h"
#include "ui/shell/stored_map.h"
#include "ui/view.h"

#include <QMainWindow>

namespace partitura::ui {

namespace {

constexpr int layoutVersion = 1;
constexpr int saveEveryMs = 1000;
const QString geometryKey = QStringLiteral("window/geometry");
const QString docksKey = QStringLiteral("window/docks");
const QString layoutKey = QStringLiteral("window/layout");

QString viewKey(const View* view) {
    return QStringLiteral("view/") + view->key();
}

} // namespace

WindowMemory::WindowMemory(QMainWindow& window, const std::vector<View*>& views, Layouts& layouts,
                           LayoutStore& store)
    : QObject(&window)
    , m_window(window)
    , m_views(views)
    , m_layouts(layouts)
    , m_store(store) {
    m_timer.setInterval(saveEveryMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_window.isVisible())
            save();
    });
    m_timer.start();
}

bool WindowMemory::restoreGeometry() {
    return m_window.restoreGeometry(m_store.load({}, geometryKey));
}

void WindowMemory::setScope(const QString& workspaceKey) {
    save();
    m_scope = workspaceKey;
    if (m_scope.isEmpty())
        return;
    const QByteArray docks = m_store.load(m_scope, docksKey);
    if (docks.isEmpty() || !m_window.restoreState(docks, layoutVersion))
        m_layouts.reset();
    else
        m_layouts.setOrigin(m_store.load(m_scope, layoutKey));
    for (View* view : m_views) {
        const QByteArray state = m_store.load(m_scope, viewKey(view));
        if (!state.isEmpty())
            view->restoreState(unpacked(state));
    }
}

bool WindowMemory::hasDocks() const {
    return !m_scope.isEmpty() && !m_store.load(m_scope, docksKey).isEmpty();
}

void WindowMemory::save() {
    if (m_scope.isEmpty())
        return;
    keep({}, geometryKey, m_window.saveGeometry());
    if (m_docksLast) {
        keep(m_scope, docksKey, m_window.saveState(layoutVersion));
        keep(m_scope, layoutKey, m_layouts.origin());
    }
    for (View* view : m_views)
        keep(m_scope, viewKey(view), packed(view->saveState()));
}

void WindowMemory::keep(const QString& scope, const QString& key, const QByteArray& value) {
    QByteArray& saved = m_saved[scope + QLatin1Char('\n') + key];
    if (saved == value)
        return;
    saved = value;
    m_store.save(scope, key, value);
}

} // namespace partitura::ui
