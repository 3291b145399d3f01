// UTF-8 as payloads carry it: where it stops being valid, and how to show what has no glyph.
#pragma once

#include "broker/base/bytes.h"

#include <QString>

#include <cstddef>
#include <optional>

namespace partitura::app {

/// Index of the first byte that is not part of well-formed UTF-8 (RFC 3629: no overlong forms, no
/// surrogates, nothing above U+10FFFF); nullopt when all is valid. Thread: any.
[[nodiscard]] std::optional<std::size_t> firstInvalidUtf8(ByteView bytes);

/// How line breaks are shown by visibleText.
enum class LineBreaks {
    keep, ///< a mark, then the break itself
    mark, ///< only the mark: the text stays on one line
};

/// The text with every invisible character made visible: C0 controls as their Unicode pictures (␀ ␉ ␊), C1,
/// zero-width and direction marks as ⟨U+202E⟩. Nothing is dropped. Thread: any.
[[nodiscard]] QString visibleText(QStringView text, LineBreaks breaks);

} // namespace partitura::app
