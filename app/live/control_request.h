// The fields of a request to a running instance, and the commands they make.
#pragma once

#include "broker/cluster/command.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace partitura::app {

/// A request that does not say what it must. Thrown and caught within this folder alone.
struct BadRequest : std::invalid_argument {
    using std::invalid_argument::invalid_argument;
};

/// A field that may be missing or null. Throws BadRequest when it has another type, or a number out of range.
template <typename T>
std::optional<T> optionalField(const nlohmann::json& request, const char* name) {
    const auto found = request.find(name);
    if (found == request.end() || found->is_null())
        return std::nullopt;
    const auto wrong = [&](const char* kind) {
        return BadRequest(std::string("\"") + name + "\" must be " + kind);
    };
    if constexpr (std::is_same_v<T, bool>) {
        if (!found->is_boolean())
            throw wrong("true or false");
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (!found->is_string())
            throw wrong("a text");
    } else if constexpr (std::is_integral_v<T>) {
        // What does not fit would wrap silently.
        const bool fits =
            found->is_number_integer() &&
            (found->is_number_unsigned() ? std::in_range<T>(found->template get<std::uint64_t>())
                                         : std::in_range<T>(found->template get<std::int64_t>()));
        if (!fits)
            throw wrong("a whole number in range");
    }
    return found->template get<T>();
}

/// A field that must be there.
template <typename T>
T field(const nlohmann::json& request, const char* name) {
    auto value = optionalField<T>(request, name);
    if (!value)
        throw BadRequest(std::string("\"") + name + "\" is missing");
    return std::move(*value);
}

// Commands of requests (docs/ctl.md); each throws BadRequest when a field is missing or wrong. Thread: any.
[[nodiscard]] cluster::BrokerCommand brokerCommandOf(const nlohmann::json& request);
/// One for each direction.
[[nodiscard]] std::vector<cluster::Command> linkCommandsOf(const nlohmann::json& request);
[[nodiscard]] cluster::Command faultCommandOf(const nlohmann::json& request);

} // namespace partitura::app
