#include "app/actions/action_parameters.h"
#include "app/actions/action_rows.h"
#include "app/workload/presets.h"

namespace partitura::app {
namespace {

/// The keys of all presets, as choices are written. Lives for ever.
const char* presetChoices() {
    static const std::string choices = [] {
        std::string keys;
        for (const auto& preset : workloadPresets())
            keys += (keys.empty() ? "" : ",") + std::string(preset.key);
        return keys;
    }();
    return choices.c_str();
}

Action ofWorkload(const char* key, const char* ctl, const char* text, const char* help, const char* icon,
                  const char* undo, std::vector<Parameter> more = {}) {
    more.insert(more.begin(), {"workload", "WORKLOAD", workload, QT_TRANSLATE_NOOP("Actions", "Workload"),
                               QT_TRANSLATE_NOOP("Actions", "The workload's name"), true});
    return {.key = key,
            .ctl = ctl,
            .subject = Subject::workload,
            .text = text,
            .help = help,
            .icon = icon,
            .parameters = std::move(more),
            .undo = undo};
}

} // namespace

std::vector<Action> workloadActions() {
    auto pause = ofWorkload(
        "workload-pause", "workload pause", QT_TRANSLATE_NOOP("Actions", "Pause workload"),
        QT_TRANSLATE_NOOP("Actions", "Its clients stand still, as in a long pause of garbage collection"),
        "pause", "workload-resume");
    pause.kind = fault;
    auto crash =
        ofWorkload("workload-crash", "workload crash", QT_TRANSLATE_NOOP("Actions", "Crash workload"),
                   QT_TRANSLATE_NOOP("Actions", "Its clients vanish: nothing is flushed or committed, and "
                                                "the group learns it when their session times out"),
                   "crash", "workload-start",
                   {{"beforeCommit", "--before-commit", flag, QT_TRANSLATE_NOOP("Actions", "Before a commit"),
                     QT_TRANSLATE_NOOP("Actions", "Once they have processed one more record, which others "
                                                  "will process again; for consumers")}});
    crash.kind = fault;
    auto crashBeforeCommit = ofWorkload(
        "workload-crash-before-commit", "", QT_TRANSLATE_NOOP("Actions", "Crash workload before its commit"),
        QT_TRANSLATE_NOOP("Actions", "Its consumers process one more record and vanish before "
                                     "they commit it: others will process it again"),
        "crash", "workload-start");
    crashBeforeCommit.kind = fault;
    crashBeforeCommit.variantOf = "workload-crash";
    crashBeforeCommit.preset = {{"beforeCommit", true}};
    return {
        {.key = "workload-preset",
         .ctl = "workload preset",
         .subject = Subject::cluster,
         .text = QT_TRANSLATE_NOOP("Actions", "Start workloads of a preset"),
         .help = QT_TRANSLATE_NOOP("Actions", "Add the workloads of a preset and start them"),
         .icon = "play",
         .parameters = {{"preset", "PRESET", choice, QT_TRANSLATE_NOOP("Actions", "Preset"),
                         QT_TRANSLATE_NOOP("Actions", "Which clients, and what they do"), true, 0, most, "",
                         presetChoices()},
                        {"topic", "--topic", text, QT_TRANSLATE_NOOP("Actions", "Topic"),
                         QT_TRANSLATE_NOOP("Actions", "What they write to and read (default: a topic named "
                                                      "after the preset)")}}},
        {.key = "workload-add",
         .ctl = "workload add",
         .subject = Subject::cluster,
         .text = QT_TRANSLATE_NOOP("Actions", "Add workloads as described…"),
         .help = QT_TRANSLATE_NOOP("Actions", "Add the workloads that JSON describes and start them"),
         .icon = "plus",
         .parameters = {{"workloads", "FILE", json, QT_TRANSLATE_NOOP("Actions", "Description"),
                         QT_TRANSLATE_NOOP("Actions", "A workload or an array of them in JSON"), true},
                        {"stopped", "--stopped", flag, QT_TRANSLATE_NOOP("Actions", "Do not start"),
                         QT_TRANSLATE_NOOP("Actions", "Add them without starting them")}}},
        ofWorkload("workload-start", "workload start", QT_TRANSLATE_NOOP("Actions", "Start workload"),
                   QT_TRANSLATE_NOOP("Actions", "Start its clients; those that are paused go on"), "play",
                   "workload-stop"),
        pause,
        ofWorkload("workload-resume", "workload resume", QT_TRANSLATE_NOOP("Actions", "Resume workload"),
                   QT_TRANSLATE_NOOP("Actions", "Its paused clients go on, as zombies if the group gave "
                                                "their partitions away meanwhile"),
                   "play", "workload-pause"),
        ofWorkload(
            "workload-stop", "workload stop", QT_TRANSLATE_NOOP("Actions", "Stop workload"),
            QT_TRANSLATE_NOOP("Actions", "Its clients send what they hold, commit and leave their group"),
            "stop", "workload-start"),
        crash,
        crashBeforeCommit,
        ofWorkload("workload-rate", "workload rate", QT_TRANSLATE_NOOP("Actions", "Set rate of workload…"),
                   QT_TRANSLATE_NOOP("Actions", "How fast its producers send, from now on"), "throughput", "",
                   {{"perSecond", "PER_SECOND", number, QT_TRANSLATE_NOOP("Actions", "Records a second"),
                     QT_TRANSLATE_NOOP("Actions", "Of each client on average; 0: as fast as it can"), true, 0,
                     static_cast<std::int64_t>(mostPerSecond), "100"}}),
        ofWorkload(
            "workload-record-time", "workload record-time",
            QT_TRANSLATE_NOOP("Actions", "Set time per record of workload…"),
            QT_TRANSLATE_NOOP("Actions", "How long its consumers work on a record, from now on"), "clock", "",
            {{"perRecordUs", "MS", milliseconds, QT_TRANSLATE_NOOP("Actions", "Time per record"),
              QT_TRANSLATE_NOOP("Actions", "Milliseconds for each record"), true, 0, mostPerRecordUs, "5"}}),
        ofWorkload("workload-remove", "workload remove", QT_TRANSLATE_NOOP("Actions", "Remove workload"),
                   QT_TRANSLATE_NOOP("Actions", "Stop its clients and forget it"), "delete", ""),
    };
}

} // namespace partitura::app
