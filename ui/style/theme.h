// The one table of colours, type sizes and shapes. No view holds a colour of its own.
#pragma once

#include <QColor>
#include <QFont>
#include <QString>

#include <array>

class QApplication;

namespace partitura::ui {

enum class ThemeKind { light, dark };

/// Named roles; what a colour means, not what it looks like.
struct Theme {
    ThemeKind kind = ThemeKind::light;
    bool projector = false; ///< strong contrast and large type, to be read from the last row
    double typeScale = 1;   ///< of every type size and of what holds type (`typePx`)
    QColor window;          ///< the page behind everything
    QColor surface;         ///< tables, cards, charts
    QColor raised;          ///< headers, tool bars, hovered rows
    QColor line;            ///< hairlines, grids, borders
    QColor ink;             ///< text
    QColor inkSoft;         ///< secondary text, axis labels
    QColor inkFaint;        ///< disabled text, empty states
    QColor accent;          ///< selection, focus, the primary action
    QColor onAccent;        ///< text on accent
    QColor good;            ///< valid, done
    QColor warning;
    QColor danger; ///< errors, destruction
    // Replica and partition states; each also has its own shape (style/replica_shape.h).
    QColor inSync, lagging, outOfSync, offline, electing;
    /// Okabe–Ito, ordered for neighbours to differ; categories such as partitions and keys.
    std::array<QColor, 8> series;

    /// Colour of category n, stable: beyond the eight the same hues come back lighter or darker.
    [[nodiscard]] QColor category(int n) const;
};

/// The type scale in px at 96 dpi, before `Theme::typeScale`.
enum class TypeSize { small = 11, body = 13, large = 15, title = 20, display = 28 };

/// The theme in force. Thread: the user interface's.
const Theme& theme();
/// Sets palette, fonts and the style sheet of the whole application. Widgets get a PaletteChange event and
/// repaint; those that cache colours refresh them then. Fonts that were set by `textFont` and `monoFont` are
/// brought to the new scale, wherever they are.
void applyTheme(QApplication& application, ThemeKind kind, bool projector = false);
/// Whether the desktop showed itself dark when the application started, by its palette.
bool systemPaletteIsDark();

/// A length that holds type, given in px at 96 dpi of the normal scale: what it is in the theme in force.
/// Ask again on a FontChange or StyleChange event.
int typePx(int px);
qreal typePx(qreal px);

/// From `a` (share 0) to `b` (share 1): how a translucent `b` looks upon `a`.
QColor mixed(const QColor& a, const QColor& b, double share);

/// Proportional text with tabular figures.
QFont textFont(TypeSize size = TypeSize::body, bool bold = false);
/// Keys, values, bytes.
QFont monoFont(TypeSize size = TypeSize::body);

} // namespace partitura::ui
