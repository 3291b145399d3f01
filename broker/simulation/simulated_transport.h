// A host's transport over the simulated network.
#pragma once

#include "broker/net/transport.h"
#include "broker/simulation/simulated_network.h"
#include "broker/simulation/virtual_event_loop.h"

#include <memory>
#include <string>

namespace partitura::simulation {

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
    struct Attempt;
    static void knock(const std::shared_ptr<Attempt>& attempt);

    SimulatedNetwork& m_network;
    std::shared_ptr<Host> m_host;
};

} // namespace partitura::simulation
