#include "app/actions/offset_changes.h"

#include "broker/base/config_definition.h"
#include "broker/base/java_string.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace partitura::app {
namespace {

using observe::ClusterSnapshot;
using observe::GroupSnapshot;
using observe::PartitionSnapshot;

constexpr const char* offsetsTopic = "__consumer_offsets";

Error bad(const std::string& why, ErrorCode code = ErrorCode::INVALID_REQUEST) {
    return {code, why};
}

const PartitionSnapshot* find(const ClusterSnapshot& snapshot, const TopicPartition& name) {
    const auto* topic = snapshot.topic(name.topic);
    const auto index = name.partition.value();
    return topic && index >= 0 && static_cast<std::size_t>(index) < topic->partitions.size()
               ? &topic->partitions[static_cast<std::size_t>(index)]
               : nullptr;
}

/// `orders:3=120`.
std::optional<std::pair<TopicPartition, Offset>> parseAt(const std::string& text) {
    const auto equals = text.rfind('='), colon = text.rfind(':', equals);
    if (equals == std::string::npos || colon == std::string::npos)
        return std::nullopt;
    const auto index = parseInteger(text.substr(colon + 1, equals - colon - 1));
    const auto offset = parseInteger(text.substr(equals + 1));
    if (!index || !offset || *index < 0 || *index > std::numeric_limits<std::int32_t>::max())
        return std::nullopt;
    return std::pair(TopicPartition{text.substr(0, colon), PartitionIndex(static_cast<std::int32_t>(*index))},
                     Offset(*offset));
}

/// What a call names: a partition, a topic, all that its group has read, or those it lists.
Result<std::vector<TopicPartition>> concerned(const ActionCall& call, const ClusterSnapshot& snapshot) {
    std::vector<TopicPartition> names;
    const auto topicName = call.text("topic");
    if (!topicName.empty()) {
        const auto* topic = snapshot.topic(topicName);
        if (!topic)
            return bad("There is no topic " + topicName + ".", ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
        for (const auto& partition : topic->partitions)
            if (call.number("partition").value_or(partition.index.value()) == partition.index.value())
                names.push_back({topicName, partition.index});
        if (names.empty())
            return bad("There is no partition " + topicName + "-" +
                           std::to_string(call.number("partition").value_or(0)) + ".",
                       ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
        return names;
    }
    if (call.text("to") == "offsets") {
        for (const auto& text : call.texts("offsets")) {
            const auto at = parseAt(text);
            if (!at)
                return bad("\"" + text + "\" is not TOPIC:PARTITION=OFFSET");
            names.push_back(at->first);
        }
        return names;
    }
    const auto source = call.text("to") == "group" ? call.text("fromGroup") : call.text("group");
    if (const auto* group = snapshot.group(source))
        for (const auto& offset : group->offsets)
            if (offset.logEnd)
                names.push_back({offset.topic, offset.partition});
    if (names.empty())
        return bad("Group " + source + " has committed nothing; name a topic.",
                   ErrorCode::GROUP_ID_NOT_FOUND);
    return names;
}

std::optional<Offset> committed(const GroupSnapshot* group, const TopicPartition& name) {
    if (!group)
        return std::nullopt;
    const auto at = std::ranges::find_if(group->offsets, [&](const auto& one) {
        return one.topic == name.topic && one.partition == name.partition;
    });
    return at != group->offsets.end() ? std::optional(at->offset) : std::nullopt;
}

/// No overflow: what goes beyond the numbers goes beyond the log.
Offset shifted(Offset from, std::int64_t by) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(from.value(), by, &sum))
        sum = by > 0 ? std::numeric_limits<std::int64_t>::max() : 0;
    return Offset(sum);
}

/// Where a group goes in one partition; nullopt leaves it where it is.
Result<std::optional<Offset>> resetTarget(const ActionCall& call, const ClusterSnapshot& snapshot,
                                          const TopicPartition& name, const PartitionSnapshot& partition,
                                          const OffsetsByTime& byTime) {
    const auto to = call.text("to");
    if (to == "earliest")
        return std::optional(partition.logStart);
    if (to == "latest")
        return std::optional(partition.highWatermark);
    if (to == "offset") {
        if (const auto offset = call.number("offset"))
            return std::optional(Offset(*offset));
        return bad("\"offset\" is missing");
    }
    if (to == "time") {
        const auto at = byTime.find(name);
        return std::optional(at != byTime.end() ? at->second : partition.highWatermark);
    }
    if (to == "shift") {
        const auto by = call.number("shift");
        if (!by)
            return bad("\"shift\" is missing");
        const auto now = committed(snapshot.group(call.text("group")), name);
        if (!now)
            return bad("Group " + call.text("group") + " has committed nothing for " + toString(name) +
                       "; there is nothing to shift.");
        return std::optional(shifted(*now, *by));
    }
    if (to == "group")
        return committed(snapshot.group(call.text("fromGroup")), name);
    for (const auto& text : call.texts("offsets"))
        if (const auto at = parseAt(text); at && at->first == name)
            return std::optional(at->second);
    return std::optional<Offset>();
}

Result<std::optional<Offset>> deletionTarget(const ActionCall& call, const TopicPartition& name,
                                             const PartitionSnapshot& partition,
                                             const OffsetsByTime& byTime) {
    if (const auto offset = call.number("offset"))
        return std::optional(*offset < 0 ? partition.highWatermark : Offset(*offset));
    if (!call.has("timeMs"))
        return bad("say before which offset or time");
    const auto at = byTime.find(name);
    return std::optional(at != byTime.end() ? at->second : partition.highWatermark);
}

} // namespace

