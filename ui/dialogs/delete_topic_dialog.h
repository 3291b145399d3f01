// Deleting a topic, once its name has been typed.
#pragma once

#include "ui/dialogs/command_dialog.h"

class QLineEdit;

namespace partitura::ui {

/// Says what is lost and asks for the name. Thread: the user interface's.
class DeleteTopicDialog : public CommandDialog {
    Q_OBJECT

public:
    DeleteTopicDialog(app::Source* source, const QString& topic, QWidget* parent = nullptr);

protected:
    void send() override;

private:
    QString m_topic;
    QLineEdit* m_typed;
};

} // namespace partitura::ui
