// The composition root: the one place that knows the engine, the sources and the window.
#include "app/cli/ctl.h"
#include "app/cli/dump.h"
#include "app/cli/options.h"
#include "app/cli/serve.h"
#include "app/cli/simulate.h"
#include "app/cli/stop_signal.h"
#include "app/live/embedded_cluster.h"
#include "app/live/live_source.h"
#include "app/recording/recorder.h"
#include "app/workspace/workspace.h"
#include "ui/dialogs/create_topic_dialog.h"
#include "ui/dialogs/produce_dialog.h"
#include "ui/shell/language.h"
#include "ui/shell/layout_store.h"
#include "ui/shell/main_window.h"
#include "ui/shell/sessions.h"
#include "ui/shell/stall_detector.h"
#include "ui/style/theme.h"
#include "ui/views.h"

#include <QApplication>
#include <QMessageBox>
#include <QStandardPaths>
#include <QTimer>

#include <fmt/core.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <thread>

namespace {

using namespace partitura;
using namespace std::chrono_literals;

/// Snapshots a second while a window looks on.
constexpr auto observationInterval = 50ms;
/// After it, with PARTITURA_REPORT_STALLS=1, stalls of the event loop are measured, and reported at exit.
constexpr auto settlingTime = 2s;

/// The window's layout, kept in the workspace.
class WorkspaceLayoutStore final : public ui::LayoutStore {
public:
    explicit WorkspaceLayoutStore(app::Workspace& workspace)
        : m_workspace(workspace) {}

    [[nodiscard]] QByteArray load(const QString& scope, const QString& key) const override {
        return QByteArray::fromBase64(m_workspace.value(scope, key).toString().toLatin1());
    }
    void save(const QString& scope, const QString& key, const QByteArray& value) override {
        m_workspace.setValue(scope, key, QString::fromLatin1(value.toBase64()));
    }

private:
    app::Workspace& m_workspace;
};

bool hasDisplay() {
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

/// As asked for, else as chosen last, else as the machine has it.
void applyAppearance(QApplication& application, ui::Language& language, const app::Options& options,
                     const ui::LayoutStore& store) {
    const auto choice = [&](const std::optional<std::string>& asked, const char* key) {
        return asked ? QByteArray::fromStdString(*asked) : store.load({}, QString::fromLatin1(key));
    };
    const bool dark = choice(options.theme, "theme") == "dark";
    ui::applyTheme(application, dark ? ui::ThemeKind::dark : ui::ThemeKind::light);
    const auto code = choice(options.language, "language");
    language.set(code.isEmpty() ? ui::Language::systemChoice() : QString::fromUtf8(code));
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
    LiveHistory(cluster::LiveCluster& cluster, bool ephemeral)
        : source(cluster, ephemeral)
        , recorder(source, recording) {
        const auto data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
        recording.open(ephemeral ? QString()
                                 : QStringLiteral("%1/partitura/history/%2.partitura")
                                       .arg(data, QString::fromStdString(cluster.clusterId())),
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
    QObject::connect(&sessions, &ui::Sessions::opened, &window, &QWidget::show);
    QObject::connect(&sessions, &ui::Sessions::refused, &window, [&](const QString& reason) {
        if (window.isVisible())
            return; // another one, opened later
        refusal = reason.toStdString();
        QCoreApplication::exit(2);
    });
    sessions.open(QString::fromStdString(path));
}

int runWindow(int argc, char** argv, const app::Options& options, app::StopSignal& stop) {
    if (!hasDisplay()) {
        fmt::print(stderr,
                   "partitura: there is no display; `partitura serve` runs the cluster without a window.\n");
        return 2;
    }
    std::unique_ptr<app::EmbeddedCluster> embedded; // a session is watched without one
    if (options.session.empty()) {
        auto started = app::EmbeddedCluster::start(options);
        if (!started) {
            fmt::print(stderr, "partitura: {}.\n", started.error().context);
            return 2;
        }
        embedded = std::move(*started);
        embedded->cluster().observe(observationInterval);
    }

    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("partitura"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PARTITURA_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Partitura"));
    QGuiApplication::setDesktopFileName(QStringLiteral("partitura"));

    app::Workspace workspace;
    WorkspaceLayoutStore store(workspace);
    ui::Language language;
    std::unique_ptr<LiveHistory> live;
    if (embedded)
        live = std::make_unique<LiveHistory>(embedded->cluster(), options.ephemeral);
    std::unique_ptr<ui::MainWindow> window;
    ui::Sessions* sessions = nullptr; // the window's
    std::string refusal;
    std::unique_ptr<ui::StallDetector> stalls;
    // The window comes as it was left, so it waits for the workspace, which is read on its own thread.
    QObject::connect(&workspace, &app::Workspace::opened, &application, [&] {
        applyAppearance(application, language, options, store);
        window = std::make_unique<ui::MainWindow>(ui::createViews(nullptr), language, store);
        sessions = new ui::Sessions(*window, live ? &live->source : nullptr);
        if (live) {
            connectDialogs(*window, live->source);
            window->setSource(&live->source);
            QObject::connect(&live->recording, &app::Recording::writeFailed, window.get(),
                             &ui::MainWindow::showNotice);
            window->show();
        } else {
            showSession(*window, *sessions, options.session, refusal);
        }
        // Opening a window is a long turn of its own; what counts is how it answers afterwards.
        if (qEnvironmentVariableIntValue("PARTITURA_REPORT_STALLS") != 0)
            QTimer::singleShot(settlingTime, &application,
                               [&] { stalls = std::make_unique<ui::StallDetector>(); });
        if (embedded && options.demo)
            embedded->startDemo();
        if (const auto message = workspace.report().message; !message.isEmpty()) {
            auto* box = new QMessageBox(QMessageBox::Warning, QGuiApplication::applicationDisplayName(),
                                        message, QMessageBox::Ok, window.get());
            box->setAttribute(Qt::WA_DeleteOnClose);
            box->open();
        }
    });
    const auto data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    workspace.open(data + QStringLiteral("/partitura/workspace.sqlite"));

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
    if (window)
        window->close();
    window.reset();
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
