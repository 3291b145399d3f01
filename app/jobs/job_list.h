// The long jobs of this run: what each does, how far it is, and its end.
#pragma once

#include "app/jobs/job_progress.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>
#include <vector>

namespace partitura::app {

/// A job as it was last looked at. A value.
struct Job {
    enum class Unit { records, bytes, steps };

    std::uint64_t id = 0;
    QString title; ///< what it does, in the user's language when it began
    Unit unit = Unit::steps;
    std::int64_t done = 0;
    std::int64_t total = 0; ///< 0: not known
    double perSecond = 0;   ///< over the last seconds; of an ended one, over all of it
    JobProgress::End end = JobProgress::End::none;
    bool cancelled = false;
    QString why; ///< of an incomplete one that was not cancelled

    [[nodiscard]] bool isRunning() const { return end == JobProgress::End::none; }
};

/// Looks at the progress of its jobs ten times a second while any runs: workers only write numbers, nothing
/// is posted per record. Owned by the composition root, which outlives its workers. Thread: the user
/// interface's.
class JobList : public QObject {
    Q_OBJECT

public:
    explicit JobList(QObject* parent = nullptr);

    /// Adds a job and returns what its worker tells its progress to. Workers start by themselves.
    std::shared_ptr<JobProgress> begin(const QString& title, Job::Unit unit, std::int64_t total = 0);
    /// Oldest first.
    [[nodiscard]] const std::vector<Job>& jobs() const { return m_jobs; }
    [[nodiscard]] int running() const;
    /// Asks the worker to stop; it ends as incomplete, unless it was done first.
    void cancel(std::uint64_t id);
    /// Forgets those that ended.
    void clearEnded();
    /// Looks now.
    void refresh();

signals:
    /// A job came, went, moved or ended.
    void changed();
    void ended(const partitura::app::Job& job);

private:
    struct Work {
        std::shared_ptr<JobProgress> progress;
        QElapsedTimer since;
        qint64 rateFromMs = 0;
        std::int64_t rateFromDone = 0;
    };

    std::vector<Job> m_jobs;
    std::vector<Work> m_work; ///< as m_jobs
    std::uint64_t m_nextId = 1;
    QTimer m_timer;
};

} // namespace partitura::app
