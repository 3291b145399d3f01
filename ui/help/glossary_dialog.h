// The glossary as a window of its own: search on the left, the term on the right.
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;

namespace partitura::ui {

struct Term;

/// Stays beside the main window, which goes on working. Search finds names and meanings in both languages.
/// Owned by the window. Thread: the user interface's.
class GlossaryDialog : public QDialog {
    Q_OBJECT

public:
    explicit GlossaryDialog(QWidget* window);

    /// Opens it at a term; nullptr: at the search, with all terms.
    void showTerm(const Term* term);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void fill();
    void search(const QString& text);
    void showCurrent();

    QLineEdit* m_search;
    QListWidget* m_list;
    QLabel *m_name, *m_other, *m_meaning, *m_otherMeaning, *m_nothing;
};

} // namespace partitura::ui
