// The live transport: TCP through asio, files through sendfile.
#pragma once

#include "broker/net/asio_event_loop.h"
#include "broker/net/transport.h"

namespace partitura::net {

/// Transport over TCP sockets of this machine. Thread: `loop`'s.
class TcpTransport final : public Transport {
public:
    TcpTransport(AsioEventLoop& loop, TransportLimits limits);
    ~TcpTransport() override;

    Result<std::unique_ptr<Listener>> listen(const Endpoint& endpoint, AcceptHandler accepted) override;
    void connect(const Endpoint& endpoint, ConnectHandler connected) override;

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
};

} // namespace partitura::net
