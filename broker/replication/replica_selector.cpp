#include "broker/replication/replica_selector.h"

#include <tuple>

namespace partitura::replication {

std::optional<BrokerId> selectReadReplica(std::string_view consumersRack, std::string_view leadersRack,
                                          const std::vector<ReadableReplica>& followers) {
    if (consumersRack.empty() || consumersRack == leadersRack)
        return std::nullopt;
    const auto rank = [](const ReadableReplica& replica) {
        return std::tuple(replica.logEnd, -replica.sinceCaughtUp, replica.id);
    };
    const ReadableReplica* best = nullptr;
    for (const auto& follower : followers)
        if (follower.rack == consumersRack && (!best || rank(follower) > rank(*best)))
            best = &follower;
    return best ? std::optional(best->id) : std::nullopt;
}

} // namespace partitura::replication
