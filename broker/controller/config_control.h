// Configs that are changed while the cluster runs.
#pragma once

#include "broker/controller/metadata_writer.h"
#include "broker/controller/replication_control.h"
#include "broker/protocol/messages/alter_configs.h"
#include "broker/protocol/messages/incremental_alter_configs.h"

#include <optional>
#include <string>

namespace partitura::controller {

/// Changes the configs of topics, and what follows from it, and those of brokers that can be changed while
/// they run (Kafka's ConfigurationControlManager). Owned by the controller. Thread: its loop.
class ConfigControl {
public:
    ConfigControl(MetadataWriter& writer, const ReplicationControl& replication)
        : m_writer(writer)
        , m_replication(replication) {}

    /// Sets a topic's or broker's configs to those given, and no others.
    protocol::AlterConfigsResponse alter(const protocol::AlterConfigsRequest& request);
    /// Sets, deletes, appends to, subtracts from single configs (KIP-339).
    protocol::IncrementalAlterConfigsResponse alter(const protocol::IncrementalAlterConfigsRequest& request);

private:
    /// A topic, a broker, or with the empty name all brokers.
    struct Resource {
        std::int8_t type = 0;
        const std::string& name;
    };
    /// Why the resource's configs cannot be changed.
    [[nodiscard]] Result<void> check(const Resource& resource) const;
    [[nodiscard]] const Configs& configsOf(const Resource& resource) const;
    [[nodiscard]] Result<void> change(const Resource& resource, const Configs& wanted, bool validateOnly);

    MetadataWriter& m_writer;
    const ReplicationControl& m_replication;
};

} // namespace partitura::controller
