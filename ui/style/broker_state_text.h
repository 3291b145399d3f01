// What the states of a broker are called.
#pragma once

#include "broker/observe/snapshot.h"

#include <QString>

namespace partitura::ui {

/// In the user's language. Thread: the user interface's.
[[nodiscard]] QString brokerStateText(observe::BrokerState state);

} // namespace partitura::ui
