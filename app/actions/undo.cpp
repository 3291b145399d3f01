#include "app/actions/undo.h"

#include "app/actions/action.h"
#include "app/actions/offset_changes.h"
#include "app/source.h"
#include "app/workload/execute_on_workloads.h"
#include "broker/base/config_definition.h"

#include <algorithm>

namespace partitura::app {
namespace {

using observe::ClusterSnapshot;
using observe::FaultKind;
using observe::FaultSnapshot;

const observe::PartitionSnapshot* partitionOf(const ActionCall& call, const ClusterSnapshot& snapshot) {
    const auto* topic = snapshot.topic(call.text("topic"));
    const auto index = call.number("partition").value_or(-1);
    return topic && index >= 0 && static_cast<std::size_t>(index) < topic->partitions.size()
               ? &topic->partitions[static_cast<std::size_t>(index)]
               : nullptr;
}

/// The broker of `broker-2`; nullopt for `clients`.
std::optional<std::int64_t> brokerOf(const std::string& node) {
    constexpr std::string_view prefix = "broker-";
    return node.starts_with(prefix) ? parseInteger(node.substr(prefix.size())) : std::nullopt;
}

/// Adds what a disk's fault is in the arguments of `fault-disk`; false for faults of other kinds.
bool addDiskFault(const FaultSnapshot& fault, ActionCall& call) {
    switch (fault.kind) {
    case FaultKind::fillDisk:
        call.arguments.emplace("bytesFree", fault.amount);
        return true;
    case FaultKind::failWrites:
        call.arguments.emplace("failsWrites", true);
        return true;
    case FaultKind::failSyncs:
        call.arguments.emplace("failsSyncs", true);
        return true;
    case FaultKind::slowDisk:
        call.arguments.emplace("operationTakesUs", fault.amount);
        return true;
    case FaultKind::flipReads:
        call.arguments.emplace("readFlipsOneIn", fault.amount);
        return true;
    default:
        return false;
    }
}

/// The faults of a broker's disk as they are, but one.
ActionCall diskAsItIs(std::int64_t broker, const ClusterSnapshot& now,
                      std::optional<FaultKind> without = {}) {
    ActionCall call{"fault-disk", {{"broker", broker}}};
    for (const auto& fault : now.faults)
        if (brokerOf(fault.node) == broker && fault.kind != without)
            addDiskFault(fault, call);
    return call;
}

std::optional<ActionCall> undoOfReassignment(const ActionCall& call, const ClusterSnapshot& before) {
    const auto* partition = partitionOf(call, before);
    if (!partition || call.flag("cancel") || call.flag("verify"))
        return std::nullopt;
    std::vector<std::int64_t> brokers;
    for (const auto id : partition->replicas)
        brokers.push_back(id.value());
    ActionCall undo{"reassign", call.arguments};
    undo.arguments["brokers"] = brokers;
    return undo;
}

std::optional<ActionCall> undoOfConfigs(const ActionCall& call, const ClusterSnapshot& before) {
    const auto* topic = before.topic(call.text("topic"));
    if (!topic)
        return std::nullopt;
    std::vector<std::string> set, unset;
    const auto restore = [&](const std::string& name) {
        if (const auto at = topic->configs.find(name); at != topic->configs.end())
            set.push_back(name + "=" + at->second);
        else
            unset.push_back(name);
    };
    for (const auto& text : call.texts("set"))
        restore(text.substr(0, text.find('=')));
    for (const auto& name : call.texts("unset"))
        restore(name);
    ActionCall undo{call.action, {{"topic", call.text("topic")}}};
    if (!set.empty())
        undo.arguments["set"] = set;
    if (!unset.empty())
        undo.arguments["unset"] = unset;
    return undo;
}

/// Only where all that changes was committed before: nothing can be un-committed.
std::optional<ActionCall> undoOfReset(const ActionCall& call, const ClusterSnapshot& before) {
    const auto* group = before.group(call.text("group"));
    if (!group || group->offsets.empty())
        return std::nullopt;
    std::vector<std::string> offsets;
    for (const auto& offset : group->offsets)
        if (offset.logEnd)
            offsets.push_back(offset.topic + ":" + toString(offset.partition) + "=" +
                              toString(offset.offset));
    return ActionCall{
        "group-reset",
        {{"group", group->id}, {"to", std::string("offsets")}, {"offsets", std::move(offsets)}}};
}

} // namespace

std::optional<ActionCall> undoOf(const ActionCall& given, const ClusterSnapshot& before) {
    const auto* named = findAction(given.action);
    const auto resolved = resolve(given);
    if (!named || !resolved)
        return std::nullopt;
    const auto& call = *resolved;
    if (call.action == "leader-move") {
        const auto* partition = partitionOf(call, before);
        if (!partition || partition->leader == BrokerId() || partition->leader == call.broker())
            return std::nullopt;
        ActionCall undo = call;
        undo.arguments["broker"] = std::int64_t(partition->leader.value());
        return undo;
    }
    if (call.action == "reassign")
        return undoOfReassignment(call, before);
    if (call.action == "alter-topic-configs")
        return undoOfConfigs(call, before);
    if (call.action == "group-reset")
        return undoOfReset(call, before);
    if (call.action == "fault-disk")
        return diskAsItIs(call.number("broker").value_or(-1), before);
    const auto* undo = findAction(named->undo);
    if (!undo)
        return std::nullopt;
    ActionCall back{undo->key, {}};
    for (const auto& [field, value] : given.arguments)
        if (undo->parameter(field))
            back.arguments.emplace(field, value);
    return back;
}

std::optional<ActionCall> undoOf(const ActionCall& call, const Source& now) {
    if (const auto* workloads = now.workloads())
        if (auto undo = undoOnWorkloads(call, *workloads->snapshot()))
            return undo;
    return undoOf(call, *now.snapshot());
}

std::optional<ActionCall> undoOf(const FaultSnapshot& fault, const ClusterSnapshot& now) {
    const std::map<std::string, Argument, std::less<>> link = {{"from", fault.node}, {"to", fault.other}};
    switch (fault.kind) {
    case FaultKind::cut:
        return ActionCall{"link-heal", link};
    case FaultKind::clog:
        return ActionCall{"link-unclog", link};
    case FaultKind::delayLink:
        return ActionCall{"link-no-delay", link};
    case FaultKind::loseFrames:
        return ActionCall{"link-no-loss", link};
    default:
        break;
    }
    const auto broker = brokerOf(fault.node);
    if (!broker)
        return std::nullopt;
    ActionCall disk;
    if (addDiskFault(fault, disk))
        return diskAsItIs(*broker, now, fault.kind);
    if (fault.kind == FaultKind::skewClock)
        return ActionCall{"clock-right", {{"broker", *broker}}};
    return ActionCall{"requests-well", {{"broker", *broker}}};
}

ActionCall keepingOtherDiskFaults(const ActionCall& given, const ClusterSnapshot& now) {
    const auto* action = findAction(given.action);
    const auto call = resolve(given);
    // `fault-disk` itself and `disk-heal` mean all of them.
    if (!action || !call || call->action != "fault-disk" || action->key == call->action ||
        given.action == "disk-heal")
        return given;
    auto merged = diskAsItIs(call->number("broker").value_or(-1), now);
    for (const auto& [field, value] : call->arguments)
        merged.arguments.insert_or_assign(field, value);
    return merged;
}

} // namespace partitura::app
