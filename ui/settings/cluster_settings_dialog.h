// The settings of the live cluster.
#pragma once

#include "app/settings/cluster_settings.h"

#include <QDialog>
#include <QStringList>

class QFormLayout;
class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace partitura::ui {

/// Shows the settings kept for the next start. Each field says when it takes effect: brokers are added to the
/// running cluster at once, the rest waits for a start. Deletes itself when closed; open with open(). Thread:
/// the user interface's.
class ClusterSettingsDialog : public QDialog {
    Q_OBJECT

public:
    /// `running`: what runs now, which differs from `kept` where a start is due or the command line decided.
    /// `defaultDirectory`: where data lies when no directory is chosen.
    ClusterSettingsDialog(const app::ClusterSettings& kept, const app::ClusterSettings& running,
                          const QString& defaultDirectory, QWidget* parent);

signals:
    /// To be kept. More brokers than run are to be added to the cluster.
    void settingsChosen(const partitura::app::ClusterSettings& settings);
    void notice(const QString& text);

private:
    [[nodiscard]] app::ClusterSettings chosen() const;
    QLabel* addField(QFormLayout* form, const QString& caption, QWidget* field, const char* term = "");
    void chooseDirectory();
    void refresh();

    app::ClusterSettings m_running;
    QSpinBox *m_brokers, *m_port, *m_partitions, *m_replicas, *m_delay;
    QLineEdit *m_host, *m_directory;
    QPushButton* m_choose;
    QCheckBox *m_ephemeral, *m_autoCreate;
    QLabel *m_brokersHint, *m_portHint, *m_effect, *m_command;
};

} // namespace partitura::ui
