// What takes an action back.
#pragma once

#include "app/actions/action_call.h"
#include "broker/observe/snapshot.h"

#include <optional>

namespace partitura::app {

class Source;

/// The call that brings back what `call` is about to change, as things are in `before`; nullopt if nothing
/// does. Thread: any.
[[nodiscard]] std::optional<ActionCall> undoOf(const ActionCall& call,
                                               const observe::ClusterSnapshot& before);

/// The same, as things are now in a source; of its workloads, too. Thread: the user interface's.
[[nodiscard]] std::optional<ActionCall> undoOf(const ActionCall& call, const Source& now);

/// The call that ends a fault that lasts; nullopt if it needs fault-undo.
[[nodiscard]] std::optional<ActionCall> undoOf(const observe::FaultSnapshot& fault,
                                               const observe::ClusterSnapshot& now);

/// A call about one fault of a disk, with the others that disk has now: the engine sets all of them at once.
[[nodiscard]] ActionCall keepingOtherDiskFaults(const ActionCall& call, const observe::ClusterSnapshot& now);

} // namespace partitura::app
