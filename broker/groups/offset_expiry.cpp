#include "broker/groups/offset_expiry.h"

#include "broker/groups/consumer_protocol.h"

#include <optional>
#include <set>

namespace partitura::groups {

namespace {

/// The topics the members read; nullopt when they do not say, or not in a way that can be read.
std::optional<std::set<std::string>> subscribedTopics(const Group& group) {
    if (group.protocolType() != consumerProtocolType || !group.protocolName())
        return std::nullopt;
    std::set<std::string> topics;
    for (const auto& [id, member] : group.members()) {
        auto some = decodeSubscribedTopics(member.metadataFor(*group.protocolName()));
        if (!some)
            return std::nullopt;
        topics.merge(*some);
    }
    return topics;
}

} // namespace

std::vector<TopicPartition> expiredOffsets(const Group& group, const OffsetsStore& offsets, TimestampMs nowMs,
                                           Duration retention) {
    const bool isUsed = !group.is(GroupState::empty);
    std::set<std::string> stillRead;
    if (isUsed) {
        auto topics = group.is(GroupState::stable) ? subscribedTopics(group) : std::nullopt;
        if (!topics)
            return {};
        stillRead = std::move(*topics);
    }
    const bool countsFromEmptiness =
        !isUsed && group.protocolType() && group.stateSinceMs() != noTimestamp;
    const auto retentionMs = std::chrono::duration_cast<std::chrono::milliseconds>(retention).count();

    std::vector<TopicPartition> expired;
    offsets.forEach([&](const TopicPartition& partition, const CommittedOffset& offset) {
        if (stillRead.contains(partition.topic) || offsets.isPending(partition))
            return;
        const TimestampMs from = countsFromEmptiness ? group.stateSinceMs() : offset.committedAtMs;
        const bool isExpired = offset.expiresAtMs != noTimestamp ? nowMs >= offset.expiresAtMs
                                                                 : nowMs - retentionMs >= from;
        if (isExpired)
            expired.push_back(partition);
    });
    return expired;
}

} // namespace partitura::groups
