// Which committed offsets nobody will ask for again.
#pragma once

#include "broker/groups/group.h"
#include "broker/groups/offsets_store.h"

#include <vector>

namespace partitura::groups {

/// The offsets to forget at `nowMs` (Kafka's ClassicGroup.offsetExpirationCondition, KIP-211): of an empty group,
/// `retention` after it became empty; of a stable group of consumers, those of topics it no longer reads, and of
/// a group that only stores offsets, all, `retention` after they were committed. One with a time of expiry of its
/// own goes then instead. One with a commit on its way stays.
[[nodiscard]] std::vector<TopicPartition> expiredOffsets(const Group& group, const OffsetsStore& offsets,
                                                         TimestampMs nowMs, Duration retention);

} // namespace partitura::groups
