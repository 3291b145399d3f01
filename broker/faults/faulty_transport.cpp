#include "broker/faults/faulty_transport.h"

#include "broker/faults/faulty_connection.h"

namespace partitura::faults {

FaultyTransport::FaultyTransport(net::Transport& transport, EventLoop& loop, FaultPlan& plan,
                                 std::string self)
    : m_transport(transport)
    , m_shared(std::make_shared<Shared>(Shared{loop, plan, self, SeededRandom(plan.seedOf(self)), {}})) {
    m_listener = plan.addListener([&loop, weak = std::weak_ptr(m_shared)](const LinkChange& change) {
        loop.post([weak, change] {
            const auto shared = weak.lock();
            if (!shared)
                return;
            for (auto* connection : std::set(shared->connections))
                if (shared->connections.contains(connection))
                    connection->follow(change);
        });
    });
}

FaultyTransport::~FaultyTransport() {
    m_shared->plan.removeListener(m_listener);
}

Result<std::unique_ptr<net::Listener>> FaultyTransport::listen(const net::Endpoint& endpoint,
                                                               AcceptHandler accepted) {
    return m_transport.listen(endpoint, [shared = m_shared, accepted = std::move(accepted)](auto connection) {
        accepted(std::make_unique<FaultyConnection>(shared, std::move(connection), "", true));
    });
}

void FaultyTransport::connect(const net::Endpoint& endpoint, ConnectHandler connected) {
    auto other = m_shared->plan.nodeAt(endpoint);
    const auto refusal = [endpoint, other] {
        return Error{ErrorCode::NETWORK_EXCEPTION,
                     "cannot connect to " + net::toString(endpoint) + ": cut off from " + other};
    };
    if (m_shared->plan.isCut(m_shared->self, other))
        return m_shared->loop.post([refusal, connected = std::move(connected)] { connected(refusal()); });
    m_transport.connect(
        endpoint, [shared = m_shared, other, refusal, connected = std::move(connected)](auto connection) {
            if (!connection)
                return connected(connection.error());
            if (shared->plan.isCut(shared->self, other))
                return connected(refusal());
            connected(Result<std::unique_ptr<net::Connection>>(
                std::make_unique<FaultyConnection>(shared, std::move(*connection), other, false)));
        });
}

} // namespace partitura::faults
