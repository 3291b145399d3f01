#include "ui/topology/topology_canvas.h"

#include "ui/style/number_text.h"
#include "ui/style/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace partitura::ui {

namespace {

constexpr qreal margin = 16;
constexpr qreal clientHeight = 40;
constexpr qreal clientWidth = 168;
constexpr qreal clientMinWidth = 116;
constexpr qreal captionHeight = 20;
constexpr qreal brokerMinWidth = 132;
constexpr qreal brokerMaxWidth = 320;
constexpr qreal brokerGap = 32;
constexpr qreal speedPxPerSecond = 36;
constexpr std::size_t brokersWithLabels = 5;

using Role = TopologyPicture::Role;

QString roleKey(Role role) {
    switch (role) {
    case Role::producer: return QStringLiteral("producer");
    case Role::consumer: return QStringLiteral("consumer");
    case Role::idle: return QStringLiteral("idle");
    }
    return {};
}

} // namespace

TopologyCanvas::TopologyCanvas(QWidget* parent) : QGraphicsView(parent) {
    setObjectName(QStringLiteral("topologyCanvas"));
    setScene(new QGraphicsScene(this));
    scene()->setItemIndexMethod(QGraphicsScene::NoIndex);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setViewportUpdateMode(QGraphicsView::BoundingRectViewportUpdate);
    setMinimumSize(320, 200);
    refreshTheme();
}

void TopologyCanvas::showPicture(TopologyPicture picture) {
    m_picture = std::move(picture);
    layOut();
}

void TopologyCanvas::highlight(const QString& topic) {
    m_highlight = topic;
    for (const auto& [id, item] : m_brokers)
        item->highlight(topic);
}

void TopologyCanvas::advance(qreal seconds) {
    m_phase += seconds * speedPxPerSecond;
    for (const auto& [key, item] : m_flows)
        item->advanceTo(m_phase);
}

void TopologyCanvas::refreshTheme() {
    setBackgroundBrush(theme().surface);
    scene()->update();
}

void TopologyCanvas::resizeEvent(QResizeEvent* event) {
    QGraphicsView::resizeEvent(event);
    scene()->setSceneRect(QRectF(QPointF(0, 0), QSizeF(viewport()->size())));
    layOut();
}

void TopologyCanvas::mousePressEvent(QMouseEvent* event) {
    if (!itemAt(event->pos()))
        emit topicClicked({});
    QGraphicsView::mousePressEvent(event);
}

void TopologyCanvas::layOut() {
    m_used.clear();
    m_nodes.clear();
    m_captions.clear();
    m_pairLabels.clear();
    m_note.clear();
    QRectF all = QRectF(QPointF(0, 0), QSizeF(viewport()->size())).adjusted(margin, 8, -margin, -8);
    // In a wide window the picture stays together in the middle.
    const qreal widest = std::max(720.0, static_cast<qreal>(m_picture.brokers.size()) * (brokerMaxWidth + brokerGap) - brokerGap);
    if (all.width() > widest)
        all.adjust(std::floor((all.width() - widest) / 2), 0, -std::floor((all.width() - widest) / 2), 0);
    if (m_picture.brokers.empty() || all.width() < 100 || all.height() < 120) {
        for (const auto& [id, item] : m_brokers)
            delete item;
        m_brokers.clear();
        dropStale();
        return;
    }
    // Room for what flows above and below grows with the height, within reason; boxes take the rest.
    const qreal above = std::clamp(all.height() * 0.14, 28.0, 88.0);
    const bool replicates = m_picture.brokers.size() > 1;
    const qreal below = replicates ? std::clamp(all.height() * 0.2, 48.0, 112.0) : 8;
    const qreal clientsBottom = all.top() + captionHeight + clientHeight;
    layOutBrokers(QRectF(all.left(), clientsBottom + above, all.width(),
                         all.bottom() - below - clientsBottom - above));
    layOutClients(QRectF(all.left(), all.top(), all.width(), captionHeight + clientHeight));
    layOutReplication(QRectF(all.left(), all.bottom() - below, all.width(), below));
    dropStale();
    viewport()->update();
}

