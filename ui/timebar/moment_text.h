// How a moment of the past is named.
#pragma once

#include "broker/base/clock.h"

#include <QString>

namespace partitura::ui {

/// "as of 14:03:22 UTC", with the date when it is not today's; zone always visible. Thread: the user
/// interface's.
QString asOfText(TimestampMs wallMs);

} // namespace partitura::ui
