// The configuration keys of a topic, and what they make of a log.
#pragma once

#include "broker/base/config_definition.h"
#include "broker/log/log_config.h"

#include <map>
#include <optional>
#include <span>
#include <string>

namespace partitura::log {

/// Every topic key with its default, sorted by name (Kafka's TopicConfig and LogConfig).
std::span<const ConfigDefinition> topicConfigDefinitions();

/// Errors: INVALID_CONFIG for an unknown key, a null or an unfit value.
Result<void> validateTopicConfig(const std::string& name, const std::optional<std::string>& value);

/// The value of `name` among those set on a topic, or its default. `name` must be in the table.
std::string topicConfigValue(const std::map<std::string, std::string>& set, std::string_view name);

/// What a topic's configs, all valid, ask of its logs.
LogConfig logConfigOf(const std::map<std::string, std::string>& set);

} // namespace partitura::log
