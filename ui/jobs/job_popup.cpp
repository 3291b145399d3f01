#include "ui/jobs/job_popup.h"

#include "app/jobs/job_list.h"
#include "ui/jobs/job_text.h"
#include "ui/style/icons.h"
#include "ui/style/motion.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace partitura::ui {

namespace {
constexpr int widthPx = 380;
constexpr int barMax = 1000;
} // namespace

JobPopup::JobPopup(app::JobList& jobs, QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_jobs(jobs)
    , m_rows(new QVBoxLayout)
    , m_clear(new QPushButton) {
    setObjectName(QStringLiteral("jobsPopup"));
    setProperty("role", "card");
    m_clear->setObjectName(QStringLiteral("jobsClear"));
    m_rows->setSpacing(padding);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(padding, padding, padding, padding);
    column->setSpacing(padding);
    column->addLayout(m_rows);
    column->addWidget(m_clear, 0, Qt::AlignRight);
    connect(m_clear, &QPushButton::clicked, &m_jobs, &app::JobList::clearEnded);
    connect(&m_jobs, &app::JobList::changed, this, &JobPopup::refresh);
}

void JobPopup::openAbove(const QWidget* button) {
    m_corner = button->mapToGlobal(QPoint(button->width(), -gridStep));
    m_clear->setText(tr("Forget what ended"));
    setAccessibleName(tr("Jobs"));
    setFixedWidth(typePx(widthPx));
    refresh();
    place();
    show();
}

void JobPopup::refresh() {
    const auto& jobs = m_jobs.jobs();
    if (jobs.empty())
        hide();
    std::set<std::uint64_t> present;
    bool anyEnded = false;
    for (const app::Job& job : jobs) {
        present.insert(job.id);
        auto at = m_byJob.find(job.id);
        if (at == m_byJob.end())
            at = m_byJob.emplace(job.id, makeRow(job)).first;
        const Row& row = at->second;
        row.status->setText(jobStatusText(job));
        row.bar->setVisible(job.isRunning());
        // A range of nothing runs to and fro.
        row.bar->setRange(0, job.total > 0 || motionIsReduced() ? barMax : 0);
        if (job.total > 0)
            row.bar->setValue(
                static_cast<int>(std::clamp<std::int64_t>(job.done, 0, job.total) * barMax / job.total));
        row.cancel->setVisible(job.isRunning());
        row.cancel->setEnabled(!job.cancelled);
        anyEnded = anyEnded || !job.isRunning();
    }
    for (auto at = m_byJob.begin(); at != m_byJob.end();) {
        if (present.contains(at->first)) {
            ++at;
            continue;
        }
        delete at->second.box;
        at = m_byJob.erase(at);
    }
    m_clear->setVisible(anyEnded);
    if (isVisible())
        place();
}

JobPopup::Row JobPopup::makeRow(const app::Job& job) {
    Row row{new QWidget, new QLabel, new QProgressBar, new QToolButton};
    row.box->setObjectName(QStringLiteral("job"));
    auto* title = new QLabel(job.title);
    title->setObjectName(QStringLiteral("jobTitle"));
    title->setWordWrap(true);
    row.status->setObjectName(QStringLiteral("jobStatus"));
    row.status->setProperty("role", "soft");
    row.status->setWordWrap(true);
    row.bar->setObjectName(QStringLiteral("jobBar"));
    row.bar->setTextVisible(false);
    row.bar->setFixedHeight(gridStep);
    row.bar->setAccessibleName(job.title);
    row.cancel->setObjectName(QStringLiteral("jobCancel"));
    row.cancel->setIcon(icon(u"close"));
    row.cancel->setToolTip(tr("Stop it; what is done is kept"));
    row.cancel->setAccessibleName(tr("Stop %1").arg(job.title));
    connect(row.cancel, &QToolButton::clicked, &m_jobs, [this, id = job.id] { m_jobs.cancel(id); });
    auto* head = new QHBoxLayout;
    head->addWidget(title, 1);
    head->addWidget(row.cancel, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(row.box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridStep);
    column->addLayout(head);
    column->addWidget(row.bar);
    column->addWidget(row.status);
    m_rows->addWidget(row.box);
    return row;
}

void JobPopup::place() {
    adjustSize();
    move(m_corner - QPoint(width(), height()));
}

} // namespace partitura::ui
