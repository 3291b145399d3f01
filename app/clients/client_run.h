// What the clients of a started workload share with those who command and watch them.
#pragma once

#include "app/workload/delivery_check.h"
#include "app/workload/latency_histogram.h"
#include "app/workload/workload_spec.h"
#include "broker/base/clock.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>

namespace partitura::app {

/// How clients are to end. All but `crashBeforeCommit` come with a request to stop.
enum class Ending { none, leave, crash, crashBeforeCommit };

/// One start of a workload. Each of its clients' threads owns a share of it and uses nothing else that may
/// end before the thread does. Thread: any; clients write the counters, others the commands.
struct ClientRun {
    ClientRun(WorkloadSpec startedWith, std::string bootstrapServers, std::uint64_t runId,
              std::shared_ptr<const Clock> time);

    const WorkloadSpec spec;
    const std::string servers;
    const std::uint64_t id; ///< of RecordOrigin
    const std::shared_ptr<const Clock> clock;

    // Commands.
    std::stop_source stop;
    std::atomic<double> perSecond{0};
    std::atomic<std::int64_t> perRecordUs{0};
    std::atomic<bool> paused{false};
    std::atomic<Ending> ending{Ending::none};

    // What became of the clients.
    std::atomic<std::int64_t> running{0};
    std::atomic<std::int64_t> crashed{0};
    std::atomic<std::int64_t> failed{0};

    // Counters, as WorkloadStatus has them.
    std::atomic<std::uint64_t> sequence{0}; ///< the last number given to a record
    std::atomic<std::uint64_t> sent{0}, records{0}, bytes{0}, errors{0};
    std::atomic<std::uint64_t> rebalances{0}, commits{0}, skipped{0}, retries{0};
    std::atomic<std::int64_t> partitions{0};
    LatencyHistogram latency;

    void noteError(std::string text);
    [[nodiscard]] std::string lastError() const;
    /// Calls `look` with the check, which no client uses meanwhile.
    template <typename F>
    auto withCheck(F look) {
        const std::lock_guard lock(m_mutex);
        return look(m_check);
    }
    /// "shop" for a producer that is alone, else "billing-2".
    [[nodiscard]] std::string clientId(std::int64_t client) const;
    [[nodiscard]] bool ended() const { return running == 0; }

private:
    mutable std::mutex m_mutex;
    std::string m_lastError;
    DeliveryCheck m_check;
};

/// Waits for so long, or until asked to stop.
void rest(const std::stop_token& stop, Duration time);

/// The life of one client, on the calling thread: from connecting to having gone, the way the run's ending
/// says. `client` counts from 0.
void runProducer(ClientRun& run, std::int64_t client, const std::stop_token& stop);
void runConsumer(ClientRun& run, std::int64_t client, const std::stop_token& stop);

} // namespace partitura::app
