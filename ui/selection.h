// What is chosen in the window: the one thing all views look at together.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/strong.h"

#include <QString>

#include <optional>

namespace partitura::ui {

/// From `fromMs` to `toMs`, both included.
struct TimeRange {
    TimestampMs fromMs = noTimestamp;
    TimestampMs toMs = noTimestamp;

    bool operator==(const TimeRange&) const = default;
};

/// Each part narrows what views show; a default part narrows nothing. A plain value. Thread: any.
struct Selection {
    QString topic;
    PartitionIndex partition;     ///< of `topic`
    std::optional<Offset> offset; ///< a record of `partition`
    BrokerId broker;
    QString group;
    std::optional<TimeRange> times;

    /// Another topic: what was chosen within the old one goes.
    void setTopic(const QString& name) { setPartition(name, {}); }
    void setPartition(const QString& name, PartitionIndex index) { setRecord(name, index, {}); }
    void setRecord(const QString& name, PartitionIndex index, std::optional<Offset> record) {
        topic = name;
        partition = index;
        offset = record;
    }

    bool operator==(const Selection&) const = default;
};

/// Nothing but a topic.
inline Selection ofTopic(const QString& name) {
    Selection selection;
    selection.setTopic(name);
    return selection;
}

} // namespace partitura::ui
