#include "app/actions/preview.h"

#include "app/actions/action.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace partitura::app {
namespace {

using observe::ClusterSnapshot;
using observe::PartitionSnapshot;
using Changes = Result<std::vector<Change>>;

struct PreviewText {
    Q_DECLARE_TR_FUNCTIONS(PreviewText)
};

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

QString text(const std::vector<BrokerId>& ids) {
    QStringList parts;
    for (const auto id : ids)
        parts << QString::number(id.value());
    return parts.join(QStringLiteral(", "));
}

QString leaderText(BrokerId leader) {
    return leader == BrokerId() ? PreviewText::tr("no leader")
                                : PreviewText::tr("broker %1 leads").arg(leader.value());
}

Error noPartition(const ActionCall& call) {
    return {ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "There is no partition " + call.text("topic") + "-" +
                                                       std::to_string(call.number("partition").value_or(0)) +
                                                       "."};
}

const PartitionSnapshot* partitionOf(const ActionCall& call, const ClusterSnapshot& snapshot) {
    const auto* topic = snapshot.topic(call.text("topic"));
    const auto index = call.number("partition").value_or(-1);
    return topic && index >= 0 && static_cast<std::size_t>(index) < topic->partitions.size()
               ? &topic->partitions[static_cast<std::size_t>(index)]
               : nullptr;
}

QString nameOf(const std::string& topic, PartitionIndex partition) {
    return text(toString(TopicPartition{topic, partition}));
}

/// Who would be elected if these brokers were gone: the first replica in sync that is left.
BrokerId successor(const PartitionSnapshot& partition, BrokerId gone) {
    for (const auto id : partition.replicas)
        if (id != gone && std::ranges::find(partition.isr, id) != partition.isr.end())
            return id;
    return {};
}

/// What goes to others when a broker goes.
std::vector<Change> withoutBroker(BrokerId gone, const ClusterSnapshot& snapshot) {
    std::vector<Change> changes;
    for (const auto& topic : snapshot.topics)
        for (const auto& partition : topic->partitions)
            if (partition.leader == gone) {
                const auto next = successor(partition, gone);
                changes.push_back({nameOf(topic->name, partition.index), leaderText(gone), leaderText(next),
                                   next == BrokerId()
                                       ? PreviewText::tr("Nobody else is in sync: it cannot be "
                                                         "written or read until then.")
                                       : QString()});
            }
    return changes;
}

Changes ofBroker(const ActionCall& call, const ClusterSnapshot& snapshot) {
    const auto* broker = snapshot.broker(call.broker());
    if (!broker)
        return Error{ErrorCode::INVALID_REQUEST, "There is no broker " + toString(call.broker()) + "."};
    if (call.action == "broker-stop" || call.action == "broker-crash" || call.action == "broker-restart" ||
        call.action == "broker-remove")
        return withoutBroker(broker->id, snapshot);
    return std::vector<Change>();
}

Changes ofTopicDeletion(const ActionCall& call, const ClusterSnapshot& snapshot) {
    const auto* topic = snapshot.topic(call.text("topic"));
    if (!topic)
        return Error{ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "There is no topic " + call.text("topic") + "."};
    std::vector<Change> changes;
    for (const auto& partition : topic->partitions)
        changes.push_back({nameOf(topic->name, partition.index),
                           PreviewText::tr("%1 offsets").arg(partition.highWatermark - partition.logStart),
                           PreviewText::tr("gone"), QString(), true});
    return changes;
}

Changes ofAddedPartitions(const ActionCall& call, const ClusterSnapshot& snapshot) {
    const auto* topic = snapshot.topic(call.text("topic"));
    const auto total = call.number("total").value_or(0);
    if (!topic)
        return Error{ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "There is no topic " + call.text("topic") + "."};
    if (total <= static_cast<std::int64_t>(topic->partitions.size()))
        return Error{ErrorCode::INVALID_PARTITIONS, "It has " + std::to_string(topic->partitions.size()) +
                                                        " partitions; they cannot become fewer."};
    return std::vector<Change>{{PreviewText::tr("Partitions"), QString::number(topic->partitions.size()),
                                QString::number(total),
                                PreviewText::tr("Keys map to other partitions than before.")}};
}

Changes ofConfigs(const ActionCall& call, const ClusterSnapshot& snapshot) {
    const auto* topic = snapshot.topic(call.text("topic"));
    if (!topic)
        return Error{ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "There is no topic " + call.text("topic") + "."};
    const auto before = [&](const std::string& name) {
        const auto at = topic->configs.find(name);
        return at != topic->configs.end() ? text(at->second) : PreviewText::tr("default");
    };
    std::vector<Change> changes;
    for (const auto& set : call.texts("set")) {
        const auto name = set.substr(0, set.find('='));
        const auto value = set.find('=') == std::string::npos ? std::string() : set.substr(name.size() + 1);
        changes.push_back({text(name), before(name), text(value), {}});
    }
    for (const auto& name : call.texts("unset"))
        changes.push_back({text(name), before(name), PreviewText::tr("default"), {}});
    return changes;
}

Changes ofOffsets(const ActionCall& call, const ClusterSnapshot& snapshot, const OffsetsByTime& byTime) {
    const auto offsets = offsetChangesOf(call, snapshot, byTime);
    if (!offsets)
        return offsets.error();
    const bool isDeletion = call.action == "delete-records";
    std::vector<Change> changes;
    for (const auto& change : *offsets) {
        const auto moved = change.before ? change.after - *change.before : 0;
        QString note;
        if (isDeletion)
            note = PreviewText::tr("%1 offsets are deleted").arg(std::max<std::int64_t>(0, moved));
        else if (moved > 0)
            note = PreviewText::tr("%1 are skipped").arg(moved);
        else if (moved < 0)
            note = PreviewText::tr("%1 are read again").arg(-moved);
        changes.push_back(
            {text(toString(change.partition)),
             change.before ? QString::number(change.before->value()) : PreviewText::tr("nothing committed"),
             QString::number(change.after.value()), note, isDeletion && moved > 0});
    }
    return changes;
}

Changes ofGroupDeletion(const ActionCall& call, const ClusterSnapshot& snapshot) {
    const auto* group = snapshot.group(call.text("group"));
    if (!group)
        return Error{ErrorCode::GROUP_ID_NOT_FOUND, "There is no group " + call.text("group") + "."};
    if (!group->members.empty())
        return Error{ErrorCode::NON_EMPTY_GROUP,
                     "Group " + group->id + " has members; stop its consumers first."};
    std::vector<Change> changes;
    for (const auto& offset : group->offsets)
        changes.push_back({nameOf(offset.topic, offset.partition),
                           QString::number(offset.offset.value()),
                           PreviewText::tr("gone"),
                           {},
                           true});
    return changes;
}

Changes ofLeader(const ActionCall& call, const ClusterSnapshot& snapshot) {
    const auto* partition = partitionOf(call, snapshot);
    if (!partition)
        return noPartition(call);
    const auto next = call.broker();
    const bool holds = std::ranges::find(partition->replicas, next) != partition->replicas.end();
    if (!holds)
        return Error{ErrorCode::INVALID_REQUEST,
                     "Broker " + toString(next) + " holds no replica of " +
                         nameOf(call.text("topic"), partition->index).toStdString() + "."};
    const bool isInSync = std::ranges::find(partition->isr, next) != partition->isr.end();
    return std::vector<Change>{
        {nameOf(call.text("topic"), partition->index), leaderText(partition->leader), leaderText(next),
         isInSync ? QString()
                  : PreviewText::tr("It is not in sync: it cannot lead until it has caught up.")}};
}

Changes ofElection(const ActionCall& call, const ClusterSnapshot& snapshot) {
    std::vector<Change> changes;
    const auto add = [&](const std::string& topic, const PartitionSnapshot& partition) {
        const auto preferred = partition.replicas.empty() ? BrokerId() : partition.replicas.front();
        if (call.flag("unclean") ? partition.leader != BrokerId() : partition.leader == preferred)
            return;
        if (!call.flag("unclean")) {
            const bool isInSync = std::ranges::find(partition.isr, preferred) != partition.isr.end();
            changes.push_back({nameOf(topic, partition.index), leaderText(partition.leader),
                               leaderText(preferred),
                               isInSync ? QString()
                                        : PreviewText::tr("It is not in sync: it cannot lead "
                                                          "until it has caught up.")});
            return;
        }
        BrokerId next;
        for (const auto& replica : partition.replicaStates)
            if (replica.online && next == BrokerId())
                next = replica.broker;
        changes.push_back({nameOf(topic, partition.index), leaderText(partition.leader), leaderText(next),
                           PreviewText::tr("What it lacks is lost."), true});
    };
    if (call.has("topic")) {
        const auto* partition = partitionOf(call, snapshot);
        if (!partition)
            return noPartition(call);
        add(call.text("topic"), *partition);
        return changes;
    }
    for (const auto& topic : snapshot.topics)
        for (const auto& partition : topic->partitions)
            add(topic->name, partition);
    return changes;
}

Changes ofReassignment(const ActionCall& call, const ClusterSnapshot& snapshot) {
    const auto* partition = partitionOf(call, snapshot);
    if (!partition)
        return noPartition(call);
    std::vector<BrokerId> after;
    if (call.flag("verify")) {
        after = partition->replicas;
    } else if (call.flag("cancel")) {
        if (!partition->isReassigning())
            return Error{ErrorCode::NO_REASSIGNMENT_IN_PROGRESS, "No reassignment is under way."};
        for (const auto id : partition->replicas)
            if (std::ranges::find(partition->addingReplicas, id) == partition->addingReplicas.end())
                after.push_back(id);
    } else {
        for (const auto id : call.numbers("brokers"))
            after.emplace_back(static_cast<std::int32_t>(id));
        if (after.empty())
            return Error{ErrorCode::INVALID_REPLICA_ASSIGNMENT, "Name at least one broker."};
        if (after == partition->replicas)
            return Error{ErrorCode::INVALID_REQUEST, "These are its replicas already."};
    }
    std::vector<BrokerId> added;
    for (const auto id : after)
        if (std::ranges::find(partition->replicas, id) == partition->replicas.end())
            added.push_back(id);
    std::uint64_t bytes = 0;
    for (const auto& replica : partition->replicaStates)
        if (replica.isLeader)
            bytes = replica.sizeBytes;
    return std::vector<Change>{
        {nameOf(call.text("topic"), partition->index), text(partition->replicas), text(after),
         added.empty() ? QString()
                       : PreviewText::tr("%1 bytes are copied to each of: %2").arg(bytes).arg(text(added))}};
}

Changes ofCoordinator(const ActionCall& call, const ClusterSnapshot& snapshot) {
    const auto name = coordinatorPartition(call.text("group"), snapshot);
    if (!name)
        return Error{ErrorCode::GROUP_ID_NOT_FOUND, "There are no groups yet."};
    return ofLeader({"leader-move",
                     {{"topic", name->topic},
                      {"partition", std::int64_t(name->partition.value())},
                      {"broker", std::int64_t(call.broker().value())}}},
                    snapshot);
}

Changes ofClone(const ActionCall& call, const ClusterSnapshot& snapshot) {
    const auto* topic = snapshot.topic(call.text("topic"));
    if (!topic)
        return Error{ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "There is no topic " + call.text("topic") + "."};
    if (snapshot.topic(call.text("name")))
        return Error{ErrorCode::TOPIC_ALREADY_EXISTS, "A topic of this name exists."};
    std::vector<Change> changes = {
        {PreviewText::tr("Partitions"), QStringLiteral("0"), QString::number(topic->partitions.size()), {}}};
    for (const auto& [name, value] : topic->configs)
        changes.push_back({text(name), PreviewText::tr("default"), text(value), {}});
    return changes;
}

} // namespace

Changes previewOf(const ActionCall& given, const ClusterSnapshot& snapshot, const OffsetsByTime& byTime) {
    const auto call = resolve(given);
    if (!call)
        return call.error();
    const std::string_view key = call->action;
    if (key.starts_with("broker-") && key != "broker-add")
        return ofBroker(*call, snapshot);
    if (key == "delete-topic")
        return ofTopicDeletion(*call, snapshot);
    if (key == "add-partitions")
        return ofAddedPartitions(*call, snapshot);
    if (key == "alter-topic-configs")
        return ofConfigs(*call, snapshot);
    if (key == "clone-topic")
        return ofClone(*call, snapshot);
    if (key == "delete-records" || key == "group-reset")
        return ofOffsets(*call, snapshot, byTime);
    if (key == "group-delete")
        return ofGroupDeletion(*call, snapshot);
    if (key == "leader-move")
        return ofLeader(*call, snapshot);
    if (key == "coordinator-move")
        return ofCoordinator(*call, snapshot);
    if (key == "elect")
        return ofElection(*call, snapshot);
    if (key == "reassign")
        return ofReassignment(*call, snapshot);
    return std::vector<Change>();
}

} // namespace partitura::app
