// The APIs whose messages are known, one row each.
#pragma once

#include "broker/protocol/api_key.h"
#include "broker/protocol/field.h"

#include <span>
#include <string_view>

namespace partitura::protocol {

enum class Audience : std::uint8_t { Client, InterBroker };

/// What dispatch, ApiVersions, documentation and inspector need to know of an API. Which of them a broker
/// offers is decided by which have a handler there.
struct ApiDescription {
    ApiKey key;
    std::string_view name; // Kafka's, "Produce"
    const Table* request;
    const Table* response;
    Versions versions;                 // that can be read and served
    std::int16_t advertisedMinVersion; // to put in ApiVersions; below versions.first where old clients insist
    Audience audience;                 // InterBroker: of no use to clients
    bool responseHeaderAlwaysV0; // ApiVersions: a client must read the answer before versions are agreed

    [[nodiscard]] std::int16_t firstFlexible() const { return request->firstFlexible; }
    [[nodiscard]] bool flexible(std::int16_t version) const { return request->flexible(version); }
    [[nodiscard]] std::int16_t requestHeaderVersion(std::int16_t version) const {
        return flexible(version) ? 2 : 1;
    }
    [[nodiscard]] std::int16_t responseHeaderVersion(std::int16_t version) const {
        return flexible(version) && !responseHeaderAlwaysV0 ? 1 : 0;
    }
};

/// All rows, by rising key. Thread: any.
std::span<const ApiDescription> apis();
/// Null for a key without a row. Thread: any.
const ApiDescription* findApi(std::int16_t key);
inline const ApiDescription* findApi(ApiKey key) {
    return findApi(static_cast<std::int16_t>(key));
}

} // namespace partitura::protocol
