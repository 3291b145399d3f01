// What a decoder makes of a payload.
#pragma once

#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

namespace partitura::app {

/// One named value inside a decoded payload: a JSON member, for example.
struct DecodedNode {
    QString name;
    QString value;
    std::vector<DecodedNode> children;
};

/// Why a decoder gave up.
struct DecodeFailure {
    std::size_t byte = 0; ///< offset of the byte it stopped at; the payload's size if it ended too early
    QString what;         ///< in the user's language
};

/// A payload made readable. A plain value. Thread: any.
struct Decoded {
    QString decoder;               ///< id of the decoder whose work this is
    QString text;                  ///< the whole, readable, perhaps on many lines
    bool textTruncated = false;    ///< text stops at the limit asked for
    std::vector<DecodedNode> tree; ///< inner structure, if the format has any
    bool treeTruncated = false;
    QString why;                          ///< why this decoder: the user's choice, or what the guess rests on
    std::optional<DecodeFailure> failure; ///< of the decoder asked for; the text then shows the bytes
};

} // namespace partitura::app
