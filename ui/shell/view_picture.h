// A view as a picture in a file.
#pragma once

#include <QString>

class QWidget;

namespace partitura::ui {

/// Draws the widget as it stands into `path`: lines and letters into an `.svg`, else pixels at twice their
/// number into a `.png`. Empty if it worked, else one line for the user. Thread: the user interface's; writes
/// a small file.
[[nodiscard]] QString writePicture(QWidget& widget, const QString& path);

} // namespace partitura::ui
