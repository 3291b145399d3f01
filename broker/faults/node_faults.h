// The faults of one node.
#pragma once

#include "broker/faults/conditions.h"
#include "broker/observe/fault.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace partitura::faults {

/// What is wrong with the disk and the clock of a node, and with the requests it gets. Shared by the plan and
/// those who bring the faults about. While there is none, asking costs one atomic read. Thread: any.
class NodeFaults {
public:
    explicit NodeFaults(std::uint64_t seed)
        : m_random(seed) {}

    void setDisk(const DiskConditions& conditions);
    [[nodiscard]] DiskConditions disk() const;
    [[nodiscard]] bool hasDiskFaults() const { return m_hasDiskFaults.load(std::memory_order_acquire); }
    /// Takes room on the disk for a file that grows: how many of `wanted` bytes it may.
    [[nodiscard]] std::uint64_t takeBytes(std::uint64_t wanted);
    void giveBytesBack(std::uint64_t bytes);
    /// The bit to invert in what was read, counted from its beginning; nullopt for none.
    [[nodiscard]] std::optional<std::uint64_t> bitToFlip(std::size_t bytesRead);

    void setClockSkewMs(std::int64_t skewMs) { m_clockSkewMs = skewMs; }
    [[nodiscard]] std::int64_t clockSkewMs() const { return m_clockSkewMs.load(std::memory_order_relaxed); }

    void addRequestFault(const RequestFault& fault);
    void clearRequestFaults();
    [[nodiscard]] bool hasRequestFaults() const { return m_hasRequestFaults.load(std::memory_order_acquire); }
    /// The fault of a request that has come; the oldest set that fits it. It counts as one of its number.
    [[nodiscard]] std::optional<RequestFault> takeRequestFault(std::int16_t apiKey,
                                                               std::string_view clientId);

    void undoAll();
    /// Adds what lasts.
    void describe(const std::string& node, std::vector<observe::FaultSnapshot>& into) const;

private:
    mutable std::mutex m_mutex;
    SeededRandom m_random;
    DiskConditions m_disk;
    std::vector<RequestFault> m_requests;
    std::atomic<bool> m_hasDiskFaults = false;
    std::atomic<bool> m_hasRequestFaults = false;
    std::atomic<std::int64_t> m_clockSkewMs = 0;
};

} // namespace partitura::faults
