#include "ui/dialogs/add_partitions_dialog.h"

#include "ui/style/number_text.h"

#include <QFormLayout>
#include <QPushButton>
#include <QSpinBox>

namespace partitura::ui {

AddPartitionsDialog::AddPartitionsDialog(app::Source* source, const QString& topic, int present,
                                         QWidget* parent)
    : CommandDialog(source, parent)
    , m_topic(topic)
    , m_total(new QSpinBox) {
    setObjectName(QStringLiteral("addPartitionsDialog"));
    setWindowTitle(tr("Add partitions"));
    primaryButton()->setText(tr("Add partitions"));
    setIntroduction(tr("%1 has %2 partitions. They cannot be taken away again, and keys will map to other "
                       "partitions than before: the order of records of one key is kept only within each.",
                       nullptr, present)
                        .arg(topic, countText(present)));
    m_total->setObjectName(QStringLiteral("total"));
    m_total->setRange(present + 1, std::max(10'000, present + 1));
    m_total->setValue(present + 1);
    form()->addRow(tr("New &total"), m_total);
}

void AddPartitionsDialog::send() {
    setBusy(true);
    const int total = m_total->value();
    source()->addPartitions(m_topic.toStdString(), total,
                            whileOpen<void>([this, total](const Result<void>& result) {
                                if (result.ok())
                                    succeed(tr("Topic %1 has %2 partitions.").arg(m_topic, countText(total)));
                                else
                                    fail(result.error());
                            }));
}

} // namespace partitura::ui
