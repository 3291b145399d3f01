// What the File menu does with recordings: save, open, close, export.
#pragma once

#include "app/recording/recorded_source.h"
#include "app/recording/session_file.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QWidget;

namespace partitura::ui {

class MainWindow;
class View;

/// Owns the session that is open. Long work runs on a thread of its own, with progress and a way to cancel.
/// Lives with the window it is a child of. Thread: the user interface's.
class Sessions : public QObject {
    Q_OBJECT

public:
    /// `home`: the source that is shown when no session is; nullptr where there is none. Outlives this.
    Sessions(MainWindow& window, app::Source* home);
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
    /// Something was written: a line that says what and where.
    void written(const QString& notice);
    void failed(const QString& reason);

private:
    using Work = std::function<Result<void>(const app::Progress&)>;

    void askWhatToOpen();
    void askWhereToSave();
    void askWhereToExportMetrics();
    void askWhereToExportView();
    void askWhereToExport(View& view);
    /// Runs on a thread; `done` is what to say then.
    void run(const QString& label, const QString& done, Work work);
    [[nodiscard]] app::Recording* recording() const;
    [[nodiscard]] std::pair<app::RecordedMs, app::RecordedMs> span() const;
    void refreshActions();

    MainWindow& m_window;
    app::Source* m_home;
    std::unique_ptr<app::RecordedSource> m_session; ///< shown
    std::unique_ptr<app::RecordedSource> m_opening; ///< being read
};

} // namespace partitura::ui
