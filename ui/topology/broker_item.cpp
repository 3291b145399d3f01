#include "ui/topology/broker_item.h"

#include "ui/style/broker_state_text.h"
#include "ui/style/icons.h"
#include "ui/style/number_text.h"
#include "ui/style/theme.h"

#include <QGraphicsSceneHoverEvent>
#include <QGraphicsSceneMouseEvent>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace partitura::ui {

namespace {

// On the grid of 4; what holds type is in its scale.
constexpr qreal pad = 12;
qreal headerHeight() {
    return typePx(48.0);
}
/// Without the address.
qreal lowHeaderHeight() {
    return typePx(32.0);
}
/// A box lower than this gets the low header.
qreal lowBox() {
    return typePx(128.0);
}
constexpr qreal topicGap = 6;
qreal mark() {
    return typePx(12.0);
}
constexpr qreal gap = 4;
qreal chipHeight() {
    return typePx(20.0);
}
qreal topicLabelHeight() {
    return typePx(18.0);
}
constexpr qreal stripHeight = 8;
qreal sharesRowHeight() {
    return typePx(34.0);
}
qreal footerHeight() {
    return typePx(16.0);
}
qreal crownSide() {
    return typePx(16.0);
}
/// Longer names are cut in their middle.
qreal chipTextWidest() {
    return typePx(120.0);
}

/// Where one topic's replicas begin and end in the broker's list.
struct Run {
    std::size_t topic, first, count;
};

std::vector<Run> runsOf(const TopologyPicture::Broker& broker) {
    std::vector<Run> runs;
    for (std::size_t i = 0; i < broker.replicas.size(); ++i) {
        if (runs.empty() || runs.back().topic != broker.replicas[i].topic)
            runs.push_back({broker.replicas[i].topic, i, 0});
        ++runs.back().count;
    }
    return runs;
}

QString replicaName(const QString& topic, PartitionIndex partition) {
    return QStringLiteral("%1-%2").arg(topic).arg(partition.value());
}

/// Measures one name a topic, not one a replica: its last partition's has the most digits.
qreal chipWidth(const TopologyPicture::Broker& broker, const std::vector<QString>& topics) {
    const QFontMetricsF metrics(textFont(TypeSize::small));
    qreal widest = 0;
    for (const Run& run : runsOf(broker)) {
        const auto& last = broker.replicas[run.first + run.count - 1];
        const QString digits(QString::number(last.partition.value()).size(), u'0');
        widest = std::max(widest, metrics.horizontalAdvance(topics[last.topic] + u'-' + digits));
    }
    return mark() + gap + std::min(widest, chipTextWidest()) + pad;
}

QString stateText(ReplicaState state, bool leader) {
    if (leader && state == ReplicaState::inSync)
        return BrokerItem::tr("leader");
    switch (state) {
    case ReplicaState::inSync:
        return BrokerItem::tr("follower, in sync");
    case ReplicaState::lagging:
        return BrokerItem::tr("follower, in sync but lagging");
    case ReplicaState::outOfSync:
        return BrokerItem::tr("follower, out of sync");
    case ReplicaState::offline:
        return BrokerItem::tr("offline");
    case ReplicaState::electing:
        return BrokerItem::tr("electing a leader");
    }
    return {};
}

} // namespace

BrokerItem::BrokerItem() {
    setAcceptHoverEvents(true);
    setAcceptedMouseButtons(Qt::LeftButton);
    setZValue(2);
}

void BrokerItem::show(const TopologyPicture::Broker& broker, const std::vector<QString>& topics) {
    m_broker = broker;
    m_topics = topics;
    layOut();
    update();
}

void BrokerItem::place(const QRectF& rect, ReplicaDetail detail) {
    if (rect.size() != m_size)
        prepareGeometryChange();
    setPos(rect.topLeft());
    m_size = rect.size();
    m_detail = detail;
    layOut();
    update();
}

void BrokerItem::highlight(const QString& topic, bool chosen) {
    if (topic == m_highlight && chosen == m_chosen)
        return;
    m_highlight = topic;
    m_chosen = chosen;
    update();
}

