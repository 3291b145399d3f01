// What a configuration key is: one row of a table that code, DescribeConfigs and the desktop all read.
#pragma once

#include "broker/base/result.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace partitura {

/// Types as DescribeConfigs numbers them (DescribeConfigsResponse.ConfigType).
enum class ConfigType : std::int8_t {
    boolean = 1,
    string = 2,
    int32 = 3,
    int16 = 4,
    int64 = 5,
    float64 = 6,
    list = 7
};

/// One configuration key. Thread: constant.
struct ConfigDefinition {
    std::string_view name; ///< Kafka's
    ConfigType type = ConfigType::string;
    std::string_view defaultValue;                               ///< as text
    std::string_view about;                                      ///< one sentence for people
    std::int64_t min = std::numeric_limits<std::int64_t>::min(); ///< of numbers
    std::int64_t max = std::numeric_limits<std::int64_t>::max();
    std::string_view allowed = {};   ///< of strings and list items: comma-separated; empty allows all
    std::string_view brokerKey = {}; ///< of a topic key: the broker's key that sets its default
};

/// The row named `name`; nullptr if there is none.
const ConfigDefinition* findConfig(std::span<const ConfigDefinition> table, std::string_view name);
/// Errors: INVALID_CONFIG with a line that says what the key takes.
Result<void> validateConfig(const ConfigDefinition& definition, std::string_view value);
/// The text as a whole number; nullopt unless all of it is one.
std::optional<std::int64_t> parseInteger(std::string_view text);

} // namespace partitura
