#include "app/actions/action_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace partitura::app {
namespace {

using nlohmann::json;

/// The value of JSON, whatever was meant by it; nullopt if no argument is such.
std::optional<Argument> argumentOf(const json& value) {
    const auto number = [](const json& one) -> std::optional<std::int64_t> {
        // What does not fit would wrap silently.
        if (!one.is_number_integer() ||
            (one.is_number_unsigned() && !std::in_range<std::int64_t>(one.get<std::uint64_t>())))
            return std::nullopt;
        return one.get<std::int64_t>();
    };
    if (value.is_boolean())
        return value.get<bool>();
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_array() && std::ranges::all_of(value, [](const json& one) { return one.is_string(); }) &&
        !value.empty())
        return value.get<std::vector<std::string>>();
    if (value.is_array()) {
        std::vector<std::int64_t> numbers;
        for (const auto& one : value)
            if (const auto fitting = number(one))
                numbers.push_back(*fitting);
            else
                return std::nullopt;
        return numbers;
    }
    if (const auto fitting = number(value))
        return *fitting;
    return std::nullopt;
}

std::string textField(const json& request, const char* name) {
    const auto found = request.find(name);
    return found != request.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// The action whose words of `ctl` these are; nullptr if there is none.
const Action* findByWords(const std::string& command, const std::string& action) {
    const auto all = actions();
    const auto at = std::ranges::find_if(all, [&](const Action& one) {
        const std::string_view words = one.ctl;
        return words == command || (!action.empty() && words == command + " " + action);
    });
    return at != all.end() ? &*at : nullptr;
}

} // namespace

json requestOf(const ActionCall& call) {
    const auto* action = findAction(call.action);
    const std::string words = action ? action->ctl : "";
    const auto space = words.find(' ');
    json request = {{"command", words.substr(0, space)}};
    if (space != std::string::npos)
        request["action"] = words.substr(space + 1);
    for (const auto& [field, value] : call.arguments)
        if (action && action->parameter(field) && action->parameter(field)->kind == ParameterKind::json)
            request[field] = json::parse(call.text(field), nullptr, false);
        else
            std::visit([&, &name = field](const auto& given) { request[name] = given; }, value);
    return request;
}

Result<ActionCall> callOf(const json& request) {
    const auto bad = [](const std::string& why) { return Error{ErrorCode::INVALID_REQUEST, why}; };
    const auto command = textField(request, "command");
    if (command.empty())
        return bad(request.contains("command") ? "\"command\" must be a text" : "\"command\" is missing");
    const auto word = textField(request, "action");
    const auto* action = findByWords(command, word);
    if (!action) {
        const auto groups = ctlGroups();
        if (std::ranges::find(groups, command, [](const auto& group) { return std::string(group.name); }) ==
            groups.end())
            return bad("there is no command \"" + command + "\"");
        return bad(word.empty() ? "\"action\" is missing"
                                : "there is no action \"" + word + "\" of \"" + command + "\"");
    }
    ActionCall call{action->key, {}};
    for (const auto& parameter : action->parameters) {
        const auto found = request.find(parameter.field);
        if (found == request.end() || found->is_null())
            continue;
        auto argument = parameter.kind == ParameterKind::json
                            ? Argument(found->dump(-1, ' ', false, json::error_handler_t::replace))
                            : argumentOf(*found);
        // Nodes are brokers' ids, too, and APIs have numbers.
        if (argument && std::holds_alternative<std::int64_t>(*argument) &&
            (parameter.kind == ParameterKind::node || parameter.kind == ParameterKind::api)) {
            auto text = parseArgument(parameter, argumentText(parameter, *argument));
            if (!text)
                return text.error();
            argument = *text;
        }
        if (argument && found->is_array() && found->empty() && parameter.kind == ParameterKind::texts)
            argument = std::vector<std::string>();
        if (!argument) // says what it must be
            argument = parameter.kind == ParameterKind::flag ? Argument(std::string()) : Argument(false);
        call.arguments.emplace(parameter.field, std::move(*argument));
    }
    return resolve(call);
}

} // namespace partitura::app
