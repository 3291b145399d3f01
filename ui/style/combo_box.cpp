#include "ui/style/combo_box.h"

#include <QHelpEvent>
#include <QStyleOptionComboBox>
#include <QToolTip>

namespace partitura::ui {

void ComboBox::setCharacters(int least, int widest) {
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setIconSize(QSize(0, 0)); // no room for icons, of which there are none
    setMinimumContentsLength(widest);
    setMaximumWidth(sizeHint().width());
    setMinimumContentsLength(least);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

bool ComboBox::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        QStyleOptionComboBox option;
        initStyleOption(&option);
        if (option.currentText != currentText()) {
            const QString whole = currentText().toHtmlEscaped();
            QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
                               toolTip().isEmpty() ? whole : whole + QStringLiteral("<br>") + toolTip(),
                               this);
            return true;
        }
    }
    return QComboBox::event(event);
}

void ComboBox::initStyleOption(QStyleOptionComboBox* option) const {
    QComboBox::initStyleOption(option);
    const int room =
        style()->subControlRect(QStyle::CC_ComboBox, option, QStyle::SC_ComboBoxEditField, this).width();
    option->currentText = fontMetrics().elidedText(currentText(), Qt::ElideRight, room);
}

} // namespace partitura::ui
