// A snapshot in parts, each as bytes: what a recording stores.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/observe/snapshot.h"

#include <span>

namespace partitura::app {

// A part is `format (1 byte), length unpacked (4 bytes, big endian), zlib`; within it stand fields
// as app/recording/field_walk.h says. A snapshot is
//   - one cluster part: all but topics, groups and the moment it was taken,
//   - for each topic a part of what it is, and its partitions by chunks: of ten thousand partitions only
//   those
//     are written again that live beside one that changed,
//   - a part for each group.
// Thread: any; nothing is shared.

/// Partitions a chunk holds.
inline constexpr std::size_t partitionsPerChunk = 64;
/// No part unpacks to more: what claims to is refused before memory is taken.
inline constexpr std::size_t partBytesMax = 16u << 20;

[[nodiscard]] Bytes packCluster(const observe::ClusterSnapshot& cluster);
[[nodiscard]] Bytes packTopic(const observe::TopicSnapshot& topic);
[[nodiscard]] Bytes packPartitions(std::span<const observe::PartitionSnapshot> partitions);
[[nodiscard]] Bytes packGroup(const observe::GroupSnapshot& group);

// Errors: CORRUPT_MESSAGE, with what part of which nothing can be made.

/// Without topics, groups, version and times.
[[nodiscard]] Result<observe::ClusterSnapshot> unpackCluster(ByteView part);
/// Without partitions.
[[nodiscard]] Result<observe::TopicSnapshot> unpackTopic(ByteView part);
[[nodiscard]] Result<std::vector<observe::PartitionSnapshot>> unpackPartitions(ByteView part);
[[nodiscard]] Result<observe::GroupSnapshot> unpackGroup(ByteView part);

} // namespace partitura::app
