// A cluster with its clients, faults and checks, to be run, watched, rewound and forked.
#pragma once

#include "broker/simulator/invariant.h"
#include "broker/simulator/scenario.h"
#include "broker/simulator/trace.h"
#include "broker/simulator/workload.h"

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace partitura::simulator {

/// Everything that decides what a simulation does: two with equal ones do the same.
struct SimulationConfig {
    std::uint64_t seed = 1;
    std::string scenario = "all"; ///< a name that findScenario() knows
    /// Instead of what the scenario draws from the seed.
    std::optional<FaultSchedule> schedule;
    int brokers = 3;
    /// Whose processes, disks and clocks may fail; empty for all of them. Each is a voter of the quorum, too.
    std::vector<int> mayFail;
    Duration span = std::chrono::minutes(1); ///< of load and faults; then all is healed
    /// How long it may take from there until all is acknowledged, in sync and read.
    Duration quietWithin = std::chrono::minutes(3);
    WorkloadConfig workload;
    bool endsAtViolation = true;
};

/// Something that must not happen, and did.
struct Violation {
    std::uint64_t seed = 0;
    Instant at{};
    std::string invariant;
    std::string text;
    std::vector<std::string> lastEvents; ///< oldest first, with their times
};

/// One run, step by step in virtual time from 0. Its engine code is what runs live. Thread: one at a time.
class Simulation {
public:
    /// Errors: INVALID_REQUEST for a scenario there is not; those of a broker that cannot start.
    /// `text`: see Trace.
    static Result<std::unique_ptr<Simulation>> make(SimulationConfig config, std::FILE* text = nullptr);
    ~Simulation();

    /// Goes on to the next task, fault or check; false when the run is over.
    bool step();
    /// As many steps as lie within `span`; the time is then at its end, unless the run is over.
    void runFor(Duration span);
    /// Steps until `done()`, asked after each; false if `limit` has passed or the run is over.
    bool runUntil(const std::function<bool()>& done, Duration limit);
    void runToEnd() {
        while (step()) {
        }
    }

    /// Virtual time since the beginning.
    [[nodiscard]] Duration now() const;
    [[nodiscard]] bool isOver() const { return m_phase == Phase::over; }
    [[nodiscard]] std::uint64_t steps() const { return m_steps; }
    [[nodiscard]] const SimulationConfig& config() const { return m_config; }
    /// The faults, past and to come.
    [[nodiscard]] const FaultSchedule& schedule() const { return m_schedule; }
    [[nodiscard]] const std::vector<Violation>& violations() const { return m_violations; }
    [[nodiscard]] std::uint64_t traceHash() const { return m_trace.hash(); }
    [[nodiscard]] const Workload& workload() const { return *m_workload; }

    /// For looking only: to use it otherwise is to leave the path that the seed decides.
    [[nodiscard]] SimulatedCluster& cluster() { return m_cluster; }
    [[nodiscard]] std::shared_ptr<const observe::ClusterSnapshot> snapshot() { return m_cluster.snapshot(); }
    [[nodiscard]] const observe::EventRing& events() { return m_cluster.events(); }

    /// The same run at an earlier (or later) time, by running it again from the beginning.
    [[nodiscard]] Result<std::unique_ptr<Simulation>> replayedTo(Duration time) const;
    /// Another run that is the same up to `time` and from there on meets the faults of `schedule` that lie
    /// later, instead of its own; the new run stands at `time`.
    [[nodiscard]] Result<std::unique_ptr<Simulation>> forkedAt(Duration time,
                                                               const FaultSchedule& schedule) const;

private:
    enum class Phase { load, healed, over };

    Simulation(SimulationConfig config, FaultSchedule schedule, std::FILE* text);
    static ClusterConfig clusterConfig(const SimulationConfig& config);
    Result<void> begin();
    /// When the next thing that is no task is due.
    [[nodiscard]] Duration nextOwn() const;
    void doOwn();
    void check();
    void afterTask(const simulation::VirtualEventLoop* loop);
    void inspect(int broker);
    void takeEvents();
    void violated(std::string_view invariant, std::string text);

    const SimulationConfig m_config;
    const FaultSchedule m_schedule;
    Trace m_trace;
    History m_history;
    SimulatedCluster m_cluster;
    Invariants m_invariants;
    std::unique_ptr<Workload> m_workload;
    /// What was last seen of each broker's replicas, in the order of their names.
    struct Seen {
        int life = 0;
        std::vector<std::pair<const replication::Partition*, ReplicaState>> replicas;
    };
    std::vector<Seen> m_seen;
    Phase m_phase = Phase::load;
    std::size_t m_nextFault = 0;
    Duration m_nextCheck{};
    std::uint64_t m_lastEvent = 0;
    std::uint64_t m_steps = 0;
    bool m_mustEnd = false;
    std::vector<Violation> m_violations;
};

} // namespace partitura::simulator
