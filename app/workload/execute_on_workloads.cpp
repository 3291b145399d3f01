#include "app/workload/execute_on_workloads.h"

#include "app/actions/action.h"
#include "app/workload/presets.h"

#include <fmt/format.h>

#include <cmath>

namespace partitura::app {
namespace {

Error refusal(std::string why) {
    return {ErrorCode::INVALID_REQUEST, std::move(why)};
}

Result<void> addAll(Workloads& workloads, std::vector<WorkloadSpec> specs, bool starts) {
    // All or none of them, as far as can be foreseen.
    for (const auto& spec : specs)
        if (const auto problems = problemsOf(spec); !problems.empty())
            return refusal(fmt::format("Workload \"{}\": {}.", spec.name, toString(problems.front())));
    for (auto& spec : specs) {
        const auto id = workloads.add(std::move(spec));
        if (!id)
            return id.error();
        if (auto started = starts ? workloads.start(*id) : Result<void>(); !started)
            return started;
    }
    return {};
}

Result<void> setRate(Workloads& workloads, const WorkloadStatus& status, std::int64_t perSecond) {
    auto spec = *status.spec;
    auto* producer = std::get_if<ProducerSpec>(&spec.work);
    if (!producer)
        return refusal(spec.name + " is of consumers; set its time a record instead.");
    producer->perSecond = static_cast<double>(perSecond);
    return workloads.change(status.id, std::move(spec));
}

Result<void> setRecordTime(Workloads& workloads, const WorkloadStatus& status, std::int64_t us) {
    auto spec = *status.spec;
    auto* consumer = std::get_if<ConsumerSpec>(&spec.work);
    if (!consumer)
        return refusal(spec.name + " is of producers; set its rate instead.");
    consumer->perRecordUs = us;
    return workloads.change(status.id, std::move(spec));
}

} // namespace

bool isOnWorkloads(const ActionCall& call) {
    return call.action.starts_with("workload-");
}

Result<void> executeOnWorkloads(Workloads& workloads, const ActionCall& given) {
    const auto call = resolve(given);
    if (!call)
        return call.error();
    const std::string_view key = call->action;
    if (key == "workload-preset") {
        const auto preset = call->text("preset"), topic = call->text("topic");
        return addAll(workloads, findPreset(preset)->make(topic.empty() ? preset : topic), true);
    }
    if (key == "workload-add") {
        auto specs = workloadsFromJson(call->text("workloads"));
        return specs ? addAll(workloads, std::move(*specs), !call->flag("stopped")) : specs.error();
    }
    const auto snapshot = workloads.snapshot();
    const auto* status = snapshot->find(call->text("workload"));
    if (!status)
        return refusal("There is no workload " + call->text("workload") + ".");
    if (key == "workload-start")
        return workloads.start(status->id);
    if (key == "workload-resume")
        return status->state == WorkloadState::paused ? workloads.start(status->id)
                                                      : refusal(status->spec->name + " is not paused.");
    if (key == "workload-pause")
        return workloads.pause(status->id);
    if (key == "workload-stop")
        return workloads.stop(status->id);
    if (key == "workload-crash")
        return workloads.crash(status->id,
                               call->flag("beforeCommit") ? CrashMoment::beforeCommit : CrashMoment::now);
    if (key == "workload-rate")
        return setRate(workloads, *status, call->number("perSecond").value_or(0));
    if (key == "workload-record-time")
        return setRecordTime(workloads, *status, call->number("perRecordUs").value_or(0));
    if (key == "workload-remove")
        return workloads.remove(status->id);
    return refusal("\"" + call->action + "\" is nothing to do to workloads");
}

std::optional<ActionCall> undoOnWorkloads(const ActionCall& call, const WorkloadsSnapshot& before) {
    const auto* status = before.find(call.text("workload"));
    if (!status)
        return std::nullopt;
    const auto& spec = *status->spec;
    if (call.action == "workload-remove")
        return ActionCall{
            "workload-add",
            {{"workloads", toJson(std::span(&spec, 1))}, {"stopped", status->clientsRunning == 0}}};
    if (call.action == "workload-rate" && spec.producer()) // a fraction cannot be asked for
        return std::nearbyint(spec.producer()->perSecond) == spec.producer()->perSecond
                   ? std::optional(
                         ActionCall{call.action,
                                    {{"workload", spec.name},
                                     {"perSecond", static_cast<std::int64_t>(spec.producer()->perSecond)}}})
                   : std::nullopt;
    if (call.action == "workload-record-time" && spec.consumer())
        return ActionCall{call.action,
                          {{"workload", spec.name}, {"perRecordUs", spec.consumer()->perRecordUs}}};
    return std::nullopt;
}

} // namespace partitura::app
