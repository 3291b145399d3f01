#include "ui/topology/topology_canvas.h"

#include "ui/style/number_text.h"
#include "ui/style/theme.h"
#include "ui/style/vector_paint.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace partitura::ui {

namespace {

constexpr qreal margin = 16;
qreal clientHeight() {
    return typePx(40.0);
}
constexpr qreal clientGap = 8;
constexpr qreal sidesGap = 24; ///< between producers and consumers
qreal captionHeight() {
    return typePx(20.0);
}
qreal brokerMinWidth() {
    return typePx(100.0);
}
qreal brokerMaxWidth() {
    return typePx(320.0);
}
constexpr qreal brokerGap = 32;
constexpr qreal brokerMinGap = 16;
qreal roomyBroker() {
    return typePx(160.0);
} ///< narrower ones stand closer together
qreal heightWithFlows() {
    return typePx(180.0);
}
constexpr std::array laneShares{0.2, 0.16, 0.12};
constexpr qreal speedPxPerSecond = 36;
constexpr std::size_t brokersWithLabels = 5;

using Role = TopologyPicture::Role;

QString roleKey(Role role) {
    switch (role) {
    case Role::producer:
        return QStringLiteral("producer");
    case Role::consumer:
        return QStringLiteral("consumer");
    case Role::idle:
        return QStringLiteral("idle");
    }
    return {};
}

} // namespace

TopologyCanvas::TopologyCanvas(QWidget* parent)
    : QGraphicsView(parent) {
    setObjectName(QStringLiteral("topologyCanvas"));
    setScene(new QGraphicsScene(this));
    scene()->setItemIndexMethod(QGraphicsScene::NoIndex);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setViewportUpdateMode(QGraphicsView::NoViewportUpdate); // see redrawAll
    setMinimumSize(240, 60);
    refreshTheme();
}

void TopologyCanvas::showPicture(TopologyPicture picture) {
    m_picture = std::move(picture);
    layOut();
}

void TopologyCanvas::highlight(const QString& topic, BrokerId broker) {
    m_highlight = topic;
    m_highlightedBroker = broker;
    for (const auto& [id, item] : m_brokers)
        item->highlight(topic, id == broker);
    redrawAll();
}

void TopologyCanvas::advance(qreal seconds) {
    m_phase += seconds * speedPxPerSecond;
    // The scene's coordinates are the viewport's.
    for (const auto& [key, item] : m_flows)
        if (item->flows())
            viewport()->update(item->boundingRect().toAlignedRect());
}

void TopologyCanvas::redrawAll() {
    m_still = {};
    viewport()->update();
}

void TopologyCanvas::paintEvent(QPaintEvent* event) {
    const qreal ratio = devicePixelRatioF();
    const QSize size = viewport()->size();
    if (m_still.isNull()) {
        m_still = QPixmap(size * ratio);
        m_still.setDevicePixelRatio(ratio);
        m_still.fill(theme().surface);
        QPainter still(&m_still);
        still.setRenderHints(renderHints());
        render(&still, QRectF(QPointF(0, 0), size), QRect(QPoint(0, 0), size));
        for (PairLabel& label : m_pairLabels)
            label.pill = pillOf(label, ratio);
    }
    QPainter painter(viewport());
    if (paintsVectors(painter))
        render(&painter, QRectF(QPointF(0, 0), size), QRect(QPoint(0, 0), size));
    else
        for (const QRect& part : event->region())
            painter.drawPixmap(part, m_still,
                               QRectF(QPointF(part.topLeft()) * ratio, QSizeF(part.size()) * ratio).toRect());
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto& [key, item] : m_flows)
        item->paintMotion(painter, m_phase);
    for (const PairLabel& label : m_pairLabels)
        painter.drawPixmap(
            (label.centre - QRectF(QPointF(), label.pill.deviceIndependentSize()).center()).toPoint(),
            label.pill);
    if (m_drag && m_drag->isMoving)
        paintDrag(painter);
}

