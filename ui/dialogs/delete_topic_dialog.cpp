#include "ui/dialogs/delete_topic_dialog.h"

#include "ui/style/number_text.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace partitura::ui {

DeleteTopicDialog::DeleteTopicDialog(app::Source* source, const QString& topic, QWidget* parent)
    : CommandDialog(source, parent)
    , m_topic(topic)
    , m_typed(new QLineEdit) {
    setObjectName(QStringLiteral("deleteTopicDialog"));
    setWindowTitle(tr("Delete a topic"));
    primaryButton()->setText(tr("Delete topic"));
    std::int64_t records = 0;
    std::uint64_t bytes = 0;
    qsizetype partitions = 0;
    if (const auto snapshot = source->snapshot(); const auto* found = snapshot->topic(topic.toStdString())) {
        partitions = qsizetype(found->partitions.size());
        for (const auto& partition : found->partitions) {
            records += partition.highWatermark - partition.logStart;
            for (const auto& replica : partition.replicaStates)
                bytes += replica.sizeBytes;
        }
    }
    setIntroduction(
        tr("%1 goes with %2 partitions, %3 offsets and %4 on disk. This cannot be undone.", nullptr,
           int(partitions))
            .arg(topic, countText(std::int64_t(partitions)), countText(records), bytesText(double(bytes))));
    m_typed->setObjectName(QStringLiteral("typedName"));
    m_typed->setPlaceholderText(topic);
    form()->addRow(tr("&Type its name"), m_typed);
    const auto check = [this] {
        setProblem(m_typed->text() == m_topic ? QString() : tr("Type the topic's name to delete it."));
    };
    connect(m_typed, &QLineEdit::textChanged, this, check);
    m_typed->setFocus();
    check();
}

void DeleteTopicDialog::send() {
    setBusy(true);
    source()->deleteTopic(m_topic.toStdString(), whileOpen<void>([this](const Result<void>& result) {
                              if (result.ok())
                                  succeed(tr("Topic %1 deleted.").arg(m_topic));
                              else
                                  fail(result.error());
                          }));
}

} // namespace partitura::ui
