// The composition root: the one place that knows the engine, the sources and the window.
#include "app/cli/ctl.h"
#include "app/cli/dump.h"
#include "app/cli/options.h"
#include "app/cli/remembered_settings.h"
#include "app/cli/serve.h"
#include "app/cli/simulate.h"
#include "app/cli/stop_signal.h"
#include "app/jobs/job_list.h"
#include "app/live/embedded_cluster.h"
#include "app/live/live_source.h"
#include "app/live/mailbox.h"
#include "app/recording/recorder.h"
#include "app/settings/cluster_settings.h"
#include "app/workload/demo.h"
#include "app/workspace/workspace.h"
#include "ui/dialogs/create_topic_dialog.h"
#include "ui/dialogs/produce_dialog.h"
#include "ui/settings/cluster_settings_dialog.h"
#include "ui/shell/actions.h"
#include "ui/shell/appearance.h"
#include "ui/shell/language.h"
#include "ui/shell/layout_store.h"
#include "ui/shell/main_window.h"
#include "ui/shell/sessions.h"
#include "ui/shell/source_bar.h"
#include "ui/shell/stall_detector.h"
#include "ui/views.h"

#include <QApplication>
#include <QEventLoop>
#include <QStandardPaths>
#include <QTimer>

#include <fmt/core.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <map>
#include <thread>

namespace {

using namespace partitura;
using namespace std::chrono_literals;

/// Snapshots a second while a window looks on.
constexpr auto observationInterval = 50ms;
/// After it, with PARTITURA_REPORT_STALLS=1, stalls of the event loop are measured, and reported at exit.
constexpr auto settlingTime = 2s;

struct MainText {
    Q_DECLARE_TR_FUNCTIONS(partitura::app::MainText)
};

/// What the window remembers, kept in the workspace.
class WorkspaceLayoutStore final : public ui::LayoutStore {
public:
    explicit WorkspaceLayoutStore(app::Workspace& workspace)
        : m_workspace(workspace) {}

    /// In this run, until it is saved anew, `key` of the application itself is `value`.
    void presume(const QString& key, const std::optional<std::string>& value) {
        if (value)
            m_presumed[key] = QByteArray::fromStdString(*value);
    }

