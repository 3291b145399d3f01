// A line of text that is cut with an ellipsis where there is no room for it.
#pragma once

#include <QLabel>

namespace partitura::ui {

/// Takes the room it is given and asks for none; the tip of a cut text says it whole, unless a tip of its own
/// was set. Plain text. Thread: the user interface's.
class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    void setElideMode(Qt::TextElideMode mode);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString shown() const;

    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace partitura::ui
