// "What is this?": every term on the screen says what it means.
#pragma once

#include "ui/help/glossary.h"

#include <QObject>
#include <QPoint>

class QWidget;

namespace partitura::ui {

/// Watches the whole application: the tooltip of a table's header, of a label or of a button whose words are
/// a term of the glossary gets the term's meaning below what it says itself. No view needs to know of it. A
/// widget whose words are not the term itself names it: setProperty("term", "lag"). One for each window;
/// owned by it. Thread: the user interface's.
class ContextHelp : public QObject {
    Q_OBJECT

public:
    explicit ContextHelp(QWidget* window);

    /// What a point of a widget is about; nullptr if that is no term.
    [[nodiscard]] static const Term* termAt(const QWidget* widget, const QPoint& at);
    /// What is under the mouse, or else has the focus; nullptr if neither is a term.
    [[nodiscard]] const Term* termInHand() const;
    /// The mouse becomes a question mark; a click on a term explains it.
    void ask();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* m_window;
};

} // namespace partitura::ui
