// What goes wrong in a simulation, and when: plain data.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/result.h"
#include "broker/simulator/simulated_cluster.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace partitura::simulator {

/// One fault, or the end of one.
struct Fault {
    enum class Kind {
        start,
        stop,
        shutDown, ///< stops once the controller lets it go (controlled shutdown)
        kill,
        losePower,
        pause,
        resume,
        skewClock, ///< amount: ms
        fillDisk,  ///< amount: bytes left
        failWrites,
        failSyncs,
        slowDisk,  ///< amount: µs an operation takes
        flipReads, ///< amount: one read in so many
        healDisk,
        cut, ///< both ways
        heal,
        reset, ///< the connections between two hosts
        clog,  ///< one way: from `host` to `other`
        unclog,
        delayLink,  ///< one way; amount: µs on average
        loseFrames, ///< one way; amount: of a million
        healLink,   ///< one way
        // What an administrator asks for. Partitions are numbered through, see Workload::administer.
        lead,     ///< partition `amount` gets a replica everywhere, and `host` is to lead it
        reassign, ///< partition `amount` gets replicas on `host` and `other` alone
    };
    Duration at{}; ///< since the simulation's beginning
    Kind kind{};
    int host = 0;  ///< a broker's id, or clientHost(n) for client n
    int other = 0; ///< for what concerns two hosts
    std::int64_t amount = 0;

    bool operator==(const Fault&) const = default;
};

/// Faults by time.
using FaultSchedule = std::vector<Fault>;

[[nodiscard]] constexpr int clientHost(int client) {
    return 1000 + client;
}
/// Its name in the simulated network: `broker-2`, `client-3`.
[[nodiscard]] std::string hostName(int host);

/// `12.500000s cut broker-1 broker-2`, `3.000000s skew-clock broker-2 5000`.
[[nodiscard]] std::string toString(const Fault& fault);
/// One fault a line.
[[nodiscard]] std::string toString(const FaultSchedule& schedule);
/// Reads what toString() writes; empty lines are left out. Errors: INVALID_REQUEST with the line and what is
/// wrong with it.
[[nodiscard]] Result<FaultSchedule> parseFaultSchedule(std::string_view text);

/// Whether a client asks for it, instead of its befalling a host: for Workload::administer, not apply().
[[nodiscard]] constexpr bool isAdministration(Fault::Kind kind) {
    return kind == Fault::Kind::lead || kind == Fault::Kind::reassign;
}

/// Brings a fault about. One that makes no sense now (killing what does not run) does nothing, so that a
/// schedule stays valid when parts of it are left out. Errors: those of a broker that cannot start.
Result<void> apply(SimulatedCluster& cluster, const Fault& fault);
/// Undoes all faults and starts all brokers. Errors: the first broker's that cannot start.
Result<void> healAll(SimulatedCluster& cluster);

} // namespace partitura::simulator
