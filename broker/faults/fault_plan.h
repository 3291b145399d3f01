// All faults of a cluster.
#pragma once

#include "broker/faults/node_faults.h"
#include "broker/net/transport.h"

#include <functional>
#include <map>
#include <set>
#include <utility>

namespace partitura::faults {

/// A change of links that connections must follow.
struct LinkChange {
    bool isReset = false; ///< the connections between `a` and `b` end now; else conditions have changed
    std::string a, b;
};

/// What is wrong with the links between nodes, and by way of `node` with each of them. Nodes are names,
/// `broker-2`, and "clients" stands for all that are none. Links have a direction each, cuts have both. It
/// brings nothing about by itself: FaultyTransport, FaultyStorage and SkewedClock do, which hold it. Owned by
/// the cluster; outlives them. Thread: any.
class FaultPlan {
public:
    /// All that is drawn by chance follows from `seed`.
    explicit FaultPlan(std::uint64_t seed)
        : m_seed(seed) {}
    FaultPlan(const FaultPlan&) = delete;
    FaultPlan& operator=(const FaultPlan&) = delete;

    /// For frames sent from now on; a clog also holds those under way.
    void setLink(const std::string& from, const std::string& to, const LinkConditions& conditions);
    [[nodiscard]] LinkConditions link(const std::string& from, const std::string& to) const;
    /// Nothing is wrong with it any more; what it holds goes on at once.
    void clearLink(const std::string& from, const std::string& to) { setLink(from, to, {}); }
    /// The same link as it is, clogged or not.
    void clog(const std::string& from, const std::string& to);
    void unclog(const std::string& from, const std::string& to);
    /// Separates two nodes, both ways. Both ends of their connections are told at once.
    void cut(const std::string& a, const std::string& b);
    void heal(const std::string& a, const std::string& b);
    [[nodiscard]] bool isCut(const std::string& a, const std::string& b) const;
    /// Ends the connections between two nodes, telling both ends; they may connect again.
    void reset(const std::string& a, const std::string& b);
    /// Whether anything is wrong with any link.
    [[nodiscard]] bool hasLinkFaults() const { return m_hasLinkFaults.load(std::memory_order_acquire); }

    /// The faults of a node, made when first asked for; the same object for the plan's life.
    [[nodiscard]] std::shared_ptr<NodeFaults> node(const std::string& name);

    /// Ends every fault at once.
    void undoAll();
    /// All that lasts, links first.
    [[nodiscard]] std::vector<observe::FaultSnapshot> active() const;

    /// Who is reached at an endpoint.
    void setEndpoint(const net::Endpoint& endpoint, const std::string& node);
    /// Empty if that is not known.
    [[nodiscard]] std::string nodeAt(const net::Endpoint& endpoint) const;
    [[nodiscard]] std::uint64_t seedOf(const std::string& node) const;

    /// `listener` hears of each change of links, on the thread that changes them; it must not call the plan.
    std::uint64_t addListener(std::function<void(const LinkChange&)> listener);
    /// It is not called any more once this returns.
    void removeListener(std::uint64_t id);

private:
    void announce(const LinkChange& change);
    void updateHasLinkFaults();

    const std::uint64_t m_seed;
    mutable std::mutex m_mutex;
    std::map<std::pair<std::string, std::string>, LinkConditions> m_links; ///< by (from, to)
    std::set<std::pair<std::string, std::string>> m_cuts;                  ///< each pair in order
    std::map<std::string, std::shared_ptr<NodeFaults>> m_nodes;
    std::map<net::Endpoint, std::string> m_endpoints;
    std::atomic<bool> m_hasLinkFaults = false;

    std::mutex m_listenersMutex; ///< held while they are called; never taken with m_mutex held
    std::map<std::uint64_t, std::function<void(const LinkChange&)>> m_listeners;
    std::uint64_t m_lastListener = 0;
};

} // namespace partitura::faults
