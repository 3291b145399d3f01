// Logs of every kind that the engine writes, for tests that read them: ours and Kafka's own tools.
#pragma once

#include "broker/log/log_directory.h"

#include <functional>
#include <string>
#include <vector>

namespace partitura::test {

/// One log and how it comes about. A row of logScenarios(): whoever changes what lies on disk adds one.
struct LogScenario {
    std::string topic;
    log::LogConfig config;
    std::function<void(log::PartitionLog&, Storage&)> write;
};

[[nodiscard]] const std::vector<LogScenario>& logScenarios();

/// A broker's data directory at `path` with a log of each scenario, partition 0 of its topic, closed in
/// order. Ends the program when it cannot be written.
void writeLogDirectory(Storage& storage, const std::string& path);

} // namespace partitura::test
