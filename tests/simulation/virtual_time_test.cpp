// Virtual event loops: order, cancellation, time.
#include "broker/simulation/virtual_event_loop.h"

#include <QtTest>

#include <memory>
#include <string>

using namespace partitura;
using namespace partitura::simulation;
using namespace std::chrono_literals;

class VirtualTimeTest : public QObject {
    Q_OBJECT

private slots:
    void tasksRunByTimeThenByOrderOfAsking() {
        VirtualScheduler scheduler;
        VirtualEventLoop a(scheduler);
        VirtualEventLoop b(scheduler);
        std::string order;
        a.schedule(2ms, [&] { order += "3"; });
        b.schedule(1ms, [&] { order += "2"; });
        b.schedule(2ms, [&] { order += "4"; });
        a.post([&] {
            order += "1";
            QVERIFY(a.isCurrent());
            QVERIFY(!b.isCurrent());
        });
        QVERIFY(a.isCurrent() && b.isCurrent());
        scheduler.runFor(5ms);
        QCOMPARE(order, std::string("1234"));
        QCOMPARE(scheduler.now().time_since_epoch(), Duration(5ms));
    }

    void aPostedTaskNeverRunsInsideTheCall() {
        VirtualScheduler scheduler;
        VirtualEventLoop loop(scheduler);
        std::string order;
        loop.post([&] {
            loop.post([&] { order += "b"; });
            order += "a";
        });
        QCOMPARE(order, std::string());
        scheduler.runPending();
        QCOMPARE(order, std::string("ab"));
    }

    void aPausedLoopRunsItsTasksLateAndInOrder() {
        VirtualScheduler scheduler;
        VirtualEventLoop a(scheduler);
        VirtualEventLoop b(scheduler);
        std::string order;
        const auto cancelled = a.schedule(1ms, [&] { order += "x"; });
        a.schedule(3ms, [&] { order += "3"; });
        a.schedule(2ms, [&] { order += "2"; });
        a.pause();
        b.schedule(5ms, [&] {
            order += "b";
            a.cancel(cancelled);
            a.post([&] { order += "4"; });
        });
        scheduler.runFor(10ms);
        QCOMPARE(order, std::string("b"));
        a.resume();
        QCOMPARE(scheduler.pending(), std::size_t(3));
        scheduler.runPending();
        QCOMPARE(order, std::string("b234"));
        QCOMPARE(scheduler.now().time_since_epoch(), Duration(10ms));
    }

    void anObserverHearsOfEachTaskAfterIt() {
        VirtualScheduler scheduler;
        VirtualEventLoop loop(scheduler);
        std::string order;
        scheduler.setObserver([&](const VirtualEventLoop* ran) {
            QVERIFY(ran == &loop && scheduler.running() == nullptr);
            order += "|";
        });
        loop.schedule(1ms, [&] { order += "a"; });
        loop.schedule(2ms, [&] { order += "b"; });
        QVERIFY(*scheduler.nextDue() == Instant(1ms));
        QVERIFY(scheduler.runNext(Instant(1ms)));
        QVERIFY(!scheduler.runNext(Instant(1ms)));
        scheduler.runFor(5ms);
        QCOMPARE(order, std::string("a|b|"));
        QVERIFY(!scheduler.nextDue());
    }

    void aCancelledTaskDoesNotRun() {
        VirtualScheduler scheduler;
        VirtualEventLoop loop(scheduler);
        bool ran = false;
        const auto timer = loop.schedule(1s, [&] { ran = true; });
        loop.cancel(timer);
        loop.cancel(timer);
        loop.cancel(0);
        scheduler.runFor(2s);
        QVERIFY(!ran);
    }

    void waitingForSomethingStopsThereOrAtTheLimit() {
        VirtualScheduler scheduler;
        VirtualEventLoop loop(scheduler);
        int ticks = 0;
        std::function<void()> tick = [&] {
            ++ticks;
            loop.schedule(1s, tick);
        };
        loop.schedule(1s, tick);
        QVERIFY(scheduler.runUntil([&] { return ticks == 3; }, 10s));
        QCOMPARE(scheduler.now().time_since_epoch(), Duration(3s));
        QVERIFY(!scheduler.runUntil([&] { return ticks == 100; }, 10s));
        QCOMPARE(scheduler.now().time_since_epoch(), Duration(13s));
        loop.dropAll();
        QVERIFY(!scheduler.runUntil([] { return false; }, 10s));
    }

    void aDestroyedLoopForgetsItsTasks() {
        VirtualScheduler scheduler;
        bool ran = false;
        {
            VirtualEventLoop loop(scheduler);
            loop.post([&] { ran = true; });
        }
        scheduler.runFor(1s);
        QVERIFY(!ran);
        QCOMPARE(scheduler.pending(), std::size_t(0));
    }

    void wallClocksMayBeSkewed() {
        VirtualScheduler scheduler(1000);
        VirtualEventLoop loop(scheduler);
        loop.virtualClock().setSkewMs(-500);
        scheduler.runFor(2s);
        QCOMPARE(loop.clock().wallTimeMs(), TimestampMs(2500));
        QCOMPARE(scheduler.wallTimeMs(), TimestampMs(3000));
    }
};

QTEST_GUILESS_MAIN(VirtualTimeTest)
#include "virtual_time_test.moc"
