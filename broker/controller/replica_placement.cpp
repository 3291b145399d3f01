#include "broker/controller/replica_placement.h"

#include <string>

namespace partitura::controller {

Result<std::vector<std::vector<BrokerId>>> placeReplicas(const std::vector<BrokerId>& brokers, int count,
                                                         int replicas, Random& random) {
    const auto n = brokers.size();
    if (replicas < 1 || static_cast<std::size_t>(replicas) > n)
        return Error{ErrorCode::INVALID_REPLICATION_FACTOR,
                     "Unable to replicate the partition " + std::to_string(replicas) +
                         " time(s): " + std::to_string(n) + " broker(s) are available."};
    std::vector<std::vector<BrokerId>> placed;
    placed.reserve(static_cast<std::size_t>(count));
    const auto start = random.below(n);
    auto shift = random.below(n);
    for (std::size_t p = 0; p < static_cast<std::size_t>(count); ++p) {
        if (p > 0 && p % n == 0)
            ++shift;
        const auto leader = (start + p) % n;
        std::vector<BrokerId> ids{brokers[leader]};
        for (std::size_t r = 1; r < static_cast<std::size_t>(replicas); ++r)
            ids.push_back(brokers[(leader + 1 + (shift + r - 1) % (n - 1)) % n]);
        placed.push_back(std::move(ids));
    }
    return placed;
}

} // namespace partitura::controller
