#include "broker/faults/node_faults.h"

#include "broker/protocol/api_table.h"

#include <algorithm>

namespace partitura::faults {
namespace {

using observe::FaultKind;

std::int64_t microseconds(Duration duration) {
    return std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
}

std::string nameOfApi(std::int16_t key) {
    const auto* api = protocol::findApi(key);
    return key < 0 ? "all requests" : api ? std::string(api->name) : "API key " + std::to_string(key);
}

FaultKind kindOf(const RequestFault& fault) {
    if (fault.isDropped)
        return FaultKind::dropRequests;
    return fault.error != ErrorCode::NONE ? FaultKind::failRequests : FaultKind::delayRequests;
}

} // namespace

void NodeFaults::setDisk(const DiskConditions& conditions) {
    const std::lock_guard lock(m_mutex);
    m_disk = conditions;
    m_disk.operationTakes = std::clamp(m_disk.operationTakes, Duration::zero(), operationTakesMax);
    m_hasDiskFaults = m_disk != DiskConditions{};
}

DiskConditions NodeFaults::disk() const {
    const std::lock_guard lock(m_mutex);
    return m_disk;
}

std::uint64_t NodeFaults::takeBytes(std::uint64_t wanted) {
    const std::lock_guard lock(m_mutex);
    if (!m_disk.bytesFree)
        return wanted;
    const auto granted = std::min(wanted, *m_disk.bytesFree);
    *m_disk.bytesFree -= granted;
    return granted;
}

void NodeFaults::giveBytesBack(std::uint64_t bytes) {
    const std::lock_guard lock(m_mutex);
    if (m_disk.bytesFree)
        *m_disk.bytesFree += bytes;
}

std::optional<std::uint64_t> NodeFaults::bitToFlip(std::size_t bytesRead) {
    const std::lock_guard lock(m_mutex);
    if (bytesRead == 0 || m_disk.readFlipsOneIn == 0 || m_random.below(m_disk.readFlipsOneIn) != 0)
        return std::nullopt;
    return m_random.below(std::uint64_t(bytesRead) * 8);
}

void NodeFaults::addRequestFault(const RequestFault& fault) {
    const std::lock_guard lock(m_mutex);
    if (fault.count == 0)
        return;
    m_requests.push_back(fault);
    m_hasRequestFaults = true;
}

void NodeFaults::clearRequestFaults() {
    const std::lock_guard lock(m_mutex);
    m_requests.clear();
    m_hasRequestFaults = false;
}

std::optional<RequestFault> NodeFaults::takeRequestFault(std::int16_t apiKey, std::string_view clientId) {
    const bool isClient = senderOf(clientId) == clientsName;
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find_if(m_requests, [&](const RequestFault& fault) {
        const bool fits = fault.from == RequestFault::Sender::any ||
                          (fault.from == RequestFault::Sender::clients) == isClient;
        return fits && (fault.apiKey == -1 || fault.apiKey == apiKey);
    });
    if (found == m_requests.end())
        return std::nullopt;
    const auto taken = *found;
    if (--found->count == 0)
        m_requests.erase(found);
    m_hasRequestFaults = !m_requests.empty();
    return taken;
}

void NodeFaults::undoAll() {
    setDisk({});
    setClockSkewMs(0);
    clearRequestFaults();
}

void NodeFaults::describe(const std::string& node, std::vector<observe::FaultSnapshot>& into) const {
    const auto add = [&](FaultKind kind, std::int64_t amount = 0, std::string detail = {}) {
        into.push_back({kind, node, {}, amount, std::move(detail)});
    };
    if (const auto skew = clockSkewMs())
        add(FaultKind::skewClock, skew);
    const std::lock_guard lock(m_mutex);
    if (m_disk.bytesFree)
        add(FaultKind::fillDisk, static_cast<std::int64_t>(*m_disk.bytesFree));
    if (m_disk.failsWrites)
        add(FaultKind::failWrites);
    if (m_disk.failsSyncs)
        add(FaultKind::failSyncs);
    if (m_disk.operationTakes > Duration::zero())
        add(FaultKind::slowDisk, microseconds(m_disk.operationTakes),
            m_disk.slowsBackgroundOnly ? "on the background loop" : "");
    if (m_disk.readFlipsOneIn != 0)
        add(FaultKind::flipReads, static_cast<std::int64_t>(m_disk.readFlipsOneIn));
    for (const auto& fault : m_requests) {
        auto detail = nameOfApi(fault.apiKey);
        if (fault.error != ErrorCode::NONE)
            detail += ": " + std::string(errorName(fault.error));
        if (fault.delay > Duration::zero())
            detail += " after " + std::to_string(microseconds(fault.delay)) + " µs";
        add(kindOf(fault), static_cast<std::int64_t>(fault.count), std::move(detail));
    }
}

} // namespace partitura::faults
