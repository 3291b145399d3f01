// OffsetCommit and OffsetFetch in all their versions, taken apart and put together.
#pragma once

#include "broker/base/topic_partition.h"
#include "broker/groups/offsets_store.h"
#include "broker/groups/topic_directory.h"
#include "broker/protocol/messages/offset_commit.h"
#include "broker/protocol/messages/offset_fetch.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace partitura::groups {

/// An OffsetCommit on its way to being answered: the response with the errors known so far, and what is still
/// to be committed. Thread: a value type.
struct CommitPlan {
    struct Item {
        TopicPartition partition;
        CommittedOffset offset;
        std::size_t topicAt = 0;     ///< in the response
        std::size_t partitionAt = 0; ///< within the topic
    };

    protocol::OffsetCommitResponse response;
    std::vector<Item> items;

    /// Answers all that is still to be committed with `error`.
    void fail(ErrorCode error);
};

/// Takes a request apart: topics by id from version 10; those unknown are answered already.
[[nodiscard]] CommitPlan planCommit(const protocol::OffsetCommitRequest& request, std::int16_t version,
                                    const TopicDirectory& topics, TimestampMs nowMs);
/// Answers metadata longer than `metadataMax` UTF-16 code units, and takes it off the plan.
void refuseLongMetadata(CommitPlan& plan, std::int32_t metadataMax);

/// The request as if it were of the versions that ask for several groups: one group up to version 7.
[[nodiscard]] std::vector<protocol::OffsetFetchRequest::OffsetFetchRequestGroup>
groupsOf(const protocol::OffsetFetchRequest& request, std::int16_t version);

/// Answers for one group; `offsets` is null when the group does not exist. With `requireStable` a partition
/// with a commit on its way is UNSTABLE_OFFSET_COMMIT (KIP-447).
[[nodiscard]] protocol::OffsetFetchResponse::OffsetFetchResponseGroup
fetchOffsets(const protocol::OffsetFetchRequest::OffsetFetchRequestGroup& request, std::int16_t version,
             const OffsetsStore* offsets, const TopicDirectory& topics, bool requireStable);

/// Puts the answers of the groups into the shape of the version: flat up to 7, errors on each partition up to 1.
[[nodiscard]] protocol::OffsetFetchResponse
assembleFetch(const protocol::OffsetFetchRequest& request, std::int16_t version,
              std::vector<protocol::OffsetFetchResponse::OffsetFetchResponseGroup> groups);

} // namespace partitura::groups
