// Raising a topic's partition count.
#pragma once

#include "ui/dialogs/command_dialog.h"

class QSpinBox;

namespace partitura::ui {

/// Asks for the new total; says what it does to keys. Thread: the user interface's.
class AddPartitionsDialog : public CommandDialog {
    Q_OBJECT

public:
    AddPartitionsDialog(app::Source* source, const QString& topic, int present, QWidget* parent = nullptr);

protected:
    void send() override;

private:
    QString m_topic;
    QSpinBox* m_total;
};

} // namespace partitura::ui
