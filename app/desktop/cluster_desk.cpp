#include "app/desktop/cluster_desk.h"

#include "app/cli/remembered_settings.h"
#include "app/settings/cluster_settings.h"
#include "app/workload/demo.h"
#include "ui/dialogs/create_topic_dialog.h"
#include "ui/dialogs/produce_dialog.h"
#include "ui/settings/cluster_settings_dialog.h"
#include "ui/shell/actions.h"
#include "ui/shell/main_window.h"
#include "ui/shell/sessions.h"
#include "ui/shell/source_bar.h"

#include <QAction>
#include <QCoreApplication>
#include <QStandardPaths>

#include <spdlog/spdlog.h>

#include <utility>

namespace partitura::app {

namespace {

using namespace std::chrono_literals;

/// From one snapshot to the next while a window looks on.
constexpr auto observationInterval = 50ms;

const QString settingsKey = QStringLiteral("cluster");
const QString workloadsKey = QStringLiteral("workloads");

struct MainText {
    Q_DECLARE_TR_FUNCTIONS(partitura::app::MainText)
};

ClusterSettings keptSettings(const Workspace& workspace) {
    return ClusterSettings::fromJson(workspace.value({}, settingsKey).toObject());
}

/// Shows a dialog that deletes itself when it is closed.
void openDialog(ui::CommandDialog* dialog, ui::MainWindow& window) {
    QObject::connect(dialog, qOverload<const QString&>(&ui::CommandDialog::done), &window,
                     &ui::MainWindow::showNotice);
    dialog->open();
}

} // namespace

Result<std::unique_ptr<ClusterDesk>> ClusterDesk::start(Options options, Workspace& workspace) {
    applySettings(keptSettings(workspace), options);
    auto embedded = EmbeddedCluster::start(options);
    if (!embedded)
        return embedded.error();
    return std::unique_ptr<ClusterDesk>(new ClusterDesk(std::move(options), workspace, std::move(*embedded)));
}

ClusterDesk::ClusterDesk(Options options, Workspace& workspace, std::unique_ptr<EmbeddedCluster> embedded)
    : m_options(std::move(options))
    , m_workspace(workspace)
    , m_embedded(std::move(embedded))
    , m_source(m_embedded->cluster(), m_options.ephemeral, &m_embedded->workloads())
    , m_recorder(m_source, m_recording)
    , m_toWorkspace(std::make_shared<Mailbox>(&workspace)) {
    m_embedded->cluster().observe(observationInterval);
    const auto data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    m_recording.open(m_options.ephemeral
                         ? QString()
                         : QStringLiteral("%1/partitura/history/%2.partitura")
                               .arg(data, QString::fromStdString(m_embedded->cluster().clusterId())),
                     RecordingFile::Use::record);
    m_source.setRecording(&m_recording);
}

void ClusterDesk::showIn(ui::MainWindow& window, ui::Sessions& sessions, JobList& jobs) {
    m_window = &window;
    m_jobs = &jobs;
    m_toWindow = std::make_shared<Mailbox>(&window);
    connectDialogs();
    window.sourceBar().setChoices({{QStringLiteral("live"), [this] { return m_source.displayName(); },
                                    "broker", [&sessions] { sessions.close(); }}});
    QObject::connect(&m_recording, &Recording::writeFailed, &window, &ui::MainWindow::showError);
    QObject::connect(&m_recording, &Recording::opened, &window, [this] {
        if (const QString message = m_recording.report().message; !message.isEmpty())
            m_window->showError(message);
    });
    window.setSource(&m_source);
}

void ClusterDesk::connectDialogs() {
    auto* window = m_window;
    QObject::connect(window, &ui::MainWindow::createTopicRequested, window,
                     [=, this] { openDialog(new ui::CreateTopicDialog(&m_source, window), *window); });
    QObject::connect(window, &ui::MainWindow::produceRequested, window, [=, this](const QString& topic) {
        openDialog(new ui::ProduceDialog(&m_source, topic, window), *window);
    });
    QObject::connect(window, &ui::MainWindow::clusterSettingsRequested, window, [this] { editSettings(); });
    QObject::connect(window, &ui::MainWindow::startDemoRequested, window, [this] { startDemo(); });
}

void ClusterDesk::keepWorkloads() {
    const auto scope = m_source.workspaceKey();
    auto& workloads = m_embedded->workloads();
    if (const auto kept = m_workspace.value(scope, workloadsKey).toString(); !kept.isEmpty()) {
        auto specs = workloadsFromJson(kept.toStdString());
        if (!specs)
            return m_window->showError(
                MainText::tr("The workloads of this workspace cannot be read, so changes are not kept: %1")
                    .arg(QString::fromStdString(specs.error().context)));
        for (auto& spec : *specs)
            if (auto added = workloads.add(std::move(spec)); !added)
                spdlog::warn("a workload of the workspace is left out: {}", added.error().context);
    }
    workloads.keepSpecs([&workspace = m_workspace, scope, mailbox = m_toWorkspace](const auto& specs) {
        mailbox->deliver([&workspace, scope, text = QString::fromStdString(toJson(specs))] {
            workspace.setValue(scope, workloadsKey, text);
        });
    });
}

void ClusterDesk::addBrokers(int count) {
    for (int i = 0; i < count; ++i)
        m_embedded->cluster().execute(cluster::BrokerCommand{cluster::BrokerCommand::Kind::add, BrokerId()},
                                      [mailbox = m_toWindow, window = m_window](const Result<void>& added) {
                                          mailbox->deliver([added, window] {
                                              if (added)
                                                  window->showNotice(MainText::tr("A broker has joined."));
                                              else
                                                  window->showError(
                                                      QString::fromStdString(added.error().context));
                                          });
                                      });
}

void ClusterDesk::editSettings() {
    const auto kept = keptSettings(m_workspace);
    auto running = settingsOf(m_options);
    running.brokers = static_cast<int>(m_embedded->cluster().brokerIds().size());
    auto* dialog = new ui::ClusterSettingsDialog(
        kept, running, QString::fromStdString(EmbeddedCluster::defaultDataDirectory()), m_window);
    QObject::connect(dialog, &ui::ClusterSettingsDialog::notice, m_window, &ui::MainWindow::showNotice);
    QObject::connect(dialog, &ui::ClusterSettingsDialog::settingsChosen, m_window,
                     [this, kept, running](const ClusterSettings& chosen) {
                         m_workspace.setValue({}, settingsKey, chosen.toJson());
                         addBrokers(chosen.brokers - running.brokers);
                         m_window->showToast(MainText::tr("The cluster settings are kept."), [this, kept] {
                             m_workspace.setValue({}, settingsKey, kept.toJson());
                         });
                     });
    dialog->open();
}

void ClusterDesk::startDemo() {
    QAction* action = m_window->actions().find(QStringLiteral("start-demo"));
    action->setEnabled(false);
    action->setProperty("problem", MainText::tr("the demo is starting"));
    const auto topics = demoTopics(static_cast<int>(m_embedded->cluster().brokerIds().size()));
    const auto left = std::make_shared<std::size_t>(topics.size());
    const auto progress = m_jobs->begin(MainText::tr("Start the demo"), Job::Unit::steps,
                                        static_cast<std::int64_t>(topics.size()) + 1);
    for (const auto& topic : topics)
        m_source.createTopic(topic, [this, action, progress, left](const Result<void>&) {
            // One that is there already will do; one that could not be made its clients will ask for again.
            progress->addDone(1);
            if (--*left > 0)
                return;
            // Its workloads may be stopped one by one: then this starts them again.
            action->setEnabled(true);
            action->setProperty("problem", {});
            if (progress->isCancelled()) {
                progress->end(JobProgress::End::incomplete);
                return;
            }
            app::startDemo(m_embedded->workloads());
            progress->addDone(1);
            progress->end(JobProgress::End::complete);
        });
}

void ClusterDesk::leave() {
    m_toWindow->close();
    m_toWorkspace->close();
}

} // namespace partitura::app
