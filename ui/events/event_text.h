// What happened, in the language of the user interface.
#pragma once

#include "broker/observe/event.h"

#include <QString>

namespace partitura::ui {

/// The event's detail. The engine writes one English line; the lines known here are translated, any other is
/// shown as it is.
QString eventText(const observe::Event& event);

} // namespace partitura::ui
