// The desktop's settings portal, over D-Bus.
#pragma once

namespace partitura::ui {

class SystemLook;

/// Tells `look` the settings it understands, now and whenever they change. Returns at once; without a session
/// bus or a portal nothing is ever told. Thread: the user interface's; `look` may end at any time.
void watchSettingsPortal(SystemLook* look);

} // namespace partitura::ui
