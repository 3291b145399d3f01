#include "ui/jobs/job_button.h"

#include "app/jobs/job_list.h"
#include "ui/jobs/job_popup.h"
#include "ui/style/icons.h"
#include "ui/style/number_text.h"

#include <QEvent>

namespace partitura::ui {

JobButton::JobButton(QWidget* parent)
    : QToolButton(parent) {
    setObjectName(QStringLiteral("jobsButton"));
    setIcon(ui::icon(u"job"));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(this, &QToolButton::clicked, this, &JobButton::openList);
    hide();
}

void JobButton::setJobs(app::JobList* jobs) {
    if (m_jobs)
        m_jobs->disconnect(this);
    delete m_popup;
    m_popup = nullptr;
    m_jobs = jobs;
    if (m_jobs)
        connect(m_jobs, &app::JobList::changed, this, &JobButton::refresh);
    refresh();
}

void JobButton::openList() {
    if (!m_jobs || m_jobs->jobs().empty())
        return;
    if (!m_popup)
        m_popup = new JobPopup(*m_jobs, this);
    m_popup->openAbove(this);
}

void JobButton::refresh() {
    const int running = m_jobs ? m_jobs->running() : 0;
    std::int64_t done = 0, total = 0;
    if (m_jobs)
        for (const app::Job& job : m_jobs->jobs())
            if (job.isRunning() && job.total > 0) {
                done += job.done * 100 / job.total;
                total += 100;
            }
    if (running == 0)
        setText(tr("Jobs done"));
    else if (total == 0)
        setText(tr("%1 jobs", nullptr, running).arg(running));
    else
        setText(tr("%1 jobs, %2", nullptr, running)
                    .arg(running)
                    .arg(percentText(static_cast<double>(done) / static_cast<double>(total))));
    setToolTip(tr("What takes long: progress, and how to stop it"));
    setVisible(m_jobs && !m_jobs->jobs().empty());
}

void JobButton::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QToolButton::changeEvent(event);
}

} // namespace partitura::ui