std::optional<OffsetsWanted> offsetsWanted(const ActionCall& call, const ClusterSnapshot& snapshot) {
    const auto timeMs = call.number("timeMs");
    const bool isByTime = (call.action == "group-reset" && call.text("to") == "time") ||
                          (call.action == "delete-records" && !call.has("offset"));
    if (!timeMs || !isByTime)
        return std::nullopt;
    const auto partitions = concerned(call, snapshot);
    return partitions ? std::optional(OffsetsWanted{*timeMs, *partitions}) : std::nullopt;
}

Result<std::vector<OffsetChange>> offsetChangesOf(const ActionCall& call, const ClusterSnapshot& snapshot,
                                                  const OffsetsByTime& byTime) {
    const bool isReset = call.action == "group-reset";
    const auto* group = isReset ? snapshot.group(call.text("group")) : nullptr;
    if (group && group->state != observe::GroupState::empty && group->state != observe::GroupState::dead)
        return bad("Group " + group->id + " has members; stop its consumers first.",
                   ErrorCode::NON_EMPTY_GROUP);
    if (isReset && call.text("to") == "time" && !call.has("timeMs"))
        return bad("\"timeMs\" is missing");
    const auto names = concerned(call, snapshot);
    if (!names)
        return names.error();
    std::vector<OffsetChange> changes;
    for (const auto& name : *names) {
        const auto* partition = find(snapshot, name);
        if (!partition)
            return bad("There is no partition " + toString(name) + ".",
                       ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
        const auto target = isReset ? resetTarget(call, snapshot, name, *partition, byTime)
                                    : deletionTarget(call, name, *partition, byTime);
        if (!target)
            return target.error();
        if (*target)
            changes.push_back({name, isReset ? committed(group, name) : std::optional(partition->logStart),
                               std::clamp(**target, partition->logStart,
                                          std::max(partition->logStart, partition->highWatermark))});
    }
    return changes;
}

std::optional<TopicPartition> coordinatorPartition(std::string_view groupId,
                                                   const ClusterSnapshot& snapshot) {
    const auto* topic = snapshot.topic(offsetsTopic);
    if (!topic || topic->partitions.empty())
        return std::nullopt;
    const auto hash = javaHashCode(groupId); // Kafka's Utils.abs
    const auto positive = hash == std::numeric_limits<std::int32_t>::min() ? 0 : std::abs(hash);
    return TopicPartition{offsetsTopic,
                          PartitionIndex(positive % static_cast<std::int32_t>(topic->partitions.size()))};
}

} // namespace partitura::app
