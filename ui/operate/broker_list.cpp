#include "ui/operate/broker_list.h"

#include "ui/style/broker_state_text.h"

#include <QKeyEvent>

#include <algorithm>

namespace partitura::ui {

namespace {
constexpr int rowsShown = 5;
} // namespace

BrokerList::BrokerList(QWidget* parent)
    : QListWidget(parent) {
    setDragDropMode(QAbstractItemView::InternalMove);
    setSelectionMode(QAbstractItemView::SingleSelection);
    connect(this, &QListWidget::itemChanged, this, &BrokerList::changed);
    connect(model(), &QAbstractItemModel::rowsMoved, this, &BrokerList::changed);
}

void BrokerList::show(const observe::ClusterSnapshot& snapshot, const std::vector<std::int64_t>& chosen) {
    const QSignalBlocker quiet(this);
    clear();
    const auto add = [&](const observe::BrokerSnapshot& broker, bool isChosen) {
        auto* item = new QListWidgetItem(
            tr("Broker %1 · %2").arg(QString::number(broker.id.value()), brokerStateText(broker.state)),
            this);
        item->setData(Qt::UserRole, broker.id.value());
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable |
                       Qt::ItemIsDragEnabled);
        item->setCheckState(isChosen ? Qt::Checked : Qt::Unchecked);
    };
    for (const auto id : chosen)
        if (const auto* broker = snapshot.broker(BrokerId(static_cast<std::int32_t>(id))))
            add(*broker, true);
    for (const auto& broker : snapshot.brokers)
        if (std::ranges::find(chosen, broker.id.value()) == chosen.end())
            add(broker, false);
    const int rowHeight = std::max(24, sizeHintForRow(0));
    setFixedHeight(rowHeight * std::clamp(count(), 1, rowsShown) + 2 * frameWidth() + 4);
}

std::vector<std::int64_t> BrokerList::chosen() const {
    std::vector<std::int64_t> ids;
    for (int row = 0; row < count(); ++row)
        if (item(row)->checkState() == Qt::Checked)
            ids.push_back(item(row)->data(Qt::UserRole).toInt());
    return ids;
}

void BrokerList::keyPressEvent(QKeyEvent* event) {
    const bool isUp = event->key() == Qt::Key_Up, isDown = event->key() == Qt::Key_Down;
    const int row = currentRow(), to = row + (isDown ? 1 : -1);
    if (!(event->modifiers() & Qt::AltModifier) || (!isUp && !isDown) || row < 0 || to < 0 || to >= count())
        return QListWidget::keyPressEvent(event);
    insertItem(to, takeItem(row));
    setCurrentRow(to);
    emit changed();
}

} // namespace partitura::ui
