// Lists of brokers, as a partition has them.
#pragma once

#include "broker/base/strong.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace partitura::controller {

/// In order of preference; each broker once.
using Replicas = std::vector<BrokerId>;

inline bool contains(const Replicas& replicas, BrokerId id) {
    return std::ranges::find(replicas, id) != replicas.end();
}

inline bool containsAll(const Replicas& replicas, const Replicas& others) {
    return std::ranges::all_of(others, [&](BrokerId id) { return contains(replicas, id); });
}

inline Replicas without(Replicas replicas, BrokerId id) {
    std::erase(replicas, id);
    return replicas;
}

inline Replicas without(Replicas replicas, const Replicas& others) {
    std::erase_if(replicas, [&](BrokerId id) { return contains(others, id); });
    return replicas;
}

inline Replicas brokerIds(const std::vector<std::int32_t>& raw) {
    return {raw.begin(), raw.end()};
}

inline std::vector<std::int32_t> rawIds(const Replicas& replicas) {
    std::vector<std::int32_t> raw;
    raw.reserve(replicas.size());
    for (auto id : replicas)
        raw.push_back(id.value());
    return raw;
}

} // namespace partitura::controller