void TopologyCanvas::refreshTheme() {
    setBackgroundBrush(theme().surface);
    redrawAll();
}

void TopologyCanvas::resizeEvent(QResizeEvent* event) {
    QGraphicsView::resizeEvent(event);
    scene()->setSceneRect(QRectF(QPointF(0, 0), QSizeF(viewport()->size())));
    layOut();
}

BrokerItem* TopologyCanvas::brokerAt(const QPoint& point) const {
    for (const auto& [id, item] : m_brokers)
        if (item->contains(item->mapFromScene(mapToScene(point))))
            return item;
    return nullptr;
}

void TopologyCanvas::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        if (!itemAt(event->pos()))
            emit topicClicked({});
        if (const auto* item = brokerAt(event->pos()))
            if (auto mark = item->markAt(item->mapFromScene(mapToScene(event->pos()))))
                m_drag = Drag{item->id(), std::move(*mark), event->pos(), event->pos()};
    }
    QGraphicsView::mousePressEvent(event);
}

void TopologyCanvas::mouseMoveEvent(QMouseEvent* event) {
    if (m_drag) {
        m_drag->now = event->pos();
        m_drag->isMoving |=
            (event->pos() - m_drag->pressed).manhattanLength() >= QApplication::startDragDistance();
        if (m_drag->isMoving) {
            const auto* over = brokerAt(event->pos());
            viewport()->setCursor(over && over->id() != m_drag->from ? Qt::DragMoveCursor
                                                                     : Qt::ClosedHandCursor);
            viewport()->update();
        }
    }
    QGraphicsView::mouseMoveEvent(event);
}

void TopologyCanvas::mouseReleaseEvent(QMouseEvent* event) {
    const auto drag = std::exchange(m_drag, std::nullopt);
    if (drag && drag->isMoving) {
        viewport()->unsetCursor();
        viewport()->update();
        if (const auto* over = brokerAt(event->pos()); over && over->id() != drag->from)
            emit replicaDropped(drag->mark.topic, drag->mark.partition, drag->from, over->id());
    }
    QGraphicsView::mouseReleaseEvent(event);
}

void TopologyCanvas::keyPressEvent(QKeyEvent* event) {
    if (m_drag && event->key() == Qt::Key_Escape) {
        m_drag.reset();
        viewport()->unsetCursor();
        return viewport()->update();
    }
    QGraphicsView::keyPressEvent(event);
}

std::optional<MenuTarget> TopologyCanvas::targetAt(const QPoint& point) const {
    if (const auto* item = brokerAt(point)) {
        if (const auto mark = item->markAt(item->mapFromScene(mapToScene(point))))
            return partitionTarget({mark->topic.toStdString(), mark->partition}, item->id());
        return brokerTarget(item->id());
    }
    for (auto* item : items(QRect(point - QPoint(4, 4), QSize(9, 9))))
        if (const auto* flow = dynamic_cast<FlowItem*>(item); flow && !flow->from().empty())
            return linkTarget(flow->from(), flow->to());
    return std::nullopt;
}

void TopologyCanvas::contextMenuEvent(QContextMenuEvent* event) {
    if (event->reason() != QContextMenuEvent::Keyboard) {
        if (const auto target = targetAt(event->pos()))
            emit menuRequested(*target, event->globalPos());
    } else if (const auto at = m_brokerRects.find(m_highlightedBroker); at != m_brokerRects.end()) {
        emit menuRequested(brokerTarget(at->first),
                           viewport()->mapToGlobal(mapFromScene(at->second.center())));
    }
}