bool BrokerItem::faded(std::size_t topic) const {
    return !m_highlight.isEmpty() && m_topics[topic] != m_highlight;
}

qreal BrokerItem::headerHeightFor(qreal height) {
    return height < lowBox() ? lowHeaderHeight() : headerHeight();
}

ReplicaDetail BrokerItem::detailFor(const TopologyPicture::Broker& broker, const std::vector<QString>& topics,
                                    const QSizeF& size) {
    const qreal width = size.width() - 2 * pad;
    const qreal height = size.height() - headerHeightFor(size.height()) - gap;
    const qreal chip = chipWidth(broker, topics);
    const auto columns = std::max(1.0, std::floor((width + pad) / chip));
    if (chip - pad <= width &&
        std::ceil(static_cast<double>(broker.replicas.size()) / columns) * chipHeight() <= height)
        return ReplicaDetail::labelled;
    const double perRow = std::max(1.0, std::floor((width + gap) / (mark() + gap)));
    qreal needed = 0;
    for (const Run& run : runsOf(broker))
        needed +=
            topicLabelHeight() + std::ceil(static_cast<double>(run.count) / perRow) * (mark() + gap) + gap;
    if (needed <= height)
        return ReplicaDetail::shapes;
    const qreal inRow = static_cast<qreal>(broker.replicas.size()) * (mark() + gap) +
                        static_cast<qreal>(runsOf(broker).size()) * topicGap;
    return (std::floor(inRow / width) + 1) * (mark() + gap) <= height ? ReplicaDetail::marks
                                                                      : ReplicaDetail::shares;
}

void BrokerItem::layOut() {
    m_spots.clear();
    m_unshown = 0;
    const qreal left = pad;
    const qreal width = m_size.width() - 2 * pad;
    qreal y = headerHeightFor(m_size.height());
    if (m_detail == ReplicaDetail::labelled) {
        const qreal chip = chipWidth(m_broker, m_topics);
        const auto columns = static_cast<std::size_t>(std::max(1.0, std::floor((width + pad) / chip)));
        const qreal step = columns > 1 ? width / static_cast<qreal>(columns) : width;
        // Down the columns, so that a topic's partitions stand below each other.
        const std::size_t rows = (m_broker.replicas.size() + columns - 1) / columns;
        for (std::size_t i = 0; i < m_broker.replicas.size(); ++i)
            m_spots.push_back({QRectF(left + static_cast<qreal>(i / rows) * step,
                                      y + static_cast<qreal>(i % rows) * chipHeight(), step, chipHeight()),
                               i, 1});
        return;
    }
    if (m_detail == ReplicaDetail::marks) {
        qreal x = left;
        std::size_t topic = m_topics.size();
        for (std::size_t i = 0; i < m_broker.replicas.size(); ++i) {
            if (i > 0 && m_broker.replicas[i].topic != topic)
                x += topicGap;
            topic = m_broker.replicas[i].topic;
            if (x + mark() > left + width) {
                x = left;
                y += mark() + gap;
            }
            m_spots.push_back({QRectF(x, y, mark(), mark()), i, 1});
            x += mark() + gap;
        }
        return;
    }
    if (m_detail == ReplicaDetail::shapes) {
        const auto perRow =
            static_cast<std::size_t>(std::max(1.0, std::floor((width + gap) / (mark() + gap))));
        for (const Run& run : runsOf(m_broker)) {
            y += topicLabelHeight();
            for (std::size_t i = 0; i < run.count; ++i)
                m_spots.push_back(
                    {QRectF(left + static_cast<qreal>(i % perRow) * (mark() + gap),
                            y + static_cast<qreal>(i / perRow) * (mark() + gap), mark(), mark()),
                     run.first + i, 1});
            y += static_cast<qreal>((run.count + perRow - 1) / perRow) * (mark() + gap) + gap;
        }
        return;
    }
    layOutShares(y);
}

