#include "ui/shell/default_layout.h"

#include "ui/view.h"

#include <QDockWidget>
#include <QMainWindow>

#include <array>

namespace partitura::ui {

namespace {

enum Corner : std::size_t { leftTop, leftBottom, rightTop, rightBottom, corners };

struct Place {
    const char* key;
    Corner corner;
};

// Tabs of one corner stand in this order; the first is in front.
constexpr Place places[] = {
    {"topology", leftTop},   {"throughput", leftBottom}, {"topics", rightTop},    {"groups", rightTop},
    {"workloads", rightTop}, {"messages", rightBottom},  {"events", rightBottom},
};

// Shares of the window, in per cent.
constexpr int leftWidth = 48, leftTopHeight = 58, rightTopHeight = 46;

} // namespace

void placeByDefault(QMainWindow& window, const std::vector<View*>& views,
                    const std::vector<QDockWidget*>& docks) {
    std::array<std::vector<QDockWidget*>, corners> corner;
    std::vector<QDockWidget*> unplaced = docks;
    for (const Place& place : places)
        for (std::size_t i = 0; i < views.size(); ++i)
            if (views[i]->key() == QLatin1String(place.key)) {
                corner[place.corner].push_back(docks[i]);
                std::erase(unplaced, docks[i]);
            }
    corner[rightTop].insert(corner[rightTop].end(), unplaced.begin(), unplaced.end());

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
    for (QDockWidget* dock : docks)
        dock->show();
    for (const auto& tabs : corner)
        if (tabs.size() > 1)
            tabs.front()->raise();

    const auto share = [&](QDockWidget* a, QDockWidget* b, int total, int percent, Qt::Orientation along) {
        if (a && b)
            window.resizeDocks({a, b}, {total * percent / 100, total * (100 - percent) / 100}, along);
    };
    share(left, right, window.width(), leftWidth, Qt::Horizontal);
    share(front(leftTop), front(leftBottom), window.height(), leftTopHeight, Qt::Vertical);
    share(front(rightTop), front(rightBottom), window.height(), rightTopHeight, Qt::Vertical);
}

} // namespace partitura::ui
