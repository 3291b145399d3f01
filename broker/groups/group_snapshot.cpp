#include "broker/groups/group_snapshot.h"

#include "broker/groups/consumer_protocol.h"

namespace partitura::groups {

observe::GroupSnapshot makeSnapshot(const Group& group, const OffsetsStore& offsets, BrokerId coordinator) {
    observe::GroupSnapshot snapshot;
    snapshot.id = group.id();
    snapshot.state = group.state();
    snapshot.protocolType = group.protocolType().value_or("");
    snapshot.protocol = group.protocolName().value_or("");
    snapshot.generation = group.generation();
    snapshot.coordinator = coordinator;
    snapshot.leaderMemberId = group.leaderId().value_or("");
    for (const auto& [id, member] : group.members()) {
        auto& shown = snapshot.members.emplace_back();
        shown.memberId = id;
        shown.groupInstanceId = member.instanceId.value_or("");
        shown.clientId = member.clientId;
        shown.clientHost = member.clientHost;
        if (group.protocolType() == consumerProtocolType)
            shown.assignment = decodeAssignment(member.assignment).value_or(ConsumerAssignment());
    }
    offsets.forEach([&](const TopicPartition& partition, const CommittedOffset& offset) {
        auto& shown = snapshot.offsets.emplace_back();
        shown.topic = partition.topic;
        shown.partition = partition.partition;
        shown.offset = offset.offset;
        shown.metadata = offset.metadata;
        shown.committedAtMs = offset.committedAtMs;
    });
    return snapshot;
}

} // namespace partitura::groups