void BrokerItem::layOutShares(qreal top) {
    const auto runs = runsOf(m_broker);
    const qreal width = m_size.width() - 2 * pad;
    const qreal room = m_size.height() - gap - top;
    const auto rowsIn = [](qreal height) {
        return static_cast<std::size_t>(std::max(0.0, std::floor(height / sharesRowHeight())));
    };
    // The line that says how many are left out takes room of its own.
    const std::size_t rows =
        runs.size() <= rowsIn(room + gap) ? runs.size() : rowsIn(room + gap - footerHeight());
    if (rows == 0 && !runs.empty() && room >= stripHeight) { // one strip for all topics
        m_spots.push_back(
            {QRectF(pad, top, width, std::min(room, sharesRowHeight() - gap)), 0, m_broker.replicas.size()});
        return;
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (i >= rows)
            m_unshown += runs[i].count;
        else
            m_spots.push_back(
                {QRectF(pad, top + static_cast<qreal>(i) * sharesRowHeight(), width, sharesRowHeight() - gap),
                 runs[i].first, runs[i].count});
    }
}

bool BrokerItem::isOfAllTopics(const Spot& spot) const {
    return m_broker.replicas[spot.first].topic != m_broker.replicas[spot.first + spot.count - 1].topic;
}

QRectF BrokerItem::boundingRect() const {
    return QRectF(QPointF(0, 0), m_size).adjusted(-2, -2, 2, 2);
}

void BrokerItem::paintHeader(QPainter& painter) const {
    const Theme& t = theme();
    const bool up = m_broker.state == observe::BrokerState::running;
    qreal x = pad;
    const qreal nameHeight = typePx(20.0);
    painter.setFont(textFont(TypeSize::body, true));
    painter.setPen(up ? t.ink : t.inkSoft);
    const QString name = tr("Broker %1").arg(m_broker.id.value());
    painter.drawText(QRectF(x, 6, m_size.width() - 2 * pad, nameHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     name);
    x += QFontMetricsF(painter.font()).horizontalAdvance(name) + 8;
    if (m_broker.controller)
        paintCrown(painter, QRectF(x, 8, crownSide(), crownSide()));

    painter.setFont(textFont(TypeSize::small));
    const QFontMetricsF metrics(painter.font());
    const QString right = up ? byteRateText(m_broker.appendedBytes) : brokerStateText(m_broker.state);
    // In a narrow box the rate gives way to name and crown, and stands below beside the port.
    const bool besideName =
        x + crownSide() + pad + metrics.horizontalAdvance(widestByteRateText()) <= m_size.width() - pad;
    const qreal bottom = headerHeightFor(m_size.height());
    const QRectF addressLine(pad, 4 + nameHeight, m_size.width() - 2 * pad, typePx(16.0));
    painter.setPen(up ? (m_broker.appendedBytes > 0 ? t.ink : t.inkFaint) : t.danger);
    if (besideName)
        painter.drawText(QRectF(pad, 6, m_size.width() - 2 * pad, nameHeight),
                         Qt::AlignRight | Qt::AlignVCenter, right);
    else if (bottom == headerHeight())
        painter.drawText(addressLine, Qt::AlignRight | Qt::AlignVCenter, right);
    painter.setPen(t.inkSoft);
    if (bottom == headerHeight())
        painter.drawText(addressLine, Qt::AlignLeft | Qt::AlignVCenter,
                         besideName
                             ? metrics.elidedText(m_broker.address, Qt::ElideRight, addressLine.width())
                             : m_broker.address.mid(m_broker.address.lastIndexOf(QLatin1Char(':'))));
    painter.setPen(QPen(t.line, 1));
    painter.drawLine(QPointF(pad, bottom - 5.5), QPointF(m_size.width() - pad, bottom - 5.5));
}

void BrokerItem::paintShares(QPainter& painter, const Spot& spot) const {
    std::array<int, 6> counts{}; // leaders, then the five states of followers
    for (std::size_t i = spot.first; i < spot.first + spot.count; ++i) {
        const auto& replica = m_broker.replicas[i];
        const bool leads = replica.leader && replica.state == ReplicaState::inSync;
        ++counts[leads ? 0 : 1 + static_cast<std::size_t>(replica.state)];
    }
    const bool isNamed = spot.rect.height() >= sharesRowHeight() - gap;
    const QRectF strip(spot.rect.left(), isNamed ? spot.rect.bottom() - stripHeight - 2 : spot.rect.top(),
                       spot.rect.width(), stripHeight);
    qreal x = strip.left();
    for (std::size_t part = 0; part < counts.size(); ++part) {
        if (counts[part] == 0)
            continue;
        const qreal width = strip.width() * counts[part] / static_cast<qreal>(spot.count);
        const auto state = part == 0 ? ReplicaState::inSync : static_cast<ReplicaState>(part - 1);
        paintReplica(painter, QRectF(x, strip.top(), std::max(2.0, width - 1), strip.height()), part == 0,
                     state);
        x += width;
    }
    if (!isNamed)
        return;
    painter.setFont(textFont(TypeSize::small));
    const QFontMetricsF metrics(painter.font());
    const QString name =
        isOfAllTopics(spot) ? tr("all topics") : m_topics[m_broker.replicas[spot.first].topic];
    const QString count = QStringLiteral("×") + countText(static_cast<std::uint64_t>(spot.count));
    const QRectF line(spot.rect.left(), spot.rect.top(), spot.rect.width(), typePx(18.0));
    painter.setPen(theme().inkSoft);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, count);
    painter.setPen(theme().ink);
    painter.drawText(
        line, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(name, Qt::ElideMiddle, line.width() - metrics.horizontalAdvance(count) - 8));
}

void BrokerItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* /*option*/, QWidget* /*widget*/) {
    const Theme& t = theme();
    const bool up = m_broker.state == observe::BrokerState::running;
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(m_broker.controller ? t.accent
                         : up                ? t.inkFaint
                                             : t.offline,
                         1, up ? Qt::SolidLine : Qt::DashLine));
    painter->setBrush(up ? t.surface : t.window);
    painter->drawRoundedRect(QRectF(QPointF(0.5, 0.5), m_size - QSizeF(1, 1)), 6, 6);
    if (m_chosen) {
        painter->setPen(QPen(t.accent, 3));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(QPointF(1.5, 1.5), m_size - QSizeF(3, 3)), 5, 5);
    }
    paintHeader(*painter);

    painter->setFont(textFont(TypeSize::small));
    if (m_broker.replicas.empty()) {
        painter->setPen(t.inkFaint);
        painter->drawText(QRectF(pad, headerHeightFor(m_size.height()), m_size.width() - 2 * pad, 20),
                          Qt::AlignLeft | Qt::AlignVCenter, tr("No replicas yet"));
    }
    const QFontMetricsF metrics(painter->font());
    std::size_t lastTopic = m_topics.size();
    for (const Spot& spot : m_spots) {
        const auto& replica = m_broker.replicas[spot.first];
        painter->setOpacity(faded(replica.topic) && !isOfAllTopics(spot) ? 0.25 : 1);
        switch (m_detail) {
        case ReplicaDetail::labelled: {
            const qreal top = spot.rect.top() + (chipHeight() - mark()) / 2;
            paintReplica(*painter, QRectF(spot.rect.left(), top, mark(), mark()), replica.leader,
                         replica.state);
            const qreal textLeft = spot.rect.left() + mark() + gap + 2;
            painter->setPen(replica.state == ReplicaState::offline ? t.inkFaint : t.ink);
            painter->drawText(QRectF(textLeft, spot.rect.top(), spot.rect.right() - textLeft, chipHeight()),
                              Qt::AlignLeft | Qt::AlignVCenter,
                              metrics.elidedText(replicaName(m_topics[replica.topic], replica.partition),
                                                 Qt::ElideMiddle, spot.rect.right() - textLeft));
            break;
        }
        case ReplicaDetail::shapes:
            if (replica.topic != lastTopic) {
                lastTopic = replica.topic;
                painter->setPen(t.inkSoft);
                painter->drawText(
                    QRectF(pad, spot.rect.top() - topicLabelHeight(), m_size.width() - 2 * pad,
                           topicLabelHeight() - 2),
                    Qt::AlignLeft | Qt::AlignVCenter,
                    metrics.elidedText(m_topics[replica.topic], Qt::ElideMiddle, m_size.width() - 2 * pad));
            }
            paintReplica(*painter, spot.rect, replica.leader, replica.state);
            break;
        case ReplicaDetail::marks:
            paintReplica(*painter, spot.rect, replica.leader, replica.state);
            break;
        case ReplicaDetail::shares:
            paintShares(*painter, spot);
            break;
        }
    }
    painter->setOpacity(1);
    if (m_unshown > 0 && m_size.height() >= headerHeightFor(m_size.height()) + footerHeight()) {
        painter->setPen(t.inkSoft);
        painter->drawText(
            QRectF(pad, m_size.height() - footerHeight() - 2, m_size.width() - 2 * pad, footerHeight()),
            Qt::AlignLeft | Qt::AlignVCenter,
            tr("and %1 replicas more", nullptr, static_cast<int>(m_unshown))
                .arg(countText(static_cast<std::uint64_t>(m_unshown))));
    }
}

