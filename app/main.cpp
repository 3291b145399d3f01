// The program: reads the command line and runs what it asks for.
#include "app/cli/ctl.h"
#include "app/cli/dump.h"
#include "app/cli/options.h"
#include "app/cli/serve.h"
#include "app/cli/simulate.h"
#include "app/cli/stop_signal.h"
#include "app/clients/live_workloads.h"
#include "app/desktop/desktop.h"
#include "ui/shell/stall_detector.h"

#include <QApplication>
#include <QTimer>

#include <fmt/core.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <cstdlib>
#include <thread>

namespace {

using namespace partitura;
using namespace std::chrono_literals;

/// After it, with PARTITURA_REPORT_STALLS=1, stalls of the event loop are measured, and reported at exit.
constexpr auto settlingTime = 2s;

bool hasDisplay() {
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

int runWindow(int argc, char** argv, const app::Options& options, app::StopSignal& stop) {
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

    const auto desktop = app::Desktop::start(options);
    if (!desktop) {
        fmt::print(stderr, "partitura: {}.\n", desktop.error().context);
        return 2;
    }
    // Opening a window is a long turn of its own; what counts is how it answers afterwards.
    std::unique_ptr<ui::StallDetector> stalls;
    if (qEnvironmentVariableIntValue("PARTITURA_REPORT_STALLS") != 0) {
        auto& window = (*desktop)->window();
        window.repaint(); // as it first appears
        fmt::print(stderr, "window: drawn at {} ns\n",
                   std::chrono::steady_clock::now().time_since_epoch() / 1ns);
        QTimer::singleShot(settlingTime, &window, [&] { stalls = std::make_unique<ui::StallDetector>(); });
    }
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
    if (!(*desktop)->refusal().empty())
        fmt::print(stderr, "partitura: {}\n", (*desktop)->refusal());
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
    const int status = options.command == app::Options::Command::serve ? app::serve(options, stop)
                                                                       : runWindow(argc, argv, options, stop);
    // All is closed by now, but for clients whose brokers did not answer.
    if (app::LiveWorkloads::clientsAreLeft()) {
        std::fflush(nullptr);
        std::_Exit(status);
    }
    return status;
}
