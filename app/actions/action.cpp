#include "app/actions/action.h"

#include "broker/base/config_definition.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace partitura::app {
namespace {

constexpr double usPerMs = 1000;

Error wrong(const Parameter& parameter, const std::string& why) {
    return {ErrorCode::INVALID_REQUEST, "\"" + std::string(parameter.field) + "\" must be " + why};
}

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> parts(1);
    for (const char c : text)
        if (c == at)
            parts.emplace_back();
        else
            parts.back() += c;
    return parts;
}

/// Brokers' ids and the like are 32 bits wide, whatever a row says.
std::int64_t greatest(const Parameter& parameter) {
    switch (parameter.kind) {
    case ParameterKind::broker:
    case ParameterKind::brokers:
    case ParameterKind::partition:
        return std::numeric_limits<std::int32_t>::max();
    default:
        return parameter.max;
    }
}

Result<void> checkNumber(const Parameter& parameter, std::int64_t value) {
    if (value < parameter.min || value > greatest(parameter))
        return wrong(parameter, "a whole number from " + std::to_string(parameter.min) + " to " +
                                    std::to_string(greatest(parameter)));
    return {};
}

/// `2`, `broker-2` or `clients`.
std::string nodeName(const std::string& text) {
    return parseInteger(text) ? "broker-" + text : text;
}

Result<Argument> parseMilliseconds(const Parameter& parameter, const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value) || value < 0 ||
        value * usPerMs > static_cast<double>(parameter.max))
        return wrong(parameter, "milliseconds from 0 to " + std::to_string(parameter.max / 1000));
    return Argument(static_cast<std::int64_t>(std::llround(value * usPerMs)));
}

Result<Argument> parseTime(const Parameter& parameter, const std::string& text) {
    if (const auto number = parseInteger(text))
        return Argument(*number);
    const auto at = QDateTime::fromString(QString::fromStdString(text), Qt::ISODateWithMs);
    if (!at.isValid())
        return wrong(parameter, "a time such as 2026-11-22T10:00:00Z, or milliseconds since 1970");
    return Argument(std::int64_t(at.toMSecsSinceEpoch()));
}

} // namespace

const Parameter* Action::parameter(std::string_view field) const {
    const auto at = std::ranges::find(parameters, field, &Parameter::field);
    return at != parameters.end() ? &*at : nullptr;
}

const Action* findAction(std::string_view key) {
    const auto all = actions();
    const auto at = std::ranges::find(all, key, &Action::key);
    return at != all.end() ? &*at : nullptr;
}

QString words(const char* text) {
    return QCoreApplication::translate("Actions", text);
}

QString withoutMnemonic(QString text) {
    text.remove(QRegularExpression(QStringLiteral("\\(&\\w\\)")));
    return text.remove(QLatin1Char('&'));
}

Result<void> checkArgument(const Parameter& parameter, const Argument& argument) {
    switch (parameter.kind) {
    case ParameterKind::flag:
        return std::holds_alternative<bool>(argument) ? Result<void>() : wrong(parameter, "true or false");
    case ParameterKind::broker:
    case ParameterKind::partition:
    case ParameterKind::milliseconds:
    case ParameterKind::number:
    case ParameterKind::time:
        if (const auto* number = std::get_if<std::int64_t>(&argument))
            return checkNumber(parameter, *number);
        return wrong(parameter, "a whole number");
    case ParameterKind::brokers:
        if (const auto* numbers = std::get_if<std::vector<std::int64_t>>(&argument)) {
            for (const auto number : *numbers)
                if (auto fine = checkNumber(parameter, number); !fine)
                    return fine;
            return {};
        }
        return wrong(parameter, "a list of ids");
    case ParameterKind::texts:
        return std::holds_alternative<std::vector<std::string>>(argument)
                   ? Result<void>()
                   : wrong(parameter, "a list of texts");
    case ParameterKind::choice: {
        const auto choices = split(parameter.choices, ',');
        const auto* text = std::get_if<std::string>(&argument);
        if (text && std::ranges::find(choices, *text) != choices.end())
            return {};
        return wrong(parameter, "one of " + std::string(parameter.choices));
    }
    case ParameterKind::json:
        if (const auto* text = std::get_if<std::string>(&argument); text && nlohmann::json::accept(*text))
            return {};
        return wrong(parameter, "JSON");
    case ParameterKind::node:
    case ParameterKind::topic:
    case ParameterKind::group:
    case ParameterKind::workload:
    case ParameterKind::newTopic:
    case ParameterKind::text:
    case ParameterKind::api:
    case ParameterKind::error:
        return std::holds_alternative<std::string>(argument) ? Result<void>() : wrong(parameter, "a text");
    }
    return {};
}

