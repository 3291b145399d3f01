#include "broker/simulation/simulated_network.h"

#include "broker/simulation/simulated_connection.h"

#include <bit>

namespace partitura::simulation {

// ---- links ----

void SimulatedNetwork::setLink(const std::string& from, const std::string& to,
                               const LinkConditions& conditions) {
    m_links[{from, to}] = conditions;
    release();
}

void SimulatedNetwork::clearLink(const std::string& from, const std::string& to) {
    m_links.erase({from, to});
    release();
}

const LinkConditions& SimulatedNetwork::link(const std::string& from, const std::string& to) const {
    if (m_links.empty())
        return m_usual;
    const auto found = m_links.find({from, to});
    return found == m_links.end() ? m_usual : found->second;
}

void SimulatedNetwork::clog(const std::string& from, const std::string& to) {
    auto conditions = link(from, to);
    conditions.isClogged = true;
    setLink(from, to, conditions);
}

void SimulatedNetwork::unclog(const std::string& from, const std::string& to) {
    auto conditions = link(from, to);
    conditions.isClogged = false;
    setLink(from, to, conditions);
}

// Exponential but for straight lines between the powers of two: integers alone, the same on every machine.
Duration SimulatedNetwork::drawDelay(const std::string& from, const std::string& to) {
    const auto& conditions = link(from, to);
    const auto above = (conditions.delayMean - conditions.delayMin).count();
    if (above <= 0 || !m_random)
        return conditions.delayMean;
    constexpr int fractionBits = 16;
    const auto bits = m_random->next() | 1;
    const auto zeros = std::countl_zero(bits);
    const auto mantissa = (bits << zeros) << 1 >> (64 - fractionBits);
    const auto logarithm =
        (static_cast<std::uint64_t>(zeros) << fractionBits) + (1u << fractionBits) - mantissa;
    // The mean of `logarithm` is 3/2.
    const auto drawn = static_cast<unsigned __int128>(above) * logarithm * 2 / 3 >> fractionBits;
    return conditions.delayMin + Duration(static_cast<std::int64_t>(drawn));
}

bool SimulatedNetwork::loses(const std::string& from, const std::string& to) {
    const auto chance = link(from, to).lossPerMillion;
    return chance != 0 && m_random && m_random->below(1'000'000) < chance;
}

// ---- cuts ----

void SimulatedNetwork::cut(const std::string& a, const std::string& b) {
    m_cuts.insert(std::minmax(a, b));
    endSeparated();
}

void SimulatedNetwork::heal(const std::string& a, const std::string& b) {
    m_cuts.erase(std::minmax(a, b));
}

void SimulatedNetwork::isolate(const std::string& host) {
    m_isolated.insert(host);
    endSeparated();
}

void SimulatedNetwork::healAll() {
    m_cuts.clear();
    m_isolated.clear();
    m_links.clear();
    release();
}

bool SimulatedNetwork::isCut(const std::string& a, const std::string& b) const {
    return a != b && (m_isolated.contains(a) || m_isolated.contains(b) || m_cuts.contains(std::minmax(a, b)));
}

void SimulatedNetwork::reset(const std::string& a, const std::string& b) {
    endConnections([&](const std::string& host, const std::string& other) {
        return (host == a && other == b) || (host == b && other == a);
    });
}

void SimulatedNetwork::endSeparated() {
    endConnections([this](const std::string& host, const std::string& other) { return isCut(host, other); });
}

// By way of their loops: whoever cuts may be in the middle of a connection's work.
template <typename Chosen>
void SimulatedNetwork::endConnections(Chosen chosen) {
    for (const auto& weak : m_connections) {
        const auto end = weak.lock();
        if (end && end->host().loop && chosen(end->host().name, end->peer().host))
            end->host().loop->post([end] { end->reset(); });
    }
}

void SimulatedNetwork::release() {
    for (const auto& weak : m_connections)
        if (const auto end = weak.lock())
            end->release();
}

} // namespace partitura::simulation
