#include "app/actions/command_line.h"

#include "app/actions/action.h"

#include <QDateTime>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace partitura::app {
namespace {

using observe::ClusterSnapshot;
/// Values by the name a template has for them; several for what may be repeated.
using Values = std::map<std::string, std::vector<std::string>, std::less<>>;

bool isName(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isalpha(c); });
}

/// Fills templates of the table of actions: `{name}` is a value as one word, `{name,}` all its values joined
/// by commas, as kafka-configs.sh takes them, `[…]` is left out if a value in it is missing and repeated for
/// each of `{name*}`, `[!name …]` is for when it is missing, `[name=value …]` for when it is that.
class Template {
public:
    Template(std::string_view text, const Values& values)
        : m_text(text)
        , m_values(values) {}

    [[nodiscard]] std::string fill() {
        bool isWhole = true;
        return part(m_text, 0, isWhole);
    }

private:
    static std::size_t closingOf(std::string_view text, std::size_t at) {
        int depth = 0;
        for (; at < text.size(); ++at)
            if (text[at] == '[')
                ++depth;
            else if (text[at] == ']' && --depth == 0)
                break;
        return at;
    }

    [[nodiscard]] const std::vector<std::string>* find(std::string_view name) const {
        const auto at = m_values.find(name);
        return at != m_values.end() && !at->second.empty() ? &at->second : nullptr;
    }

    /// kafka-configs.sh wants values with commas in brackets.
    static std::string joined(const std::vector<std::string>& values) {
        std::string all;
        for (auto value : values) {
            const auto equals = value.find('=');
            if (equals != std::string::npos && value.find(',', equals) != std::string::npos)
                value = value.substr(0, equals + 1) + "[" + value.substr(equals + 1) + "]";
            all += (all.empty() ? "" : ",") + value;
        }
        return all;
    }

    std::string value(std::string_view name, std::size_t nth, bool& isWhole) const {
        const bool isJoined = name.ends_with(',');
        if (isJoined || name.ends_with('*'))
            name.remove_suffix(1);
        const auto* values = find(name);
        if (!values || nth >= values->size()) {
            isWhole = false;
            return {};
        }
        return shellWord(isJoined ? joined(*values) : (*values)[nth]);
    }

    std::string optional(std::string_view text) {
        const auto word = text.substr(0, text.find(' '));
        const auto equals = word.find('=');
        if (word.starts_with('!') && isName(word.substr(1)))
            return find(word.substr(1)) ? std::string() : rest(text, word);
        if (equals != std::string_view::npos && isName(word.substr(0, equals))) {
            const auto* values = find(word.substr(0, equals));
            return values && values->front() == word.substr(equals + 1) ? rest(text, word) : std::string();
        }
        std::string all;
        const bool isRepeated = text.find("*}") != std::string_view::npos;
        for (std::size_t nth = 0;; ++nth) {
            bool isWhole = true;
            const auto filled = part(text, nth, isWhole);
            if (!isWhole)
                return all;
            all += filled;
            if (!isRepeated)
                return all;
        }
    }
    std::string rest(std::string_view text, std::string_view condition) {
        bool isWhole = true;
        return part(text.substr(std::min(text.size(), condition.size() + 1)), 0, isWhole);
    }

    std::string part(std::string_view text, std::size_t nth, bool& isWhole) {
        std::string filled;
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text[at] == '[') {
                const auto end = closingOf(text, at);
                filled += optional(text.substr(at + 1, end - at - 1));
                at = end;
            } else if (text[at] == '{') {
                const auto end = text.find('}', at);
                filled += value(text.substr(at + 1, end - at - 1), nth, isWhole);
                at = end;
            } else {
                filled += text[at];
            }
        }
        return filled;
    }

    std::string_view m_text;
    const Values& m_values;
};

std::vector<std::string> valuesOf(const Parameter& parameter, const Argument& argument) {
    if (const auto* texts = std::get_if<std::vector<std::string>>(&argument))
        return *texts;
    if (const auto* isSet = std::get_if<bool>(&argument); isSet && !*isSet)
        return {};
    return {argumentText(parameter, argument)};
}

/// What kafka-reassign-partitions.sh reads.
std::optional<std::string> planJson(const ActionCall& call, const ClusterSnapshot& snapshot) {
    const auto* topic = snapshot.topic(call.text("topic"));
    const auto index = call.number("partition").value_or(-1);
    if (!topic || index < 0 || static_cast<std::size_t>(index) >= topic->partitions.size())
        return std::nullopt;
    const auto& partition = topic->partitions[static_cast<std::size_t>(index)];
    auto replicas = call.numbers("brokers");
    if (replicas.empty())
        for (const auto id : partition.replicas)
            replicas.push_back(id.value());
    if (const auto leader = std::ranges::find(replicas, call.broker().value()); leader != replicas.end())
        std::rotate(replicas.begin(), leader, leader + 1);
    const nlohmann::ordered_json plan = {
        {"version", 1},
        {"partitions", {{{"topic", topic->name}, {"partition", index}, {"replicas", replicas}}}}};
    return plan.dump();
}

