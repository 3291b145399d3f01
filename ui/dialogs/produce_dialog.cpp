#include "ui/dialogs/produce_dialog.h"

#include "ui/dialogs/error_note.h"
#include "ui/style/combo_box.h"
#include "ui/style/number_text.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>

namespace partitura::ui {
namespace {

constexpr int byKey = -1;

Bytes toBytes(const QString& text) {
    const QByteArray utf8 = text.toUtf8();
    return {utf8.begin(), utf8.end()};
}

} // namespace

ProduceDialog::ProduceDialog(app::Source* source, const QString& topic, QWidget* parent)
    : CommandDialog(source, parent)
    , m_topic(new ComboBox)
    , m_partition(new QSpinBox)
    , m_key(new QLineEdit)
    , m_keyNull(new QCheckBox(tr("null")))
    , m_value(new QPlainTextEdit)
    , m_tombstone(new QCheckBox(tr("null: a tombstone, which deletes the key in a compacted topic")))
    , m_headers(new QTableWidget(0, 2))
    , m_outcome(makeHint(QStringLiteral("outcome"))) {
    setObjectName(QStringLiteral("produceDialog"));
    setWindowTitle(tr("Produce a record"));
    primaryButton()->setText(tr("Send"));
    cancelButton()->setText(tr("Close"));

    m_topic->setObjectName(QStringLiteral("topic"));
    for (const auto snapshot = source->snapshot(); const auto& candidate : snapshot->topics) {
        if (!candidate->isInternal)
            m_topic->addItem(QString::fromStdString(candidate->name));
    }
    if (const int found = m_topic->findText(topic); found >= 0)
        m_topic->setCurrentIndex(found);
    m_partition->setObjectName(QStringLiteral("partition"));
    m_partition->setSpecialValueText(tr("by key (Kafka's default partitioner)"));
    m_key->setObjectName(QStringLiteral("key"));
    m_key->setFont(monoFont());
    m_keyNull->setObjectName(QStringLiteral("keyNull"));
    m_keyNull->setChecked(true);
    m_key->setPlaceholderText(tr("null: no key"));
    m_value->setObjectName(QStringLiteral("value"));
    m_value->setFont(monoFont());
    m_value->setTabChangesFocus(true);
    m_value->setPlaceholderText(tr("empty"));
    m_tombstone->setObjectName(QStringLiteral("tombstone"));
    m_headers->setObjectName(QStringLiteral("headers"));
    m_headers->setHorizontalHeaderLabels({tr("Header"), tr("Value (UTF-8)")});
    m_headers->horizontalHeader()->setStretchLastSection(true);
    m_headers->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_headers->verticalHeader()->hide();
    m_headers->setFont(monoFont());
    m_headers->setTabKeyNavigation(false);
    const int line = QFontMetrics(monoFont()).lineSpacing();
    m_value->setMinimumHeight(6 * line);
    m_headers->setMaximumHeight(6 * line);

    auto* keyRow = new QHBoxLayout;
    keyRow->setSpacing(paddingSmall);
    keyRow->addWidget(m_key, 1);
    keyRow->addWidget(m_keyNull);
    auto* valueColumn = new QVBoxLayout;
    valueColumn->setSpacing(gridStep);
    valueColumn->addWidget(m_value, 1);
    valueColumn->addWidget(m_tombstone);
    auto* addHeaderButton = new QPushButton(tr("Add header"));
    addHeaderButton->setObjectName(QStringLiteral("addHeader"));
    addHeaderButton->setAutoDefault(false);
    auto* removeHeaderButton = new QPushButton(tr("Remove header"));
    removeHeaderButton->setObjectName(QStringLiteral("removeHeader"));
    removeHeaderButton->setAutoDefault(false);
    auto* headerButtons = new QHBoxLayout;
    headerButtons->setSpacing(paddingSmall);
    headerButtons->addWidget(addHeaderButton);
    headerButtons->addWidget(removeHeaderButton);
    headerButtons->addStretch(1);
    auto* headersColumn = new QVBoxLayout;
    headersColumn->setSpacing(gridStep);
    headersColumn->addWidget(m_headers);
    headersColumn->addLayout(headerButtons);

    auto addRow = [this](const QString& text, auto* field, QWidget* buddy) {
        auto* label = new QLabel(text);
        label->setBuddy(buddy);
        form()->addRow(label, field);
    };
    addRow(tr("&Topic"), m_topic, m_topic);
    addRow(tr("&Partition"), m_partition, m_partition);
    addRow(tr("&Key"), keyRow, m_key);
    addRow(tr("&Value"), valueColumn, m_value);
    addRow(tr("&Headers"), headersColumn, m_headers);
    form()->addRow(QString(), m_outcome);

    connect(m_topic, &QComboBox::currentIndexChanged, this, &ProduceDialog::refreshPartitions);
    // Typing a key means there is one; taking it back by hand leaves an empty key, which is not null.
    connect(m_key, &QLineEdit::textEdited, this, [this] { m_keyNull->setChecked(false); });
    connect(m_keyNull, &QCheckBox::toggled, this, [this](bool null) {
        if (null)
            m_key->clear();
        m_key->setPlaceholderText(null ? tr("null: no key") : tr("empty"));
    });
    connect(m_tombstone, &QCheckBox::toggled, this, [this](bool null) {
        m_value->setEnabled(!null);
        m_value->setPlaceholderText(null ? tr("null") : tr("empty"));
    });
    connect(addHeaderButton, &QPushButton::clicked, this, &ProduceDialog::addHeader);
    connect(removeHeaderButton, &QPushButton::clicked, this, &ProduceDialog::removeHeader);
    m_value->setFocus();
    refreshPartitions();
    check();
}

void ProduceDialog::refreshPartitions() {
    int partitions = 0;
    if (source()) {
        const auto snapshot = source()->snapshot();
        if (const auto* topic = snapshot->topic(m_topic->currentText().toStdString()))
            partitions = int(topic->partitions.size());
    }
    m_partition->setRange(byKey, partitions - 1);
    m_partition->setValue(byKey);
    check();
}

void ProduceDialog::check() {
    setProblem(m_topic->currentText().isEmpty() ? tr("There is no topic yet: create one first.") : QString());
}

void ProduceDialog::addHeader() {
    const int row = m_headers->rowCount();
    m_headers->insertRow(row);
    m_headers->setItem(row, 0, new QTableWidgetItem);
    m_headers->setItem(row, 1, new QTableWidgetItem);
    m_headers->setCurrentCell(row, 0);
    m_headers->editItem(m_headers->item(row, 0));
}

void ProduceDialog::removeHeader() {
    if (const int row = m_headers->currentRow(); row >= 0)
        m_headers->removeRow(row);
    else if (m_headers->rowCount() > 0)
        m_headers->removeRow(m_headers->rowCount() - 1);
}

app::RecordDraft ProduceDialog::draft() const {
    app::RecordDraft draft;
    draft.topic = m_topic->currentText().toStdString();
    if (m_partition->value() != byKey)
        draft.partition = PartitionIndex(m_partition->value());
    if (!m_keyNull->isChecked())
        draft.key = toBytes(m_key->text());
    if (!m_tombstone->isChecked())
        draft.value = toBytes(m_value->toPlainText());
    for (int row = 0; row < m_headers->rowCount(); ++row) {
        const auto* name = m_headers->item(row, 0);
        const auto* value = m_headers->item(row, 1);
        if (name && !name->text().isEmpty())
            draft.headers.push_back({name->text().toStdString(), toBytes(value ? value->text() : QString())});
    }
    return draft;
}

void ProduceDialog::send() {
    setBusy(true);
    m_outcome->clear();
    source()->produce(draft(), whileOpen<app::ProducedAt>([this](const Result<app::ProducedAt>& result) {
                          setBusy(false);
                          if (!result.ok()) {
                              fail(result.error());
                              return;
                          }
                          const QString where = tr("Written to %1, partition %2, at offset %3.")
                                                    .arg(QString::fromStdString(result->topicPartition.topic))
                                                    .arg(result->topicPartition.partition.value())
                                                    .arg(countText(result->offset.value()));
                          m_outcome->setText(where);
                          emit done(where);
                      }));
}

} // namespace partitura::ui