void TopologyCanvas::paintDrag(QPainter& painter) const {
    const QRectF ghost(m_drag->now + QPoint(8, 8), QSizeF(14, 14));
    paintReplica(painter, ghost, false, ReplicaState::inSync, theme().accent);
    if (const auto* over = brokerAt(m_drag->now); over && over->id() != m_drag->from) {
        painter.setPen(QPen(theme().accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(over->mapRectToScene(over->boundingRect()).adjusted(1, 1, -1, -1), 6, 6);
    }
}

void TopologyCanvas::layOut() {
    m_used.clear();
    m_nodes.clear();
    m_captions.clear();
    m_pairLabels.clear();
    m_note.clear();
    QRectF all = QRectF(QPointF(0, 0), QSizeF(viewport()->size())).adjusted(margin, 8, -margin, -8);
    // In a wide window the picture stays together in the middle.
    const qreal widest = std::max(
        720.0, static_cast<qreal>(m_picture.brokers.size()) * (brokerMaxWidth() + brokerGap) - brokerGap);
    if (all.width() > widest)
        all.adjust(std::floor((all.width() - widest) / 2), 0, -std::floor((all.width() - widest) / 2), 0);
    if (m_picture.brokers.empty() || all.width() < 100 || all.height() < 40) {
        for (const auto& [id, item] : m_brokers)
            delete item;
        m_brokers.clear();
        dropStale();
        redrawAll();
        return;
    }
    if (all.height() < heightWithFlows()) { // boxes that say something rather than lines between empty ones
        layOutBrokers(all);
        dropStale();
        return redrawAll();
    }
    // What flows above and below gets a share of the height; less, where boxes then show their replicas more
    // finely.
    const bool replicates = m_picture.brokers.size() > 1;
    const qreal clientsBottom = all.top() + captionHeight() + clientHeight();
    const auto boxes = [&](qreal share) {
        const qreal above = std::clamp(all.height() * share, 28.0, 112.0);
        // Labels of near and far arcs stand below each other.
        const qreal below = replicates ? std::clamp(all.height() * share, typePx(56.0), typePx(112.0)) : 8;
        return QRectF(all.left(), clientsBottom + above, all.width(),
                      all.bottom() - below - clientsBottom - above);
    };
    QRectF area = boxes(laneShares.front());
    for (const qreal share : laneShares)
        if (gridIn(boxes(share)).detail < gridIn(area).detail)
            area = boxes(share);
    layOutBrokers(area);
    layOutClients(QRectF(all.left(), all.top(), all.width(), captionHeight() + clientHeight()));
    layOutReplication(QRectF(all.left(), area.bottom(), all.width(), all.bottom() - area.bottom()));
    dropStale();
    redrawAll();
}

TopologyCanvas::BrokerGrid TopologyCanvas::gridIn(const QRectF& area) const {
    BrokerGrid grid;
    const auto count = m_picture.brokers.size();
    const bool tight = static_cast<qreal>(count) * (roomyBroker() + brokerGap) > area.width() + brokerGap;
    grid.gap = tight ? brokerMinGap : brokerGap;
    const auto fitting = static_cast<std::size_t>(
        std::max(1.0, std::floor((area.width() + grid.gap) / (brokerMinWidth() + grid.gap))));
    grid.columns = std::min(count, fitting);
    const auto columns = static_cast<qreal>(grid.columns);
    const auto rows = static_cast<qreal>((count + grid.columns - 1) / grid.columns);
    // Few brokers in a wide window keep a readable width instead of stretching.
    grid.box.setWidth(std::min(brokerMaxWidth(), (area.width() - grid.gap * (columns - 1)) / columns));
    grid.rowGap = rows > 1 ? 12 : 0;
    grid.box.setHeight((area.height() - grid.rowGap * (rows - 1)) / rows);
    grid.left = area.left() + (area.width() - grid.box.width() * columns - grid.gap * (columns - 1)) / 2;
    for (const auto& broker : m_picture.brokers)
        grid.detail = std::max(grid.detail, BrokerItem::detailFor(broker, m_picture.topics, grid.box));
    return grid;
}

void TopologyCanvas::layOutBrokers(const QRectF& area) {
    const BrokerGrid grid = gridIn(area);
    const auto detail = grid.detail;
    if (detail == ReplicaDetail::shares) {
        std::size_t replicas = 0;
        for (const auto& broker : m_picture.brokers)
            replicas += broker.replicas.size();
        m_note = tr("%1 replicas, drawn as shares of each topic")
                     .arg(countText(static_cast<std::uint64_t>(replicas)));
    }

    std::map<BrokerId, BrokerItem*> kept;
    m_brokerRects.clear();
    for (std::size_t i = 0; i < m_picture.brokers.size(); ++i) {
        const auto& broker = m_picture.brokers[i];
        const auto column = static_cast<qreal>(i % grid.columns);
        const auto row = static_cast<qreal>(i / grid.columns);
        const QRectF rect(std::round(grid.left + column * (grid.box.width() + grid.gap)),
                          std::round(area.top() + row * (grid.box.height() + grid.rowGap)),
                          std::round(grid.box.width()), std::round(grid.box.height()));
        BrokerItem*& item = m_brokers[broker.id];
        if (!item) {
            item = new BrokerItem;
            scene()->addItem(item);
            connect(item, &BrokerItem::topicClicked, this, &TopologyCanvas::topicClicked);
            connect(item, &BrokerItem::brokerClicked, this, &TopologyCanvas::brokerClicked);
        }
        item->show(broker, m_picture.topics);
        item->place(rect, detail);
        item->highlight(m_highlight, broker.id == m_highlightedBroker);
        kept[broker.id] = item;
        m_brokerRects[broker.id] = rect;
    }
    for (const auto& [id, item] : m_brokers)
        if (!kept.contains(id))
            delete item;
    m_brokers = std::move(kept);
}

std::vector<TopologyPicture::Client> TopologyCanvas::clientsOf(Role role) const {
    std::vector<TopologyPicture::Client> clients;
    // A connected client that has done nothing yet stands with the producers: it has not consumed.
    std::ranges::copy_if(m_picture.clients, std::back_inserter(clients), [&](const auto& client) {
        return client.role == role || (role == Role::producer && client.role == Role::idle);
    });
    return clients;
}

TopologyCanvas::ClientLine TopologyCanvas::shareLine(qreal room) const {
    const auto producers = clientsOf(Role::producer);
    const auto consumers = clientsOf(Role::consumer);
    /// Length of a side with so many nodes, the last of them standing for all that have none.
    const auto lengthOf = [](const auto& clients, std::size_t nodes, bool withIcons) {
        qreal length = nodes > 0 ? -clientGap : 0;
        for (std::size_t i = 0; i < nodes; ++i) {
            const bool crowd = i + 1 == nodes && nodes < clients.size();
            const auto name = crowd ? ClientItem::nameOf(clients.back().role,
                                                         static_cast<int>(clients.size() - i), nodes > 1)
                                    : ClientItem::nameOf(clients[i]);
            length += ClientItem::widthFor(name, withIcons) + clientGap;
        }
        return length;
    };
    ClientLine line{producers.size(), consumers.size(), true};
    // Words stand where nobody is connected; they need half of the line.
    const qreal free = producers.empty() || consumers.empty() ? (room - sidesGap) / 2 : room - sidesGap;
    const auto fits = [&] {
        return lengthOf(producers, line.producers, line.withIcons) +
                   lengthOf(consumers, line.consumers, line.withIcons) <=
               free;
    };
    if (fits())
        return line;
    line.withIcons = false;
    while (!fits() && line.producers + line.consumers > 2) {
        const bool fromProducers = line.producers > line.consumers || line.consumers <= 1;
        --(fromProducers ? line.producers : line.consumers);
    }
    return line;
}

void TopologyCanvas::nodesOf(Role role, const QRectF& area, const ClientLine& line) {
    const std::vector<TopologyPicture::Client> clients = clientsOf(role);
    double bytes = 0;
    for (const auto& client : clients)
        bytes += client.bytesPerSecond;
    const bool produce = role == Role::producer;
    const Qt::Alignment align = (produce ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter;
    const QString rate = bytes > 0 ? QStringLiteral("   ") + byteRateText(bytes) : QString();
    m_captions.push_back({QRectF(area.left(), area.top(), area.width(), captionHeight()),
                          (produce ? tr("Producers") : tr("Consumers")) + rate, align});
    if (clients.empty()) {
        const qreal half = (area.width() - sidesGap) / 2;
        m_captions.push_back({QRectF(produce ? area.left() : area.right() - half,
                                     area.top() + captionHeight(), half, clientHeight()),
                              produce ? tr("none connected yet: start one, and its records flow from here")
                                      : tr("none connected yet: start one, and records flow to it"),
                              align, true});
        return;
    }
    const std::size_t fits = std::max<std::size_t>(1, produce ? line.producers : line.consumers);
    std::vector<Node> nodes;
    for (const auto& client : clients) {
        if (nodes.size() < fits) {
            nodes.push_back({client, ClientItem::nameOf(client), {}, 1});
            continue;
        }
        Node& rest = nodes.back();
        ++rest.standsFor;
        rest.name = ClientItem::nameOf(clients.back().role, rest.standsFor, nodes.size() > 1);
        rest.client.clientId = QStringLiteral("\u2026");
        rest.client.connections += client.connections;
        rest.client.bytesPerSecond += client.bytesPerSecond;
        for (const auto& [broker, flow] : client.flows)
            rest.client.flows[broker] += flow;
    }
    qreal used = -clientGap;
    for (const Node& node : nodes)
        used += ClientItem::widthFor(node.name, line.withIcons) + clientGap;
    qreal x = produce ? area.left() : area.right() - used;
    for (Node& node : nodes) {
        const qreal width = ClientItem::widthFor(node.name, line.withIcons);
        node.rect = QRectF(std::round(x), area.top() + captionHeight(), width, clientHeight());
        x += width + clientGap;
        m_nodes.push_back(node);
    }
}

void TopologyCanvas::layOutClients(const QRectF& area) {
    const ClientLine line = shareLine(area.width());
    nodesOf(Role::producer, area, line);
    nodesOf(Role::consumer, area, line);

    for (const Node& node : m_nodes) {
        const bool consumes = node.client.role == Role::consumer;
        const QString key = roleKey(node.client.role) + QLatin1Char('/') + node.client.clientId;
        ClientItem*& item = m_clients[key];
        if (!item) {
            item = new ClientItem;
            scene()->addItem(item);
        }
        item->show(node.client, node.name);
        item->place(node.rect, line.withIcons);
        m_used[key] = true;
        for (const auto& [broker, bytes] : node.client.flows) {
            const auto rect = m_brokerRects.find(broker);
            if (rect == m_brokerRects.end())
                continue;
            // Producers arrive on the left half of a box's top, consumers leave on the right half.
            const qreal lane = rect->second.left() + rect->second.width() * (consumes ? 0.68 : 0.32);
            const qreal spread =
                std::clamp((node.rect.center().x() - rect->second.center().x()) / 20, -18.0, 18.0);
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
            const std::string end = "broker-" + std::to_string(broker.value());
            item2->setEnds(consumes ? end : "clients", consumes ? "clients" : end);
            item2->show(consumes ? FlowKind::consume : FlowKind::produce, bytes,
                        (consumes ? tr("Broker %1 → %2: %3") : tr("%2 → broker %1: %3"))
                            .arg(QString::number(broker.value()), node.client.clientId.toHtmlEscaped(),
                                 byteRateText(bytes)));
            item2->place(path);
        }
    }
}

void TopologyCanvas::layOutReplication(const QRectF& area) {
    if (m_picture.topics.empty()) {
        m_captions.push_back(
            {area, tr("No topic yet. Create one, and its replicas appear in these boxes."), Qt::AlignCenter});
        return;
    }
    if (m_picture.brokers.size() < 2)
        return;
    const double total = m_picture.replicationBytes();
    const QString sum = total > 0 ? QStringLiteral("   ") + byteRateText(total) : QString();
    m_captions.push_back({QRectF(area.left(), area.bottom() - captionHeight(), area.width(), captionHeight()),
                          tr("Replication") + sum, Qt::AlignLeft | Qt::AlignBottom});
    const QFontMetricsF metrics(textFont(TypeSize::small));
    const bool roomForNote =
        metrics.horizontalAdvance(m_captions.back().text) + sidesGap + metrics.horizontalAdvance(m_note) <=
        area.width();
    if (!m_note.isEmpty() && roomForNote)
        m_captions.push_back(
            {QRectF(area.left(), area.bottom() - captionHeight(), area.width(), captionHeight()), m_note,
             Qt::AlignRight | Qt::AlignBottom});
    const bool oneRow = m_brokerRects.begin()->second.top() == m_brokerRects.rbegin()->second.top();
    if (!oneRow) {
        m_captions.back().text +=
            QStringLiteral("   ") +
            tr("%1 flows between brokers, drawn as their sum")
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
        // Both directions of a pair run as two lanes of one arc; longer arcs hang deeper and start further
        // out.
        const qreal lane = rightwards ? 0 : 8;
        const qreal depth = (area.height() - captionHeight() - 4) * 1.33 *
                            (distance == 1 ? 0.4 : 0.55 + 0.45 * static_cast<qreal>(distance) / widest);
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
        const QString key =
            QStringLiteral("replication/%1>%2").arg(replication.from.value()).arg(replication.to.value());
        FlowItem* item = flow(key);
        item->setEnds("broker-" + std::to_string(replication.from.value()),
                      "broker-" + std::to_string(replication.to.value()));
        item->show(FlowKind::replicate, replication.bytesPerSecond,
                   tr("Replication, broker %1 → broker %2: %3<br>Partitions: %4")
                       .arg(QString::number(replication.from.value()),
                            QString::number(replication.to.value()), byteRateText(replication.bytesPerSecond),
                            countText(replication.partitions)));
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
        painter->drawText(caption.rect,
                          static_cast<int>(caption.align) | (caption.wraps ? Qt::TextWordWrap : 0),
                          caption.text);
}

QPixmap TopologyCanvas::pillOf(const PairLabel& label, qreal ratio) {
    const QFont font = textFont(TypeSize::small);
    const QFontMetricsF metrics(font);
    constexpr qreal head = 5, air = 6;
    const qreal height = typePx(18.0);
    const auto roomFor = [&](const QString& text) {
        return text.isEmpty() ? 0 : metrics.horizontalAdvance(text) + head + air;
    };
    const qreal left = roomFor(label.leftwards);
    const qreal right = roomFor(label.rightwards);
    const qreal between = left > 0 && right > 0 ? 2 * air : 0;
    const QRectF pill(0, 0, std::ceil(left + between + right + 2 * air), height);

    QPixmap picture((pill.size() * ratio).toSize());
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font);
    painter.setPen(QPen(theme().line, 1));
    painter.setBrush(theme().surface);
    painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), height / 2 - 0.5, height / 2 - 0.5);
    // Heads are drawn, not written: an arrow from another font would disturb the figures beside it.
    const auto arrow = [&](qreal tip, qreal direction) {
        const qreal y = pill.center().y();
        painter.setPen(Qt::NoPen);
        painter.setBrush(flowColour(FlowKind::replicate));
        painter.drawPolygon(
            QPolygonF({{tip, y}, {tip - direction * head, y - 3.5}, {tip - direction * head, y + 3.5}}));
    };
    const auto write = [&](qreal at, qreal room, const QString& text) {
        painter.setPen(theme().ink);
        painter.drawText(QRectF(std::round(at), 0, room, height), Qt::AlignLeft | Qt::AlignVCenter, text);
    };
    qreal x = air;
    if (left > 0) {
        arrow(x, -1);
        write(x + head + air, left, label.leftwards);
        x += left + between;
    }
    if (right > 0) {
        write(x, right, label.rightwards);
        arrow(pill.right() - air, 1);
    }
    return picture;
}

} // namespace partitura::ui
