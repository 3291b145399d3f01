// What is wrong with the cluster now, and what is planned, each with what ends it.
#pragma once

#include "app/actions/schedule.h"
#include "broker/observe/snapshot.h"

#include <QString>

#include <vector>

namespace partitura::ui {

/// One line of the list. A plain value.
struct FaultRow {
    QString icon;
    QString text;
    QString detail;                      ///< when it ends or begins; may be empty
    std::optional<app::ActionCall> undo; ///< nullopt: only the end of the plan, or nothing, ends it
    int planned = 0;                     ///< id in the schedule; 0: none

    bool operator==(const FaultRow&) const = default;
};

/// Faults, brokers that are down or paused, and the schedule, in that order. Thread: the user interface's.
[[nodiscard]] std::vector<FaultRow> faultsInForce(const observe::ClusterSnapshot& snapshot,
                                                  const app::Schedule& schedule);

} // namespace partitura::ui
