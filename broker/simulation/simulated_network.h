// What joins the hosts of a simulation: delays, losses, cuts.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/random.h"
#include "broker/net/transport.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace partitura::simulation {

class SimulatedConnection;
class SimulatedTransport;

/// How frames fare from one host to another.
struct LinkConditions {
    Duration delayMin = std::chrono::microseconds(100);
    /// At least `delayMin`; what is above it is drawn for each frame, with a long tail. Without a Random all
    /// frames take so long.
    Duration delayMean = std::chrono::microseconds(100);
    /// Frames of a million that are lost; over TCP that shows as a reset of their connection.
    std::uint32_t lossPerMillion = 0;
    bool isClogged = false; ///< nothing passes, nothing is lost

    bool operator==(const LinkConditions&) const = default;
};

/// A frame that has arrived.
struct Delivery {
    const std::string& from;
    const std::string& to;
    ByteView frame; ///< valid during the call
};

/// The network of one simulation. A frame arrives whole, its link's delay after it was sent, after those sent
/// before it over the same connection. Hosts are names; links have a direction each, cuts have both.
/// Owned by the test or the simulated cluster; outlives its transports and their connections. Thread: one.
class SimulatedNetwork {
public:
    explicit SimulatedNetwork(Duration delay = std::chrono::microseconds(100))
        : SimulatedNetwork(LinkConditions{delay, delay}, nullptr) {}
    /// `usual`: of every link that has no conditions of its own. `random` draws delays and losses; it
    /// outlives the network, and may be nullptr.
    SimulatedNetwork(LinkConditions usual, Random* random)
        : m_usual(usual)
        , m_random(random) {}
    SimulatedNetwork(const SimulatedNetwork&) = delete;
    SimulatedNetwork& operator=(const SimulatedNetwork&) = delete;

    /// One way, of frames sent and connections opened from now on over links without conditions of their own.
    void setDelay(Duration delay) { m_usual.delayMin = m_usual.delayMean = delay; }
    /// For frames sent from now on; a clog also holds those under way.
    void setLink(const std::string& from, const std::string& to, const LinkConditions& conditions);
    [[nodiscard]] const LinkConditions& link(const std::string& from, const std::string& to) const;
    /// Makes it as usual.
    void clearLink(const std::string& from, const std::string& to);
    /// The same link as it is, clogged or not.
    void clog(const std::string& from, const std::string& to);
    void unclog(const std::string& from, const std::string& to);

    /// Separates two hosts, both ways. Both ends of their connections are told at once.
    void cut(const std::string& a, const std::string& b);
    void heal(const std::string& a, const std::string& b);
    /// Separates a host from all others.
    void isolate(const std::string& host);
    /// Ends the connections between two hosts, telling both ends; they may connect again.
    void reset(const std::string& a, const std::string& b);
    /// Takes back all cuts, and makes all links as usual.
    void healAll();
    [[nodiscard]] bool isCut(const std::string& a, const std::string& b) const;

    /// Hears of each frame when it arrives, on the way to its receiver. It must not use the network.
    void setObserver(std::function<void(const Delivery&)> delivered) { m_delivered = std::move(delivered); }

private:
    friend class SimulatedConnection;
    friend class SimulatedTransport;
    struct Place;
    class PlaceListener;

    [[nodiscard]] Duration drawDelay(const std::string& from, const std::string& to);
    [[nodiscard]] bool loses(const std::string& from, const std::string& to);
    /// Ends the connections whose two hosts `chosen` takes.
    template <typename Chosen>
    void endConnections(Chosen chosen);
    void endSeparated();
    void release();

    LinkConditions m_usual;
    Random* const m_random;
    std::map<std::pair<std::string, std::string>, LinkConditions> m_links; ///< by (from, to)
    std::set<std::pair<std::string, std::string>> m_cuts;                  ///< each pair in order
    std::set<std::string> m_isolated;
    std::map<net::Endpoint, std::shared_ptr<Place>> m_listening;
    std::vector<std::weak_ptr<SimulatedConnection>> m_connections;
    std::uint16_t m_nextPort = 49152;
    std::function<void(const Delivery&)> m_delivered;
};

} // namespace partitura::simulation
