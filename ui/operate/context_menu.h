// Context menus, made of the table of actions.
#pragma once

#include "app/actions/action.h"
#include "app/source.h"
#include "app/workload/workloads.h"
#include "ui/selection.h"

#include <functional>
#include <vector>

class QAbstractItemView;
class QAction;
class QMenu;
class QModelIndex;
class QWidget;

namespace partitura::ui {

/// What a context menu is about: the actions of these subjects, with what is known.
struct MenuTarget {
    QString title; ///< "Broker 2"
    std::vector<app::Subject> subjects;
    std::map<std::string, app::Argument, std::less<>> known;
};

/// A menu of a target's actions, one subject after another, and below them "Copy as command" for each.
/// `wanted` gets the call that was chosen. It deletes itself when closed. Actions that make no sense now are
/// greyed and say why. Thread: the user interface's.
[[nodiscard]] QMenu* makeContextMenu(const MenuTarget& target, app::Source& source, QWidget* parent,
                                     const std::function<void(const app::ActionCall&)>& wanted);

/// The known values an action takes.
[[nodiscard]] app::ActionCall callWith(const app::Action& action,
                                       const std::map<std::string, app::Argument, std::less<>>& known);

/// What is selected as far as an action takes it.
[[nodiscard]] app::ActionCall callWith(const app::Action& action, const Selection& selection);

/// Why an action makes no sense now, in the user's language; empty if it may be tried: a broker that runs
/// cannot be started.
[[nodiscard]] QString reasonAgainst(const app::ActionCall& call, const observe::ClusterSnapshot& snapshot);

/// The same of a workload.
[[nodiscard]] QString reasonAgainst(const app::ActionCall& call, const app::WorkloadStatus& workload);

class View;

/// Gives the rows of a table their context menus, by mouse and by the menu key; what is chosen there the view
/// asks for by View::callRequested. `target` is asked for the row; nullopt: it has none. `first` stand on
/// top.
void giveContextMenu(QAbstractItemView& table, View& view, std::function<app::Source*()> source,
                     std::function<std::optional<MenuTarget>(const QModelIndex&)> target,
                     const QList<QAction*>& first = {});

// What menus are about.
[[nodiscard]] MenuTarget brokerTarget(BrokerId broker);
/// `from` and `to` as links name nodes: `broker-2`, `clients`.
[[nodiscard]] MenuTarget linkTarget(const std::string& from, const std::string& to);
[[nodiscard]] MenuTarget topicTarget(const std::string& topic);
/// With `replica`, the leader may move to that broker.
[[nodiscard]] MenuTarget partitionTarget(const TopicPartition& partition, BrokerId replica = {});
[[nodiscard]] MenuTarget groupTarget(const std::string& group);
[[nodiscard]] MenuTarget workloadTarget(const std::string& workload);

} // namespace partitura::ui
