// What the File menu does with recordings: save, open, close, export.
#pragma once

#include "app/jobs/job_list.h"
#include "app/recording/recorded_source.h"
#include "app/recording/session_file.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QWidget;

namespace partitura::ui {

class MainWindow;
class View;

/// Owns the session that is open. Long work runs on a thread of its own, as a job.
/// Lives with the window it is a child of. Thread: the user interface's.
class Sessions : public QObject {
    Q_OBJECT

public:
    /// The window is told of the end of jobs by its own list. `home`: the source that is shown when no
    /// session is; nullptr where there is none. Both outlive this.
    Sessions(MainWindow& window, app::Source* home, app::JobList& jobs);
    ~Sessions() override;

    /// Shows the session in the window once it is read; says why not otherwise, and what was shown stays.
    void open(const QString& path);
    void close();
    [[nodiscard]] const app::RecordedSource* session() const { return m_session.get(); }

    // What the dialogs lead to. The span is the one chosen on the time bar, else all.
    void save(const QString& path);
    void exportMetrics(const QString& path);
    void exportView(QWidget& view, const QString& path);

signals:
    /// A session is shown.
    void opened();
    /// It could not be: one line.
    void refused(const QString& reason);
    void written(const QString& path);
    void failed(const QString& reason);

private:
    using Work = std::function<Result<void>(const app::Progress&)>;

    void askWhatToOpen();
    void askWhereToSave();
    void askWhereToExportMetrics();
    void askWhereToExportView();
    void askWhereToExport(View& view);
    /// Runs on a thread, as a job of this title that writes `path`.
    void run(const QString& title, const QString& path, Work work);
    [[nodiscard]] app::Recording* recording() const;
    [[nodiscard]] std::pair<app::RecordedMs, app::RecordedMs> span() const;
    void refreshActions();
    /// The session is among the sources one can choose.
    void offerSources();

    MainWindow& m_window;
    app::Source* m_home;
    app::JobList& m_jobs;
    std::unique_ptr<app::RecordedSource> m_session; ///< shown
    std::unique_ptr<app::RecordedSource> m_opening; ///< being read
};

} // namespace partitura::ui
