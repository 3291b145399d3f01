// Creating a topic.
#pragma once

#include "ui/dialogs/command_dialog.h"

class QLineEdit;
class QSpinBox;

namespace partitura::ui {

class ConfigRows;

/// Name, partitions, replicas and configs; name and configs are checked while they are typed. It follows the
/// brokers there are: as in Kafka, one that is down can be given replicas too. Thread: the user interface's.
class CreateTopicDialog : public CommandDialog {
    Q_OBJECT

public:
    explicit CreateTopicDialog(app::Source* source, QWidget* parent = nullptr);

signals:
    void created(const QString& topic);

protected:
    void send() override;

private:
    void followBrokers();
    void check();

    QLineEdit* m_name;
    QLabel* m_nameHint;
    QSpinBox* m_partitions;
    QSpinBox* m_replicas;
    QLabel* m_copiesHint;
    ConfigRows* m_configs;
    int m_brokers = 1;   ///< registered
    int m_brokersUp = 0; ///< of them
};

} // namespace partitura::ui
