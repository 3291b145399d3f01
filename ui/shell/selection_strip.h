// What the views are narrowed to, one chip a part; a click takes it away.
#pragma once

#include "ui/selection.h"

#include <QWidget>

#include <vector>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace partitura::ui {

/// Hidden while nothing is chosen. Thread: the user interface's.
class SelectionStrip : public QWidget {
    Q_OBJECT

public:
    explicit SelectionStrip(QWidget* parent = nullptr);

    void showSelection(const Selection& selection);
    void retranslate();

signals:
    /// The user took something away.
    void changed(const partitura::ui::Selection& selection);

private:
    /// A part of the selection: when it is there, what its chip says, and the selection without it.
    struct Part {
        QString name; ///< of the chip's object, never translated
        bool isChosen = false;
        QString text;
        Selection without;
    };
    [[nodiscard]] std::vector<Part> parts() const;
    void refresh();

    Selection m_selection;
    QLabel* m_caption;
    std::vector<QToolButton*> m_chips; ///< as parts()
};

} // namespace partitura::ui
