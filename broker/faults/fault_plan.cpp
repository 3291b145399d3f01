#include "broker/faults/fault_plan.h"

#include <algorithm>

namespace partitura::faults {
namespace {

using observe::FaultKind;

std::int64_t microseconds(Duration duration) {
    return std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
}

LinkConditions bounded(LinkConditions conditions) {
    conditions.delayMin = std::clamp(conditions.delayMin, Duration::zero(), delayMax);
    conditions.delayMean = std::clamp(conditions.delayMean, conditions.delayMin, delayMax);
    conditions.lossPerMillion = std::min(conditions.lossPerMillion, 1'000'000u);
    return conditions;
}

} // namespace

// ---- links ----

void FaultPlan::setLink(const std::string& from, const std::string& to, const LinkConditions& conditions) {
    {
        const std::lock_guard lock(m_mutex);
        m_links[{from, to}] = bounded(conditions);
        if (m_links[{from, to}] == LinkConditions{})
            m_links.erase({from, to});
        updateHasLinkFaults();
    }
    announce({});
}

LinkConditions FaultPlan::link(const std::string& from, const std::string& to) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_links.find({from, to});
    return found == m_links.end() ? LinkConditions{} : found->second;
}

void FaultPlan::clog(const std::string& from, const std::string& to) {
    auto conditions = link(from, to);
    conditions.isClogged = true;
    setLink(from, to, conditions);
}

void FaultPlan::unclog(const std::string& from, const std::string& to) {
    auto conditions = link(from, to);
    conditions.isClogged = false;
    setLink(from, to, conditions);
}

void FaultPlan::cut(const std::string& a, const std::string& b) {
    {
        const std::lock_guard lock(m_mutex);
        m_cuts.insert(std::minmax(a, b));
        updateHasLinkFaults();
    }
    announce({});
}

void FaultPlan::heal(const std::string& a, const std::string& b) {
    {
        const std::lock_guard lock(m_mutex);
        m_cuts.erase(std::minmax(a, b));
        updateHasLinkFaults();
    }
    announce({});
}

bool FaultPlan::isCut(const std::string& a, const std::string& b) const {
    if (!hasLinkFaults() || a == b)
        return false;
    const std::lock_guard lock(m_mutex);
    return m_cuts.contains(std::minmax(a, b));
}

void FaultPlan::reset(const std::string& a, const std::string& b) {
    announce({true, a, b});
}

void FaultPlan::updateHasLinkFaults() {
    m_hasLinkFaults = !m_links.empty() || !m_cuts.empty();
}

// ---- nodes ----

std::shared_ptr<NodeFaults> FaultPlan::node(const std::string& name) {
    const auto seed = seedOf(name);
    const std::lock_guard lock(m_mutex);
    auto& node = m_nodes[name];
    if (!node)
        node = std::make_shared<NodeFaults>(seed + 1);
    return node;
}

// FNV-1a, so that it is the same everywhere.
std::uint64_t FaultPlan::seedOf(const std::string& node) const {
    std::uint64_t hash = 0xcbf29ce484222325ull ^ m_seed;
    for (const unsigned char c : node)
        hash = (hash ^ c) * 0x100000001b3ull;
    return hash;
}

void FaultPlan::setEndpoint(const net::Endpoint& endpoint, const std::string& node) {
    const std::lock_guard lock(m_mutex);
    m_endpoints[endpoint] = node;
}

std::string FaultPlan::nodeAt(const net::Endpoint& endpoint) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_endpoints.find(endpoint);
    return found == m_endpoints.end() ? std::string() : found->second;
}

// ---- all ----

void FaultPlan::undoAll() {
    {
        const std::lock_guard lock(m_mutex);
        m_links.clear();
        m_cuts.clear();
        updateHasLinkFaults();
        for (const auto& [name, node] : m_nodes)
            node->undoAll();
    }
    announce({});
}

std::vector<observe::FaultSnapshot> FaultPlan::active() const {
    std::vector<observe::FaultSnapshot> all;
    const std::lock_guard lock(m_mutex);
    for (const auto& [a, b] : m_cuts)
        all.push_back({FaultKind::cut, a, b, 0, {}});
    for (const auto& [ends, link] : m_links) {
        const auto& [from, to] = ends;
        if (link.isClogged)
            all.push_back({FaultKind::clog, from, to, 0, {}});
        if (link.delayMean > Duration::zero())
            all.push_back({FaultKind::delayLink, from, to, microseconds(link.delayMean),
                           link.delayMin == link.delayMean
                               ? std::string()
                               : "at least " + std::to_string(microseconds(link.delayMin)) + " µs"});
        if (link.lossPerMillion != 0)
            all.push_back({FaultKind::loseFrames, from, to, link.lossPerMillion, {}});
    }
    for (const auto& [name, node] : m_nodes)
        node->describe(name, all);
    return all;
}

// ---- listeners ----

std::uint64_t FaultPlan::addListener(std::function<void(const LinkChange&)> listener) {
    const std::lock_guard lock(m_listenersMutex);
    m_listeners.emplace(++m_lastListener, std::move(listener));
    return m_lastListener;
}

void FaultPlan::removeListener(std::uint64_t id) {
    const std::lock_guard lock(m_listenersMutex);
    m_listeners.erase(id);
}

void FaultPlan::announce(const LinkChange& change) {
    const std::lock_guard lock(m_listenersMutex);
    for (const auto& [id, listener] : m_listeners)
        listener(change);
}

} // namespace partitura::faults
