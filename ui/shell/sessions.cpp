#include "ui/shell/sessions.h"

#include "ui/shell/actions.h"
#include "ui/shell/main_window.h"
#include "ui/shell/source_bar.h"
#include "ui/shell/view_picture.h"
#include "ui/view.h"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QStandardPaths>
#include <QtConcurrent>

namespace partitura::ui {

namespace {

QString proposed(const QString& name) {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QDir(folder).filePath(name);
}

QString stamp() {
    return QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd-HHmm"));
}

/// The name with a suffix, whatever the user left out.
QString withSuffix(const QString& path, const QString& suffix) {
    return path.isEmpty() || !QFileInfo(path).suffix().isEmpty() ? path : path + suffix;
}

} // namespace

Sessions::Sessions(MainWindow& window, app::Source* home, app::JobList& jobs)
    : QObject(&window)
    , m_window(window)
    , m_home(home)
    , m_jobs(jobs) {
    const auto on = [&](const char* key, auto slot) {
        connect(window.actions().find(QString::fromLatin1(key)), &QAction::triggered, this, slot);
    };
    on("open-session", &Sessions::askWhatToOpen);
    on("save-session", &Sessions::askWhereToSave);
    on("close-session", &Sessions::close);
    on("export-metrics", &Sessions::askWhereToExportMetrics);
    on("export-view", &Sessions::askWhereToExportView);
    // Also where one points: in the menu of each view.
    QAction* exportFocused = window.actions().find(QStringLiteral("export-view"));
    for (View* view : window.views()) {
        auto* action = new QAction(exportFocused->icon(), exportFocused->text(), view);
        connect(exportFocused, &QAction::changed, action,
                [action, exportFocused] { action->setText(exportFocused->text()); });
        connect(action, &QAction::triggered, this, [this, view] { askWhereToExport(*view); });
        view->addAction(action);
        view->setContextMenuPolicy(Qt::ActionsContextMenu);
    }
    connect(this, &Sessions::refused, &window, &MainWindow::showError);
    refreshActions();
}

Sessions::~Sessions() = default;

app::Recording* Sessions::recording() const {
    if (m_session)
        return m_session->recording();
    return m_home ? m_home->recording() : nullptr;
}

std::pair<app::RecordedMs, app::RecordedMs> Sessions::span() const {
    const auto overview = recording()->overview();
    if (const auto& times = m_window.selection().times) {
        // The selection is in wall time; the first and last recorded seconds within it bound the span.
        app::RecordedMs from = 0, to = 0;
        for (const auto& sample : overview->samples)
            if (sample.wallMs >= times->fromMs && sample.wallMs <= times->toMs) {
                from = from ? from : sample.at;
                to = sample.at;
            }
        if (from)
            return {from, to};
    }
    return {overview->first, overview->last};
}

void Sessions::open(const QString& path) {
    m_opening = std::make_unique<app::RecordedSource>(path);
    connect(m_opening.get(), &app::Source::stateChanged, this, [this] {
        if (m_opening->state() == app::Source::State::failed) {
            const QString reason = m_opening->failure();
            m_opening.release()->deleteLater(); // it is telling
            return emit refused(reason);
        }
        auto before = std::exchange(m_session, std::move(m_opening));
        m_window.setSource(m_session.get());
        before.reset();
        offerSources();
        refreshActions();
        emit opened();
    });
}

void Sessions::close() {
    if (!m_session || !m_home)
        return;
    m_window.setSource(m_home);
    m_session.reset();
    offerSources();
    refreshActions();
}

void Sessions::offerSources() {
    auto choices = m_window.sourceBar().choices();
    const QString key = QStringLiteral("session");
    std::erase_if(choices, [&](const SourceChoice& choice) { return choice.key == key; });
    if (m_session)
        choices.insert(choices.begin(), {key, [this] { return m_session->displayName(); }, "open", [] {}});
    m_window.sourceBar().setChoices(std::move(choices));
}

void Sessions::refreshActions() {
    const auto find = [&](const char* key) { return m_window.actions().find(QString::fromLatin1(key)); };
    find("close-session")->setEnabled(m_session && m_home);
    find("save-session")->setEnabled(recording() != nullptr);
    find("export-metrics")->setEnabled(recording() != nullptr);
}

void Sessions::askWhatToOpen() {
    const QString path = QFileDialog::getOpenFileName(&m_window, tr("Open session"), proposed({}),
                                                      tr("Sessions (*.partitura)") + QStringLiteral(";;") +
                                                          tr("All files (*)"));
    if (!path.isEmpty())
        open(path);
}

void Sessions::askWhereToSave() {
    const QString path = QFileDialog::getSaveFileName(
        &m_window, tr("Save session"), proposed(QStringLiteral("session-%1.partitura").arg(stamp())),
        tr("Sessions (*.partitura)"));
    if (!path.isEmpty())
        save(withSuffix(path, QStringLiteral(".partitura")));
}

void Sessions::askWhereToExportMetrics() {
    const QString path = QFileDialog::getSaveFileName(&m_window, tr("Export metrics"),
                                                      proposed(QStringLiteral("metrics-%1.csv").arg(stamp())),
                                                      tr("Comma-separated values (*.csv)"));
    if (!path.isEmpty())
        exportMetrics(withSuffix(path, QStringLiteral(".csv")));
}

void Sessions::askWhereToExportView() {
    if (View* view = m_window.viewInHand())
        askWhereToExport(*view);
    else
        m_window.showNotice(tr("Click into a view first, then export it."));
}

void Sessions::askWhereToExport(View& view) {
    QString filter;
    const QString png = tr("Picture (*.png)"), svg = tr("Drawing (*.svg)");
    const QString path =
        QFileDialog::getSaveFileName(&m_window, tr("Export %1").arg(view.title()),
                                     proposed(QStringLiteral("%1-%2.png").arg(view.key(), stamp())),
                                     png + QStringLiteral(";;") + svg, &filter);
    if (!path.isEmpty())
        exportView(view, withSuffix(path, filter == svg ? QStringLiteral(".svg") : QStringLiteral(".png")));
}

void Sessions::save(const QString& path) {
    if (!recording())
        return;
    const auto [from, to] = span();
    run(tr("Save session %1").arg(QFileInfo(path).fileName()), path,
        [source = recording()->path(), path, from = from, to = to](const app::Progress& progress) {
            return app::saveSession(source, path, from, to, progress);
        });
}

void Sessions::exportMetrics(const QString& path) {
    if (!recording())
        return;
    const auto [from, to] = span();
    run(tr("Export metrics to %1").arg(QFileInfo(path).fileName()), path,
        [source = recording()->path(), path, from = from, to = to](const app::Progress& progress) {
            return app::exportMetrics(source, path, from, to, progress);
        });
}

void Sessions::exportView(QWidget& view, const QString& path) {
    const QString reason = writePicture(view, path);
    if (reason.isEmpty()) {
        m_window.showNotice(tr("View exported as %1.").arg(QDir::toNativeSeparators(path)));
        emit written(path);
    } else {
        m_window.showError(reason);
        emit failed(reason);
    }
}

void Sessions::run(const QString& title, const QString& path, Work work) {
    const auto progress = m_jobs.begin(title, app::Job::Unit::steps, 100);
    auto* watcher = new QFutureWatcher<Result<void>>(this);
    connect(watcher, &QFutureWatcher<Result<void>>::finished, this, [this, watcher, path] {
        watcher->deleteLater();
        if (const auto result = watcher->result())
            emit written(path);
        else
            emit failed(QString::fromStdString(result.error().context));
    });
    watcher->setFuture(QtConcurrent::run([work = std::move(work), progress]() -> Result<void> {
        auto result = work([&](int percent) {
            progress->setDone(percent);
            return !progress->isCancelled();
        });
        if (result)
            progress->end(app::JobProgress::End::complete);
        else
            progress->end(app::JobProgress::End::incomplete,
                          progress->isCancelled() ? std::string() : result.error().context);
        return result;
    }));
}

} // namespace partitura::ui
