#include "broker/base/config_definition.h"

#include <algorithm>
#include <charconv>

namespace partitura {
namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

/// Calls visit(item) for each comma-separated item; false as soon as one call is.
template <typename Visit>
bool allItems(std::string_view list, Visit visit) {
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        if (!visit(trimmed(list.substr(0, comma))))
            return false;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return true;
}

bool isAllowed(std::string_view allowed, std::string_view value) {
    return allowed.empty() || !allItems(allowed, [&](std::string_view item) { return item != value; });
}

} // namespace

const ConfigDefinition* findConfig(std::span<const ConfigDefinition> table, std::string_view name) {
    const auto found = std::ranges::find(table, name, &ConfigDefinition::name);
    return found == table.end() ? nullptr : &*found;
}

std::optional<std::int64_t> parseInteger(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty())
        return std::nullopt;
    return value;
}

Result<void> validateConfig(const ConfigDefinition& definition, std::string_view value) {
    const auto invalid = [&](const std::string& takes) {
        return Error{ErrorCode::INVALID_CONFIG, "Invalid value " + std::string(value) +
                                                    " for configuration " + std::string(definition.name) +
                                                    ": it takes " + takes + "."};
    };
    value = trimmed(value);
    switch (definition.type) {
    case ConfigType::boolean:
        if (value != "true" && value != "false")
            return invalid("true or false");
        break;
    case ConfigType::int16:
    case ConfigType::int32:
    case ConfigType::int64: {
        const auto number = parseInteger(value);
        const auto widest = definition.type == ConfigType::int64   ? std::numeric_limits<std::int64_t>::max()
                            : definition.type == ConfigType::int32 ? std::numeric_limits<std::int32_t>::max()
                                                                   : std::numeric_limits<std::int16_t>::max();
        const auto highest = std::min(definition.max, widest);
        const auto lowest = std::max(definition.min, -widest - 1);
        if (!number || *number < lowest || *number > highest)
            return invalid("a whole number from " + std::to_string(lowest) + " to " +
                           std::to_string(highest));
        break;
    }
    case ConfigType::float64: {
        double number = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
        if (error != std::errc{} || end != value.data() + value.size() ||
            number < static_cast<double>(definition.min) || number > static_cast<double>(definition.max))
            return invalid("a number from " + std::to_string(definition.min) + " to " +
                           std::to_string(definition.max));
        break;
    }
    case ConfigType::string:
        if (!isAllowed(definition.allowed, value))
            return invalid("one of " + std::string(definition.allowed));
        break;
    case ConfigType::list:
        if (!allItems(value, [&](std::string_view item) { return isAllowed(definition.allowed, item); }))
            return invalid("a list of " + std::string(definition.allowed));
        break;
    }
    return {};
}

} // namespace partitura