void TopologyCanvas::layOutBrokers(const QRectF& area) {
    const auto count = m_picture.brokers.size();
    const auto fitting = static_cast<std::size_t>(std::max(1.0, std::floor((area.width() + brokerGap) / (brokerMinWidth + brokerGap))));
    const std::size_t columns = std::min(count, fitting);
    const std::size_t rows = (count + columns - 1) / columns;
    // Few brokers in a wide window keep a readable width instead of stretching.
    const qreal width = std::min(brokerMaxWidth, (area.width() - brokerGap * static_cast<qreal>(columns - 1)) / static_cast<qreal>(columns));
    const qreal rowGap = rows > 1 ? 12 : 0;
    const qreal height = (area.height() - rowGap * static_cast<qreal>(rows - 1)) / static_cast<qreal>(rows);
    const qreal spare = area.width() - width * static_cast<qreal>(columns) - brokerGap * static_cast<qreal>(columns - 1);
    const qreal left = area.left() + spare / 2;

    auto detail = ReplicaDetail::labelled;
    for (const auto& broker : m_picture.brokers)
        detail = std::max(detail, BrokerItem::detailFor(broker, m_picture.topics, QSizeF(width, height)));
    if (detail == ReplicaDetail::shares) {
        std::size_t replicas = 0;
        for (const auto& broker : m_picture.brokers)
            replicas += broker.replicas.size();
        m_note = tr("%1 replicas, drawn as shares of each topic").arg(countText(static_cast<std::uint64_t>(replicas)));
    }

    std::map<BrokerId, BrokerItem*> kept;
    m_brokerRects.clear();
    for (std::size_t i = 0; i < count; ++i) {
        const auto& broker = m_picture.brokers[i];
        const QRectF rect(std::round(left + static_cast<qreal>(i % columns) * (width + brokerGap)),
                          std::round(area.top() + static_cast<qreal>(i / columns) * (height + rowGap)),
                          std::round(width), std::round(height));
        BrokerItem*& item = m_brokers[broker.id];
        if (!item) {
            item = new BrokerItem;
            scene()->addItem(item);
            connect(item, &BrokerItem::topicClicked, this, &TopologyCanvas::topicClicked);
        }
        item->show(broker, m_picture.topics);
        item->place(rect, detail);
        item->highlight(m_highlight);
        kept[broker.id] = item;
        m_brokerRects[broker.id] = rect;
    }
    for (const auto& [id, item] : m_brokers)
        if (!kept.contains(id))
            delete item;
    m_brokers = std::move(kept);
}

