// Who sends a request.
#pragma once

#include <cstdint>
#include <string>

namespace partitura::groups {

/// What the connection and the request header tell about a request. Thread: a value type.
struct Caller {
    std::string clientId;
    std::string clientHost; ///< address, as Kafka prints it: "/127.0.0.1"
    std::int16_t apiVersion = 0;
};

} // namespace partitura::groups
