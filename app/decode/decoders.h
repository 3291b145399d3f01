// The one table of payload decoders, and the choice among them.
#pragma once

#include "app/decode/decoded.h"
#include "broker/base/bytes.h"

#include <QString>

#include <span>
#include <variant>

namespace partitura::app {

/// Bounds on what a decode produces, so that no payload fills the memory or a widget.
struct DecodeLimits {
    std::size_t textChars = 1u << 20; ///< UTF-16 units of text
    std::size_t treeNodes = 20'000;
    std::size_t treeDepth = 64;

    /// For copying: all of the text, no tree.
    static DecodeLimits wholeText() { return {std::size_t(1) << 40, 0, 0}; }
};

/// How well a decoder fits, judged from the bytes without decoding them all.
struct DecodeGuess {
    int score = 0; ///< 0: cannot be; higher is likelier. Hex is always possible, with 1.
    QString why;
};

/// One way to read a payload. Every entry is a row of decoders(); Thread: any, they keep no state.
struct Decoder {
    const char* id;   ///< stable; the workspace keeps it
    const char* name; ///< English source text, context "DecoderText"
    DecodeGuess (*guess)(ByteView);
    std::variant<Decoded, DecodeFailure> (*decode)(ByteView, const DecodeLimits&);
};

/// All decoders, in the order a menu shows them. "hex" accepts anything.
[[nodiscard]] std::span<const Decoder> decoders();
/// nullptr if there is none of that id.
[[nodiscard]] const Decoder* findDecoder(QStringView id);
/// The decoder's name in the user's language.
[[nodiscard]] QString decoderName(const Decoder& decoder);

/// The id that stands for the automatic choice.
inline constexpr auto automaticDecoder = "auto";

/// One candidate of the automatic choice.
struct RankedGuess {
    const Decoder* decoder;
    DecodeGuess guess;
};
/// All decoders that may fit, likeliest first.
[[nodiscard]] std::vector<RankedGuess> rankDecoders(ByteView payload);

/// Decodes with the decoder named, or by the automatic choice. Never fails: a decoder that cannot read the
/// payload says why in `failure` and the text shows the bytes. An unknown id counts as automatic.
/// Cost is linear in the payload; call it off the user interface thread for more than 64 KB.
[[nodiscard]] Decoded decodePayload(ByteView payload, QStringView decoderId, const DecodeLimits& limits = {});

/// The beginning of a payload on one line, for a list; looks at its first few hundred bytes only.
[[nodiscard]] QString previewPayload(ByteView payload, int maxChars = 160);

/// Lower-case hex, pairs apart by a space, `limitBytes` of them at most.
[[nodiscard]] QString hexText(ByteView bytes, std::size_t limitBytes);

} // namespace partitura::app
