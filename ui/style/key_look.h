// How a record's key looks: one function, so that a key is the same to the eye wherever it is shown.
#pragma once

#include "broker/base/bytes.h"

#include <optional>

class QColor;

namespace partitura::ui {

/// Colour and height of a key's note. Follows from the key's bytes alone: the same in every topic, view and
/// run. Two keys may share one, as there are more keys than colours.
struct KeyLook {
    static constexpr int categories = 14; ///< seven hues, each in two depths
    static constexpr int heights = 5;

    int category = -1; ///< -1: the key is null
    int height = 0;    ///< steps above (below if negative) the stave's line; 0 for null

    bool operator==(const KeyLook&) const = default;
};

/// Thread: any.
[[nodiscard]] KeyLook keyLook(std::optional<ByteView> key);

/// Its colour in the theme in force; that of soft ink for null. Thread: the user interface's.
[[nodiscard]] QColor keyColour(const KeyLook& look);

} // namespace partitura::ui
