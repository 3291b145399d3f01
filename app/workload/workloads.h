// The workloads of a source: real clients that write to and read from its cluster.
#pragma once

#include "app/workload/delivery_check.h"
#include "app/workload/latency_histogram.h"
#include "app/workload/workload_spec.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace partitura::app {

enum class WorkloadId : std::uint32_t {};

enum class WorkloadState {
    stopped, ///< no client runs
    running,
    paused,   ///< the clients stand still, but are connected
    stopping, ///< the clients finish their work and leave
    crashing, ///< the clients go on to the next record they process, and crash before they commit it
    crashed,  ///< the clients went without a word
    failed,   ///< no client could be made, or all gave up: see lastError
};
inline constexpr std::string_view workloadStateNames[] = {"stopped",  "running", "paused", "stopping",
                                                          "crashing", "crashed", "failed"};

/// When a crash hits.
enum class CrashMoment {
    now,
    beforeCommit, ///< once a record has been processed whose offset is not committed yet; for consumers
};

/// What one workload does and did. Counts are since its last start.
struct WorkloadStatus {
    WorkloadId id{};
    std::shared_ptr<const WorkloadSpec> spec; ///< never null
    WorkloadState state = WorkloadState::stopped;
    std::int64_t clientsRunning = 0;
    bool changedSinceStart =
        false; ///< the spec is another than its clients run with; rate and time a record aside

    double recordsPerSecond = 0; ///< acknowledged or processed, over the last two seconds
    double bytesPerSecond = 0;   ///< of their keys and values
    std::deque<double> history;  ///< recordsPerSecond of each second, oldest first, `historyLength` at most
    std::uint64_t records = 0;   ///< acknowledged, or processed
    std::uint64_t bytes = 0;
    std::uint64_t errors = 0; ///< records that could not be delivered; what a consumer was told went wrong
    std::string lastError;    ///< empty: none

    // Producers.
    std::uint64_t sent =
        0; ///< handed to the client; those that are neither acknowledged nor failed are on their way
    std::optional<Latency> latency; ///< from sending to acknowledgement, of the last ten seconds

    // Consumers.
    std::uint64_t rebalances = 0; ///< assignments its members got
    std::int64_t partitions = 0;  ///< assigned to its members now
    std::uint64_t commits = 0;
    std::uint64_t skipped = 0;                                 ///< poison records passed over
    std::uint64_t retries = 0;                                 ///< attempts at a poison record that failed
    std::uint64_t repeated = 0, writtenTwice = 0, missing = 0; ///< as DeliveryCheck has them
    std::vector<std::pair<TopicPartition, Offset>>
        positions; ///< next offset to process, `mostPositions` at most

    static constexpr std::size_t historyLength = 120, mostPositions = 1000;
};

/// All workloads at one moment, in the order they were added. Immutable.
struct WorkloadsSnapshot {
    std::uint64_t version = 0;
    std::vector<std::shared_ptr<const WorkloadStatus>> workloads;

    /// nullptr if there is none.
    [[nodiscard]] const WorkloadStatus* find(WorkloadId id) const;
    [[nodiscard]] const WorkloadStatus* find(std::string_view name) const;
};

/// Commands workloads and tells how they are. Nothing waits: a command is taken at once and shows in the
/// next snapshot. Errors: INVALID_REQUEST and a sentence about what is wrong. Owned by the composition
/// root. Thread: any.
class Workloads {
public:
    virtual ~Workloads() = default;

    /// Adds a workload, stopped. A name that is taken gets a number.
    virtual Result<WorkloadId> add(WorkloadSpec spec) = 0;
    /// Changes its spec. Rate and time a record act at once, the rest with the next start.
    virtual Result<void> change(WorkloadId id, WorkloadSpec spec) = 0;
    /// Forgets it; its clients are stopped first.
    virtual Result<void> remove(WorkloadId id) = 0;
    /// Starts its clients; those that are paused go on.
    virtual Result<void> start(WorkloadId id) = 0;
    /// Lets its clients send what they hold (briefly), commit and leave their group.
    virtual Result<void> stop(WorkloadId id) = 0;
    /// Lets its clients vanish: what a producer holds is lost, a consumer commits nothing and stays a member
    /// until its session times out.
    virtual Result<void> crash(WorkloadId id, CrashMoment moment) = 0;
    /// Its clients stand still, as in a long pause of garbage collection: they neither send nor poll. `start`
    /// lets them go on, as zombies if the group gave their partitions away meanwhile.
    virtual Result<void> pause(WorkloadId id) = 0;

    /// Never null; at most four new ones a second, and one after each command. Cheap.
    [[nodiscard]] virtual std::shared_ptr<const WorkloadsSnapshot> snapshot() const = 0;
};

} // namespace partitura::app
