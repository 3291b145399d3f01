#include "broker/faults/conditions.h"

#include <bit>

namespace partitura::faults {

// Exponential but for straight lines between the powers of two: integers alone, the same on every machine.
Duration drawDelay(const LinkConditions& link, Random& random) {
    const auto above = (link.delayMean - link.delayMin).count();
    if (above <= 0)
        return link.delayMin;
    constexpr int fractionBits = 16;
    const auto bits = random.next() | 1;
    const auto zeros = std::countl_zero(bits);
    const auto mantissa = (bits << zeros) << 1 >> (64 - fractionBits);
    const auto logarithm =
        (static_cast<std::uint64_t>(zeros) << fractionBits) + (1u << fractionBits) - mantissa;
    // The mean of `logarithm` is 3/2.
    const auto drawn = static_cast<unsigned __int128>(above) * logarithm * 2 / 3 >> fractionBits;
    return link.delayMin + Duration(static_cast<std::int64_t>(drawn));
}

bool losesFrame(const LinkConditions& link, Random& random) {
    return link.lossPerMillion != 0 && random.below(1'000'000) < link.lossPerMillion;
}

std::string nodeName(std::int32_t broker) {
    return "broker-" + std::to_string(broker);
}

std::string_view senderOf(std::string_view clientId) {
    constexpr std::string_view prefix = "broker-";
    if (!clientId.starts_with(prefix))
        return clientsName;
    auto end = prefix.size();
    while (end < clientId.size() && clientId[end] >= '0' && clientId[end] <= '9')
        ++end;
    if (end == prefix.size() || end == clientId.size() || clientId[end] != '-')
        return clientsName;
    return clientId.substr(0, end);
}

} // namespace partitura::faults
