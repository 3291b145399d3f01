// A transport whose links are those of a plan.
#pragma once

#include "broker/faults/fault_plan.h"

#include <memory>
#include <string>

namespace partitura::faults {

/// Brings the plan's link faults about for one node. Every node has such a transport, so each delays, holds
/// and loses what it sends; what comes from clients, which have none, is treated where it arrives. Who is at
/// the other end follows from the endpoint connected to, and on an accepted connection from the client id of
/// its first request. A connection over a cut link is refused; clogs and delays hold frames, not the opening
/// of connections. While nothing is wrong with any link, a frame costs one atomic read. Owned by the
/// composition of the cluster. Thread: `loop`'s.
class FaultyTransport final : public net::Transport {
public:
    /// `transport`, `loop` and `plan` outlive this and its connections. `self`: the node's name.
    FaultyTransport(net::Transport& transport, EventLoop& loop, FaultPlan& plan, std::string self);
    ~FaultyTransport() override;

    Result<std::unique_ptr<net::Listener>> listen(const net::Endpoint& endpoint,
                                                  AcceptHandler accepted) override;
    void connect(const net::Endpoint& endpoint, ConnectHandler connected) override;

    struct Shared;

private:
    net::Transport& m_transport;
    std::shared_ptr<Shared> m_shared;
    std::uint64_t m_listener = 0;
};

} // namespace partitura::faults
