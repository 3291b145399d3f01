#include "ui/style/broker_state_text.h"

#include <QCoreApplication>

namespace partitura::ui {
namespace {

struct BrokerStateText {
    Q_DECLARE_TR_FUNCTIONS(BrokerStateText)
};

} // namespace

QString brokerStateText(observe::BrokerState state) {
    switch (state) {
    case observe::BrokerState::starting:
        return BrokerStateText::tr("starting");
    case observe::BrokerState::running:
        return BrokerStateText::tr("running");
    case observe::BrokerState::fenced:
        return BrokerStateText::tr("fenced");
    case observe::BrokerState::paused:
        return BrokerStateText::tr("paused");
    case observe::BrokerState::stopping:
        return BrokerStateText::tr("stopping");
    case observe::BrokerState::stopped:
        return BrokerStateText::tr("stopped");
    case observe::BrokerState::crashed:
        return BrokerStateText::tr("crashed");
    case observe::BrokerState::offline:
        return BrokerStateText::tr("offline");
    }
    return {};
}

} // namespace partitura::ui
