// Which key the next record gets.
#pragma once

#include "app/workload/workload_spec.h"
#include "broker/base/random.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace partitura::app {

/// Draws keys as a KeySpec says. Thread: one.
class KeyChooser {
public:
    explicit KeyChooser(const KeySpec& spec);

    /// Number of the next key, 0 … count - 1; nullopt when records have none.
    [[nodiscard]] std::optional<std::int64_t> next(Random& random);
    /// A key's text: the prefix, and the number with as many digits as the largest has.
    [[nodiscard]] std::string text(std::int64_t number) const;

private:
    KeySpec m_spec;
    int m_digits = 1;
    std::int64_t m_turn = 0;
    std::vector<double> m_cumulated; ///< of zipf: share of the keys up to each
};

} // namespace partitura::app
