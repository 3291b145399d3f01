#include "ui/faults/faults_in_force.h"

#include "app/actions/undo.h"
#include "ui/operate/action_text.h"
#include "ui/style/broker_state_text.h"
#include "ui/style/number_text.h"

#include <QCoreApplication>

#include <chrono>

namespace partitura::ui {
namespace {

struct FaultsText {
    Q_DECLARE_TR_FUNCTIONS(FaultsText)
};

/// Whole seconds: a countdown changes once a second.
QString wholeSeconds(Duration duration) {
    return durationText(std::chrono::ceil<std::chrono::seconds>(std::max(duration, Duration::zero())));
}

QString plan(const app::Schedule::Entry& entry, Instant now) {
    if (entry.end)
        return FaultsText::tr("ends in %1").arg(wholeSeconds(*entry.end - now));
    QString text = FaultsText::tr("begins in %1").arg(wholeSeconds(*entry.nextStart - now));
    if (entry.left > 1)
        text += QStringLiteral(" · ") + FaultsText::tr("%1 times to come").arg(entry.left);
    return text;
}

} // namespace

std::vector<FaultRow> faultsInForce(const observe::ClusterSnapshot& snapshot, const app::Schedule& schedule) {
    std::vector<FaultRow> rows;
    for (const auto& fault : snapshot.faults)
        rows.push_back({QStringLiteral("warning"), faultText(fault), {}, app::undoOf(fault, snapshot)});
    for (const auto& broker : snapshot.brokers) {
        const bool isPaused = broker.state == observe::BrokerState::paused;
        const bool isDown =
            broker.state == observe::BrokerState::stopped || broker.state == observe::BrokerState::crashed;
        if (isPaused || isDown)
            rows.push_back({isPaused ? QStringLiteral("pause") : QStringLiteral("close"),
                            FaultsText::tr("Broker %1 is %2")
                                .arg(QString::number(broker.id.value()), brokerStateText(broker.state)),
                            {},
                            app::ActionCall{isPaused ? "broker-resume" : "broker-start",
                                            {{"broker", std::int64_t(broker.id.value())}}}});
    }
    for (const auto& entry : schedule.entries())
        rows.push_back(
            {QStringLiteral("clock"), callText(entry.call), plan(entry, schedule.now()), {}, entry.id});
    return rows;
}

} // namespace partitura::ui
