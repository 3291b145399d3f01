// What a leader and the controller tell each other of in-sync replicas (AlterPartition, KIP-497, KIP-903).
#pragma once

#include "broker/base/error_code.h"
#include "broker/base/strong.h"

#include <cstdint>
#include <vector>

namespace partitura::replication {

/// Whether a leader from outside the ISR still has to make sense of its log (LeaderRecoveryState, KIP-704).
enum class LeaderRecoveryState : std::int8_t { recovered = 0, recovering = 1 };

struct IsrMember {
    BrokerId id;
    std::int64_t brokerEpoch = -1; ///< of its last fetch; -1 where none is known, and for the leader itself

    bool operator==(const IsrMember&) const = default;
};

/// An ISR that a leader asks for.
struct IsrProposal {
    std::uint64_t number = 0; ///< tells one proposal of a replica from the next
    LeaderEpoch leaderEpoch;
    std::int32_t partitionEpoch = 0; ///< of the state it would change
    std::vector<IsrMember> isr;
};

/// What the controller says to it. Without error, the state there is now.
struct IsrAnswer {
    ErrorCode error = ErrorCode::NONE;
    LeaderEpoch leaderEpoch;
    std::int32_t partitionEpoch = 0;
    std::vector<BrokerId> isr;
    LeaderRecoveryState leaderRecoveryState = LeaderRecoveryState::recovered;
};

/// What the metadata say of a broker.
struct BrokerStanding {
    std::int64_t epoch = -1;
    bool isFenced = true;
    bool isShuttingDown = false;
};

} // namespace partitura::replication
