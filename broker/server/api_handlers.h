// The table of what is served: one row an API.
#pragma once

#include "broker/protocol/api_table.h"
#include "broker/server/request.h"

#include <span>

namespace partitura::server {

/// Decodes the body of a request and handles it. The bytes stay valid until `complete` was called.
using HandleFunction = void (*)(Broker& broker, const RequestContext& context, MutableByteView body,
                                Completion complete);

/// Decodes the body of a request and answers it with an error, unhandled; where the API has no place for one
/// the connection is closed.
using RefuseFunction = void (*)(const RequestContext& context, MutableByteView body, ErrorCode error,
                                const Completion& complete);

struct ApiHandler {
    protocol::ApiKey key{};
    HandleFunction handle = nullptr;
    RefuseFunction refuse = nullptr;
    /// Waits for the broker to know the cluster before it is handled.
    bool needsMetadata = false;
};

/// Every API served, by rising key. Versions and names stand in protocol::apis().
std::span<const ApiHandler> apiHandlers();
/// The row of `key`; nullptr if it is not served.
const ApiHandler* findHandler(std::int16_t key);

} // namespace partitura::server
