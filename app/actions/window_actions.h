// The actions of the window itself.
#pragma once

#include "app/actions/action.h"

#include <vector>

namespace partitura::app {

/// Their rows of the table, in the order of menus.
[[nodiscard]] std::vector<Action> windowActions();

} // namespace partitura::app
