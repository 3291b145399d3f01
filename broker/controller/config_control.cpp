#include "broker/controller/config_control.h"

#include "broker/log/topic_configs.h"

#include <algorithm>
#include <set>
#include <vector>

namespace partitura::controller {
namespace {

constexpr std::int8_t topicResource = 2; // ConfigResource.Type.TOPIC

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

/// Carries one operation out on `configs`.
Result<void> apply(Configs& configs,
                   const protocol::IncrementalAlterConfigsRequest::AlterableConfig& wanted) {
    const auto* definition = findConfig(log::topicConfigDefinitions(), wanted.name);
    if (!definition)
        return Error{ErrorCode::INVALID_CONFIG, "Topics have no config '" + wanted.name + "'."};
    if (wanted.configOperation == remove) {
        configs.erase(wanted.name);
        return {};
    }
    if (!wanted.value)
        return Error{ErrorCode::INVALID_CONFIG, "Config '" + wanted.name + "' needs a value."};
    auto value = *wanted.value;
    if (wanted.configOperation != set) {
        if (wanted.configOperation != append && wanted.configOperation != subtract)
            return Error{ErrorCode::INVALID_REQUEST, "There is no such operation on configs."};
        if (definition->type != ConfigType::list)
            return Error{ErrorCode::INVALID_CONFIG, "Config '" + wanted.name + "' is no list."};
        value =
            changedList(log::topicConfigValue(configs, wanted.name), value, wanted.configOperation == append);
    }
    if (auto valid = log::validateTopicConfig(wanted.name, value); !valid)
        return valid;
    configs[wanted.name] = value;
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

Result<void> ConfigControl::check(std::int8_t type, const std::string& name) const {
    if (type != topicResource)
        return Error{ErrorCode::INVALID_REQUEST, "Only configs of topics can be changed while brokers run."};
    if (!m_writer.image().topic(name))
        return Error{ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "There is no topic '" + name + "'."};
    return {};
}

Result<void> ConfigControl::change(const std::string& topic, const Configs& wanted, bool validateOnly) {
    const auto before = m_writer.image().topicConfigs(topic);
    Records records;
    const auto write = [&](const std::string& name, std::optional<std::string> value) {
        protocol::ConfigRecord record;
        record.resourceType = topicResource;
        record.resourceName = topic;
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
    std::ranges::move(m_replication.topicConfigChanged(topic, wanted), std::back_inserter(records));
    return m_writer.write(records);
}

protocol::AlterConfigsResponse ConfigControl::alter(const protocol::AlterConfigsRequest& request) {
    protocol::AlterConfigsResponse response;
    for (const auto& resource : request.resources) {
        auto result = check(resource.resourceType, resource.resourceName);
        Configs wanted;
        for (const auto& config : resource.configs) {
            if (result)
                result = log::validateTopicConfig(config.name, config.value);
            if (config.value)
                wanted[config.name] = *config.value;
        }
        if (result)
            result = change(resource.resourceName, wanted, request.validateOnly);
        answer(response, resource.resourceType, resource.resourceName, result);
    }
    return response;
}

protocol::IncrementalAlterConfigsResponse
ConfigControl::alter(const protocol::IncrementalAlterConfigsRequest& request) {
    protocol::IncrementalAlterConfigsResponse response;
    for (const auto& resource : request.resources) {
        auto result = check(resource.resourceType, resource.resourceName);
        Configs wanted;
        if (result)
            wanted = m_writer.image().topicConfigs(resource.resourceName);
        std::set<std::string> named;
        for (const auto& config : resource.configs) {
            if (result && !named.insert(config.name).second)
                result = Error{ErrorCode::INVALID_REQUEST, "Config '" + config.name + "' is named twice."};
            if (result)
                result = apply(wanted, config);
        }
        if (result)
            result = change(resource.resourceName, wanted, request.validateOnly);
        answer(response, resource.resourceType, resource.resourceName, result);
    }
    return response;
}

} // namespace partitura::controller
