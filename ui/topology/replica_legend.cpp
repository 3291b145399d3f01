#include "ui/topology/replica_legend.h"

#include "ui/style/replica_shape.h"
#include "ui/style/theme.h"

#include <QPainter>

#include <vector>

namespace partitura::ui {

namespace {

int markSide() {
    return typePx(12);
}
constexpr int markGap = 6;
constexpr int entryGap = 16;

struct Entry {
    bool leader;
    ReplicaState state;
};
constexpr Entry entries[] = {
    {true, ReplicaState::inSync},   {false, ReplicaState::inSync},  {false, ReplicaState::outOfSync},
    {false, ReplicaState::offline}, {false, ReplicaState::lagging}, {false, ReplicaState::electing},
};

} // namespace

ReplicaLegend::ReplicaLegend(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("replicaLegend"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMinimumWidth(0);
    retranslate();
}

QStringList ReplicaLegend::names() const {
    return {tr("leader"), tr("in sync"), tr("out of sync"), tr("offline"), tr("lagging"), tr("electing")};
}

int ReplicaLegend::widthOf(const QString& name) const {
    return markSide() + markGap + QFontMetrics(textFont(TypeSize::small)).horizontalAdvance(name) + entryGap;
}

QSize ReplicaLegend::sizeHint() const {
    return {240, typePx(24)};
}

void ReplicaLegend::retranslate() {
    setAccessibleName(tr("Shapes of replicas"));
    update();
}

void ReplicaLegend::paintEvent(QPaintEvent* /*event*/) {
    const QStringList all = names();
    int shown = 0;
    int width = 0;
    while (shown < all.size() && width + widthOf(all[shown]) - entryGap <= this->width())
        width += widthOf(all[shown++]);
    QPainter painter(this);
    painter.setFont(textFont(TypeSize::small));
    const int mark = markSide();
    int x = this->width() - width + entryGap;
    for (int i = 0; i < shown; ++i) {
        paintReplica(painter, QRectF(x, (height() - mark) / 2, mark, mark), entries[i].leader,
                     entries[i].state);
        painter.setPen(theme().inkSoft);
        painter.drawText(QRect(x + mark + markGap, 0, widthOf(all[i]), height()),
                         Qt::AlignLeft | Qt::AlignVCenter, all[i]);
        x += widthOf(all[i]);
    }
}

} // namespace partitura::ui
