#include "app/settings/cluster_settings.h"

#include <QRegularExpression>
#include <QStringList>

namespace partitura::app {

namespace {

constexpr int portMax = 65535;

int inRange(const QJsonObject& json, const char* key, int low, int high, int otherwise) {
    const int value = json.value(QLatin1String(key)).toInt(low - 1);
    return value >= low && value <= high ? value : otherwise;
}

QString quoted(const QString& word) {
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./:@%+,=-]+$"));
    if (plain.match(word).hasMatch())
        return word;
    return QLatin1Char('\'') + QString(word).replace(QLatin1Char('\''), QLatin1String("'\\''")) +
           QLatin1Char('\'');
}

} // namespace

QJsonObject ClusterSettings::toJson() const {
    return {{QStringLiteral("brokers"), brokers},
            {QStringLiteral("port"), port},
            {QStringLiteral("host"), host},
            {QStringLiteral("dataDirectory"), dataDirectory},
            {QStringLiteral("ephemeral"), ephemeral},
            {QStringLiteral("defaultPartitions"), defaultPartitions},
            {QStringLiteral("defaultReplicas"), defaultReplicas},
            {QStringLiteral("autoCreateTopics"), autoCreateTopics},
            {QStringLiteral("rebalanceDelayMs"), rebalanceDelayMs}};
}

ClusterSettings ClusterSettings::fromJson(const QJsonObject& json) {
    ClusterSettings s;
    s.brokers = inRange(json, "brokers", 1, brokersMax, s.brokers);
    s.port = static_cast<std::uint16_t>(inRange(json, "port", 1, portMax - brokersMax, s.port));
    s.host = json.value(QStringLiteral("host")).toString();
    s.dataDirectory = json.value(QStringLiteral("dataDirectory")).toString();
    s.ephemeral = json.value(QStringLiteral("ephemeral")).toBool(s.ephemeral);
    s.defaultPartitions = inRange(json, "defaultPartitions", 1, partitionsMax, s.defaultPartitions);
    s.defaultReplicas = inRange(json, "defaultReplicas", 0, brokersMax, s.defaultReplicas);
    s.autoCreateTopics = json.value(QStringLiteral("autoCreateTopics")).toBool(s.autoCreateTopics);
    s.rebalanceDelayMs = inRange(json, "rebalanceDelayMs", 0, rebalanceDelayMaxMs, s.rebalanceDelayMs);
    return s;
}

QString ClusterSettings::serveCommand() const {
    const ClusterSettings usual;
    QStringList words{QStringLiteral("partitura"), QStringLiteral("serve")};
    const auto option = [&](const char* name, const QString& value) {
        words << QLatin1String(name) << quoted(value);
    };
    option("--brokers", QString::number(brokers));
    option("--port", QString::number(port));
    if (!host.isEmpty())
        option("--host", host);
    if (ephemeral)
        words << QStringLiteral("--ephemeral");
    else if (!dataDirectory.isEmpty())
        option("--data-dir", dataDirectory);
    if (defaultPartitions != usual.defaultPartitions)
        option("--default-partitions", QString::number(defaultPartitions));
    if (defaultReplicas != usual.defaultReplicas)
        option("--default-replicas", QString::number(defaultReplicas));
    if (!autoCreateTopics)
        words << QStringLiteral("--no-auto-create");
    if (rebalanceDelayMs != usual.rebalanceDelayMs)
        option("--rebalance-delay-ms", QString::number(rebalanceDelayMs));
    return words.join(QLatin1Char(' '));
}

} // namespace partitura::app
