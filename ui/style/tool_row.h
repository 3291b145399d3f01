// The row of choosers and buttons at the top of a view.
#pragma once

#include <QWidget>

#include <vector>

class QToolButton;

namespace partitura::ui {

/// Fits any width. Where there is not room for all, captions go first, then buttons with an icon lose their
/// words (their tips and accessible names keep them), and what still does not fit goes on in another row.
/// Widgets with a size policy of Ignored take what is left and may end as nothing. Thread: the user
/// interface's.
class ToolRow : public QWidget {
    Q_OBJECT

public:
    explicit ToolRow(QWidget* parent = nullptr);

    void add(QWidget* widget);
    /// One that is left out where there is little room.
    void addCaption(QWidget* widget);
    /// What follows stands at the right.
    void addStretch();

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();

    std::vector<QWidget*> m_captions;
    std::vector<QToolButton*> m_wordy; ///< with an icon and words, where there is room
};

} // namespace partitura::ui
