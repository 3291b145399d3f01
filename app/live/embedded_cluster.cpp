#include "app/live/embedded_cluster.h"

#include "app/workload/demo.h"
#include "broker/log/posix_storage.h"

#include <QStandardPaths>
#include <QSysInfo>
#include <QTemporaryDir>

#include <fmt/core.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <random>

namespace partitura::app {
namespace {

bool isWildcard(const std::string& host) {
    return host == "0.0.0.0" || host == "::";
}

/// What to do about an error that kept the cluster from starting.
std::string advice(const Error& error, const Options& options) {
    const auto& what = error.context;
    if (what.find("in use by another program") != std::string::npos)
        return "; choose another with --port, or stop that program";
    if (what.find("in use") != std::string::npos)
        return "; close that one, or choose another directory with --data-dir";
    if (error.code == ErrorCode::KAFKA_STORAGE_ERROR && !options.ephemeral)
        return "; choose a directory you can write to with --data-dir";
    return {};
}

/// A line for whoever waits at the terminal: the window opens and clients are served only afterwards.
void tellRecovery(const observe::ClusterSnapshot& cluster) {
    observe::LogRecoverySnapshot all;
    for (const auto& broker : cluster.brokers)
        if (const auto& one = broker.recovery) {
            all.logsRemaining += one->logsRemaining;
            all.bytesTotal += one->bytesTotal;
            all.bytesRemaining += one->bytesRemaining;
        }
    constexpr double megabyte = 1e6;
    if (static_cast<double>(all.bytesRemaining) < megabyte)
        return; // it is over before the line is read
    fmt::print(stderr, "partitura: recovering logs after a crash; {} logs, {:.1f} of {:.1f} MB are left.\n",
               all.logsRemaining, static_cast<double>(all.bytesRemaining) / megabyte,
               static_cast<double>(all.bytesTotal) / megabyte);
}

std::uint64_t systemSeed() {
    std::random_device device;
    return static_cast<std::uint64_t>(device()) << 32 | device();
}

} // namespace

std::string EmbeddedCluster::defaultDataDirectory() {
    const auto home = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return home.toStdString() + "/partitura/cluster";
}

Result<std::unique_ptr<EmbeddedCluster>> EmbeddedCluster::start(const Options& options) {
    auto embedded = std::unique_ptr<EmbeddedCluster>(new EmbeddedCluster);
    using Sync = log::PosixStorage::Sync;
    embedded->m_storage = std::make_unique<log::PosixStorage>(options.ephemeral ? Sync::never : Sync::toDisk);

    cluster::ClusterConfig config;
    config.brokers = options.brokers;
    config.basePort = options.port;
    config.dataDirectory = options.dataDirectory.empty() ? defaultDataDirectory() : options.dataDirectory;
    if (options.ephemeral) {
        QTemporaryDir directory;
        directory.setAutoRemove(false);
        if (!directory.isValid())
            return Error{ErrorCode::KAFKA_STORAGE_ERROR,
                         "cannot make a temporary directory: " + directory.errorString().toStdString()};
        config.dataDirectory = embedded->m_temporary = directory.path().toStdString();
    }
    if (options.host) {
        config.listenHosts = {*options.host};
        config.advertisedHost =
            isWildcard(*options.host) ? QSysInfo::machineHostName().toStdString() : *options.host;
    }
    const auto replicas = std::min(3, options.brokers);
    config.broker.controller.defaultPartitions = options.defaultPartitions;
    config.broker.controller.defaultReplicationFactor =
        options.defaultReplicas > 0 ? std::min(options.defaultReplicas, options.brokers) : replicas;
    config.broker.autoCreateTopics = options.autoCreateTopics;
    config.broker.groups.initialRebalanceDelay = std::chrono::milliseconds(options.rebalanceDelayMs);
    config.broker.offsetsTopicReplicationFactor = static_cast<std::int16_t>(replicas);

    auto topics = options.topics;
    if (options.demo)
        for (auto& topic : demoTopics(options.brokers))
            topics.push_back(std::move(topic));
    for (const auto& spec : topics) {
        auto& topic = config.broker.topics.emplace_back();
        topic.name = spec.name;
        topic.numPartitions = spec.partitions;
        topic.replicationFactor = spec.replicas;
    }

    config.recovering = tellRecovery;

    auto started = cluster::LiveCluster::start(std::move(config), *embedded->m_storage, *embedded->m_clock,
                                               systemSeed());
    if (!started)
        return Error{started.code(), started.error().context + advice(started.error(), options)};
    embedded->m_cluster = std::move(*started);
    embedded->m_workloads = std::make_unique<LiveWorkloads>(embedded->bootstrapServers(), embedded->m_clock);
    if (auto control = ControlServer::start(*embedded->m_cluster, *embedded->m_workloads, *embedded->m_clock))
        embedded->m_control = std::move(*control);
    else
        spdlog::warn("partitura ctl cannot reach this instance: {}", control.error().context);
    return embedded;
}

EmbeddedCluster::~EmbeddedCluster() {
    m_control.reset();
    m_workloads.reset();
    if (m_cluster)
        m_cluster->stop();
    m_cluster.reset();
    if (!m_temporary.empty())
        if (auto removed = m_storage->remove(m_temporary); !removed)
            spdlog::warn("{}", removed.error().context);
}

std::string EmbeddedCluster::bootstrapServers() const {
    std::string servers;
    for (const auto& endpoint : m_cluster->endpoints())
        servers += (servers.empty() ? "" : ",") + net::toString(endpoint);
    return servers;
}

} // namespace partitura::app
