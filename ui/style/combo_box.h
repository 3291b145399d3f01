// A chooser that says so when its text does not fit.
#pragma once

#include <QComboBox>

namespace partitura::ui {

/// A combo box that cuts a long choice with an ellipsis, where the style sheet's would cut it in the middle
/// of a letter, and then says it whole in its tip. Thread: the user interface's.
class ComboBox : public QComboBox {
    Q_OBJECT

public:
    using QComboBox::QComboBox;

    /// Takes the room there is, from so many characters up to what `widest` of them need.
    void setCharacters(int least, int widest);

protected:
    bool event(QEvent* event) override;
    void initStyleOption(QStyleOptionComboBox* option) const override;
};

} // namespace partitura::ui