/// What kafka-delete-records.sh reads, or kafka-consumer-groups.sh --from-file.
void addOffsets(const ActionCall& call, const CommandContext& context, Values& values) {
    const auto changes = offsetChangesOf(call, context.snapshot, context.byTime);
    if (!changes)
        return;
    if (call.action == "delete-records") {
        auto partitions = nlohmann::ordered_json::array();
        for (const auto& change : *changes)
            partitions.push_back({{"topic", change.partition.topic},
                                  {"partition", change.partition.partition.value()},
                                  {"offset", change.after.value()}});
        values["offsetsJson"] = {nlohmann::ordered_json({{"partitions", partitions}, {"version", 1}}).dump()};
    } else if (call.text("to") == "group" || call.text("to") == "offsets") {
        std::string lines;
        for (const auto& change : *changes)
            lines += change.partition.topic + "," + toString(change.partition.partition) + "," +
                     toString(change.after) + "\\n";
        values["fileCsv"] = {lines};
    }
}

/// What else templates name, besides arguments.
void addDerived(const ActionCall& call, const CommandContext& context, Values& values) {
    values["bootstrap"] = {context.bootstrapServers};
    if (const auto plan = planJson(call, context.snapshot))
        values["planJson"] = {*plan};
    if (call.action == "delete-records" || call.action == "group-reset")
        addOffsets(call, context, values);
    if (const auto timeMs = call.number("timeMs"))
        values["timeIso"] = {QDateTime::fromMSecsSinceEpoch(*timeMs, Qt::UTC)
                                 .toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz"))
                                 .toStdString()};
    if (const auto* topic = context.snapshot.topic(call.text("topic"));
        topic && call.action == "clone-topic") {
        values["partitions"] = {std::to_string(topic->partitions.size())};
        values["replicas"] = {
            std::to_string(topic->partitions.empty() ? 1 : topic->partitions.front().replicas.size())};
        for (const auto& [name, value] : topic->configs)
            values["configs"].push_back(fmt::format("{}={}", name, value));
    }
}

} // namespace

std::string shellWord(const std::string& text) {
    const auto isPlain = [](unsigned char c) {
        return std::isalnum(c) ||
               std::string_view("_-./:,=+@%").find(static_cast<char>(c)) != std::string_view::npos;
    };
    if (!text.empty() && std::ranges::all_of(text, isPlain))
        return text;
    std::string quoted = "'";
    for (const char c : text)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

std::string ctlLineOf(const ActionCall& given) {
    const auto call = resolve(given);
    const auto* action = call ? findAction(call->action) : nullptr;
    if (!action || !*action->ctl)
        return {};
    std::string places, options, input;
    for (const auto& parameter : action->parameters) {
        const auto found = call->arguments.find(parameter.field);
        if (found == call->arguments.end())
            continue;
        const auto& argument = found->second;
        if (parameter.kind == ParameterKind::json) {
            input = "echo " + shellWord(argumentText(parameter, argument)) + " | ";
            places += " -";
        } else if (std::string_view(parameter.option).substr(0, 2) != "--") {
            if (const auto* numbers = std::get_if<std::vector<std::int64_t>>(&argument))
                for (const auto number : *numbers)
                    places += " " + std::to_string(number);
            else
                places += " " + shellWord(argumentText(parameter, argument));
        } else if (const auto* isSet = std::get_if<bool>(&argument)) {
            options += *isSet ? std::string(" ") + parameter.option : std::string();
        } else {
            for (const auto& value : valuesOf(parameter, argument))
                options += std::string(" ") + parameter.option + " " + shellWord(value);
        }
    }
    return input + "partitura ctl " + std::string(action->ctl) + places + options;
}

std::string commandLineOf(const ActionCall& given, const CommandContext& context) {
    const auto call = resolve(given);
    const auto* action = call ? findAction(call->action) : nullptr;
    if (!action)
        return {};
    if (!*action->kafka)
        return ctlLineOf(given);
    Values values;
    for (const auto& [field, argument] : call->arguments)
        values[field] = valuesOf(*action->parameter(field), argument);
    addDerived(*call, context, values);
    return Template(action->kafka, values).fill();
}

} // namespace partitura::app
