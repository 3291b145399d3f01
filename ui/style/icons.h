// The line icons of the application, coloured by the theme in force.
#pragma once

#include <QIcon>
#include <QStringView>

class QColor;
class QPixmap;

namespace partitura::ui {

/// Makes ":/icons" and ":/glossary.md" known; the functions below do it by themselves.
void registerResources();

/// The icon resources/icons/<name>.svg, drawn in the theme's ink each time it is painted: it follows theme
/// and resolution by itself. An unknown name gives an empty icon. Thread: the user interface's.
QIcon icon(QStringView name);

/// The same drawing as a pixmap of `side` logical px in one colour, for painters.
QPixmap iconPixmap(QStringView name, int side, const QColor& colour, qreal devicePixelRatio);

} // namespace partitura::ui
