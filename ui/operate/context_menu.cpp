#include "ui/operate/context_menu.h"

#include "app/actions/command_line.h"
#include "ui/operate/action_text.h"
#include "ui/style/icons.h"
#include "ui/view.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QMenu>

#include <algorithm>

namespace partitura::ui {

namespace {

using observe::BrokerState;

struct MenuText {
    Q_DECLARE_TR_FUNCTIONS(MenuText)
};

QString againstBroker(const std::string& key, BrokerState state) {
    const bool runs =
        state == BrokerState::running || state == BrokerState::fenced || state == BrokerState::starting;
    const bool isDown =
        state == BrokerState::stopped || state == BrokerState::crashed || state == BrokerState::offline;
    if (key == "broker-start" && !isDown)
        return MenuText::tr("It is not down.");
    if (key == "broker-resume" && state != BrokerState::paused)
        return MenuText::tr("It is not paused.");
    if (key == "broker-pause" && !runs)
        return MenuText::tr("It does not run.");
    if ((key == "broker-stop" || key == "broker-crash") && isDown)
        return MenuText::tr("It is down already.");
    return {};
}

bool isWhole(const app::ActionCall& call) {
    return bool(app::resolve(call));
}

QString nodeTitle(const std::string& node) {
    const QString name = QString::fromStdString(node);
    const QString prefix = QStringLiteral("broker-");
    return name.startsWith(prefix) ? MenuText::tr("broker %1").arg(name.sliced(prefix.size()))
                                   : MenuText::tr("clients");
}

} // namespace

app::ActionCall callWith(const app::Action& action,
                         const std::map<std::string, app::Argument, std::less<>>& known) {
    app::ActionCall call{action.key, {}};
    for (const auto& [field, value] : known)
        if (action.parameter(field))
            call.arguments.emplace(field, value);
    return call;
}

app::ActionCall callWith(const app::Action& action, const Selection& selection) {
    std::map<std::string, app::Argument, std::less<>> known;
    if (!selection.topic.isEmpty())
        known.emplace("topic", selection.topic.toStdString());
    if (selection.partition != PartitionIndex())
        known.emplace("partition", std::int64_t(selection.partition.value()));
    if (selection.broker != BrokerId())
        known.emplace("broker", std::int64_t(selection.broker.value()));
    if (!selection.group.isEmpty())
        known.emplace("group", selection.group.toStdString());
    return callWith(action, known);
}

QString reasonAgainst(const app::ActionCall& call, const observe::ClusterSnapshot& snapshot) {
    if (call.action.starts_with("broker-") && call.has("broker"))
        if (const auto* broker = snapshot.broker(call.broker()))
            return againstBroker(call.action, broker->state);
    if (const auto* group = snapshot.group(call.text("group")); group && !group->members.empty())
        if (call.action == "group-reset" || call.action == "group-delete")
            return MenuText::tr("It has members; stop its consumers first.");
    const auto* topic = snapshot.topic(call.text("topic"));
    const auto index = call.number("partition").value_or(-1);
    if (call.action == "reassign-cancel" && topic && index >= 0 &&
        static_cast<std::size_t>(index) < topic->partitions.size() &&
        !topic->partitions[static_cast<std::size_t>(index)].isReassigning())
        return MenuText::tr("No reassignment is under way.");
    return {};
}

QString reasonAgainst(const app::ActionCall& given, const app::WorkloadStatus& workload) {
    using app::WorkloadState;
    const auto resolved = app::resolve(given);
    const app::ActionCall& call = resolved ? *resolved : given;
    const auto state = workload.state;
    const bool lives = state == WorkloadState::running || state == WorkloadState::paused;
    const bool ends = state == WorkloadState::stopping || state == WorkloadState::crashing;
    if (call.action == "workload-start" && state == WorkloadState::running)
        return MenuText::tr("It runs already.");
    if (call.action == "workload-start" && ends)
        return MenuText::tr("It has not ended yet.");
    if (call.action == "workload-resume" && state != WorkloadState::paused)
        return MenuText::tr("It is not paused.");
    if ((call.action == "workload-pause" && state != WorkloadState::running) ||
        (call.action == "workload-stop" && !lives && state != WorkloadState::crashing) ||
        (call.action == "workload-crash" && !lives && (!ends || call.flag("beforeCommit"))))
        return MenuText::tr("It does not run.");
    if (call.flag("beforeCommit") && workload.spec->producer())
        return MenuText::tr("A producer commits nothing.");
    if (call.action == "workload-rate" && !workload.spec->producer())
        return MenuText::tr("Only producers have a rate.");
    if (call.action == "workload-record-time" && !workload.spec->consumer())
        return MenuText::tr("Only consumers take time for a record.");
    return {};
}

QMenu* makeContextMenu(const MenuTarget& target, app::Source& source, QWidget* parent,
                       const std::function<void(const app::ActionCall&)>& wanted) {
    auto* menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("contextMenu"));
    menu->setToolTipsVisible(true);
    menu->setAccessibleName(target.title);
    auto* title = menu->addAction(target.title);
    title->setEnabled(false);
    menu->addSeparator();
    auto* copies = new QMenu(MenuText::tr("Copy as command"), menu);
    copies->setObjectName(QStringLiteral("copyCommands"));
    copies->setIcon(icon(u"copy"));
    const auto snapshot = source.snapshot();
    const auto workloads = source.workloads() ? source.workloads()->snapshot() : nullptr;
    const auto can = source.capabilities();
    for (const auto subject : target.subjects) {
        // What it is about first stands in the menu itself, the rest one step away.
        QMenu* place = menu;
        if (subject != target.subjects.front()) {
            place = menu->addMenu(subjectText(subject));
            place->setToolTipsVisible(true);
        }
        for (const auto& action : app::actions()) {
            if (action.subject != subject)
                continue;
            const auto call = callWith(action, target.known);
            auto* entry = place->addAction(icon(QString::fromLatin1(action.icon)),
                                           app::withoutMnemonic(app::words(action.text)));
            entry->setObjectName(QStringLiteral("menu-") + QLatin1String(action.key));
            const bool isAllowed = action.kind == app::Action::Kind::fault ? can.faults : can.operate;
            const auto* workload = workloads ? workloads->find(call.text("workload")) : nullptr;
            const QString reason = !isAllowed ? can.reason
                                   : workload ? reasonAgainst(call, *workload)
                                              : reasonAgainst(call, *snapshot);
            entry->setEnabled(isAllowed && reason.isEmpty());
            entry->setToolTip(reason.isEmpty() ? sentence(app::words(action.help)) : reason);
            QObject::connect(entry, &QAction::triggered, menu, [wanted, call] { wanted(call); });
            if (!isWhole(call))
                continue;
            auto* copy = copies->addAction(actionName(action));
            copy->setObjectName(QStringLiteral("copy-") + QLatin1String(action.key));
            QObject::connect(copy, &QAction::triggered, menu,
                             [call, snapshot, servers = source.bootstrapServers().toStdString()] {
                                 QApplication::clipboard()->setText(
                                     QString::fromStdString(app::commandLineOf(call, {servers, *snapshot})));
                             });
        }
    }
    menu->addSeparator();
    menu->addMenu(copies);
    return menu;
}

