// The keys of the view in hand and of the window, on one sheet.
#pragma once

#include "ui/style/overlay.h"
#include "ui/view.h"

class QScrollArea;

namespace partitura::ui {

/// Opens over the window; any of Escape, ? and a click beside it closes. Owned by the window. Thread: the
/// user interface's.
class KeyOverlay : public Overlay {
    Q_OBJECT

public:
    explicit KeyOverlay(QWidget* window);

    struct Section {
        QString title;
        std::vector<KeyHint> keys;
    };
    /// Sections without keys are left out.
    void open(const std::vector<Section>& sections);

protected:
    [[nodiscard]] QSize cardSize() const override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QScrollArea* m_scroll;
};

} // namespace partitura::ui
