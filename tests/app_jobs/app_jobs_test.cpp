// Long jobs: what their workers tell is what the list says.
#include <QTest>

#include "app/jobs/job_list.h"

#include <QSignalSpy>

#include <thread>

using namespace partitura::app;

class AppJobsTest : public QObject {
    Q_OBJECT

private slots:
    void whatAWorkerTellsIsSeen() {
        JobList jobs;
        const auto progress = jobs.begin(QStringLiteral("Export"), Job::Unit::records, 100);
        QCOMPARE(jobs.running(), 1);
        std::thread worker([progress] {
            for (int i = 0; i < 40; ++i)
                progress->addDone(1);
        });
        worker.join();
        jobs.refresh();
        QCOMPARE(jobs.jobs().front().done, 40);
        QCOMPARE(jobs.jobs().front().total, 100);
        QVERIFY(jobs.jobs().front().isRunning());
    }

    void anEndIsToldOnceAndFinal() {
        JobList jobs;
        QSignalSpy ended(&jobs, &JobList::ended);
        const auto progress = jobs.begin(QStringLiteral("Export"), Job::Unit::records, 3);
        std::thread([progress] {
            progress->setDone(3);
            progress->end(JobProgress::End::complete);
        }).join();
        QTRY_COMPARE(ended.count(), 1);
        jobs.refresh();
        QCOMPARE(ended.count(), 1);
        QCOMPARE(jobs.jobs().front().end, JobProgress::End::complete);
        QCOMPARE(jobs.running(), 0);
        jobs.clearEnded();
        QVERIFY(jobs.jobs().empty());
    }

    void cancelReachesTheWorkerAndTheJobIsIncomplete() {
        JobList jobs;
        const auto progress = jobs.begin(QStringLiteral("Export"), Job::Unit::bytes);
        std::thread worker([progress] {
            while (!progress->isCancelled())
                std::this_thread::yield();
            progress->setDone(7);
            progress->end(JobProgress::End::incomplete);
        });
        jobs.cancel(jobs.jobs().front().id);
        worker.join();
        jobs.refresh();
        QCOMPARE(jobs.jobs().front().end, JobProgress::End::incomplete);
        QVERIFY(jobs.jobs().front().cancelled);
        QCOMPARE(jobs.jobs().front().done, 7);
    }

    void aFailureSaysWhy() {
        JobList jobs;
        const auto progress = jobs.begin(QStringLiteral("Export"), Job::Unit::bytes);
        progress->end(JobProgress::End::incomplete, "the disk is full");
        jobs.refresh();
        QCOMPARE(jobs.jobs().front().why, QStringLiteral("the disk is full"));
        QVERIFY(!jobs.jobs().front().cancelled);
    }

    void runningJobsSurviveClearingAndWorkersOutliveTheList() {
        std::shared_ptr<JobProgress> progress;
        {
            JobList jobs;
            progress = jobs.begin(QStringLiteral("Export"), Job::Unit::steps, 2);
            jobs.clearEnded();
            QCOMPARE(jobs.jobs().size(), 1u);
        }
        progress->addDone(1);
        progress->end(JobProgress::End::complete);
    }
};

QTEST_GUILESS_MAIN(AppJobsTest)
#include "app_jobs_test.moc"
