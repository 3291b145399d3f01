// What an action would change, before it is done: rows of before and after for a person.
#pragma once

#include "app/actions/offset_changes.h"

#include <QString>

#include <vector>

namespace partitura::app {

/// One thing that changes. Texts in the user's language; numbers as digits.
struct Change {
    QString what; ///< `orders-3`, `retention.ms`, `Broker 2`
    QString before;
    QString after;
    QString note;       ///< what is lost, or what else there is to know; may be empty
    bool loses = false; ///< something that cannot be brought back

    bool operator==(const Change&) const = default;
};

/// What `call` would change of the cluster as it is. Empty where there is nothing to say of it. Errors: those
/// for which it would be refused, as far as they can be foreseen. Thread: the user interface's.
[[nodiscard]] Result<std::vector<Change>>
previewOf(const ActionCall& call, const observe::ClusterSnapshot& snapshot, const OffsetsByTime& byTime = {});

} // namespace partitura::app
