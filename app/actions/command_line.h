// The command line that does the same as an action: "Copy as command".
#pragma once

#include "app/actions/offset_changes.h"

#include <string>

namespace partitura::app {

/// What a command line needs to know besides the call.
struct CommandContext {
    std::string bootstrapServers;
    const observe::ClusterSnapshot& snapshot;
    OffsetsByTime byTime = {};
};

/// Kafka's own tools where they can do it, else `partitura ctl`; for a POSIX shell. Empty for what is no
/// call. Thread: any.
[[nodiscard]] std::string commandLineOf(const ActionCall& call, const CommandContext& context);

/// `partitura ctl …` for a call. Empty for what is no call, or cannot be called there.
[[nodiscard]] std::string ctlLineOf(const ActionCall& call);

/// As one word of a POSIX shell: quoted only where it must be.
[[nodiscard]] std::string shellWord(const std::string& text);

} // namespace partitura::app
