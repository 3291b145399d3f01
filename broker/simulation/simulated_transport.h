// A network in virtual time.
#pragma once

#include "broker/net/transport.h"
#include "broker/simulation/virtual_event_loop.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

namespace partitura::simulation {

class SimulatedConnection;
class SimulatedTransport;

/// What joins the transports of one simulation. A frame arrives whole, `delay` after it was sent, after
/// those sent before it over the same connection; its bytes are a copy. Hosts are names; a cut between two
/// of them ends their connections and lets no new ones through until it is healed.
/// Owned by the test or the simulated cluster; outlives its transports and their connections. Thread: one.
class SimulatedNetwork {
public:
    /// `delay`: one way, of frames sent and connections opened from now on.
    explicit SimulatedNetwork(Duration delay = std::chrono::microseconds(100))
        : m_delay(delay) {}
    SimulatedNetwork(const SimulatedNetwork&) = delete;
    SimulatedNetwork& operator=(const SimulatedNetwork&) = delete;

    void setDelay(Duration delay) { m_delay = delay; }
    [[nodiscard]] Duration delay() const { return m_delay; }

    /// Separates two hosts, both ways. Both ends of their connections are told at once.
    void cut(const std::string& a, const std::string& b);
    void heal(const std::string& a, const std::string& b);
    /// Separates a host from all others.
    void isolate(const std::string& host);
    void healAll();
    [[nodiscard]] bool isCut(const std::string& a, const std::string& b) const;

private:
    friend class SimulatedConnection;
    friend class SimulatedTransport;
    struct Place;
    class PlaceListener;

    void endSeparated();

    Duration m_delay;
    std::set<std::pair<std::string, std::string>> m_cuts; ///< each pair in order
    std::set<std::string> m_isolated;
    std::map<net::Endpoint, std::shared_ptr<Place>> m_listening;
    std::vector<std::weak_ptr<SimulatedConnection>> m_connections;
    std::uint16_t m_nextPort = 49152;
};

/// The transport of one host. Thread: `loop`'s; it is destroyed before its loop.
class SimulatedTransport final : public net::Transport {
public:
    /// `host` is the name of whoever connects through this transport, and what it may listen at.
    SimulatedTransport(SimulatedNetwork& network, VirtualEventLoop& loop, std::string host,
                       net::TransportLimits limits = {});
    ~SimulatedTransport() override;

    Result<std::unique_ptr<net::Listener>> listen(const net::Endpoint& endpoint,
                                                  AcceptHandler accepted) override;
    void connect(const net::Endpoint& endpoint, ConnectHandler connected) override;

    struct Host;

private:
    SimulatedNetwork& m_network;
    std::shared_ptr<Host> m_host;
};

} // namespace partitura::simulation
