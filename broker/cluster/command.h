// What can be done to a live cluster: commands, by value.
#pragma once

#include "broker/base/strong.h"
#include "broker/base/topic_partition.h"
#include "broker/faults/conditions.h"

#include <string>
#include <variant>

namespace partitura::cluster {

/// Starts and ends of brokers.
struct BrokerCommand {
    enum class Kind {
        start,   ///< one that is stopped or crashed
        stop,    ///< hands over what it leads, then stops in order; a paused one is resumed first
        crash,   ///< ends without its doing; what it wrote stays
        restart, ///< stop, then start
        pause,   ///< as SIGSTOP: it handles nothing, its connections stay
        resume,
        add,    ///< a new node, an observer of the quorum
        remove, ///< stops it and has the controller forget it; it must hold no replicas and not vote
    };
    Kind kind{};
    BrokerId broker; ///< of add: may be BrokerId(), the next free id
};

/// Changes conditions of the link from one node to another: `broker-2`, or `clients`.
struct LinkCommand {
    /// faults::LinkConditions; what is not given stays as it is.
    struct Change {
        std::optional<Duration> delayMin, delayMean;
        std::optional<std::uint32_t> lossPerMillion;
        std::optional<bool> isClogged;
    };
    std::string from, to;
    Change change;
};
/// Separates two nodes or joins them again, or ends their connections; always both ways.
struct CutCommand {
    enum class Kind {
        cut,
        heal, ///< also takes back the conditions of the link, both ways
        reset
    };
    Kind kind{};
    std::string a, b;
};
/// Conditions of a broker's disk; those of none heal it.
struct DiskCommand {
    BrokerId broker;
    faults::DiskConditions conditions;
};
/// Inverts a bit in a segment of a replica, where it is stored.
struct FlipBitCommand {
    BrokerId broker;
    TopicPartition partition;
    std::uint64_t bit = 0; ///< from the beginning of the oldest segment
};
struct ClockCommand {
    BrokerId broker;
    std::int64_t skewMs = 0; ///< that its wall clock is ahead; 0 heals it
};
/// A fault of requests that are to come; with a count of 0, the end of all such faults of the broker.
struct RequestCommand {
    BrokerId broker;
    faults::RequestFault fault;
};
/// Ends every fault at once: links, disks, clocks and requests are well, paused brokers go on, and those that
/// crashed or were stopped start.
struct UndoAllCommand {};

using Command = std::variant<BrokerCommand, LinkCommand, CutCommand, DiskCommand, FlipBitCommand,
                             ClockCommand, RequestCommand, UndoAllCommand>;

} // namespace partitura::cluster
