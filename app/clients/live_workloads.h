// Workloads through librdkafka: every client on a thread of its own, over TCP.
#pragma once

#include "app/clients/client_run.h"
#include "app/workload/workloads.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace partitura::app {

/// Clients of the cluster at `servers`. One more thread, the keeper, samples their counters, makes the
/// snapshots and waits for threads that end, so that no caller has to. Thread: any; the destructor, from one,
/// lets all clients leave and waits for them.
class LiveWorkloads final : public Workloads {
public:
    /// `clock` outlives it.
    LiveWorkloads(std::string servers, const Clock& clock);
    ~LiveWorkloads() override;

    /// Has all specs given to `keep` after each change of one, on the thread that made it.
    void keepSpecs(std::function<void(const std::vector<WorkloadSpec>&)> keep);

    Result<WorkloadId> add(WorkloadSpec spec) override;
    Result<void> change(WorkloadId id, WorkloadSpec spec) override;
    Result<void> remove(WorkloadId id) override;
    Result<void> start(WorkloadId id) override;
    Result<void> stop(WorkloadId id) override;
    Result<void> crash(WorkloadId id, CrashMoment moment) override;
    Result<void> pause(WorkloadId id) override;

    [[nodiscard]] std::shared_ptr<const WorkloadsSnapshot> snapshot() const override;

private:
    /// One start: its clients' threads, which end before what they share does.
    struct Run {
        std::unique_ptr<ClientRun> shared;
        std::vector<std::jthread> threads;

        [[nodiscard]] bool ended() const { return shared->running == 0; }
    };
    /// Counters at one time.
    struct Sample {
        Instant at;
        std::uint64_t records = 0, bytes = 0;
    };
    struct Workload {
        WorkloadId id;
        std::shared_ptr<const WorkloadSpec> spec;
        std::unique_ptr<Run> run;                                           ///< null before the first start
        std::deque<Sample> samples;                                         ///< of the last two seconds
        std::deque<std::pair<Instant, LatencyHistogram::Counts>> latencies; ///< of the last ten, one a second
        Sample lastSecond;
        std::deque<double> history;
        std::uint64_t missing = 0;
    };

    Workload* find(WorkloadId id);
    [[nodiscard]] std::string freeName(std::string wanted, const Workload* except) const;
    /// Runs `change` on the workload under the lock, then makes a snapshot.
    Result<void> command(WorkloadId id, const std::function<Result<void>(Workload&)>& change);
    /// Makes a snapshot of what was just changed, and wakes the keeper. Under the lock.
    void announce();
    void tellSpecs();
    static void end(Run& run, Ending ending);
    void letGo(Workload& workload);

    void keep(const std::stop_token& stop);
    void publish();
    void sample(Workload& workload, Instant now) const;
    [[nodiscard]] static WorkloadState stateOf(const Workload& workload);
    [[nodiscard]] static WorkloadStatus statusOf(const Workload& workload);

    const std::string m_servers;
    const Clock& m_clock;
    mutable std::mutex m_mutex; ///< all below; held briefly, never while a thread is waited for
    std::vector<std::unique_ptr<Workload>> m_workloads;
    std::vector<std::unique_ptr<Run>>
        m_leaving; ///< runs nobody asks about; the keeper takes those that ended
    std::function<void(const std::vector<WorkloadSpec>&)> m_keepSpecs;
    std::uint32_t m_lastId = 0;
    std::uint64_t m_starts = 0;
    std::shared_ptr<const WorkloadsSnapshot> m_snapshot;
    std::condition_variable_any m_wake;
    bool m_changed = false;
    std::jthread m_keeper;
};

} // namespace partitura::app