    [[nodiscard]] QByteArray load(const QString& scope, const QString& key) const override {
        if (const auto at = m_presumed.find(key); scope.isEmpty() && at != m_presumed.end())
            return at->second;
        return QByteArray::fromBase64(m_workspace.value(scope, key).toString().toLatin1());
    }
    void save(const QString& scope, const QString& key, const QByteArray& value) override {
        if (scope.isEmpty())
            m_presumed.erase(key);
        m_workspace.setValue(scope, key, QString::fromLatin1(value.toBase64()));
    }

private:
    app::Workspace& m_workspace;
    std::map<QString, QByteArray> m_presumed;
};

bool hasDisplay() {
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

/// Brings back the workloads this source had, stopped, and has them remembered from now on. What cannot be
/// read stays as it is in the workspace, and nothing of this run is kept; `notice` says so.
void keepWorkloads(app::Workspace& workspace, const QString& source, app::LiveWorkloads& workloads,
                   const std::shared_ptr<app::Mailbox>& mailbox, const std::function<void(QString)>& notice) {
    const auto key = QStringLiteral("workloads");
    if (const auto kept = workspace.value(source, key).toString(); !kept.isEmpty()) {
        auto specs = app::workloadsFromJson(kept.toStdString());
        if (!specs)
            return notice(
                MainText::tr("The workloads of this workspace cannot be read, so changes are not kept: %1")
                    .arg(QString::fromStdString(specs.error().context)));
        for (auto& spec : *specs)
            if (auto added = workloads.add(std::move(spec)); !added)
                spdlog::warn("a workload of the workspace is left out: {}", added.error().context);
    }
    workloads.keepSpecs([&workspace, source, key, mailbox](const std::vector<app::WorkloadSpec>& specs) {
        mailbox->deliver([&workspace, source, key, text = QString::fromStdString(app::toJson(specs))] {
            workspace.setValue(source, key, text);
        });
    });
}

/// Shows a dialog that deletes itself when it is closed.
void openDialog(ui::CommandDialog* dialog, ui::MainWindow& window) {
    QObject::connect(dialog, qOverload<const QString&>(&ui::CommandDialog::done), &window,
                     &ui::MainWindow::showNotice);
    dialog->open();
}

void connectDialogs(ui::MainWindow& window, app::LiveSource& source) {
    QObject::connect(&window, &ui::MainWindow::createTopicRequested, &window,
                     [&] { openDialog(new ui::CreateTopicDialog(&source, &window), window); });
    QObject::connect(&window, &ui::MainWindow::produceRequested, &window, [&](const QString& topic) {
        openDialog(new ui::ProduceDialog(&source, topic, &window), window);
    });
}

/// The embedded cluster as a source, and what is recorded of it beside the workspace.
struct LiveHistory {
    LiveHistory(app::EmbeddedCluster& embedded, bool ephemeral)
        : source(embedded.cluster(), ephemeral, &embedded.workloads())
        , recorder(source, recording) {
        const auto data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
        recording.open(ephemeral ? QString()
                                 : QStringLiteral("%1/partitura/history/%2.partitura")
                                       .arg(data, QString::fromStdString(embedded.cluster().clusterId())),
                       app::RecordingFile::Use::record);
        source.setRecording(&recording);
    }

    app::Recording recording;
    app::LiveSource source;
    app::Recorder recorder;
};

/// Shows the window once the session is read; ends the program with a line if it cannot be.
void showSession(ui::MainWindow& window, ui::Sessions& sessions, const std::string& path,
                 std::string& refusal) {
    for (const char* key : {"start-demo", "cluster-settings"})
        window.actions().find(QString::fromLatin1(key))->setEnabled(false); // there is no cluster
    QObject::connect(&sessions, &ui::Sessions::opened, &window, &QWidget::show);
    QObject::connect(&sessions, &ui::Sessions::refused, &window, [&](const QString& reason) {
        if (window.isVisible())
            return; // another one, opened later
        refusal = reason.toStdString();
        QCoreApplication::exit(2);
    });
    sessions.open(QString::fromStdString(path));
}

const QString settingsKey = QStringLiteral("cluster");

app::ClusterSettings keptSettings(const app::Workspace& workspace) {
    return app::ClusterSettings::fromJson(workspace.value({}, settingsKey).toObject());
}

/// Adds brokers to the running cluster, one after another; each tells how it went.
void addBrokers(app::EmbeddedCluster& embedded, int count, ui::MainWindow& window,
                const std::shared_ptr<app::Mailbox>& mailbox) {
    for (int i = 0; i < count; ++i)
        embedded.cluster().execute(cluster::BrokerCommand{cluster::BrokerCommand::Kind::add, BrokerId()},
                                   [mailbox, &window](const Result<void>& added) {
                                       mailbox->deliver([added, &window] {
                                           if (added)
                                               window.showNotice(MainText::tr("A broker has joined."));
                                           else
                                               window.showError(
                                                   QString::fromStdString(added.error().context));
                                       });
                                   });
}

/// Shows the settings of the cluster and keeps what is chosen.
void editSettings(const app::Options& options, app::EmbeddedCluster& embedded, app::Workspace& workspace,
                  ui::MainWindow& window, const std::shared_ptr<app::Mailbox>& mailbox) {
    const auto kept = keptSettings(workspace);
    auto running = app::settingsOf(options);
    running.brokers = static_cast<int>(embedded.cluster().brokerIds().size());
    auto* dialog = new ui::ClusterSettingsDialog(
        kept, running, QString::fromStdString(app::EmbeddedCluster::defaultDataDirectory()), &window);
    QObject::connect(dialog, &ui::ClusterSettingsDialog::notice, &window, &ui::MainWindow::showNotice);
    QObject::connect(dialog, &ui::ClusterSettingsDialog::settingsChosen, &window,
                     [&, kept, running, mailbox](const app::ClusterSettings& chosen) {
                         workspace.setValue({}, settingsKey, chosen.toJson());
                         addBrokers(embedded, chosen.brokers - running.brokers, window, mailbox);
                         window.showToast(MainText::tr("The cluster settings are kept."),
                                          [&, kept] { workspace.setValue({}, settingsKey, kept.toJson()); });
                     });
    dialog->open();
}

/// Makes the demo's topics, then starts its clients; a job tells how far it is.
void startDemo(app::EmbeddedCluster& embedded, app::LiveSource& source, app::JobList& jobs,
               ui::MainWindow& window) {
    QAction* action = window.actions().find(QStringLiteral("start-demo"));
    action->setEnabled(false);
    action->setProperty("problem", MainText::tr("the demo is starting"));
    const auto topics = app::demoTopics(static_cast<int>(embedded.cluster().brokerIds().size()));
    const auto left = std::make_shared<std::size_t>(topics.size());
    const auto progress = jobs.begin(MainText::tr("Start the demo"), app::Job::Unit::steps,
                                     static_cast<std::int64_t>(topics.size()) + 1);
    for (const auto& topic : topics)
        source.createTopic(topic, [&embedded, action, progress, left](const Result<void>&) {
            // One that is there already will do; one that could not be made its clients will ask for again.
            progress->addDone(1);
            if (--*left > 0)
                return;
            // Its workloads may be stopped one by one: then this starts them again.
            action->setEnabled(true);
            action->setProperty("problem", {});
            if (progress->isCancelled()) {
                progress->end(app::JobProgress::End::incomplete);
                return;
            }
            app::startDemo(embedded.workloads());
            progress->addDone(1);
            progress->end(app::JobProgress::End::complete);
        });
}

/// Waits until what is remembered is there: it says how the cluster starts and how the window looks.
void openWorkspace(app::Workspace& workspace) {
    QEventLoop loop;
    QObject::connect(&workspace, &app::Workspace::opened, &loop, &QEventLoop::quit);
    const auto data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    workspace.open(data + QStringLiteral("/partitura/workspace.sqlite"));
    loop.exec();
}

int runWindow(int argc, char** argv, app::Options options, app::StopSignal& stop) {
    if (!hasDisplay()) {
        fmt::print(stderr,
                   "partitura: there is no display; `partitura serve` runs the cluster without a window.\n");
        return 2;
    }
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("partitura"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PARTITURA_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Partitura"));
    QGuiApplication::setDesktopFileName(QStringLiteral("partitura"));

    app::Workspace workspace;
    openWorkspace(workspace);
    app::applySettings(keptSettings(workspace), options);
    std::unique_ptr<app::EmbeddedCluster> embedded; // a session is watched without one
    std::unique_ptr<LiveHistory> live;
    if (options.session.empty()) {
        auto started = app::EmbeddedCluster::start(options);
        if (!started) {
            fmt::print(stderr, "partitura: {}.\n", started.error().context);
            return 2;
        }
        embedded = std::move(*started);
        embedded->cluster().observe(observationInterval);
        live = std::make_unique<LiveHistory>(*embedded, options.ephemeral);
    }

    WorkspaceLayoutStore store(workspace);
    store.presume(QStringLiteral("theme"), options.theme);
    store.presume(QStringLiteral("language"), options.language);
    ui::Language language;
    const auto code = store.load({}, QStringLiteral("language"));
    language.set(code.isEmpty() ? ui::Language::systemChoice() : QString::fromUtf8(code));

    ui::applyRememberedLook(store);

    app::JobList jobs;
    ui::MainWindow window(ui::createViews(nullptr), language, store);
    const auto mailbox = std::make_shared<app::Mailbox>(&window);
    const auto toWorkspace = std::make_shared<app::Mailbox>(&workspace);
    window.setJobs(&jobs);
    ui::Sessions sessions(window, live ? &live->source : nullptr, jobs);
    std::string refusal;
    QObject::connect(&workspace, &app::Workspace::writeFailed, &window, &ui::MainWindow::showError);
    if (live) {
        connectDialogs(window, live->source);
        window.sourceBar().setChoices({{QStringLiteral("live"), [&] { return live->source.displayName(); },
                                        "broker", [&] { sessions.close(); }}});
        QObject::connect(&window, &ui::MainWindow::clusterSettingsRequested, &window,
                         [&] { editSettings(options, *embedded, workspace, window, mailbox); });
        QObject::connect(&window, &ui::MainWindow::startDemoRequested, &window,
                         [&] { startDemo(*embedded, live->source, jobs, window); });
        QObject::connect(&live->recording, &app::Recording::writeFailed, &window, &ui::MainWindow::showError);
        QObject::connect(&live->recording, &app::Recording::opened, &window, [&] {
            if (const QString message = live->recording.report().message; !message.isEmpty())
                window.showError(message);
        });
        window.setSource(&live->source);
        window.show();
        keepWorkloads(workspace, live->source.workspaceKey(), embedded->workloads(), toWorkspace,
                      [&](const QString& text) { window.showError(text); });
        if (options.demo)
            startDemo(*embedded, live->source, jobs, window);
        else if (store.load({}, QStringLiteral("welcome")).isEmpty())
            window.showWelcome();
        store.save({}, QStringLiteral("welcome"), "seen");
    } else {
        showSession(window, sessions, options.session, refusal);
    }
    if (options.view)
        window.showAlone(QString::fromStdString(*options.view));
    // Opening a window is a long turn of its own; what counts is how it answers afterwards.
    std::unique_ptr<ui::StallDetector> stalls;
    if (qEnvironmentVariableIntValue("PARTITURA_REPORT_STALLS") != 0) {
        window.repaint(); // as it first appears
        fmt::print(stderr, "window: drawn at {} ns\n",
                   std::chrono::steady_clock::now().time_since_epoch() / 1ns);
        QTimer::singleShot(settlingTime, &window, [&] { stalls = std::make_unique<ui::StallDetector>(); });
    }
    if (const auto message = workspace.report().message; !message.isEmpty())
        window.showError(message);

    std::jthread signalWatch([&](const std::stop_token& done) {
        while (!done.stop_requested())
            if (stop.waitFor(100ms)) {
                QMetaObject::invokeMethod(&application, &QCoreApplication::quit, Qt::QueuedConnection);
                return;
            }
    });
    const int status = QApplication::exec();
    if (stalls)
        fmt::print(stderr, "{}\n", stalls->reportLine().toStdString());
    stalls.reset();
    signalWatch.request_stop();
    signalWatch.join();
    mailbox->close();
    toWorkspace->close();
    window.close();
    window.setSource(nullptr);
    window.setJobs(nullptr);
    if (!refusal.empty())
        fmt::print(stderr, "partitura: {}\n", refusal);
    return status;
}

} // namespace

int main(int argc, char** argv) {
    auto parsed = app::parseCommandLine(argc, argv);
    if (const auto* exit = std::get_if<app::Exit>(&parsed)) {
        fmt::print(exit->status == 0 ? stdout : stderr, "{}", exit->text);
        return exit->status;
    }
    const auto& options = std::get<app::Options>(parsed);
    if (options.command == app::Options::Command::dump)
        return app::dump(options.dump, stdout, stderr);
    if (options.command == app::Options::Command::simulate) {
        spdlog::set_level(spdlog::level::off);
        return app::simulate(options.simulate, stdout, stderr);
    }
    if (options.command == app::Options::Command::ctl)
        return app::ctl(options.ctl, stdout, stderr);
    app::StopSignal stop;
    spdlog::set_default_logger(spdlog::stderr_color_mt("partitura"));
    spdlog::set_pattern("%H:%M:%S.%e %^%l%$ %v");
    spdlog::set_level(spdlog::level::from_str(options.logLevel));
    if (options.command == app::Options::Command::serve)
        return app::serve(options, stop);
    return runWindow(argc, argv, options, stop);
}
