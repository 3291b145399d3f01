// What can be set on a broker while it runs.
#pragma once

#include "broker/base/config_definition.h"
#include "broker/controller/metadata_image.h"

#include <string>

namespace partitura::controller {

/// The keys, by name (Kafka's DynamicConfig.Broker): set on one broker, or on all by the empty name. They
/// cannot be in a broker's own configuration.
[[nodiscard]] std::span<const ConfigDefinition> dynamicBrokerConfigDefinitions();
/// The value in force: the broker's own, or that of all, or the default.
[[nodiscard]] std::string dynamicBrokerConfig(const MetadataImage& image, BrokerId broker,
                                              std::string_view name);

} // namespace partitura::controller
