#include "ui/topics/replica_delegate.h"

#include "ui/style/number_text.h"
#include "ui/style/replica_shape.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/tables/cell_delegate.h"
#include "ui/topics/partition_model.h"
#include "ui/topics/topic_totals.h"

#include <QAbstractProxyModel>
#include <QPainter>

namespace partitura::ui {

void ReplicaDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
    paintCellBackground(*painter, option);
    QModelIndex source = index;
    while (const auto* proxy = qobject_cast<const QAbstractProxyModel*>(source.model()))
        source = proxy->mapToSource(source);
    const auto* model = qobject_cast<const PartitionModel*>(source.model());
    if (!model)
        return;
    const auto& partition = model->partitionAt(source.row());

    painter->save();
    painter->setClipRect(option.rect);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(option.font);
    const QFontMetrics metrics(option.font);
    constexpr int side = 3 * gridStep;
    int x = option.rect.left() + cellInset;
    const int middle = option.rect.center().y() + 1; // where digits have theirs
    for (const auto& replica : partition.replicaStates) {
        const auto state = replicaState(partition, replica, model->nowMs());
        const QRectF shape(x, middle - side / 2, side, side);
        paintReplica(*painter, shape, replica.isLeader, state);
        x += side + gridStep;
        QString text = QString::number(replica.broker.value());
        const auto behind = replicaLag(partition, replica);
        const bool tell = behind > 0 && state != ReplicaState::offline && state != ReplicaState::inSync;
        if (tell)
            text += QStringLiteral(" \u2212") + countText(behind);
        const int width = metrics.horizontalAdvance(text);
        painter->setPen(tell ? replicaColour(state) : replica.isLeader ? theme().ink : theme().inkSoft);
        painter->drawText(QRect(x, option.rect.top(), width + gridStep, option.rect.height()),
                          Qt::AlignLeft | Qt::AlignVCenter, text);
        x += width + padding;
    }
    painter->restore();
}

} // namespace partitura::ui
