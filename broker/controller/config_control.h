// Configs that are changed while the cluster runs.
#pragma once

#include "broker/controller/metadata_writer.h"
#include "broker/controller/replication_control.h"
#include "broker/protocol/messages/alter_configs.h"
#include "broker/protocol/messages/incremental_alter_configs.h"

#include <optional>
#include <string>

namespace partitura::controller {

/// Changes the configs of topics, and what follows from it (Kafka's ConfigurationControlManager). Those of
/// brokers are what they were started with. Owned by the controller. Thread: its loop.
class ConfigControl {
public:
    ConfigControl(MetadataWriter& writer, const ReplicationControl& replication)
        : m_writer(writer)
        , m_replication(replication) {}

    /// Sets a topic's configs to those given, and no others.
    protocol::AlterConfigsResponse alter(const protocol::AlterConfigsRequest& request);
    /// Sets, deletes, appends to, subtracts from single configs (KIP-339).
    protocol::IncrementalAlterConfigsResponse alter(const protocol::IncrementalAlterConfigsRequest& request);

private:
    /// Why the resource's configs cannot be changed.
    [[nodiscard]] Result<void> check(std::int8_t type, const std::string& name) const;
    [[nodiscard]] Result<void> change(const std::string& topic, const Configs& wanted, bool validateOnly);

    MetadataWriter& m_writer;
    const ReplicationControl& m_replication;
};

} // namespace partitura::controller
