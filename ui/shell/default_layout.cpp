#include "ui/shell/default_layout.h"

#include "ui/style/theme.h"
#include "ui/view.h"

#include <QCoreApplication>
#include <QDockWidget>
#include <QMainWindow>

#include <algorithm>
#include <array>

namespace partitura::ui {

namespace {

enum Corner : std::size_t { leftTop, leftBottom, rightTop, rightBottom, corners };

struct Place {
    const char* key;
    Corner corner;
};

/// Shares of the window are in per cent. Tabs of one corner stand in the order of `places`; the first is in
/// front.
struct Layout {
    const char* key;
    const char* name;
    int leftWidth, leftTopHeight, rightTopHeight;
    std::vector<Place> places;
};

const std::vector<Layout>& layouts() {
    static const std::vector<Layout> all = {
        {"overview",
         QT_TRANSLATE_NOOP("partitura::ui::Layouts", "Overview"),
         48,
         58,
         58,
         {{"topology", leftTop},
          {"throughput", leftBottom},
          {"workloads", leftBottom},
          {"faults", leftBottom},
          {"score", rightTop},
          {"messages", rightTop},
          {"topics", rightBottom},
          {"groups", rightBottom},
          {"events", rightBottom}}},
        {"teaching",
         QT_TRANSLATE_NOOP("partitura::ui::Layouts", "Teaching"),
         52,
         66,
         66,
         {{"topology", leftTop},
          {"workloads", leftBottom},
          {"faults", leftBottom},
          {"throughput", leftBottom},
          {"score", rightTop},
          {"groups", rightTop},
          {"events", rightBottom}}},
        {"messages",
         QT_TRANSLATE_NOOP("partitura::ui::Layouts", "Messages"),
         34,
         50,
         100,
         {{"topics", leftTop}, {"groups", leftBottom}, {"messages", rightTop}, {"score", rightTop}}},
        {"operations",
         QT_TRANSLATE_NOOP("partitura::ui::Layouts", "Operations"),
         50,
         54,
         54,
         {{"topics", leftTop},
          {"groups", leftBottom},
          {"throughput", rightTop},
          {"topology", rightTop},
          {"events", rightBottom},
          {"faults", rightBottom}}},
    };
    return all;
}

const Layout* layoutOf(const QString& key) {
    const auto at =
        std::ranges::find_if(layouts(), [&](const Layout& l) { return key == QLatin1String(l.key); });
    return at != layouts().end() ? &*at : nullptr;
}

constexpr int twoRowsHeight = 740; ///< of the window, at the least, in the type's scale

} // namespace

bool hasTwoRows(const QMainWindow& window) {
    return window.height() >= typePx(twoRowsHeight);
}

const std::vector<QString>& builtInLayouts() {
    static const std::vector<QString> keys = [] {
        std::vector<QString> all;
        for (const Layout& layout : layouts())
            all.push_back(QString::fromLatin1(layout.key));
        return all;
    }();
    return keys;
}

QString builtInLayoutName(const QString& key) {
    const Layout* layout = layoutOf(key);
    return layout ? QCoreApplication::translate("partitura::ui::Layouts", layout->name) : QString();
}

void placeBuiltIn(const QString& key, QMainWindow& window, const std::vector<View*>& views,
                  const std::vector<QDockWidget*>& docks) {
    const Layout* found = layoutOf(key);
    const Layout& layout = found ? *found : layouts().front();
    std::array<std::vector<QDockWidget*>, corners> corner;
    std::vector<QDockWidget*> unplaced = docks;
    for (const Place& place : layout.places)
        for (std::size_t i = 0; i < views.size(); ++i)
            if (views[i]->key() == QLatin1String(place.key)) {
                corner[place.corner].push_back(docks[i]);
                std::erase(unplaced, docks[i]);
            }
    if (&layout == &layouts().front()) {
        corner[rightBottom].insert(corner[rightBottom].end(), unplaced.begin(), unplaced.end());
        unplaced.clear();
    }

    if (!hasTwoRows(window))
        for (const auto& [top, bottom] : {std::pair(leftTop, leftBottom), std::pair(rightTop, rightBottom)}) {
            corner[top].insert(corner[top].end(), corner[bottom].begin(), corner[bottom].end());
            corner[bottom].clear();
        }

    for (QDockWidget* dock : docks) {
        dock->setFloating(false);
        window.removeDockWidget(dock);
    }
    const auto front = [&](Corner c) { return corner[c].empty() ? nullptr : corner[c].front(); };
    QDockWidget* left = nullptr;
    QDockWidget* right = nullptr;
    // Both columns first, then their lower halves: a split divides the one cell it is given.
    left = front(leftTop) ? front(leftTop) : front(leftBottom);
    right = front(rightTop) ? front(rightTop) : front(rightBottom);
    if (left)
        window.addDockWidget(Qt::LeftDockWidgetArea, left);
    if (left && right)
        window.splitDockWidget(left, right, Qt::Horizontal);
    else if (right)
        window.addDockWidget(Qt::LeftDockWidgetArea, right);
    if (left != front(leftBottom) && front(leftBottom))
        window.splitDockWidget(left, front(leftBottom), Qt::Vertical);
    if (right != front(rightBottom) && front(rightBottom))
        window.splitDockWidget(right, front(rightBottom), Qt::Vertical);
    for (const auto& tabs : corner) {
        for (std::size_t i = 1; i < tabs.size(); ++i)
            window.tabifyDockWidget(tabs[i - 1], tabs[i]);
    }
    for (const auto& tabs : corner)
        for (QDockWidget* dock : tabs)
            dock->show();
    // Closed, but with a place to come back to.
    QDockWidget* beside = right ? right : left;
    for (QDockWidget* dock : unplaced) {
        if (beside)
            window.tabifyDockWidget(beside, dock);
        else
            window.addDockWidget(Qt::LeftDockWidgetArea, dock);
        dock->hide();
    }
    for (const auto& tabs : corner)
        if (tabs.size() > 1)
            tabs.front()->raise();

    const auto share = [&](QDockWidget* a, QDockWidget* b, int total, int percent, Qt::Orientation along) {
        if (a && b)
            window.resizeDocks({a, b}, {total * percent / 100, total * (100 - percent) / 100}, along);
    };
    share(left, right, window.width(), layout.leftWidth, Qt::Horizontal);
    share(front(leftTop), front(leftBottom), window.height(), layout.leftTopHeight, Qt::Vertical);
    share(front(rightTop), front(rightBottom), window.height(), layout.rightTopHeight, Qt::Vertical);
}

} // namespace partitura::ui
