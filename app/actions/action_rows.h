// The rows of the table of actions, by what they concern, each in the order of menus.
#pragma once

#include "app/actions/action.h"

#include <vector>

namespace partitura::app {

[[nodiscard]] std::vector<Action> windowActions(); // window_actions.cpp
[[nodiscard]] std::vector<Action> topicActions();  // topic_actions.cpp
[[nodiscard]] std::vector<Action> partitionActions();
[[nodiscard]] std::vector<Action> groupActions();
[[nodiscard]] std::vector<Action> brokerActions(); // broker_actions.cpp
[[nodiscard]] std::vector<Action> linkActions();
[[nodiscard]] std::vector<Action> diskActions(); // disk_actions.cpp; clocks, too
[[nodiscard]] std::vector<Action> requestActions();
[[nodiscard]] std::vector<Action> workloadActions(); // workload_actions.cpp

} // namespace partitura::app
