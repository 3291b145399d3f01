#include "ui/shell/layouts.h"

#include "ui/shell/default_layout.h"
#include "ui/shell/layout_store.h"
#include "ui/shell/stored_map.h"
#include "ui/view.h"

#include <QAction>
#include <QDockWidget>
#include <QLayout>
#include <QMainWindow>
#include <QTimer>

#include <algorithm>

namespace partitura::ui {

namespace {

const QString storeKey = QStringLiteral("layouts");
const QString userPrefix = QStringLiteral("user/");
constexpr int stateVersion = 1;

QString userKey(const QString& name) {
    return userPrefix + name;
}

} // namespace

Layouts::Layouts(QMainWindow& window, const std::vector<View*>& views, const std::vector<QDockWidget*>& docks,
                 LayoutStore& store)
    : QObject(&window)
    , m_window(window)
    , m_views(views)
    , m_docks(docks)
    , m_store(store)
    , m_current(builtInLayouts().front())
    , m_soon(new QTimer(this)) {
    m_soon->setSingleShot(true);
    m_soon->setInterval(0);
    connect(m_soon, &QTimer::timeout, this, &Layouts::compare);
    for (QDockWidget* dock : m_docks) {
        const auto later = [this] { m_soon->start(); };
        connect(dock, &QDockWidget::dockLocationChanged, this, later);
        connect(dock, &QDockWidget::topLevelChanged, this, later);
        connect(dock->toggleViewAction(), &QAction::toggled, this, later);
    }
}

std::vector<Layouts::Entry> Layouts::all() const {
    std::vector<Entry> entries;
    for (const QString& key : builtInLayouts())
        entries.push_back({key, builtInLayoutName(key), true});
    const QStringList names = unpacked(m_store.load({}, storeKey)).keys();
    for (const QString& name : names)
        entries.push_back({userKey(name), name, false});
    return entries;
}

Layouts::Entry Layouts::current() const {
    const auto entries = all();
    const auto at = std::ranges::find(entries, m_current, &Entry::key);
    return at != entries.end() ? *at : entries.front();
}

void Layouts::setAnimated(bool on) {
    m_isAnimated = on;
    m_window.setAnimated(on);
}

void Layouts::apply(const QString& key) {
    m_window.setAnimated(false); // until compare(), which must not meet docks on their way
    m_twoRows = hasTwoRows(m_window);
    const QByteArray state = stateOf(key);
    if (state.isEmpty() || !m_window.restoreState(state, stateVersion)) {
        m_current = builtInLayoutName(key).isEmpty() ? builtInLayouts().front() : key;
        placeBuiltIn(m_current, m_window, m_views, m_docks);
    } else {
        m_current = key;
    }
    settle();
}

void Layouts::fitType() {
    if (!m_modified && current().isBuiltIn && m_twoRows != hasTwoRows(m_window))
        reset();
}

bool Layouts::saveAs(const QString& name) {
    const QString plain = name.simplified();
    const auto entries = all();
    if (plain.isEmpty() ||
        std::ranges::any_of(entries, [&](const Entry& e) { return e.isBuiltIn && e.name == plain; }))
        return false;
    keep(plain, m_window.saveState(stateVersion));
    m_current = userKey(plain);
    settle();
    compare(); // nothing has to find its place first
    return true;
}

void Layouts::update() {
    if (const Entry entry = current(); !entry.isBuiltIn)
        saveAs(entry.name);
}

bool Layouts::rename(const QString& name) {
    const Entry entry = current();
    const QString plain = name.simplified();
    if (entry.isBuiltIn || plain.isEmpty() || !isFree(plain))
        return false;
    const QByteArray state = stateOf(entry.key);
    keep(entry.name, {});
    keep(plain, state);
    m_current = userKey(plain);
    emit changed();
    return true;
}

QByteArray Layouts::remove() {
    const Entry entry = current();
    if (entry.isBuiltIn)
        return {};
    QByteArray state = stateOf(entry.key);
    keep(entry.name, {});
    m_current = builtInLayouts().front();
    m_asNamed = QStringLiteral("-"); // what is on the screen is not the layout it falls back to
    compare();
    emit changed();
    return state;
}

void Layouts::restore(const QString& name, const QByteArray& state) {
    if (!isFree(name) || state.isEmpty())
        return;
    keep(name, state);
    emit changed();
}

Layouts::Snapshot Layouts::snapshot() const {
    return {m_window.saveState(stateVersion), origin()};
}

void Layouts::bringBack(const Snapshot& snapshot) {
    m_window.setAnimated(false);
    if (m_window.restoreState(snapshot.docks, stateVersion))
        setOrigin(snapshot.origin);
}

QByteArray Layouts::origin() const {
    return packed({{QStringLiteral("layout"), m_current},
                   {QStringLiteral("asNamed"), m_modified ? m_asNamed : QString()},
                   {QStringLiteral("twoRows"), m_twoRows}});
}

void Layouts::setOrigin(const QByteArray& origin) {
    const QVariantMap map = unpacked(origin);
    m_current = map.value(QStringLiteral("layout")).toString();
    m_current = current().key; // it may have gone meanwhile
    m_asNamed = map.value(QStringLiteral("asNamed")).toString();
    m_twoRows = map.value(QStringLiteral("twoRows"), true).toBool();
    m_soon->start();
    emit changed();
}

bool Layouts::isFree(const QString& name) const {
    const auto entries = all();
    return std::ranges::none_of(entries, [&](const Entry& entry) { return entry.name == name; });
}

QByteArray Layouts::stateOf(const QString& key) const {
    if (!key.startsWith(userPrefix))
        return {};
    return unpacked(m_store.load({}, storeKey)).value(key.mid(userPrefix.size())).toByteArray();
}

void Layouts::keep(const QString& name, const QByteArray& state) {
    QVariantMap map = unpacked(m_store.load({}, storeKey));
    if (state.isEmpty())
        map.remove(name);
    else
        map.insert(name, state);
    m_store.save({}, storeKey, packed(map));
}

void Layouts::settle() {
    m_asNamed.clear();
    m_modified = false;
    m_soon->start();
    emit changed();
}

void Layouts::compare() {
    m_window.layout()->activate();
    m_window.setAnimated(m_isAnimated);
    if (!m_window.isVisible() || !m_isWatching)
        return;
    const QString now = arrangement();
    if (m_asNamed.isEmpty())
        m_asNamed = now;
    if (const bool modified = now != m_asNamed; modified != m_modified) {
        m_modified = modified;
        emit changed();
    }
}

QString Layouts::arrangement() const {
    struct Group {
        QString keys;
        QRect place;
    };
    std::vector<Group> groups;
    QStringList words;
    QList<QDockWidget*> seen;
    const auto stands = [](const QDockWidget* dock) {
        return dock->toggleViewAction()->isChecked() && !dock->isFloating();
    };
    for (QDockWidget* dock : m_docks) {
        if (!stands(dock)) {
            words << dock->objectName() + (dock->isFloating() && dock->toggleViewAction()->isChecked()
                                               ? QStringLiteral(" floats")
                                               : QStringLiteral(" is closed"));
            continue;
        }
        if (seen.contains(dock))
            continue;
        Group group;
        QStringList keys;
        QList<QDockWidget*> tabs = m_window.tabifiedDockWidgets(dock);
        tabs.append(dock);
        for (QDockWidget* tab : std::as_const(tabs)) {
            if (!stands(tab))
                continue;
            seen << tab;
            keys << tab->objectName();
            if (!tab->visibleRegion().isEmpty() || group.place.isNull())
                group.place = tab->geometry();
        }
        keys.sort();
        group.keys = keys.join(QLatin1Char('+'));
        groups.push_back(group);
    }
    for (const Group& a : groups) {
        words << a.keys;
        for (const Group& b : groups) {
            if (a.place.right() < b.place.left())
                words << a.keys + QStringLiteral(" left of ") + b.keys;
            else if (a.place.bottom() < b.place.top() &&
                     (a.place.left() <= b.place.right() && b.place.left() <= a.place.right()))
                words << a.keys + QStringLiteral(" above ") + b.keys;
        }
    }
    words.sort();
    return words.join(QLatin1Char('\n'));
}

} // namespace partitura::ui
