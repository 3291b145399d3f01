#include "app/cli/ctl_options.h"

#include "app/actions/action_json.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>

namespace partitura::app {
namespace {

/// What a file holds; `-` is standard input. Errors: INVALID_REQUEST.
Result<std::string> contentsOf(const std::string& path) {
    std::ifstream file;
    if (path != "-")
        file.open(path, std::ios::binary);
    auto& from = path == "-" ? std::cin : file;
    std::string text{std::istreambuf_iterator<char>(from), {}};
    if (!from.good() && !from.eof())
        return Error{ErrorCode::INVALID_REQUEST, path + " cannot be read"};
    return text;
}

/// One command: gathers what its options are given, and makes the request of it.
class Command {
public:
    Command(CLI::App& parent, const std::string& name, const Action& action)
        : m_app(parent.add_subcommand(name, action.help))
        , m_call(std::make_shared<ActionCall>(ActionCall{action.key, {}})) {
        for (const auto& parameter : action.parameters)
            add(parameter);
    }

    [[nodiscard]] CLI::App& app() const { return *m_app; }
    [[nodiscard]] std::shared_ptr<ActionCall> call() const { return m_call; }

private:
    void add(const Parameter& parameter) {
        if (parameter.kind == ParameterKind::flag) {
            m_app->add_flag_callback(
                parameter.option, [call = m_call, &parameter] { call->arguments[parameter.field] = true; },
                parameter.help);
        } else if (parameter.kind == ParameterKind::texts) {
            m_app->add_option_function<std::vector<std::string>>(
                parameter.option,
                [call = m_call, &parameter](const std::vector<std::string>& given) {
                    call->arguments[parameter.field] = given;
                },
                parameter.help);
        } else if (parameter.kind == ParameterKind::brokers) {
            m_app
                ->add_option_function<std::vector<std::int64_t>>(
                    parameter.option,
                    [call = m_call, &parameter](const std::vector<std::int64_t>& given) {
                        take(*call, parameter, Argument(given));
                    },
                    parameter.help)
                ->required(parameter.isRequired);
        } else {
            m_app
                ->add_option_function<std::string>(
                    parameter.option,
                    [call = m_call, &parameter](const std::string& given) {
                        const auto text = parameter.kind == ParameterKind::json ? contentsOf(given) : given;
                        take(*call, parameter,
                             text ? parseArgument(parameter, *text) : Result<Argument>(text.error()));
                    },
                    parameter.help)
                ->required(parameter.isRequired);
        }
    }
    static void take(ActionCall& call, const Parameter& parameter, Result<Argument> argument) {
        if (argument)
            if (const auto fine = checkArgument(parameter, *argument); !fine)
                argument = fine.error();
        if (!argument)
            throw CLI::ValidationError(argument.error().context);
        call.arguments[parameter.field] = std::move(*argument);
    }

    CLI::App* m_app;
    std::shared_ptr<ActionCall> m_call;
};

} // namespace

CLI::App* addCtlCommands(CLI::App& app, CtlOptions& options) {
    auto* ctl = app.add_subcommand("ctl", "Look at a running instance and command it");
    ctl->require_subcommand(1);
    ctl->footer("Exit status: 0 done; 1 it was refused or failed; 2 bad use, or no such instance.");
    const auto addCommonOptions = [&options](CLI::App& to) {
        to.add_option("--data-dir", options.dataDirectory,
                      "Data directory of the instance (default: the one that runs)");
        to.add_flag("--json", options.json, "Print JSON, one object a line");
    };
    addCommonOptions(*ctl);
    auto* instances = ctl->add_subcommand("instances", "Print the data directories of all that run");
    addCommonOptions(*instances);
    instances->callback([&options] { options.instances = true; });

    std::map<std::string, CLI::App*> groups;
    for (const auto& group : ctlGroups()) {
        groups[group.name] = ctl->add_subcommand(group.name, group.help);
        groups[group.name]->require_subcommand(1);
    }
    for (const auto& action : actions()) {
        const std::string words = action.ctl;
        if (words.empty())
            continue;
        const auto space = words.find(' ');
        auto& parent = space == std::string::npos ? *ctl : *groups.at(words.substr(0, space));
        const Command command(parent, space == std::string::npos ? words : words.substr(space + 1), action);
        addCommonOptions(command.app());
        command.app().final_callback(
            [&options, call = command.call()] { options.request = requestOf(*call).dump(); });
    }
    return ctl;
}

} // namespace partitura::app
