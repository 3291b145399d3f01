#include "ui/view.h"

namespace partitura::ui {

void View::setPinned(bool pinned) {
    if (pinned == m_pinned)
        return;
    m_pinned = pinned;
    emit pinnedChanged(pinned);
    select(m_elsewhere);
}

void View::select(const Selection& selection) {
    m_elsewhere = selection;
    if (m_pinned || selection == m_selection)
        return;
    m_selection = selection;
    showSelection();
}

void View::choose(const Selection& selection) {
    if (selection == m_selection)
        return;
    m_selection = selection;
    showSelection();
    if (!m_pinned)
        emit chosen(selection);
}

} // namespace partitura::ui
