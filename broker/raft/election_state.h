// What a voter must not forget: the `quorum-state` file.
#pragma once

#include "broker/base/storage.h"
#include "broker/base/strong.h"
#include "broker/base/uuid.h"

#include <string>

namespace partitura::raft {

/// The newest epoch a node knows, its leader if known, and whom the node voted for in it (Kafka's
/// ElectionState). Thread: a value type.
struct ElectionState {
    LeaderEpoch epoch{0};
    BrokerId leader; ///< BrokerId() when unknown
    BrokerId voted;  ///< BrokerId() when nobody
    Uuid votedDirectory;

    bool operator==(const ElectionState&) const = default;
};

/// Reads the file, JSON as Kafka's FileQuorumStateStore writes it in versions 0 and 1; epoch 0 when there is
/// none. Errors: KAFKA_STORAGE_ERROR, also when it is damaged, naming the file.
[[nodiscard]] Result<ElectionState> readElectionState(Storage& storage, const std::string& path);
/// Replaces the file in one step, durably.
[[nodiscard]] Result<void> writeElectionState(Storage& storage, const std::string& path,
                                              const ElectionState& state);

} // namespace partitura::raft
