#include "app/actions/action_parameters.h"
#include "app/actions/action_rows.h"

namespace partitura::app {
namespace {

/// What `partitura ctl` prints; the window has views for it.
std::vector<Action> lookActions() {
    return {
        {.key = "status",
         .ctl = "status",
         .subject = Subject::look,
         .help = "Print brokers, topics and faults"},
        {.key = "brokers", .ctl = "brokers", .subject = Subject::look, .help = "Print the brokers"},
        {.key = "topics",
         .ctl = "topics",
         .subject = Subject::look,
         .help = "Print the topics, or the partitions of one",
         .parameters = {{"topic", "TOPIC", topic, "", "Print its partitions"}}},
        {.key = "snapshot",
         .ctl = "snapshot",
         .subject = Subject::look,
         .help = "Print all that is known of the cluster as JSON"},
        {.key = "events",
         .ctl = "events",
         .subject = Subject::look,
         .help = "Print what happened",
         .parameters = {{"follow", "--follow", flag, "", "Go on with what happens from now on"},
                        {"after", "--after", number, "", "Only those after this sequence number"}}},
        {.key = "workload-list",
         .ctl = "workload list",
         .subject = Subject::look,
         .help = "Print the workloads and how they do"},
        {.key = "fault-list",
         .ctl = "fault list",
         .subject = Subject::look,
         .help = "Print the faults that last"},
    };
}

std::vector<Action> all() {
    std::vector<Action> rows;
    for (auto* part : {&lookActions, &topicActions, &windowActions, &partitionActions, &groupActions,
                       &brokerActions, &linkActions, &diskActions, &requestActions, &workloadActions})
        for (auto& row : (*part)())
            rows.push_back(std::move(row));
    return rows;
}

} // namespace

std::span<const Action> actions() {
    static const std::vector<Action> rows = all();
    return rows;
}

std::span<const CtlGroup> ctlGroups() {
    static constexpr CtlGroup groups[] = {
        {"topic", "Create, delete and change topics"},
        {"leader", "Who leads a partition"},
        {"group", "Consumer groups and what they have committed"},
        {"broker", "Start, end and pause brokers"},
        {"link", "Delay, hold, lose and cut what nodes send each other"},
        {"workload", "Clients of the instance that write and read"},
        {"fault", "Faults of requests, disks and clocks; all faults"},
    };
    return groups;
}

} // namespace partitura::app
