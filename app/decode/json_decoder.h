// JSON, exact: numbers keep every digit they were written with, members keep their order.
#pragma once

#include "app/decode/decoders.h"

namespace partitura::app {

[[nodiscard]] DecodeGuess guessJson(ByteView payload);
/// Pretty text and a tree. Fails at the first byte that is not JSON.
[[nodiscard]] std::variant<Decoded, DecodeFailure> decodeJson(ByteView payload, const DecodeLimits& limits);

} // namespace partitura::app
