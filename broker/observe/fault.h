// Faults that somebody has set, as snapshots show them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace partitura::observe {

enum class FaultKind {
    cut,           ///< between `node` and `other`, both ways
    clog,          ///< from `node` to `other`
    delayLink,     ///< from `node` to `other`; amount: µs on average
    loseFrames,    ///< from `node` to `other`; amount: of a million
    fillDisk,      ///< amount: bytes left
    failWrites,    ///< of a disk
    failSyncs,     ///< of a disk
    slowDisk,      ///< amount: µs an operation takes longer
    flipReads,     ///< amount: one read in so many
    skewClock,     ///< amount: ms
    failRequests,  ///< amount: how many are still to come
    delayRequests, ///< amount: how many are still to come
    dropRequests,  ///< amount: how many are still to come
};

/// `delay-link`, as in a simulation's schedule of faults; stable.
std::string_view faultKindName(FaultKind kind);

/// A fault that lasts.
struct FaultSnapshot {
    FaultKind kind{};
    std::string node;  ///< `broker-2`, or `clients`
    std::string other; ///< of a link: its other end; else empty
    std::int64_t amount = 0;
    std::string detail; ///< what node, other and amount do not say, such as "Produce: NOT_LEADER_OR_FOLLOWER"

    bool operator==(const FaultSnapshot&) const = default;
};

} // namespace partitura::observe
