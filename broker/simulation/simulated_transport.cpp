#include "broker/simulation/simulated_transport.h"

#include "broker/simulation/simulated_connection.h"

namespace partitura::simulation {

using net::Endpoint;

namespace {

/// Between attempts to connect over a clogged link, as TCP repeats its first segment.
constexpr Duration retransmission = std::chrono::milliseconds(200);

} // namespace

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

/// A connection on its way.
struct SimulatedTransport::Attempt {
    SimulatedNetwork& network;
    std::shared_ptr<Host> host;
    Endpoint from, to;
    ConnectHandler connected;
};

// Half of the way back and forth each: the listener learns of the connection, then the one who connects.
void SimulatedTransport::connect(const Endpoint& endpoint, ConnectHandler connected) {
    const Endpoint from{m_host->name, m_network.m_nextPort++};
    auto attempt =
        std::make_shared<Attempt>(Attempt{m_network, m_host, from, endpoint, std::move(connected)});
    m_host->loop->schedule(m_network.drawDelay(from.host, endpoint.host), [attempt] { knock(attempt); });
}

void SimulatedTransport::knock(const std::shared_ptr<Attempt>& attempt) {
    auto& [network, host, from, to, connected] = *attempt;
    if (network.isCut(from.host, to.host))
        return connected(Error{ErrorCode::NETWORK_EXCEPTION, "cannot connect to " + toString(to)});
    if (network.link(from.host, to.host).isClogged || network.link(to.host, from.host).isClogged) {
        host->loop->schedule(retransmission, [attempt] { knock(attempt); });
        return;
    }
    const auto place = network.m_listening.find(to);
    if (place == network.m_listening.end() || !place->second->host->loop)
        return connected(Error{ErrorCode::NETWORK_EXCEPTION, "cannot connect to " + toString(to)});
    auto [client, server] = SimulatedConnection::makePair(network, host, from, place->second->host, to);
    place->second->host->loop->post([place = place->second, server = server] {
        auto handle = SimulatedConnection::handleOf(server);
        if (const auto accepted = place->accepted)
            accepted(std::move(handle));
    });
    host->loop->schedule(network.drawDelay(to.host, from.host), [attempt, client = client] {
        attempt->connected(SimulatedConnection::handleOf(client));
    });
}

} // namespace partitura::simulation