Result<Argument> parseArgument(const Parameter& parameter, const std::string& text) {
    Argument argument = text;
    switch (parameter.kind) {
    case ParameterKind::milliseconds:
        return parseMilliseconds(parameter, text);
    case ParameterKind::time:
        return parseTime(parameter, text);
    case ParameterKind::node:
        return Argument(nodeName(text));
    case ParameterKind::broker:
    case ParameterKind::partition:
    case ParameterKind::number:
        if (const auto number = parseInteger(text))
            argument = *number;
        break;
    case ParameterKind::brokers: {
        std::vector<std::int64_t> numbers;
        for (const auto& part : split(text, ','))
            if (const auto number = parseInteger(QString::fromStdString(part).trimmed().toStdString()))
                numbers.push_back(*number);
            else
                return wrong(parameter, "a list of ids such as 1,2,3");
        argument = std::move(numbers);
        break;
    }
    case ParameterKind::texts:
        argument = std::vector<std::string>{text};
        break;
    case ParameterKind::flag:
        argument = text == "true";
        break;
    default:
        break;
    }
    if (auto fine = checkArgument(parameter, argument); !fine)
        return fine.error();
    return argument;
}

std::string argumentText(const Parameter& parameter, const Argument& argument) {
    struct Writer {
        const Parameter& parameter;
        std::string operator()(bool value) const { return value ? "true" : "false"; }
        std::string operator()(std::int64_t value) const {
            if (parameter.kind != ParameterKind::milliseconds)
                return std::to_string(value);
            auto text = std::to_string(value / 1000);
            if (const auto rest = value % 1000; rest != 0) {
                text += "." + std::to_string(1000 + rest).substr(1);
                text.erase(text.find_last_not_of('0') + 1);
            }
            return text;
        }
        std::string operator()(const std::string& value) const { return value; }
        std::string operator()(const std::vector<std::int64_t>& values) const {
            std::string text;
            for (const auto value : values)
                text += (text.empty() ? "" : ",") + std::to_string(value);
            return text;
        }
        std::string operator()(const std::vector<std::string>& values) const {
            std::string text;
            for (const auto& value : values)
                text += (text.empty() ? "" : ",") + value;
            return text;
        }
    };
    return std::visit(Writer{parameter}, argument);
}

Result<ActionCall> resolve(const ActionCall& call) {
    const auto* action = findAction(call.action);
    if (!action)
        return Error{ErrorCode::INVALID_REQUEST, "there is no action \"" + call.action + "\""};
    ActionCall resolved = call;
    if (*action->variantOf) {
        for (const auto& [field, value] : action->preset)
            resolved.arguments.insert_or_assign(field, value);
        action = findAction(action->variantOf);
        resolved.action = action->key;
    }
    for (const auto& [field, value] : resolved.arguments) {
        const auto* parameter = action->parameter(field);
        if (!parameter)
            return Error{ErrorCode::INVALID_REQUEST, "there is no \"" + field + "\" here"};
        if (auto fine = checkArgument(*parameter, value); !fine)
            return fine.error();
    }
    for (const auto& parameter : action->parameters)
        if (parameter.isRequired && !resolved.has(parameter.field))
            return Error{ErrorCode::INVALID_REQUEST, "\"" + std::string(parameter.field) + "\" is missing"};
    return resolved;
}

} // namespace partitura::app
