// One thing the command palette can do.
#pragma once

#include <QIcon>
#include <QString>

#include <functional>
#include <vector>

namespace partitura::ui {

/// A value; `run` is called on the user interface's thread, after the palette has closed.
struct PaletteEntry {
    QString id;      ///< stable, for what was used lately: "action/create-topic", "topic/orders"
    QString text;    ///< in the user's language
    QString english; ///< as searched besides; empty when it is the same
    QString kind;    ///< where it belongs, in the user's language: "Cluster", "Topic"
    QString keys;    ///< its shortcut as shown; may be empty
    QString problem; ///< why it cannot be done now; empty when it can
    QIcon icon;
    std::function<void()> run;
};

/// Makes the entries there are now; asked each time the palette opens.
using PaletteSource = std::function<std::vector<PaletteEntry>()>;

} // namespace partitura::ui
