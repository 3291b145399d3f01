// What a topic took in between two snapshots, and what it holds: exact integers.
#pragma once

#include "app/recording/moment.h"

namespace partitura::app {

/// From one snapshot of a topic to a later one; `before` is nullptr if it is new since. A counter that fell
/// (its broker restarted) counts from zero, as in Rates. Times are left to the caller. Thread: any.
[[nodiscard]] RecordedAmounts amountsBetween(const observe::TopicSnapshot* before,
                                             const observe::TopicSnapshot& now);
/// Who had which share in that; all of it is in them.
[[nodiscard]] RecordedShares::Topic sharesBetween(const observe::TopicSnapshot* before,
                                                  const observe::TopicSnapshot& now);
/// Adds all but times.
void addAmounts(RecordedAmounts& sum, const RecordedAmounts& part);

} // namespace partitura::app
