// What a group looks like to people.
#pragma once

#include "broker/groups/group.h"
#include "broker/groups/offsets_store.h"
#include "broker/observe/snapshot.h"

namespace partitura::groups {

/// A picture of the group and its offsets; the log ends of the partitions are left out. Thread: the
/// coordinator's loop; the result is a value.
[[nodiscard]] observe::GroupSnapshot makeSnapshot(const Group& group, const OffsetsStore& offsets,
                                                  BrokerId coordinator);

} // namespace partitura::groups
