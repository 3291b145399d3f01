#include "app/cli/remembered_settings.h"

namespace partitura::app {

void applySettings(const ClusterSettings& settings, Options& options) {
    const auto said = [&](const char* name) { return options.given.contains(name); };
    if (!said("--brokers"))
        options.brokers = settings.brokers;
    if (!said("--port"))
        options.port = settings.port;
    if (!said("--host") && !settings.host.isEmpty())
        options.host = settings.host.toStdString();
    // Where data lies is one choice: either option speaks for both.
    if (!said("--ephemeral") && !said("--data-dir")) {
        options.ephemeral = settings.ephemeral;
        options.dataDirectory = settings.dataDirectory.toStdString();
    }
    if (!said("--default-partitions"))
        options.defaultPartitions = settings.defaultPartitions;
    if (!said("--default-replicas"))
        options.defaultReplicas = settings.defaultReplicas;
    if (!said("--no-auto-create"))
        options.autoCreateTopics = settings.autoCreateTopics;
    if (!said("--rebalance-delay-ms"))
        options.rebalanceDelayMs = settings.rebalanceDelayMs;
}

ClusterSettings settingsOf(const Options& options) {
    ClusterSettings settings;
    settings.brokers = options.brokers;
    settings.port = options.port;
    settings.host = QString::fromStdString(options.host.value_or(std::string()));
    settings.dataDirectory = QString::fromStdString(options.dataDirectory);
    settings.ephemeral = options.ephemeral;
    settings.defaultPartitions = options.defaultPartitions;
    settings.defaultReplicas = options.defaultReplicas;
    settings.autoCreateTopics = options.autoCreateTopics;
    settings.rebalanceDelayMs = options.rebalanceDelayMs;
    return settings;
}

} // namespace partitura::app
