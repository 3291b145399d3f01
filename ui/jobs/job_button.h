// The jobs at the edge of the window: a button that says how many run, and the list it opens.
#pragma once

#include <QToolButton>

namespace partitura::app {
class JobList;
}

namespace partitura::ui {

class JobPopup;

/// Not there while there is no job. Owned by the status bar. Thread: the user interface's.
class JobButton : public QToolButton {
    Q_OBJECT

public:
    explicit JobButton(QWidget* parent = nullptr);

    /// nullptr before it is destroyed.
    void setJobs(app::JobList* jobs);
    void openList();

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();

    app::JobList* m_jobs = nullptr;
    JobPopup* m_popup = nullptr;
};

} // namespace partitura::ui
