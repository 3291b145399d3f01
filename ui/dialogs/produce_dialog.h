// Producing one record by hand.
#pragma once

#include "ui/dialogs/command_dialog.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;
class QTableWidget;

namespace partitura::ui {

/// Topic, partition or by key, key, value, headers; null and empty are told apart. Stays open after a record
/// was written, saying where it went, so that several can be sent. Thread: the user interface's.
class ProduceDialog : public CommandDialog {
    Q_OBJECT

public:
    /// `topic` may be empty.
    ProduceDialog(app::Source* source, const QString& topic, QWidget* parent = nullptr);

    /// What would be sent now.
    [[nodiscard]] app::RecordDraft draft() const;

protected:
    void send() override;

private:
    void refreshPartitions();
    void check();
    void addHeader();
    void removeHeader();

    QComboBox* m_topic;
    QSpinBox* m_partition;
    QLineEdit* m_key;
    QCheckBox* m_keyNull;
    QPlainTextEdit* m_value;
    QCheckBox* m_tombstone;
    QTableWidget* m_headers;
    QLabel* m_outcome;
};

} // namespace partitura::ui
