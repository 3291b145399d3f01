#include "broker/groups/member.h"

#include <algorithm>

namespace partitura::groups {

namespace {

auto findProtocol(const std::vector<MemberProtocol>& protocols, const std::string& name) {
    return std::find_if(protocols.begin(), protocols.end(), [&](const auto& p) { return p.name == name; });
}

} // namespace

const Bytes& Member::metadataFor(const std::string& protocol) const {
    static const Bytes none;
    const auto found = findProtocol(protocols, protocol);
    return found == protocols.end() ? none : found->metadata;
}

bool Member::supports(const std::string& protocol) const {
    return findProtocol(protocols, protocol) != protocols.end();
}

} // namespace partitura::groups