const BrokerItem::Spot* BrokerItem::spotAt(const QPointF& point) const {
    const auto at =
        std::ranges::find_if(m_spots, [&](const Spot& spot) { return spot.rect.contains(point); });
    return at != m_spots.end() ? &*at : nullptr;
}

QString BrokerItem::describe(const Spot& spot) const {
    const auto& replica = m_broker.replicas[spot.first];
    const QString topic = isOfAllTopics(spot) ? tr("all topics") : m_topics[replica.topic].toHtmlEscaped();
    if (spot.count > 1) {
        std::size_t leaders = 0;
        std::size_t bad = 0;
        for (std::size_t i = spot.first; i < spot.first + spot.count; ++i) {
            leaders += m_broker.replicas[i].leader;
            bad += m_broker.replicas[i].state == ReplicaState::offline ||
                   m_broker.replicas[i].state == ReplicaState::outOfSync;
        }
        return tr("<b>%1</b><br>%2 replicas here, %3 of them leaders, %4 out of sync or offline")
            .arg(topic, countText(static_cast<std::uint64_t>(spot.count)),
                 countText(static_cast<std::uint64_t>(leaders)), countText(static_cast<std::uint64_t>(bad)));
    }
    QString text = tr("<b>%1</b> on broker %2: %3<br>Log end offset %4")
                       .arg(replicaName(topic, replica.partition))
                       .arg(m_broker.id.value())
                       .arg(stateText(replica.state, replica.leader), countText(replica.logEnd.value()));
    if (replica.behind > 0)
        text += QStringLiteral("<br>") +
                tr("%1 behind its leader").arg(recordsText(static_cast<double>(replica.behind)));
    return text;
}

void BrokerItem::hoverMoveEvent(QGraphicsSceneHoverEvent* event) {
    if (const Spot* spot = spotAt(event->pos()))
        setToolTip(describe(*spot));
    else
        setToolTip(tr("<b>Broker %1</b>, %2%3<br>%4 on disk")
                       .arg(m_broker.id.value())
                       .arg(brokerStateText(m_broker.state),
                            m_broker.controller ? tr(", the active controller") : QString(),
                            bytesText(static_cast<double>(m_broker.logBytes))));
}

std::optional<BrokerItem::ReplicaMark> BrokerItem::markAt(const QPointF& point) const {
    const Spot* spot = spotAt(point);
    if (!spot || spot->count > 1)
        return std::nullopt;
    const auto& replica = m_broker.replicas[spot->first];
    return ReplicaMark{m_topics[replica.topic], replica.partition, spot->rect};
}

void BrokerItem::mousePressEvent(QGraphicsSceneMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const Spot* spot = spotAt(event->pos());
    if (!spot || isOfAllTopics(*spot))
        return emit brokerClicked(m_broker.id);
    const QString& topic = m_topics[m_broker.replicas[spot->first].topic];
    emit topicClicked(topic == m_highlight ? QString() : topic);
}

} // namespace partitura::ui
