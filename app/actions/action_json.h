// Actions in the requests of docs/ctl.md.
#pragma once

#include "app/actions/action.h"

#include <nlohmann/json_fwd.hpp>

namespace partitura::app {

/// The request for a call that resolve() took: "command" and "action" from the words of `ctl`, then
/// arguments.
[[nodiscard]] nlohmann::json requestOf(const ActionCall& call);

/// The call that a request is. Fields it does not know are passed over, those that are null not given.
/// Errors: INVALID_REQUEST with a line that says what is missing or wrong.
[[nodiscard]] Result<ActionCall> callOf(const nlohmann::json& request);

} // namespace partitura::app
