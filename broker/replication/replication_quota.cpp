#include "broker/replication/replication_quota.h"

#include <algorithm>
#include <string>

namespace partitura::replication {
namespace {

constexpr Duration window = std::chrono::seconds(1); ///< replication.quota.window.size.seconds
constexpr int windows = 11;                          ///< replication.quota.window.num

} // namespace

void ReplicationQuota::record(std::size_t bytes) {
    const auto now = m_clock.now();
    while (!m_samples.empty() && now - m_samples.front().begin >= window * windows)
        m_samples.pop_front();
    if (m_samples.empty() || now - m_samples.back().begin >= window)
        m_samples.push_back({now});
    m_samples.back().bytes += bytes;
}

double ReplicationQuota::rate() const {
    const auto now = m_clock.now();
    auto span = window;
    std::uint64_t bytes = 0;
    for (const auto& sample : m_samples) {
        const auto age = now - sample.begin;
        if (age >= window * windows)
            continue;
        span = std::max<Duration>(span, age);
        bytes += sample.bytes;
    }
    return static_cast<double>(bytes) / std::chrono::duration<double>(span).count();
}

bool namesReplica(std::string_view throttledReplicas, PartitionIndex partition, BrokerId broker) {
    const auto wanted = toString(partition) + ":" + toString(broker);
    for (auto rest = throttledReplicas; !rest.empty();) {
        const auto end = std::min(rest.find(','), rest.size());
        auto item = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        item.remove_prefix(std::min(item.find_first_not_of(' '), item.size()));
        item = item.substr(0, item.find_last_not_of(' ') + 1);
        if (item == "*" || item == wanted)
            return true;
    }
    return false;
}

} // namespace partitura::replication
