// What actions, calls and faults are called in sentences.
#pragma once

#include "app/actions/action.h"
#include "broker/observe/snapshot.h"

#include <QString>

namespace partitura::ui {

// In the user's language. Thread: the user interface's.

/// "Slow disk": for titles and buttons, without mnemonic and dots.
[[nodiscard]] QString actionName(const app::Action& action);
/// "Crash broker: 2": the action and what it is done to.
[[nodiscard]] QString callText(const app::ActionCall& call);
/// What a value of a choice is called: "bursty" → "Bursty".
[[nodiscard]] QString choiceText(const QString& choice);
/// "Broker 2: its disk has 1.0 MB left".
[[nodiscard]] QString faultText(const observe::FaultSnapshot& fault);
/// With a full stop.
[[nodiscard]] QString sentence(QString text);
/// What a group of actions is called: "Broker", "Disk".
[[nodiscard]] QString subjectText(app::Subject subject);

} // namespace partitura::ui
