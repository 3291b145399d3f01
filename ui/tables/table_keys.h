// The keys every table knows.
#pragma once

#include "ui/view.h"

#include <vector>

namespace partitura::ui {

/// For a view's `keys()`: what works in the tables it is made of. Thread: the user interface's.
std::vector<KeyHint> tableKeys();

} // namespace partitura::ui
