#include "ui/throughput/throughput_words.h"

#include "ui/style/number_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

namespace partitura::ui {

namespace {

using app::ThroughputCause;
using app::ThroughputQuestion;
using app::ThroughputReading;
using app::ThroughputReason;
using app::ThroughputUnit;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(partitura::ui::ThroughputWords)
};

QString brokersText(const std::vector<BrokerId>& brokers) {
    QStringList ids;
    for (const BrokerId id : brokers)
        ids << QString::number(id.value());
    return ids.join(Words::tr(", ", "between broker ids"));
}

QString sentence(const ThroughputReason& reason, const ThroughputQuestion& question) {
    const bool rate = question.reading == ThroughputReading::rate;
    const QString brokers = brokersText(reason.brokers);
    switch (reason.cause) {
    case ThroughputCause::idle:
        return rate ? Words::tr("Nothing flows. Start a producer, and model and measurement rise together.")
                    : Words::tr("Nothing is held yet.");
    case ThroughputCause::inAgreement:
        return rate ? Words::tr("Model and measurement agree: every replica takes in what its leader does.")
                    : Words::tr("Model and measurement agree: every replica holds what its leader does.");
    case ThroughputCause::replicasOffline:
        return Words::tr("Replicas offline: %1, on broker %2. Their copies are missing from the measurement.")
            .arg(countText(reason.replicas), brokers);
    case ThroughputCause::followersBehind:
        return Words::tr("Followers behind their leaders: %1, on broker %2, by %3 in all.")
            .arg(countText(reason.replicas), brokers, recordsText(static_cast<double>(reason.lagRecords)));
    case ThroughputCause::followersCatchingUp:
        return Words::tr("Followers catching up: %1, on broker %2. They take in more than producers send "
                         "now; %3 to go.")
            .arg(countText(reason.replicas), brokers, recordsText(static_cast<double>(reason.lagRecords)));
    case ThroughputCause::unevenReplicas:
        return Words::tr("Partitions with another replica count than the mean: %1. N × R × D is then a mean, "
                         "not exact.")
            .arg(countText(reason.partitions));
    case ThroughputCause::followersHoldMore:
        return Words::tr(
            "Followers hold more than their leaders: retention or compaction has run there first.");
    case ThroughputCause::settling:
        return Words::tr(
            "Copies are made a moment after the original; the two meet as soon as the load is steady.");
    }
    return {};
}

} // namespace

QString amountText(double amount, const ThroughputQuestion& question) {
    const bool rate = question.reading == ThroughputReading::rate;
    if (question.unit == ThroughputUnit::bytes)
        return rate ? byteRateText(amount) : bytesText(amount);
    return rate ? recordRateText(amount) : recordsText(amount);
}

QString replicasText(double replicas) {
    const bool whole = std::abs(replicas - std::round(replicas)) < 0.005;
    return whole ? QString::number(std::lround(replicas)) : QString::number(replicas, 'f', 2);
}

QString explanationText(const app::Throughput& throughput, const ThroughputQuestion& question) {
    QStringList sentences;
    for (const ThroughputReason& reason : throughput.reasons)
        sentences << sentence(reason, question);
    return sentences.join(QLatin1Char(' '));
}

QString ownerText(const app::ThroughputOwner& owner) {
    if (owner.isRest())
        return Words::tr("all others");
    return owner.topic.empty() ? Words::tr("broker %1").arg(owner.broker.value())
                               : QStringLiteral("%1-%2")
                                     .arg(QString::fromStdString(owner.topic))
                                     .arg(owner.partition.value());
}

QString latencyText(const app::WorkloadsSnapshot& workloads, const ThroughputQuestion& question) {
    QStringList each;
    for (const auto& workload : workloads.workloads) {
        const auto* producer = workload->spec->producer();
        if (!producer || !workload->latency || workload->clientsRunning == 0 ||
            (!question.topic.empty() && producer->topic != question.topic))
            continue;
        each << QStringLiteral("%1\u00a0%2\u00a0·\u00a0%3\u00a0·\u00a0%4") // not broken within
                    .arg(QString::fromStdString(workload->spec->name), durationText(workload->latency->p50),
                         durationText(workload->latency->p95), durationText(workload->latency->p99));
    }
    return each.isEmpty()
               ? QString()
               : Words::tr("Until acknowledged (p50 · p95 · p99): %1").arg(each.join(QStringLiteral("   ")));
}

QString skewText(const app::Throughput& throughput) {
    const app::ThroughputSkew& skew = throughput.skew;
    if (!skew.partitionStandsOut && !skew.brokerStandsOut)
        return {};
    return Words::tr("Skew: %1-%2 takes %3 of the load, and broker %4 leads %5 of it. T does not show this.")
        .arg(QString::fromStdString(skew.topic), QString::number(skew.partition.value()),
             percentText(skew.partitionShare), QString::number(skew.broker.value()),
             percentText(skew.brokerShare));
}

} // namespace partitura::ui
