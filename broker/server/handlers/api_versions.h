// ApiVersions: what a broker serves.
#pragma once

#include "broker/base/payload.h"

#include <cstdint>

namespace partitura::server {

/// The answer to ApiVersions in a version not served: version 0 of the response, UNSUPPORTED_VERSION, and the
/// range of ApiVersions itself, which tells the client what to ask with (KIP-511). A whole frame.
Payload apiVersionsMismatch(std::int32_t correlationId);

} // namespace partitura::server
