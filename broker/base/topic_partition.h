// The name of a partition: topic and index.
#pragma once

#include "broker/base/strong.h"

#include <string>

namespace partitura {

/// One partition of one topic, by name. Thread: a value type.
struct TopicPartition {
    std::string topic;
    PartitionIndex partition;

    auto operator<=>(const TopicPartition&) const = default;
};

/// `topic-partition`, as Kafka names a partition's directory.
inline std::string toString(const TopicPartition& tp) {
    return tp.topic + "-" + std::to_string(tp.partition.value());
}

} // namespace partitura

template <>
struct std::hash<partitura::TopicPartition> {
    std::size_t operator()(const partitura::TopicPartition& tp) const noexcept {
        return std::hash<std::string>{}(tp.topic) * 31 + static_cast<std::size_t>(tp.partition.value());
    }
};
