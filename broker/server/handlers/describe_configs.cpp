// DescribeConfigs: every key of a topic or a broker, its value, where that comes from, and what it is for.
#include "broker/controller/dynamic_broker_configs.h"
#include "broker/log/topic_configs.h"
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

#include <algorithm>
#include <set>

namespace partitura::server {
namespace {

using protocol::DescribeConfigsRequest;
using protocol::DescribeConfigsResponse;
using ConfigResult = DescribeConfigsResponse::DescribeConfigsResourceResult;

// ConfigResource.Type
constexpr std::int8_t topicResource = 2;
constexpr std::int8_t brokerResource = 4;
// DescribeConfigsResponse.ConfigSource
constexpr std::int8_t dynamicTopic = 1;
constexpr std::int8_t dynamicBroker = 2;
constexpr std::int8_t dynamicDefaultBroker = 3;
constexpr std::int8_t staticBroker = 4;
constexpr std::int8_t defaultConfig = 5;

/// A value and its source; the synonyms of a key are those in order of precedence, the first in force.
struct Sourced {
    std::string name;
    std::string value;
    std::int8_t source = defaultConfig;
};

ConfigResult describe(const ConfigDefinition& definition, const std::vector<Sourced>& synonyms,
                      const DescribeConfigsRequest& request, bool readOnly) {
    ConfigResult result;
    result.name = std::string(definition.name);
    result.value = synonyms.front().value;
    result.readOnly = readOnly;
    result.configSource = synonyms.front().source;
    result.configType = static_cast<std::int8_t>(definition.type);
    result.documentation.reset();
    if (request.includeDocumentation)
        result.documentation = std::string(definition.about);
    if (request.includeSynonyms)
        for (const auto& one : synonyms) {
            auto& synonym = result.synonyms.emplace_back();
            synonym.name = one.name;
            synonym.value = one.value;
            synonym.source = one.source;
        }
    return result;
}

void describeTopic(const Broker& broker, const std::string& name, const DescribeConfigsRequest& request,
                   const std::vector<ConfigDefinition>& wanted,
                   DescribeConfigsResponse::DescribeConfigsResult& into) {
    if (!broker.image().topic(name)) {
        const auto valid = controller::validateTopicName(name);
        into.errorCode = valid ? ErrorCode::UNKNOWN_TOPIC_OR_PARTITION : valid.code();
        into.errorMessage = valid ? "There is no topic " + name + "." : valid.error().context;
        return;
    }
    const auto& set = broker.image().topicConfigs(name);
    for (const auto& definition : wanted) {
        std::vector<Sourced> synonyms;
        if (const auto found = set.find(std::string(definition.name)); found != set.end())
            synonyms.push_back({found->first, found->second, dynamicTopic});
        const auto& key = definition.brokerKey.empty() ? definition.name : definition.brokerKey;
        synonyms.push_back({std::string(key), std::string(definition.defaultValue), defaultConfig});
        into.configs.push_back(describe(definition, synonyms, request, false));
    }
}

void describeBroker(const Broker& broker, const std::string& name, const DescribeConfigsRequest& request,
                    const std::vector<ConfigDefinition>& wanted,
                    DescribeConfigsResponse::DescribeConfigsResult& into) {
    if (!name.empty() && name != toString(broker.config().id)) {
        into.errorCode = ErrorCode::INVALID_REQUEST;
        into.errorMessage = "Unexpected broker id, expected " + toString(broker.config().id) +
                            " or empty string, but received " + name;
        return;
    }
    const auto& own = broker.image().brokerConfigs(toString(broker.config().id));
    const auto& ofAll = broker.image().brokerConfigs({});
    const auto add = [](std::vector<Sourced>& synonyms, const auto& configs, std::string_view key,
                        std::int8_t source) {
        if (const auto found = configs.find(std::string(key)); found != configs.end())
            synonyms.push_back({found->first, found->second, source});
    };
    const auto inFile = staticBrokerConfigs(broker.config());
    for (const auto& definition : wanted) {
        std::vector<Sourced> synonyms;
        if (!name.empty())
            add(synonyms, own, definition.name, dynamicBroker);
        add(synonyms, ofAll, definition.name, dynamicDefaultBroker);
        // The empty name asks for what is set for all brokers, and no more.
        if (name.empty() && synonyms.empty())
            continue;
        add(synonyms, inFile, definition.name, staticBroker);
        synonyms.push_back(
            {std::string(definition.name), std::string(definition.defaultValue), defaultConfig});
        const bool isDynamic = findConfig(controller::dynamicBrokerConfigDefinitions(), definition.name);
        into.configs.push_back(describe(definition, synonyms, request, !isDynamic));
    }
}

std::vector<ConfigDefinition> chosen(std::span<const ConfigDefinition> table,
                                     const std::optional<std::vector<std::string>>& keys) {
    std::vector<ConfigDefinition> rows;
    for (const auto& definition : table)
        // Null and an empty list both ask for all (ConfigHelper).
        if (!keys || keys->empty() || std::ranges::find(*keys, definition.name) != keys->end())
            rows.push_back(definition);
    return rows;
}

} // namespace

void handleDescribeConfigs(Broker& broker, const RequestContext&, DescribeConfigsRequest& request,
                           Responder<DescribeConfigsRequest> respond) {
    DescribeConfigsResponse response;
    std::set<std::pair<std::int8_t, std::string>> described;
    for (const auto& resource : request.resources) {
        if (!described.insert({resource.resourceType, resource.resourceName}).second)
            continue; // once is enough, and a request of repetitions would be costly
        auto& result = response.results.emplace_back();
        result.resourceType = resource.resourceType;
        result.resourceName = resource.resourceName;
        result.errorMessage.reset();
        if (resource.resourceType == topicResource) {
            describeTopic(broker, resource.resourceName, request,
                          chosen(log::topicConfigDefinitions(), resource.configurationKeys), result);
        } else if (resource.resourceType == brokerResource) {
            auto keys = chosen(brokerConfigDefinitions(), resource.configurationKeys);
            std::ranges::copy(
                chosen(controller::dynamicBrokerConfigDefinitions(), resource.configurationKeys),
                std::back_inserter(keys));
            describeBroker(broker, resource.resourceName, request, keys, result);
        } else {
            result.errorCode = ErrorCode::INVALID_REQUEST;
            result.errorMessage =
                "Configs of resource type " + std::to_string(resource.resourceType) + " are not served.";
        }
    }
    respond(response);
}

} // namespace partitura::server
