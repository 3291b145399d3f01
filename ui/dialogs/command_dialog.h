// What every dialog that commands the cluster has in common.
#pragma once

#include "app/source.h"

#include <QDialog>
#include <QPointer>

class QFormLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace partitura::ui {

class ErrorNote;

/// A form, a place for the error, Cancel and one primary button. While a command is on its way the form is
/// disabled; a failure stands in place with the form as it was; success closes the dialog.
/// Opened with open(), never exec(). Deletes itself when closed. Thread: the user interface's.
class CommandDialog : public QDialog {
    Q_OBJECT

public:
    CommandDialog(app::Source* source, QWidget* parent);

signals:
    /// The command was carried out; one line for the status bar.
    void done(const QString& notice);

protected:
    [[nodiscard]] QFormLayout* form() const { return m_form; }
    [[nodiscard]] app::Source* source() const { return m_source; }
    [[nodiscard]] ErrorNote* errorNote() const { return m_error; }
    [[nodiscard]] QPushButton* primaryButton() const { return m_primary; }
    [[nodiscard]] QPushButton* cancelButton() const { return m_cancel; }
    /// One line above the form: what will happen.
    void setIntroduction(const QString& text);
    /// A hint below a field, in the colour of secondary text.
    [[nodiscard]] static QLabel* makeHint(const QString& objectName);
    /// Enables the primary button unless `problem` says why not; the problem is its tooltip.
    void setProblem(const QString& problem);

    /// Sends the command; answer with finishWith or fail.
    virtual void send() = 0;
    void setBusy(bool busy);
    void fail(const Error& error);
    void succeed(const QString& notice);
    /// An answer that does nothing once the dialog is gone.
    template <typename T, typename F>
    app::Source::Answer<T> whileOpen(F handle) {
        return [self = QPointer<CommandDialog>(this), handle = std::move(handle)](Result<T> result) {
            if (self)
                handle(std::move(result));
        };
    }

private:
    QPointer<app::Source> m_source;
    QLabel* m_introduction;
    QFormLayout* m_form;
    QWidget* m_body;
    ErrorNote* m_error;
    QPushButton* m_cancel;
    QPushButton* m_primary;
    QPointer<QWidget> m_focusBefore;
    QString m_problem;
};

} // namespace partitura::ui
