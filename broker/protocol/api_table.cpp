#include "broker/protocol/api_table.h"

#include "broker/protocol/messages/api_versions.h"
#include "broker/protocol/messages/fetch.h"
#include "broker/protocol/messages/metadata.h"
#include "broker/protocol/messages/produce.h"

#include <algorithm>

namespace partitura::protocol {
namespace {

template <typename Request>
constexpr ApiDescription api(std::string_view name, Versions versions, std::int16_t advertisedMinVersion,
                             Audience audience = Audience::Client, bool responseHeaderAlwaysV0 = false) {
    return {Request::apiKey,
            name,
            &Request::table,
            &Request::Response::table,
            versions,
            advertisedMinVersion,
            audience,
            responseHeaderAlwaysV0};
}

constexpr ApiDescription rows[] = {
    // Clients up to librdkafka 2.11 take a broker whose Produce does not begin at 0 for one without compression.
    api<ProduceRequest>("Produce", between(3, 13), 0),
    api<FetchRequest>("Fetch", between(4, 18), 4),
    api<MetadataRequest>("Metadata", between(0, 13), 0),
    api<ApiVersionsRequest>("ApiVersions", between(0, 4), 0, Audience::Client, true),
};
static_assert(std::ranges::is_sorted(rows, {}, &ApiDescription::key));

} // namespace

std::span<const ApiDescription> apis() {
    return rows;
}

const ApiDescription* findApi(std::int16_t key) {
    const auto* row = std::ranges::lower_bound(rows, static_cast<ApiKey>(key), {}, &ApiDescription::key);
    return row != std::end(rows) && static_cast<std::int16_t>(row->key) == key ? row : nullptr;
}

} // namespace partitura::protocol
