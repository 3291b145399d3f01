// An action with its arguments: what is to be done, by value.
#pragma once

#include "broker/base/result.h"
#include "broker/base/strong.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace partitura::app {

/// A value as an action takes it. Numbers are exact.
using Argument =
    std::variant<bool, std::int64_t, std::string, std::vector<std::int64_t>, std::vector<std::string>>;

/// Thread: a value type.
struct ActionCall {
    std::string action; ///< key in the table of actions
    std::map<std::string, Argument, std::less<>> arguments;

    /// nullptr if it is not given, or of another type.
    template <typename T>
    [[nodiscard]] const T* find(std::string_view field) const {
        const auto at = arguments.find(field);
        return at != arguments.end() ? std::get_if<T>(&at->second) : nullptr;
    }
    [[nodiscard]] bool has(std::string_view field) const { return arguments.contains(field); }
    [[nodiscard]] bool flag(std::string_view field) const {
        const auto* value = find<bool>(field);
        return value && *value;
    }
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view field) const {
        const auto* value = find<std::int64_t>(field);
        return value ? std::optional(*value) : std::nullopt;
    }
    /// Empty if it is not given.
    [[nodiscard]] std::string text(std::string_view field) const {
        const auto* value = find<std::string>(field);
        return value ? *value : std::string();
    }
    [[nodiscard]] std::vector<std::int64_t> numbers(std::string_view field) const {
        const auto* value = find<std::vector<std::int64_t>>(field);
        return value ? *value : std::vector<std::int64_t>();
    }
    [[nodiscard]] std::vector<std::string> texts(std::string_view field) const {
        const auto* value = find<std::vector<std::string>>(field);
        return value ? *value : std::vector<std::string>();
    }
    /// BrokerId() if none is given.
    [[nodiscard]] BrokerId broker(std::string_view field = "broker") const {
        const auto value = number(field);
        return value ? BrokerId(static_cast<std::int32_t>(*value)) : BrokerId();
    }

    bool operator==(const ActionCall&) const = default;
};

} // namespace partitura::app
