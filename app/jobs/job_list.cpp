#include "app/jobs/job_list.h"

#include <algorithm>

namespace partitura::app {

namespace {

constexpr int lookEveryMs = 100;
constexpr qint64 rateOverMs = 2000;
constexpr qint64 msPerSecond = 1000;

double rate(std::int64_t done, qint64 ms) {
    return ms > 0 ? static_cast<double>(done) * msPerSecond / static_cast<double>(ms) : 0;
}

} // namespace

JobList::JobList(QObject* parent)
    : QObject(parent) {
    m_timer.setInterval(lookEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &JobList::refresh);
}

std::shared_ptr<JobProgress> JobList::begin(const QString& title, Job::Unit unit, std::int64_t total) {
    Job job;
    job.id = m_nextId++;
    job.title = title;
    job.unit = unit;
    job.total = total;
    Work work;
    work.progress = std::make_shared<JobProgress>(total);
    work.since.start();
    m_jobs.push_back(job);
    m_work.push_back(work);
    m_timer.start();
    emit changed();
    return work.progress;
}

int JobList::running() const {
    return static_cast<int>(std::ranges::count_if(m_jobs, &Job::isRunning));
}

void JobList::cancel(std::uint64_t id) {
    for (std::size_t i = 0; i < m_jobs.size(); ++i)
        if (m_jobs[i].id == id && m_jobs[i].isRunning()) {
            m_work[i].progress->cancel();
            m_jobs[i].cancelled = true;
        }
    emit changed();
}

void JobList::clearEnded() {
    for (std::size_t i = m_jobs.size(); i-- > 0;)
        if (!m_jobs[i].isRunning()) {
            m_jobs.erase(m_jobs.begin() + static_cast<std::ptrdiff_t>(i));
            m_work.erase(m_work.begin() + static_cast<std::ptrdiff_t>(i));
        }
    emit changed();
}

void JobList::refresh() {
    std::vector<Job> ends;
    for (std::size_t i = 0; i < m_jobs.size(); ++i) {
        Job& job = m_jobs[i];
        Work& work = m_work[i];
        if (!job.isRunning())
            continue;
        job.end = work.progress->ended(); // before the numbers, which are final once it is set
        job.total = work.progress->total();
        job.done = work.progress->done();
        const qint64 now = work.since.elapsed();
        if (!job.isRunning()) {
            job.perSecond = rate(job.done, now);
            job.why = QString::fromStdString(work.progress->why());
            job.cancelled = job.end == JobProgress::End::incomplete && job.why.isEmpty();
            ends.push_back(job);
        } else if (now - work.rateFromMs >= rateOverMs || job.perSecond == 0) {
            job.perSecond = rate(job.done - work.rateFromDone, now - work.rateFromMs);
            if (now - work.rateFromMs >= rateOverMs) {
                work.rateFromMs = now;
                work.rateFromDone = job.done;
            }
        }
    }
    if (running() == 0)
        m_timer.stop();
    emit changed();
    for (const Job& job : ends)
        emit ended(job);
}

} // namespace partitura::app
