#include "broker/server/session.h"

#include "broker/server/broker.h"
#include "broker/server/handlers/api_versions.h"

#include <spdlog/spdlog.h>

namespace partitura::server {

Session::Session(Broker& broker, std::unique_ptr<net::Connection> connection, std::uint64_t id)
    : m_broker(broker)
    , m_connection(std::move(connection))
    , m_id(id)
    , m_lastActive(broker.loop().clock().now()) {}

void Session::start() {
    m_connection->onClosed([weak = weak_from_this()](const std::string& reason) {
        if (const auto self = weak.lock())
            self->close(reason);
    });
    receive();
}

void Session::receive() {
    m_connection->receive([weak = weak_from_this()](MutableByteView frame) {
        if (const auto self = weak.lock())
            self->take(frame);
    });
}

void Session::take(MutableByteView frame) {
    m_lastActive = m_broker.loop().clock().now();
    ++m_client->requests;
    if (auto* fates = m_broker.requestFates(); fates && fates->isActive())
        return meetFate(frame, *fates);
    handle(frame, ErrorCode::NONE);
}

void Session::meetFate(MutableByteView frame, RequestFates& fates) {
    RequestFate fate;
    if (const auto header = protocol::decodeRequestHeader(frame); header && header->error == ErrorCode::NONE)
        fate = fates.fateOf(header->header);
    if (fate.isDropped)
        return;
    if (fate.delay <= Duration::zero())
        return handle(frame, fate.error);
    // The frame stays where it is: nothing more is received meanwhile.
    m_broker.loop().schedule(fate.delay, [weak = weak_from_this(), frame, error = fate.error] {
        if (const auto self = weak.lock())
            self->handle(frame, error);
    });
}

void Session::handle(MutableByteView frame, ErrorCode refusal) {
    m_taking = true;
    dispatch(
        m_broker, frame, "/" + m_connection->peer().host, m_client,
        [weak = weak_from_this()](Outcome outcome) {
            if (const auto self = weak.lock())
                self->complete(std::move(outcome));
        },
        refusal);
    m_taking = false;
}

// An answer that came later is given by whoever made it possible, in the middle of its own work: the next
// request, which may do anything, waits for that to be over.
void Session::receiveNext() {
    if (m_taking)
        return receive();
    m_broker.loop().post([weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->receive();
    });
}

void Session::complete(Outcome outcome) {
    switch (outcome.kind) {
    case Outcome::Kind::respond:
        m_connection->send(std::move(outcome.response), [weak = weak_from_this()] {
            if (const auto self = weak.lock())
                self->receiveNext();
        });
        break;
    case Outcome::Kind::silent:
        receiveNext();
        break;
    case Outcome::Kind::close:
        close(outcome.reason);
        break;
    }
}

void Session::close(const std::string& reason) {
    const auto self = shared_from_this();
    m_connection->close();
    m_broker.sessionClosed(*this, reason);
}

void dispatch(Broker& broker, MutableByteView frame, const std::string& clientHost,
              std::shared_ptr<ClientCounters> client, Completion complete, ErrorCode refusal) {
    const auto refuse = [&](std::string reason) { complete({Outcome::Kind::close, {}, std::move(reason)}); };
    auto header = protocol::decodeRequestHeader(frame);
    if (!header)
        return refuse("sent what is not a Kafka request: " + header.error().context);
    const auto key = header->header.requestApiKey;
    const auto version = header->header.requestApiVersion;
    const auto* handler = findHandler(key);
    if (!handler || !header->api)
        return refuse("asked for API key " + std::to_string(key) + ", which is not served");
    if (header->error != ErrorCode::NONE) {
        if (handler->key == protocol::ApiKey::ApiVersions)
            return complete({Outcome::Kind::respond, apiVersionsMismatch(header->header.correlationId), {}});
        return refuse("asked for " + std::string(header->api->name) + " in version " +
                      std::to_string(version) + ", which is not served");
    }
    RequestContext context;
    context.version = version;
    context.correlationId = header->header.correlationId;
    context.clientId = header->header.clientId.value_or("");
    context.clientHost = clientHost;
    client->clientId = context.clientId;
    context.client = std::move(client);
    const auto body = frame.subspan(header->bodyOffset);
    if (refusal != ErrorCode::NONE)
        return handler->refuse(context, body, refusal, complete);
    if (!handler->needsMetadata || broker.isReady())
        return handler->handle(broker, context, body, std::move(complete));
    // The frame goes with its connection, which may not last until then; the answer is then nobody's.
    const auto kept = std::make_shared<Bytes>(body.begin(), body.end());
    broker.whenReady([&broker, handler, context, kept, complete = std::move(complete)] {
        handler->handle(broker, context, *kept,
                        [kept, complete](Outcome outcome) { complete(std::move(outcome)); });
    });
}

} // namespace partitura::server
