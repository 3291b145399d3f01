#include "app/desktop/desktop.h"

#include "ui/shell/actions.h"
#include "ui/shell/appearance.h"
#include "ui/views.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QStandardPaths>

namespace partitura::app {

Result<std::unique_ptr<Desktop>> Desktop::start(const Options& options) {
    std::unique_ptr<Desktop> desktop(new Desktop);
    desktop->openWorkspace();
    if (options.session.empty()) {
        auto cluster = ClusterDesk::start(options, desktop->m_workspace);
        if (!cluster)
            return cluster.error();
        desktop->m_cluster = std::move(*cluster);
    }
    desktop->makeWindow(options);
    if (desktop->m_cluster)
        desktop->showCluster(options.demo);
    else
        desktop->showSession(options.session);
    if (options.view)
        desktop->m_window->showAlone(QString::fromStdString(*options.view));
    if (const auto message = desktop->m_workspace.report().message; !message.isEmpty())
        desktop->m_window->showError(message);
    return desktop;
}

Desktop::Desktop() = default;

Desktop::~Desktop() {
    if (!m_window)
        return;
    if (m_cluster)
        m_cluster->leave();
    m_window->close();
    m_window->setSource(nullptr);
    m_window->setJobs(nullptr);
}

/// Waits until what is remembered is there: it says how the cluster starts and how the window looks.
void Desktop::openWorkspace() {
    QEventLoop loop;
    QObject::connect(&m_workspace, &Workspace::opened, &loop, &QEventLoop::quit);
    const auto data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    m_workspace.open(data + QStringLiteral("/partitura/workspace.sqlite"));
    loop.exec();
}

void Desktop::makeWindow(const Options& options) {
    m_store.presume(QStringLiteral("theme"), options.theme);
    m_store.presume(QStringLiteral("language"), options.language);
    const auto code = m_store.load({}, QStringLiteral("language"));
    m_language.set(code.isEmpty() ? ui::Language::systemChoice() : QString::fromUtf8(code));
    ui::applyRememberedLook(m_store);
    m_window = std::make_unique<ui::MainWindow>(ui::createViews(nullptr), m_language, m_store);
    m_window->setJobs(&m_jobs);
    m_sessions =
        std::make_unique<ui::Sessions>(*m_window, m_cluster ? &m_cluster->source() : nullptr, m_jobs);
    QObject::connect(&m_workspace, &Workspace::writeFailed, m_window.get(), &ui::MainWindow::showError);
}

void Desktop::showCluster(bool withDemo) {
    m_cluster->showIn(*m_window, *m_sessions, m_jobs);
    m_window->show();
    m_cluster->keepWorkloads();
    if (withDemo)
        m_cluster->startDemo();
    else if (m_store.load({}, QStringLiteral("welcome")).isEmpty())
        m_window->showWelcome();
    m_store.save({}, QStringLiteral("welcome"), "seen");
}

void Desktop::showSession(const std::string& path) {
    for (const char* key : {"start-demo", "cluster-settings"})
        m_window->actions().find(QString::fromLatin1(key))->setEnabled(false); // there is no cluster
    QObject::connect(m_sessions.get(), &ui::Sessions::opened, m_window.get(), &QWidget::show);
    QObject::connect(m_sessions.get(), &ui::Sessions::refused, m_window.get(), [this](const QString& reason) {
        if (m_window->isVisible())
            return; // another one, opened later
        m_refusal = reason.toStdString();
        QCoreApplication::exit(2);
    });
    m_sessions->open(QString::fromStdString(path));
}

} // namespace partitura::app
