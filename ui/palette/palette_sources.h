// What the palette offers besides what a window adds: every action, and what is in the cluster.
#pragma once

#include "broker/observe/snapshot.h"
#include "ui/palette/palette_entry.h"

#include <QString>

#include <functional>

namespace partitura::ui {

class Actions;

/// Every action of the table, those that cannot be done now with the reason their tooltip gives. Thread: the
/// user interface's, as all of these.
std::vector<PaletteEntry> actionEntries(const Actions& actions);
/// An entry that can be done now and is not an action.
PaletteEntry entryOf(const QString& id, const QString& kind, const QString& text, const char* icon,
                     std::function<void()> run);

/// What is done when something in the cluster is chosen, by name or id.
struct ClusterTargets {
    std::function<void(const QString&)> topic;
    std::function<void(const QString&)> group;
    std::function<void(BrokerId)> broker;
};
/// Topics, groups and brokers of a snapshot.
std::vector<PaletteEntry> clusterEntries(const observe::ClusterSnapshot& snapshot,
                                         const ClusterTargets& targets);

} // namespace partitura::ui
