// The list of jobs: progress, rate, and a way to stop each.
#pragma once

#include <QFrame>

#include <cstdint>
#include <map>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace partitura::app {
class JobList;
struct Job;
} // namespace partitura::app

namespace partitura::ui {

/// Owned by its button; the jobs outlive it. Thread: the user interface's.
class JobPopup : public QFrame {
    Q_OBJECT

public:
    JobPopup(app::JobList& jobs, QWidget* parent);

    void openAbove(const QWidget* button);

private:
    struct Row {
        QWidget* box;
        QLabel* status;
        QProgressBar* bar;
        QToolButton* cancel;
    };

    void refresh();
    Row makeRow(const app::Job& job);
    void place();

    app::JobList& m_jobs;
    QVBoxLayout* m_rows;
    QPushButton* m_clear;
    std::map<std::uint64_t, Row> m_byJob;
    QPoint m_corner; ///< lower right, on the screen
};

} // namespace partitura::ui
