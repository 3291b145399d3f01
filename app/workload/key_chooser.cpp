#include "app/workload/key_chooser.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace partitura::app {
namespace {

/// Uniform in [0, 1).
double unit(Random& random) {
    return double(random.next() >> 11) * 0x1p-53;
}

} // namespace

KeyChooser::KeyChooser(const KeySpec& spec)
    : m_spec(spec) {
    m_spec.count = std::clamp<std::int64_t>(m_spec.count, 1, mostKeys);
    m_digits = int(std::to_string(m_spec.count - 1).size());
    if (m_spec.kind != KeyKind::zipf)
        return;
    double sum = 0;
    for (std::int64_t rank = 1; rank <= m_spec.count; ++rank)
        m_cumulated.push_back(sum += std::pow(double(rank), -m_spec.skew));
    for (double& share : m_cumulated)
        share /= sum;
}

std::optional<std::int64_t> KeyChooser::next(Random& random) {
    const auto uniform = [&](std::int64_t bound) { return std::int64_t(random.below(std::uint64_t(bound))); };
    switch (m_spec.kind) {
    case KeyKind::none:
        break;
    case KeyKind::roundRobin:
        return m_turn++ % m_spec.count;
    case KeyKind::uniform:
        return uniform(m_spec.count);
    case KeyKind::zipf: {
        const auto at = std::ranges::upper_bound(m_cumulated, unit(random));
        return std::min<std::int64_t>(at - m_cumulated.begin(), m_spec.count - 1);
    }
    case KeyKind::hot:
        if (m_spec.count == 1 || unit(random) < m_spec.hotShare)
            return 0;
        return 1 + uniform(m_spec.count - 1);
    }
    return std::nullopt;
}

std::string KeyChooser::text(std::int64_t number) const {
    return fmt::format("{}{:0{}}", m_spec.prefix, number, m_digits);
}

} // namespace partitura::app
