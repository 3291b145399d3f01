// The topology's picture: lays items out over the space there is and keeps them in step with the data.
#pragma once

#include <QGraphicsView>
#include <QPixmap>

#include "ui/operate/context_menu.h"
#include "ui/topology/broker_item.h"
#include "ui/topology/client_item.h"
#include "ui/topology/flow_item.h"

#include <map>
#include <memory>

namespace partitura::ui {

/// Clients above, brokers in the middle, replication between brokers below. The picture always fits its
/// widget; what does not fit as it is becomes an aggregate that says what it stands for. All but the moving
/// dots and the figures above them is drawn once per change and kept: a frame of motion copies it and draws
/// the dots. Thread: the user interface's.
class TopologyCanvas : public QGraphicsView {
    Q_OBJECT

public:
    explicit TopologyCanvas(QWidget* parent = nullptr);

    void showPicture(TopologyPicture picture);
    /// Fades what does not belong to them; an empty topic or no broker fades nothing.
    void highlight(const QString& topic, BrokerId broker);
    /// Moves what moves by the time since the last call.
    void advance(qreal seconds);
    /// What was left out or drawn as an aggregate; empty if all is there.
    [[nodiscard]] QString aggregateNote() const { return m_note; }
    void refreshTheme();

signals:
    void topicClicked(const QString& topic);
    void brokerClicked(BrokerId broker);
    /// A menu is wanted for what is there, or by key for the broker that is selected.
    void menuRequested(const partitura::ui::MenuTarget& target, const QPoint& globalPosition);
    /// A replica's mark was dragged from one broker onto another.
    void replicaDropped(const QString& topic, PartitionIndex partition, BrokerId from, BrokerId to);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    /// A mark on its way under the mouse.
    struct Drag {
        BrokerId from;
        BrokerItem::ReplicaMark mark;
        QPoint pressed, now;
        bool isMoving = false; ///< far enough to be meant
    };
    struct Node {
        TopologyPicture::Client client;
        QString name;
        QRectF rect;
        int standsFor = 1;
    };
    /// How clients share the line above the brokers.
    struct ClientLine {
        std::size_t producers = 0, consumers = 0; ///< nodes of each
        bool withIcons = true;
    };
    struct Caption {
        QRectF rect;
        QString text;
        Qt::Alignment align;
        bool wraps = false;
    };

    /// What a pair of brokers sends each other, written on the arc between them.
    struct PairLabel {
        QPointF centre;
        QString leftwards, rightwards;
        QPixmap pill; ///< drawn with the still picture, laid over the dots
    };

    /// How the boxes stand in an area, and how finely they can then show their replicas.
    struct BrokerGrid {
        std::size_t columns = 1;
        qreal gap = 0, rowGap = 0, left = 0;
        QSizeF box;
        ReplicaDetail detail = ReplicaDetail::labelled;
    };

    void layOut();
    [[nodiscard]] BrokerGrid gridIn(const QRectF& area) const;
    void layOutBrokers(const QRectF& area);
    void layOutClients(const QRectF& area);
    void layOutReplication(const QRectF& area);
    [[nodiscard]] std::vector<TopologyPicture::Client> clientsOf(TopologyPicture::Role role) const;
    [[nodiscard]] ClientLine shareLine(qreal room) const;
    void nodesOf(TopologyPicture::Role role, const QRectF& area, const ClientLine& line);
    [[nodiscard]] static QPixmap pillOf(const PairLabel& label, qreal ratio);
    void redrawAll();
    [[nodiscard]] BrokerItem* brokerAt(const QPoint& point) const;
    [[nodiscard]] std::optional<MenuTarget> targetAt(const QPoint& point) const;
    void paintDrag(QPainter& painter) const;
    FlowItem* flow(const QString& key);
    void dropStale();

    TopologyPicture m_picture;
    QString m_highlight;
    BrokerId m_highlightedBroker;
    QString m_note;
    std::map<BrokerId, BrokerItem*> m_brokers;
    std::map<BrokerId, QRectF> m_brokerRects;
    std::map<QString, ClientItem*> m_clients;
    std::map<QString, FlowItem*> m_flows;
    std::map<QString, bool> m_used; ///< keys of clients and flows laid out this time
    std::vector<Node> m_nodes;
    std::vector<Caption> m_captions;
    std::vector<PairLabel> m_pairLabels;
    QPixmap m_still; ///< everything but the dots; null when it must be drawn again
    qreal m_phase = 0;
    std::optional<Drag> m_drag;
};

} // namespace partitura::ui
