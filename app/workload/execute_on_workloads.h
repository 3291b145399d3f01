// Actions on workloads, carried out.
#pragma once

#include "app/actions/action_call.h"
#include "app/workload/workloads.h"

namespace partitura::app {

/// Whether a call of the table of actions is about workloads.
[[nodiscard]] bool isOnWorkloads(const ActionCall& call);

/// Does what such a call says. Errors: INVALID_REQUEST and a sentence about what is wrong. Thread: any.
[[nodiscard]] Result<void> executeOnWorkloads(Workloads& workloads, const ActionCall& call);

/// What takes such a call back, as workloads are before it; nullopt if nothing does. Thread: any.
[[nodiscard]] std::optional<ActionCall> undoOnWorkloads(const ActionCall& call,
                                                        const WorkloadsSnapshot& before);

} // namespace partitura::app
