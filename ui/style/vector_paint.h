// Whether what is painted becomes a drawing.
#pragma once

class QPainter;

namespace partitura::ui {

/// True where lines and letters are kept as such (SVG): what is shown from a buffer of pixels is painted anew
/// there.
[[nodiscard]] bool paintsVectors(const QPainter& painter);

} // namespace partitura::ui
