#include "broker/controller/config_control.h"

#include "broker/controller/dynamic_broker_configs.h"
#include "broker/log/topic_configs.h"

#include <algorithm>
#include <set>
#include <vector>

namespace partitura::controller {
namespace {

// ConfigResource.Type
constexpr std::int8_t topicResource = 2;
constexpr std::int8_t brokerResource = 4;

/// AlterConfigOp.OpType.
enum Operation : std::int8_t { set = 0, remove = 1, append = 2, subtract = 3 };

std::vector<std::string> itemsOf(std::string_view list) {
    std::vector<std::string> items;
    while (!list.empty()) {
        const auto end = std::min(list.find(','), list.size());
        items.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return items;
}

/// A list without what `changed` lists, and with it at the end if `isAppended`.
std::string changedList(std::string_view list, std::string_view changed, bool isAppended) {
    auto items = itemsOf(list);
    for (const auto& one : itemsOf(changed)) {
        const bool isThere = std::ranges::find(items, one) != items.end();
        if (!isAppended)
            std::erase(items, one);
        else if (!isThere)
            items.push_back(one);
    }
    std::string text;
    for (const auto& item : items)
        text += (text.empty() ? "" : ",") + item;
    return text;
}

const ConfigDefinition* definitionOf(std::int8_t type, const std::string& name) {
    return findConfig(
        type == topicResource ? log::topicConfigDefinitions() : dynamicBrokerConfigDefinitions(), name);
}

/// Errors: INVALID_CONFIG, and INVALID_REQUEST for what a broker does not let itself be told while it runs
/// (ConfigAdminManager).
Result<void> validate(std::int8_t type, const std::string& name, const std::optional<std::string>& value) {
    if (type == topicResource)
        return log::validateTopicConfig(name, value);
    const auto* definition = definitionOf(type, name);
    if (!definition)
        return Error{ErrorCode::INVALID_REQUEST,
                     "Config '" + name + "' of a broker cannot be changed while it runs."};
    if (!value)
        return Error{ErrorCode::INVALID_CONFIG, "Config '" + name + "' needs a value."};
    return validateConfig(*definition, *value);
}

/// Carries one operation out on `configs`.
Result<void> apply(Configs& configs, std::int8_t type,
                   const protocol::IncrementalAlterConfigsRequest::AlterableConfig& wanted) {
    const auto* definition = definitionOf(type, wanted.name);
    if (definition && wanted.configOperation == remove) {
        configs.erase(wanted.name);
        return {};
    }
    auto value = wanted.value;
    if (definition && value && wanted.configOperation != set) {
        if (wanted.configOperation != append && wanted.configOperation != subtract)
            return Error{ErrorCode::INVALID_REQUEST, "There is no such operation on configs."};
        if (definition->type != ConfigType::list)
            return Error{ErrorCode::INVALID_CONFIG, "Config '" + wanted.name + "' is no list."};
        value = changedList(log::topicConfigValue(configs, wanted.name), *value,
                            wanted.configOperation == append);
    }
    if (auto valid = validate(type, wanted.name, value); !valid)
        return valid;
    configs[wanted.name] = *value;
    return {};
}

/// Fills the answer for one resource.
template <typename Response>
void answer(Response& response, std::int8_t type, const std::string& name, const Result<void>& result) {
    auto& one = response.responses.emplace_back();
    one.resourceType = type;
    one.resourceName = name;
    one.errorCode = result.code();
    one.errorMessage = result ? std::nullopt : std::optional(result.error().context);
}

} // namespace

Result<void> ConfigControl::check(const Resource& resource) const {
    const auto& name = resource.name;
    if (resource.type == topicResource)
        return m_writer.image().topic(name)
                   ? Result<void>()
                   : Error{ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "There is no topic '" + name + "'."};
    if (resource.type != brokerResource)
        return Error{ErrorCode::INVALID_REQUEST, "Only topics and brokers have configs that can be changed."};
    if (name.empty())
        return {};
    const auto id = parseInteger(name);
    if (!id || *id < 0 || *id > std::numeric_limits<std::int32_t>::max())
        return Error{ErrorCode::INVALID_REQUEST, "'" + name + "' is no broker's id."};
    if (!m_writer.image().broker(BrokerId(static_cast<std::int32_t>(*id))))
        return Error{ErrorCode::BROKER_ID_NOT_REGISTERED, "There is no broker " + name + "."};
    return {};
}

const Configs& ConfigControl::configsOf(const Resource& resource) const {
    return resource.type == topicResource ? m_writer.image().topicConfigs(resource.name)
                                          : m_writer.image().brokerConfigs(resource.name);
}

Result<void> ConfigControl::change(const Resource& resource, const Configs& wanted, bool validateOnly) {
    const auto before = configsOf(resource);
    Records records;
    const auto write = [&](const std::string& name, std::optional<std::string> value) {
        protocol::ConfigRecord record;
        record.resourceType = resource.type;
        record.resourceName = resource.name;
        record.name = name;
        record.value = std::move(value);
        records.emplace_back(record);
    };
    for (const auto& [name, value] : wanted)
        if (const auto at = before.find(name); at == before.end() || at->second != value)
            write(name, value);
    for (const auto& [name, value] : before)
        if (!wanted.contains(name))
            write(name, std::nullopt);
    if (validateOnly || records.empty())
        return {};
    if (resource.type == topicResource)
        std::ranges::move(m_replication.topicConfigChanged(resource.name, wanted),
                          std::back_inserter(records));
    return m_writer.write(records);
}

protocol::AlterConfigsResponse ConfigControl::alter(const protocol::AlterConfigsRequest& request) {
    protocol::AlterConfigsResponse response;
    for (const auto& asked : request.resources) {
        const Resource resource{asked.resourceType, asked.resourceName};
        auto result = check(resource);
        Configs wanted;
        for (const auto& config : asked.configs) {
            if (result)
                result = validate(resource.type, config.name, config.value);
            if (config.value)
                wanted[config.name] = *config.value;
        }
        if (result)
            result = change(resource, wanted, request.validateOnly);
        answer(response, resource.type, resource.name, result);
    }
    return response;
}

protocol::IncrementalAlterConfigsResponse
ConfigControl::alter(const protocol::IncrementalAlterConfigsRequest& request) {
    protocol::IncrementalAlterConfigsResponse response;
    for (const auto& asked : request.resources) {
        const Resource resource{asked.resourceType, asked.resourceName};
        auto result = check(resource);
        Configs wanted;
        if (result)
            wanted = configsOf(resource);
        std::set<std::string> named;
        for (const auto& config : asked.configs) {
            if (result && !named.insert(config.name).second)
                result = Error{ErrorCode::INVALID_REQUEST, "Config '" + config.name + "' is named twice."};
            if (result)
                result = apply(wanted, resource.type, config);
        }
        if (result)
            result = change(resource, wanted, request.validateOnly);
        answer(response, resource.type, resource.name, result);
    }
    return response;
}

} // namespace partitura::controller
