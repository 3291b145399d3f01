// What Java sees in a string: UTF-16 code units. Kafka's rules count and hash those.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace partitura {

/// String.hashCode() of the text; each byte that is not UTF-8 counts as U+FFFD. Thread: any.
[[nodiscard]] std::int32_t javaHashCode(std::string_view utf8);

/// String.length() of the text: UTF-16 code units. Thread: any.
[[nodiscard]] std::size_t javaLength(std::string_view utf8);

} // namespace partitura
