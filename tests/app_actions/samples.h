// A call of each action, as somebody might make it.
#pragma once

#include "app/actions/action.h"

namespace partitura::test {

/// A value of the parameter's kind.
inline app::Argument sampleOf(const app::Parameter& parameter) {
    using enum app::ParameterKind;
    switch (parameter.kind) {
    case broker:
        return std::int64_t(2);
    case brokers:
        return std::vector<std::int64_t>{2, 3, 1};
    case node:
        return std::string(std::string_view(parameter.field) == "from" ? "clients" : "broker-2");
    case topic:
        return std::string("orders");
    case newTopic:
        return std::string("copy of it's"); // a name that must be quoted, if not one for Kafka
    case partition:
        return std::int64_t(1);
    case group:
        return std::string("shop");
    case milliseconds:
        return std::int64_t(2500);
    case number:
        return std::max<std::int64_t>(parameter.min, 7);
    case time:
        return std::int64_t(1795341600000);
    case workload:
        return std::string("shop");
    case json:
        return std::string("[{\"name\":\"it's\"}]");
    case text:
        return std::string("text");
    case api:
        return std::string("Produce");
    case error:
        return std::string("NOT_LEADER_OR_FOLLOWER");
    case texts:
        return std::vector<std::string>{"retention.ms=60000", "cleanup.policy=compact,delete"};
    case choice:
        return std::string(parameter.choices).substr(0, std::string(parameter.choices).find(','));
    case flag:
        return true;
    }
    return false;
}

/// With every value it takes.
inline app::ActionCall sampleOf(const app::Action& action) {
    app::ActionCall call{action.key, {}};
    for (const auto& parameter : action.parameters)
        call.arguments[parameter.field] = sampleOf(parameter);
    return call;
}

} // namespace partitura::test
