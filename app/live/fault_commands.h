// Actions that befall nodes and what is between them, as the commands of a live cluster.
#pragma once

#include "app/actions/action_call.h"
#include "broker/cluster/command.h"
#include "broker/observe/snapshot.h"

#include <vector>

namespace partitura::app {

/// What is to be done, one after another, for a call that resolve() took; nullopt when it is no such action.
/// Errors: INVALID_REQUEST with a line for the user. Thread: any.
[[nodiscard]] std::optional<Result<std::vector<cluster::Command>>>
faultCommandsOf(const ActionCall& call, const std::vector<BrokerId>& brokers);

} // namespace partitura::app
