#include "broker/simulation/simulated_transport.h"

#include "broker/simulation/simulated_connection.h"

#include <algorithm>

namespace partitura::simulation {

using net::Endpoint;

/// Someone who listens.
struct SimulatedNetwork::Place {
    std::shared_ptr<SimulatedTransport::Host> host;
    net::Transport::AcceptHandler accepted;
};

class SimulatedNetwork::PlaceListener final : public net::Listener {
public:
    PlaceListener(SimulatedNetwork& network, Endpoint endpoint)
        : m_network(network)
        , m_endpoint(std::move(endpoint)) {}
    ~PlaceListener() override {
        const auto place = m_network.m_listening.extract(m_endpoint);
        place.mapped()->accepted = nullptr; // connections on their way find nobody
    }
    [[nodiscard]] std::uint16_t port() const override { return m_endpoint.port; }

private:
    SimulatedNetwork& m_network;
    Endpoint m_endpoint;
};

// ---- the network ----

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
}

bool SimulatedNetwork::isCut(const std::string& a, const std::string& b) const {
    return a != b && (m_isolated.contains(a) || m_isolated.contains(b) || m_cuts.contains(std::minmax(a, b)));
}

// By way of their loops: whoever cuts may be in the middle of a connection's work.
void SimulatedNetwork::endSeparated() {
    for (const auto& weak : m_connections) {
        const auto end = weak.lock();
        if (end && end->host().loop && isCut(end->host().name, end->otherHost()))
            end->host().loop->post([end] { end->reset(); });
    }
}

// ---- a transport ----

SimulatedTransport::SimulatedTransport(SimulatedNetwork& network, VirtualEventLoop& loop, std::string host,
                                       net::TransportLimits limits)
    : m_network(network)
    , m_host(std::make_shared<Host>(Host{&loop, std::move(host), limits})) {}

SimulatedTransport::~SimulatedTransport() {
    m_host->loop = nullptr;
}

Result<std::unique_ptr<net::Listener>> SimulatedTransport::listen(const Endpoint& endpoint,
                                                                  AcceptHandler accepted) {
    auto at = endpoint;
    if (at.host != m_host->name)
        return Error{ErrorCode::UNKNOWN_SERVER_ERROR,
                     "cannot listen at " + toString(endpoint) + ": not this host"};
    if (at.port == 0)
        at.port = m_network.m_nextPort++;
    auto place =
        std::make_shared<SimulatedNetwork::Place>(SimulatedNetwork::Place{m_host, std::move(accepted)});
    if (!m_network.m_listening.emplace(at, std::move(place)).second)
        return Error{ErrorCode::UNKNOWN_SERVER_ERROR,
                     "port " + std::to_string(at.port) + " of " + at.host + " is in use by another program"};
    return std::unique_ptr<net::Listener>(std::make_unique<SimulatedNetwork::PlaceListener>(m_network, at));
}

// Half of the way back and forth each: the listener learns of the connection, then the one who connects.
void SimulatedTransport::connect(const Endpoint& endpoint, ConnectHandler connected) {
    const auto delay = m_network.delay();
    const Endpoint from{m_host->name, m_network.m_nextPort++};
    m_host->loop->schedule(delay, [&network = m_network, host = m_host, endpoint, from, delay,
                                   connected = std::move(connected)] {
        const auto place = network.m_listening.find(endpoint);
        if (place == network.m_listening.end() || !place->second->host->loop ||
            network.isCut(host->name, endpoint.host))
            return connected(Error{ErrorCode::NETWORK_EXCEPTION, "cannot connect to " + toString(endpoint)});
        auto [client, server] =
            SimulatedConnection::makePair(network, host, from, place->second->host, endpoint);
        place->second->host->loop->post([place = place->second, server = server] {
            auto handle = SimulatedConnection::handleOf(server);
            if (const auto accepted = place->accepted)
                accepted(std::move(handle));
        });
        host->loop->schedule(
            delay, [client = client, connected] { connected(SimulatedConnection::handleOf(client)); });
    });
}

} // namespace partitura::simulation
