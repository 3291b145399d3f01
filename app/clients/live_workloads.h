// Workloads through librdkafka: every client on a thread of its own, over TCP.
#pragma once

#include "app/clients/client_run.h"
#include "app/workload/workloads.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace partitura::app {

/// Clients of the cluster at `servers`. One more thread, the keeper, samples their counters and makes the
/// snapshots. Nobody joins the clients' threads: one that has a broker to answer before it can go may have to
/// wait for ever. Thread: any.
class LiveWorkloads final : public Workloads {
public:
    LiveWorkloads(std::string servers, std::shared_ptr<const Clock> clock);
    /// Lets all clients leave, and waits two seconds at most. Those that have not left by then go on leaving.
    /// Thread: one.
    ~LiveWorkloads() override;

    /// Whether threads of clients still run, of any LiveWorkloads of this process. While they do, it may end
    /// by std::_Exit alone: they use what would be destroyed at an exit.
    [[nodiscard]] static bool clientsAreLeft();

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
    /// Counters at one time.
    struct Sample {
        Instant at;
        std::uint64_t records = 0, bytes = 0;
    };
    struct Workload {
        WorkloadId id;
        std::shared_ptr<const WorkloadSpec> spec;
        std::shared_ptr<ClientRun> run;                                     ///< null before the first start
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
    static void end(ClientRun& run, Ending ending);
    void letGo(Workload& workload);

    void keep(const std::stop_token& stop);
    void publish();
    void sample(Workload& workload, Instant now) const;
    [[nodiscard]] static WorkloadState stateOf(const Workload& workload);
    [[nodiscard]] static WorkloadStatus statusOf(const Workload& workload);

    const std::string m_servers;
    const std::shared_ptr<const Clock> m_clock;
    mutable std::mutex m_mutex; ///< all below; held briefly, never while a thread is waited for
    std::vector<std::unique_ptr<Workload>> m_workloads;
    std::vector<std::shared_ptr<ClientRun>> m_letGo; ///< nobody asks about them; the keeper's to forget
    std::function<void(const std::vector<WorkloadSpec>&)> m_keepSpecs;
    std::uint32_t m_lastId = 0;
    std::uint64_t m_starts = 0;
    std::shared_ptr<const WorkloadsSnapshot> m_snapshot;
    std::condition_variable_any m_wake;
    bool m_changed = false;
    std::jthread m_keeper;
};

} // namespace partitura::app