void giveContextMenu(QAbstractItemView& table, View& view, std::function<app::Source*()> source,
                     std::function<std::optional<MenuTarget>(const QModelIndex&)> target,
                     const QList<QAction*>& first) {
    table.setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(
        &table, &QWidget::customContextMenuRequested, &view,
        [&table, &view, source = std::move(source), target = std::move(target), first](const QPoint& at) {
            // By key it is about the current row, wherever the mouse is.
            QModelIndex index = table.indexAt(at);
            if (!index.isValid() && table.currentIndex().isValid())
                index = table.currentIndex();
            auto* from = source();
            const auto about = index.isValid() ? target(index) : std::nullopt;
            if (!from || !about)
                return;
            auto* menu = makeContextMenu(*about, *from, &view, [&view](const app::ActionCall& call) {
                emit view.callRequested(call);
            });
            if (!first.isEmpty()) {
                auto* top = menu->actions().value(2);
                menu->insertActions(top, first);
                menu->insertSeparator(top);
            }
            menu->popup(table.viewport()->mapToGlobal(at));
        });
}

MenuTarget brokerTarget(BrokerId broker) {
    return {MenuText::tr("Broker %1").arg(broker.value()),
            {app::Subject::broker, app::Subject::disk, app::Subject::clock, app::Subject::request},
            {{"broker", std::int64_t(broker.value())}}};
}

MenuTarget linkTarget(const std::string& from, const std::string& to) {
    return {MenuText::tr("From %1 to %2").arg(nodeTitle(from), nodeTitle(to)),
            {app::Subject::link},
            {{"from", from}, {"to", to}}};
}

MenuTarget topicTarget(const std::string& topic) {
    return {QString::fromStdString(topic), {app::Subject::topic}, {{"topic", topic}}};
}

MenuTarget partitionTarget(const TopicPartition& partition, BrokerId replica) {
    MenuTarget target{QString::fromStdString(toString(partition)),
                      {app::Subject::partition},
                      {{"topic", partition.topic}, {"partition", std::int64_t(partition.partition.value())}}};
    if (replica != BrokerId())
        target.known.emplace("broker", std::int64_t(replica.value()));
    return target;
}

MenuTarget workloadTarget(const std::string& workload) {
    return {QString::fromStdString(workload), {app::Subject::workload}, {{"workload", workload}}};
}

MenuTarget groupTarget(const std::string& group) {
    return {QString::fromStdString(group), {app::Subject::group}, {{"group", group}}};
}

} // namespace partitura::ui
