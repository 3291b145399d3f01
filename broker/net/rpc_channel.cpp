#include "broker/net/rpc_channel.h"

namespace partitura::net {

RpcChannel::RpcChannel(EventLoop& loop, Transport& transport, Endpoint endpoint, std::string clientId,
                       Duration requestTimeout)
    : m_loop(loop)
    , m_transport(transport)
    , m_endpoint(std::move(endpoint))
    , m_clientId(std::move(clientId))
    , m_requestTimeout(requestTimeout) {}

RpcChannel::~RpcChannel() {
    *m_alive = false;
    m_loop.cancel(m_deadlineTimer);
}

void RpcChannel::enqueue(Payload frame, std::int32_t correlationId,
                         std::function<void(Result<MutableByteView>)> answer) {
    PARTITURA_ON_LOOP(m_loop);
    m_waiting.push_back({correlationId, m_loop.clock().now() + m_requestTimeout, std::move(answer)});
    if (m_deadlineTimer == 0)
        checkDeadlines();
    if (m_connection)
        return m_connection->send(std::move(frame), nullptr);
    m_unsent.push_back(std::move(frame));
    if (!m_connecting)
        connect();
}

void RpcChannel::connect() {
    m_connecting = true;
    m_transport.connect(m_endpoint, [this, alive = m_alive, attempt = ++m_attempt](auto connected) {
        if (!*alive || attempt != m_attempt)
            return;
        m_connecting = false;
        if (!connected)
            return fail(connected.error().context);
        m_connection = std::move(*connected);
        m_connection->onClosed([this, alive](const std::string& reason) {
            if (*alive)
                fail(reason.empty() ? toString(m_endpoint) + " closed the connection" : reason);
        });
        while (m_connection && !m_unsent.empty()) {
            auto frame = std::move(m_unsent.front());
            m_unsent.pop_front();
            m_connection->send(std::move(frame), nullptr);
        }
        if (m_connection)
            receive();
    });
}

void RpcChannel::receive() {
    m_connection->receive([this, alive = m_alive, attempt = m_attempt](MutableByteView frame) {
        if (!*alive || attempt != m_attempt)
            return;
        if (m_waiting.empty() || frame.size() < 4 ||
            loadBigEndian<std::int32_t>(frame.data()) != m_waiting.front().correlationId)
            return fail(toString(m_endpoint) + " answered what was not asked");
        const auto answer = std::move(m_waiting.front().answer);
        m_waiting.pop_front();
        answer(frame);
        if (*alive && attempt == m_attempt && m_connection)
            receive();
    });
}

// One timer for all requests: it looks at the oldest, and again when that one's time would be up.
void RpcChannel::checkDeadlines() {
    m_deadlineTimer = 0;
    if (m_waiting.empty())
        return;
    const auto left = m_waiting.front().deadline - m_loop.clock().now();
    if (left > Duration::zero())
        m_deadlineTimer = m_loop.schedule(left, [this] { checkDeadlines(); });
    else
        fail(toString(m_endpoint) + " did not answer in time");
}

void RpcChannel::fail(const std::string& reason) {
    auto waiting = std::exchange(m_waiting, {});
    reset();
    const auto alive = m_alive;
    m_loop.post([alive, reason, waiting = std::move(waiting)] {
        for (const auto& one : waiting)
            if (*alive)
                one.answer(Error{ErrorCode::NETWORK_EXCEPTION, reason});
    });
}

void RpcChannel::reset() {
    ++m_attempt;
    m_connecting = false;
    // Its own handler may be on the stack: let it return first.
    if (m_connection) {
        m_connection->close();
        m_loop.post([kept = std::shared_ptr<Connection>(std::move(m_connection))] {});
    }
    m_unsent.clear();
    m_waiting.clear();
}

} // namespace partitura::net
