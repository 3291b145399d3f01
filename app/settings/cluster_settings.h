// How the live cluster is set up, as the user chose it in the window.
#pragma once

#include <QJsonObject>
#include <QString>

#include <cstdint>

namespace partitura::app {

/// What the workspace keeps and the next start uses, where the command line does not say otherwise. A value.
struct ClusterSettings {
    static constexpr int brokersMax = 9;
    static constexpr int partitionsMax = 10'000;
    static constexpr int rebalanceDelayMaxMs = 600'000;

    int brokers = 3;           ///< 1 … brokersMax
    std::uint16_t port = 9092; ///< of broker 1; broker i listens at port + i − 1
    QString host;              ///< listened at and advertised; empty: both loopback addresses
    QString dataDirectory;     ///< empty: the default place
    bool ephemeral = false;    ///< a temporary directory that is removed at the end, whatever dataDirectory
    int defaultPartitions = 3; ///< num.partitions: of topics that clients only name
    int defaultReplicas = 0;   ///< default.replication.factor; 0: as many as brokers, at most three
    bool autoCreateTopics = true; ///< auto.create.topics.enable
    int rebalanceDelayMs = 0;     ///< group.initial.rebalance.delay.ms

    bool operator==(const ClusterSettings&) const = default;

    [[nodiscard]] QJsonObject toJson() const;
    /// What is missing or out of range has its default.
    static ClusterSettings fromJson(const QJsonObject& json);
    /// The command that runs the same cluster without a window, for a POSIX shell.
    [[nodiscard]] QString serveCommand() const;
};

} // namespace partitura::app
