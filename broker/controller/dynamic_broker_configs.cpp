#include "broker/controller/dynamic_broker_configs.h"

namespace partitura::controller {
namespace {

constexpr std::int64_t noLimit = std::numeric_limits<std::int64_t>::max();

constexpr ConfigDefinition definitions[] = {
    {"follower.replication.throttled.rate", ConfigType::int64, "9223372036854775807",
     "Bytes a second for copying the replicas in follower.replication.throttled.replicas of their topics.", 0,
     noLimit},
    {"leader.replication.throttled.rate", ConfigType::int64, "9223372036854775807",
     "Bytes a second for serving the replicas in leader.replication.throttled.replicas of their topics.", 0,
     noLimit},
};

} // namespace

std::span<const ConfigDefinition> dynamicBrokerConfigDefinitions() {
    return definitions;
}

std::string dynamicBrokerConfig(const MetadataImage& image, BrokerId broker, std::string_view name) {
    const std::string key(name);
    for (const auto& resource : {toString(broker), std::string()}) {
        const auto& configs = image.brokerConfigs(resource);
        if (const auto found = configs.find(key); found != configs.end())
            return found->second;
    }
    return std::string(findConfig(definitions, name)->defaultValue);
}

} // namespace partitura::controller
