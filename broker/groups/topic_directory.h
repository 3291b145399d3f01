// The seam to the metadata: which topics there are.
#pragma once

#include "broker/base/strong.h"
#include "broker/base/uuid.h"

#include <optional>
#include <string>

namespace partitura::groups {

/// The topics of the cluster, as this broker knows them. Implemented by the server; outlives the coordinator.
/// Thread: its broker's event loop.
class TopicDirectory {
public:
    virtual ~TopicDirectory() = default;

    [[nodiscard]] virtual bool exists(const std::string& topic, PartitionIndex partition) const = 0;
    /// Name of the topic with this id; nullopt if there is none.
    [[nodiscard]] virtual std::optional<std::string> nameOf(const Uuid& topicId) const = 0;
    /// Id of the topic; zero if there is none.
    [[nodiscard]] virtual Uuid idOf(const std::string& topic) const = 0;
};

} // namespace partitura::groups