void TopologyCanvas::nodesOf(Role role, const QRectF& area) {
    std::vector<TopologyPicture::Client> clients;
    double bytes = 0;
    for (const auto& client : m_picture.clients) {
        // A connected client that has done nothing yet stands with the producers: it has not consumed.
        const bool here = client.role == role || (role == Role::producer && client.role == Role::idle);
        if (!here)
            continue;
        clients.push_back(client);
        bytes += client.bytesPerSecond;
    }
    const bool produce = role == Role::producer;
    const Qt::Alignment align = (produce ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter;
    const QString rate = bytes > 0 ? QStringLiteral("   ") + byteRateText(bytes) : QString();
    m_captions.push_back({QRectF(area.left(), area.top(), area.width(), captionHeight),
                          (produce ? tr("Producers") : tr("Consumers")) + rate, align});
    if (clients.empty()) {
        m_captions.push_back({QRectF(area.left(), area.top() + captionHeight, area.width(), clientHeight),
                              produce ? tr("none connected yet: start one, and its records flow from here")
                                      : tr("none connected yet: start one, and records flow to it"),
                              align});
        return;
    }
    const auto fits = static_cast<std::size_t>(std::max(1.0, std::floor((area.width() + 8) / (clientMinWidth + 8))));
    std::vector<Node> nodes;
    for (std::size_t i = 0; i < clients.size(); ++i) {
        if (i + 1 < fits || clients.size() <= fits) {
            nodes.push_back({clients[i], 1, {}});
            continue;
        }
        if (nodes.size() < fits) {
            nodes.push_back({clients[i], 1, {}});
            nodes.back().client.clientId = QStringLiteral("\u2026");
            continue;
        }
        Node& rest = nodes.back();
        ++rest.standsFor;
        rest.client.connections += clients[i].connections;
        rest.client.bytesPerSecond += clients[i].bytesPerSecond;
        for (const auto& [broker, flow] : clients[i].flows)
            rest.client.flows[broker] += flow;
    }
    const auto n = static_cast<qreal>(nodes.size());
    const qreal width = std::min(clientWidth, (area.width() - 8 * (n - 1)) / n);
    const qreal used = width * n + 8 * (n - 1);
    qreal x = produce ? area.left() : area.right() - used;
    for (Node& node : nodes) {
        node.rect = QRectF(std::round(x), area.top() + captionHeight, std::round(width), clientHeight);
        x += width + 8;
        m_nodes.push_back(node);
    }
}

void TopologyCanvas::layOutClients(const QRectF& area) {
    const qreal half = area.width() / 2 - 12;
    nodesOf(Role::producer, QRectF(area.left(), area.top(), half, area.height()));
    nodesOf(Role::consumer, QRectF(area.right() - half, area.top(), half, area.height()));

    for (const Node& node : m_nodes) {
        const bool consumes = node.client.role == Role::consumer;
        const QString key = roleKey(node.client.role) + QLatin1Char('/') + node.client.clientId;
        ClientItem*& item = m_clients[key];
        if (!item) {
            item = new ClientItem;
            scene()->addItem(item);
        }
        item->show(node.client, node.standsFor);
        item->place(node.rect);
        m_used[key] = true;
        for (const auto& [broker, bytes] : node.client.flows) {
            const auto rect = m_brokerRects.find(broker);
            if (rect == m_brokerRects.end())
                continue;
            // Producers arrive on the left half of a box's top, consumers leave on the right half.
            const qreal lane = rect->second.left() + rect->second.width() * (consumes ? 0.68 : 0.32);
            const qreal spread = std::clamp((node.rect.center().x() - rect->second.center().x()) / 20, -18.0, 18.0);
            const QPointF top(lane + spread, rect->second.top() - 1);
            const QPointF client(node.rect.center().x(), node.rect.bottom() + 1);
            const qreal bend = (top.y() - client.y()) * 0.55;
            QPainterPath path(consumes ? top : client);
            if (consumes)
                path.cubicTo(top - QPointF(0, bend), client + QPointF(0, bend), client);
            else
                path.cubicTo(client + QPointF(0, bend), top - QPointF(0, bend), top);
            const QString flowKey = key + QLatin1Char('>') + QString::number(broker.value());
            FlowItem* item2 = flow(flowKey);
            item2->show(consumes ? FlowKind::consume : FlowKind::produce, bytes,
                        (consumes ? tr("Broker %1 → %2: %3") : tr("%2 → broker %1: %3"))
                            .arg(QString::number(broker.value()), node.client.clientId.toHtmlEscaped(), byteRateText(bytes)));
            item2->place(path);
        }
    }
}

void TopologyCanvas::layOutReplication(const QRectF& area) {
    if (m_picture.topics.empty()) {
        m_captions.push_back({area, tr("No topic yet. Create one, and its replicas appear in these boxes."), Qt::AlignCenter});
        return;
    }
    if (m_picture.brokers.size() < 2)
        return;
    const double total = m_picture.replicationBytes();
    const QString sum = total > 0 ? QStringLiteral("   ") + byteRateText(total) : QString();
    m_captions.push_back({QRectF(area.left(), area.bottom() - captionHeight, area.width(), captionHeight),
                          tr("Replication") + sum, Qt::AlignLeft | Qt::AlignBottom});
    if (!m_note.isEmpty())
        m_captions.push_back({QRectF(area.left(), area.bottom() - captionHeight, area.width(), captionHeight), m_note,
                              Qt::AlignRight | Qt::AlignBottom});
    const bool oneRow = m_brokerRects.begin()->second.top() == m_brokerRects.rbegin()->second.top();
    if (!oneRow) {
        m_captions.back().text += QStringLiteral("   ")
                                  + tr("%1 flows between brokers, drawn as their sum")
                                        .arg(countText(static_cast<std::uint64_t>(m_picture.replication.size())));
        return;
    }
    std::map<BrokerId, int> position;
    for (const auto& broker : m_picture.brokers)
        position.emplace(broker.id, static_cast<int>(position.size()));
    const int widest = std::max(1, static_cast<int>(m_picture.brokers.size()) - 1);

    std::map<std::pair<BrokerId, BrokerId>, PairLabel> labels; // by lower, higher
    for (const auto& replication : m_picture.replication) {
        const auto from = m_brokerRects.find(replication.from);
        const auto to = m_brokerRects.find(replication.to);
        if (from == m_brokerRects.end() || to == m_brokerRects.end())
            continue;
        const bool rightwards = position[replication.from] < position[replication.to];
        const int distance = std::abs(position[replication.from] - position[replication.to]);
        // Both directions of a pair run as two lanes of one arc; longer arcs hang deeper and start further out.
        const qreal lane = rightwards ? 0 : 8;
        const qreal depth = (area.height() - captionHeight - 4) * 1.33
                            * (distance == 1 ? 0.4 : 0.55 + 0.45 * static_cast<qreal>(distance) / widest);
        const auto port = [&](const QRectF& rect, bool towardsRight) {
            const qreal inset = (distance == 1 ? 28 : 64 + 12 * (distance - 2)) + lane;
            const qreal clamped = std::min(inset, rect.width() / 2 - 4);
            return QPointF(towardsRight ? rect.right() - clamped : rect.left() + clamped, rect.bottom() + 1);
        };
        const QPointF start = port(from->second, rightwards);
        const QPointF end = port(to->second, !rightwards);
        QPainterPath path(start);
        const qreal reach = std::abs(end.x() - start.x()) * 0.15 * (rightwards ? 1 : -1);
        path.cubicTo(start + QPointF(reach, depth + lane), end + QPointF(-reach, depth + lane), end);
        const QString key = QStringLiteral("replication/%1>%2").arg(replication.from.value()).arg(replication.to.value());
        FlowItem* item = flow(key);
        item->show(FlowKind::replicate, replication.bytesPerSecond,
                   tr("Replication, broker %1 → broker %2: %3<br>Partitions: %4")
                       .arg(QString::number(replication.from.value()), QString::number(replication.to.value()),
                            byteRateText(replication.bytesPerSecond), countText(replication.partitions)));
        item->place(path);

        if (m_picture.brokers.size() > brokersWithLabels || replication.bytesPerSecond <= 0)
            continue;
        const auto pair = std::minmax(replication.from, replication.to);
        PairLabel& label = labels[pair];
        (rightwards ? label.rightwards : label.leftwards) = byteRateText(replication.bytesPerSecond);
        label.centre = path.pointAtPercent(0.5);
    }
    for (const auto& [pair, label] : labels)
        m_pairLabels.push_back(label);
}

FlowItem* TopologyCanvas::flow(const QString& key) {
    FlowItem*& item = m_flows[key];
    if (!item) {
        item = new FlowItem;
        scene()->addItem(item);
    }
    m_used[key] = true;
    return item;
}

void TopologyCanvas::dropStale() {
    const auto drop = [this](auto& items) {
        for (auto at = items.begin(); at != items.end();) {
            if (m_used.contains(at->first)) {
                ++at;
                continue;
            }
            delete at->second;
            at = items.erase(at);
        }
    };
    drop(m_clients);
    drop(m_flows);
}

void TopologyCanvas::drawBackground(QPainter* painter, const QRectF& rect) {
    QGraphicsView::drawBackground(painter, rect);
    painter->setFont(textFont(TypeSize::small));
    painter->setPen(theme().inkSoft);
    for (const Caption& caption : m_captions)
        painter->drawText(caption.rect, static_cast<int>(caption.align), caption.text);
}

void TopologyCanvas::drawForeground(QPainter* painter, const QRectF& /*rect*/) {
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(textFont(TypeSize::small));
    const QFontMetricsF metrics(painter->font());
    constexpr qreal height = 18, head = 5, air = 6;
    for (const PairLabel& label : m_pairLabels) {
        const qreal left = label.leftwards.isEmpty() ? 0 : metrics.horizontalAdvance(label.leftwards) + head + air;
        const qreal right = label.rightwards.isEmpty() ? 0 : metrics.horizontalAdvance(label.rightwards) + head + air;
        const qreal between = left > 0 && right > 0 ? 2 * air : 0;
        const qreal width = std::ceil(left + between + right + 2 * air);
        const QRectF pill(std::round(label.centre.x() - width / 2), std::round(label.centre.y() - height / 2), width, height);
        painter->setPen(QPen(theme().line, 1));
        painter->setBrush(theme().surface);
        painter->drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), height / 2 - 0.5, height / 2 - 0.5);
        // Heads are drawn, not written: an arrow from another font would disturb the figures beside it.
        const auto arrow = [&](qreal tip, qreal direction) {
            const qreal y = pill.center().y();
            painter->setPen(Qt::NoPen);
            painter->setBrush(flowColour(FlowKind::replicate));
            painter->drawPolygon(QPolygonF({{tip, y}, {tip - direction * head, y - 3.5}, {tip - direction * head, y + 3.5}}));
            painter->setPen(theme().ink);
        };
        qreal x = pill.left() + air;
        if (left > 0) {
            arrow(x, -1);
            painter->drawText(QRectF(std::round(x + head + air), pill.top(), left, height),
                              Qt::AlignLeft | Qt::AlignVCenter, label.leftwards);
            x += left + between;
        }
        if (right > 0) {
            painter->drawText(QRectF(std::round(x), pill.top(), right, height), Qt::AlignLeft | Qt::AlignVCenter,
                              label.rightwards);
            arrow(pill.right() - air, 1);
        }
    }
}

} // namespace partitura::ui
