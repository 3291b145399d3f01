#include "ui/operate/action_text.h"

#include "ui/style/number_text.h"
#include "ui/workloads/workload_words.h"

#include <QCoreApplication>
#include <QStringList>

namespace partitura::ui {
namespace {

struct ActionText {
    Q_DECLARE_TR_FUNCTIONS(ActionText)
};

/// What values of choices are called.
constexpr const char* choiceWords[] = {
    QT_TRANSLATE_NOOP("Actions", "clients"), QT_TRANSLATE_NOOP("Actions", "brokers"),
    QT_TRANSLATE_NOOP("Actions", "any"),     QT_TRANSLATE_NOOP("Actions", "earliest"),
    QT_TRANSLATE_NOOP("Actions", "latest"),  QT_TRANSLATE_NOOP("Actions", "offset"),
    QT_TRANSLATE_NOOP("Actions", "time"),    QT_TRANSLATE_NOOP("Actions", "shift"),
    QT_TRANSLATE_NOOP("Actions", "group"),   QT_TRANSLATE_NOOP("Actions", "offsets"),
};

QString nodeText(const std::string& node) {
    const QString name = QString::fromStdString(node);
    const QString prefix = QStringLiteral("broker-");
    return name.startsWith(prefix) ? ActionText::tr("broker %1").arg(name.sliced(prefix.size()))
                                   : ActionText::tr("clients");
}

/// "Broker 2", at the beginning of a sentence.
QString capital(QString text) {
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString microseconds(std::int64_t us) {
    return durationText(std::chrono::microseconds(us));
}

} // namespace

QString actionName(const app::Action& action) {
    QString text = app::withoutMnemonic(app::words(action.text));
    return text.remove(QStringLiteral("…"));
}

QString choiceText(const QString& choice) {
    for (const char* word : choiceWords)
        if (choice == QLatin1String(word))
            return app::words(word);
    return presetName(choice.toStdString());
}

QString callText(const app::ActionCall& call) {
    const auto* action = app::findAction(call.action);
    if (!action)
        return {};
    QStringList values;
    for (const auto& parameter : action->parameters) {
        const auto at = call.arguments.find(parameter.field);
        if (at == call.arguments.end())
            continue;
        if (parameter.kind == app::ParameterKind::flag)
            values << app::words(parameter.label);
        else if (parameter.kind == app::ParameterKind::node)
            values << nodeText(std::get<std::string>(at->second));
        else if (parameter.kind == app::ParameterKind::milliseconds)
            values << microseconds(std::get<std::int64_t>(at->second));
        else if (parameter.kind == app::ParameterKind::choice)
            values << choiceText(QString::fromStdString(std::get<std::string>(at->second)));
        else if (parameter.kind == app::ParameterKind::json)
            continue; // nobody reads it there
        else
            values << QString::fromStdString(app::argumentText(parameter, at->second));
    }
    return values.isEmpty()
               ? actionName(*action)
               : QStringLiteral("%1: %2").arg(actionName(*action), values.join(QStringLiteral(", ")));
}

QString faultText(const observe::FaultSnapshot& fault) {
    using observe::FaultKind;
    const QString node = nodeText(fault.node), other = nodeText(fault.other);
    const QString name = capital(node);
    switch (fault.kind) {
    case FaultKind::cut:
        return ActionText::tr("Cut between %1 and %2").arg(node, other);
    case FaultKind::clog:
        return ActionText::tr("Clogged from %1 to %2").arg(node, other);
    case FaultKind::delayLink:
        return ActionText::tr("Delay of %3 from %1 to %2").arg(node, other, microseconds(fault.amount));
    case FaultKind::loseFrames:
        return ActionText::tr("Frames lost from %1 to %2: %3 of a million")
            .arg(node, other, countText(fault.amount));
    case FaultKind::fillDisk:
        return ActionText::tr("%1: %2 left on its disk")
            .arg(name, bytesText(static_cast<double>(fault.amount)));
    case FaultKind::failWrites:
        return ActionText::tr("%1: writes fail").arg(name);
    case FaultKind::failSyncs:
        return ActionText::tr("%1: syncs fail").arg(name);
    case FaultKind::slowDisk:
        return ActionText::tr("%1: its disk takes %2 longer").arg(name, microseconds(fault.amount));
    case FaultKind::flipReads:
        return ActionText::tr("%1: one read in %2 has a bit flipped").arg(name, countText(fault.amount));
    case FaultKind::skewClock:
        return ActionText::tr("%1: its clock is %2 ms ahead").arg(name, countText(fault.amount));
    case FaultKind::failRequests:
        return ActionText::tr("%1: the next %2 requests fail (%3)")
            .arg(name, countText(fault.amount), QString::fromStdString(fault.detail));
    case FaultKind::delayRequests:
        return ActionText::tr("%1: the next %2 requests are delayed (%3)")
            .arg(name, countText(fault.amount), QString::fromStdString(fault.detail));
    case FaultKind::dropRequests:
        return ActionText::tr("%1: the next %2 requests are dropped (%3)")
            .arg(name, countText(fault.amount), QString::fromStdString(fault.detail));
    }
    return {};
}

QString sentence(QString text) {
    const bool ends = text.endsWith(QLatin1Char('.')) || text.endsWith(QStringLiteral("。"));
    return text.isEmpty() || ends ? text : text + ActionText::tr(".", "full stop");
}

QString subjectText(app::Subject subject) {
    switch (subject) {
    case app::Subject::broker:
        return ActionText::tr("Broker");
    case app::Subject::disk:
        return ActionText::tr("Disk");
    case app::Subject::clock:
        return ActionText::tr("Clock");
    case app::Subject::request:
        return ActionText::tr("Requests");
    case app::Subject::link:
        return ActionText::tr("Link");
    case app::Subject::topic:
        return ActionText::tr("Topic");
    case app::Subject::partition:
        return ActionText::tr("Partition");
    case app::Subject::group:
        return ActionText::tr("Group");
    case app::Subject::workload:
        return ActionText::tr("Workload");
    case app::Subject::cluster:
        return ActionText::tr("Cluster");
    case app::Subject::look:
    case app::Subject::window:
        break;
    }
    return {};
}

} // namespace partitura::ui
