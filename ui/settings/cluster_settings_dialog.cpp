#include "ui/settings/cluster_settings_dialog.h"

#include "ui/style/icons.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace partitura::ui {

namespace {

constexpr int portMax = 65535 - app::ClusterSettings::brokersMax;

QSpinBox* spinBox(const char* name, int low, int high, int value) {
    auto* box = new QSpinBox;
    box->setObjectName(QLatin1String(name));
    box->setRange(low, high);
    box->setValue(value);
    return box;
}

QLabel* hintLabel(const char* name) {
    auto* hint = new QLabel;
    hint->setObjectName(QLatin1String(name));
    hint->setFont(textFont(TypeSize::small));
    hint->setProperty("role", "soft");
    hint->setWordWrap(true);
    return hint;
}

} // namespace

ClusterSettingsDialog::ClusterSettingsDialog(const app::ClusterSettings& kept,
                                             const app::ClusterSettings& running,
                                             const QString& defaultDirectory, QWidget* parent)
    : QDialog(parent)
    , m_running(running)
    , m_brokers(spinBox("settingsBrokers", 1, app::ClusterSettings::brokersMax, kept.brokers))
    , m_port(spinBox("settingsPort", 1, portMax, kept.port))
    , m_partitions(
          spinBox("settingsPartitions", 1, app::ClusterSettings::partitionsMax, kept.defaultPartitions))
    , m_replicas(spinBox("settingsReplicas", 0, app::ClusterSettings::brokersMax, kept.defaultReplicas))
    , m_delay(spinBox("settingsDelay", 0, app::ClusterSettings::rebalanceDelayMaxMs, kept.rebalanceDelayMs))
    , m_host(new QLineEdit(kept.host))
    , m_directory(new QLineEdit(kept.dataDirectory))
    , m_choose(new QPushButton)
    , m_ephemeral(new QCheckBox)
    , m_autoCreate(new QCheckBox)
    , m_brokersHint(hintLabel("settingsBrokersHint"))
    , m_portHint(hintLabel("settingsPortHint"))
    , m_effect(new QLabel)
    , m_command(new QLabel) {
    setObjectName(QStringLiteral("clusterSettings"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Cluster settings"));
    m_host->setObjectName(QStringLiteral("settingsHost"));
    m_host->setPlaceholderText(tr("127.0.0.1 and ::1: this machine alone"));
    m_directory->setObjectName(QStringLiteral("settingsDirectory"));
    m_directory->setPlaceholderText(defaultDirectory);
    m_choose->setText(tr("Choose…"));
    m_choose->setAutoDefault(false);
    m_ephemeral->setObjectName(QStringLiteral("settingsEphemeral"));
    m_ephemeral->setText(tr("Keep nothing: a temporary directory, removed at the end"));
    m_ephemeral->setChecked(kept.ephemeral);
    m_autoCreate->setObjectName(QStringLiteral("settingsAutoCreate"));
    m_autoCreate->setText(tr("Create topics that clients only name"));
    m_autoCreate->setChecked(kept.autoCreateTopics);
    m_replicas->setSpecialValueText(tr("as many as brokers, at most 3"));
    m_delay->setSuffix(tr(" ms"));
    m_delay->setSingleStep(500);
    m_delay->setGroupSeparatorShown(false);

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(padding);
    form->setVerticalSpacing(paddingSmall);
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    addField(form, tr("Brokers"), m_brokers, "broker");
    form->addRow(QString(), m_brokersHint);
    addField(form, tr("Port"), m_port);
    form->addRow(QString(), m_portHint);
    addField(form, tr("Host"), m_host);
    auto* directory = new QWidget;
    auto* directoryRow = new QHBoxLayout(directory);
    directoryRow->setContentsMargins(0, 0, 0, 0);
    directoryRow->addWidget(m_directory, 1);
    directoryRow->addWidget(m_choose);
    addField(form, tr("Data directory"), directory);
    m_directory->setAccessibleName(tr("Data directory"));
    form->addRow(QString(), m_ephemeral);
    addField(form, tr("Default partitions"), m_partitions, "partition");
    addField(form, tr("Default replicas"), m_replicas, "replica");
    form->addRow(QString(), m_autoCreate);
    addField(form, tr("Initial rebalance delay"), m_delay, "rebalance");

    m_effect->setObjectName(QStringLiteral("settingsEffect"));
    m_effect->setWordWrap(true);
    m_command->setObjectName(QStringLiteral("settingsCommand"));
    m_command->setFont(monoFont(TypeSize::small));
    m_command->setProperty("role", "soft");
    m_command->setWordWrap(true);
    m_command->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* copy = new QPushButton(icon(u"copy"), tr("Copy as command"));
    copy->setObjectName(QStringLiteral("settingsCopy"));
    copy->setToolTip(tr("The command that runs this cluster without a window"));
    copy->setAutoDefault(false);
    auto* save = new QPushButton(tr("Save"));
    save->setObjectName(QStringLiteral("primary"));
    save->setProperty("primary", true);
    save->setDefault(true);
    auto* cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("cancel"));
    cancel->setAutoDefault(false);
    auto* buttons = new QDialogButtonBox;
    buttons->addButton(copy, QDialogButtonBox::ActionRole);
    buttons->addButton(save, QDialogButtonBox::AcceptRole);
    buttons->addButton(cancel, QDialogButtonBox::RejectRole);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(padding, padding, padding, padding);
    column->setSpacing(padding);
    column->addLayout(form);
    column->addWidget(m_effect);
    column->addWidget(m_command);
    column->addWidget(buttons);
    setMinimumWidth(QFontMetrics(textFont()).averageCharWidth() * 76);

    for (QSpinBox* box : {m_brokers, m_port, m_partitions, m_replicas, m_delay})
        connect(box, &QSpinBox::valueChanged, this, &ClusterSettingsDialog::refresh);
    for (QLineEdit* line : {m_host, m_directory})
        connect(line, &QLineEdit::textChanged, this, &ClusterSettingsDialog::refresh);
    for (QCheckBox* box : {m_ephemeral, m_autoCreate})
        connect(box, &QCheckBox::toggled, this, &ClusterSettingsDialog::refresh);
    connect(m_choose, &QPushButton::clicked, this, &ClusterSettingsDialog::chooseDirectory);
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(chosen().serveCommand());
        emit notice(tr("Copied %1").arg(chosen().serveCommand()));
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(save, &QPushButton::clicked, this, [this] {
        emit settingsChosen(chosen());
        accept();
    });
    refresh();
}

app::ClusterSettings ClusterSettingsDialog::chosen() const {
    app::ClusterSettings s;
    s.brokers = m_brokers->value();
    s.port = static_cast<std::uint16_t>(m_port->value());
    s.host = m_host->text().trimmed();
    s.dataDirectory = m_directory->text().trimmed();
    s.ephemeral = m_ephemeral->isChecked();
    s.defaultPartitions = m_partitions->value();
    s.defaultReplicas = m_replicas->value();
    s.autoCreateTopics = m_autoCreate->isChecked();
    s.rebalanceDelayMs = m_delay->value();
    return s;
}

QLabel* ClusterSettingsDialog::addField(QFormLayout* form, const QString& caption, QWidget* field,
                                        const char* term) {
    auto* label = new QLabel(caption);
    label->setBuddy(field);
    label->setProperty("term", QLatin1String(term));
    field->setAccessibleName(caption);
    form->addRow(label, field);
    return label;
}

void ClusterSettingsDialog::chooseDirectory() {
    auto* dialog = new QFileDialog(this, tr("Data directory"), m_directory->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, m_directory, &QLineEdit::setText);
    dialog->open();
}

void ClusterSettingsDialog::refresh() {
    const app::ClusterSettings wanted = chosen();
    m_directory->setEnabled(!wanted.ephemeral);
    m_choose->setEnabled(!wanted.ephemeral);
    if (wanted.brokers > m_running.brokers)
        m_brokersHint->setText(
            tr("%1 brokers join the running cluster at once.", nullptr, wanted.brokers - m_running.brokers)
                .arg(wanted.brokers - m_running.brokers));
    else if (wanted.brokers < m_running.brokers)
        m_brokersHint->setText(tr("From the next start on. Replicas on the others stay offline meanwhile; "
                                  "nothing of them is deleted."));
    m_brokersHint->setVisible(wanted.brokers != m_running.brokers);
    m_portHint->setText(
        wanted.brokers == 1
            ? tr("The broker listens at %1.").arg(wanted.port)
            : tr("Brokers listen at %1 to %2.").arg(wanted.port).arg(wanted.port + wanted.brokers - 1));
    app::ClusterSettings atOnce = wanted;
    atOnce.brokers = std::min(wanted.brokers, m_running.brokers);
    m_effect->setText(atOnce == m_running
                          ? tr("These settings are in force, or will be at once.")
                          : tr("Some of this takes effect at the next start: Kafka does not change it in "
                               "brokers that run. What the command line says then goes first."));
    m_command->setText(wanted.serveCommand());
}

} // namespace partitura::ui
