// The drawn parts of the topology: a broker, a client, a flow. Each paints from plain data it was given.
#pragma once

#include <QGraphicsObject>
#include <QPainterPath>
#include <QPixmap>

#include "ui/topology/topology_picture.h"

#include <array>

namespace partitura::ui {

/// How much of each replica a broker shows; chosen for all brokers alike, the finest that fits.
enum class ReplicaDetail {
    labelled, ///< shape and topic-partition
    shapes,   ///< shapes in rows by topic
    marks,    ///< shapes alone, topics set apart by a gap
    shares,   ///< a strip per topic, parts as long as their share, with the count
};

/// A broker as a box with its replicas. Thread: the user interface's, as for all items here.
class BrokerItem : public QGraphicsObject {
    Q_OBJECT

public:
    BrokerItem();

    /// `topics` is the picture's list.
    void show(const TopologyPicture::Broker& broker, const std::vector<QString>& topics);
    void place(const QRectF& rect, ReplicaDetail detail);
    /// `chosen`: this broker is the selected one.
    void highlight(const QString& topic, bool chosen);
    /// The finest detail at which these replicas fit into a box of this size.
    static ReplicaDetail detailFor(const TopologyPicture::Broker& broker, const std::vector<QString>& topics,
                                   const QSizeF& size);

    /// A replica that has a mark of its own.
    struct ReplicaMark {
        QString topic;
        PartitionIndex partition;
        QRectF rect; ///< in the item's coordinates
    };
    [[nodiscard]] BrokerId id() const { return m_broker.id; }
    /// The mark at a point of the item; nullopt where there is none, or several replicas share one.
    [[nodiscard]] std::optional<ReplicaMark> markAt(const QPointF& point) const;

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;
    [[nodiscard]] ReplicaDetail detail() const { return m_detail; }

signals:
    void topicClicked(const QString& topic);
    void brokerClicked(BrokerId broker);

protected:
    void hoverMoveEvent(QGraphicsSceneHoverEvent* event) override;
    void mousePressEvent(QGraphicsSceneMouseEvent* event) override;

private:
    [[nodiscard]] static qreal headerHeightFor(qreal height);
    struct Spot {
        QRectF rect;
        std::size_t first = 0; ///< into m_broker.replicas
        std::size_t count = 1;
    };
    void layOut();
    /// A strip a topic, as many as fit; where none does, one strip for all.
    void layOutShares(qreal top);
    [[nodiscard]] bool isOfAllTopics(const Spot& spot) const;
    [[nodiscard]] const Spot* spotAt(const QPointF& point) const;
    [[nodiscard]] QString describe(const Spot& spot) const;
    void paintHeader(QPainter& painter) const;
    void paintShares(QPainter& painter, const Spot& spot) const;
    [[nodiscard]] bool faded(std::size_t topic) const;

    TopologyPicture::Broker m_broker;
    std::vector<QString> m_topics;
    QString m_highlight;
    bool m_chosen = false;
    QSizeF m_size;
    ReplicaDetail m_detail = ReplicaDetail::labelled;
    std::vector<Spot> m_spots;
    std::size_t m_unshown = 0; ///< replicas there was no room for
};

/// A producer or consumer as a node; or several of them as one when there are too many. The icon goes when
/// room is scarce: side and colour say the same.
class ClientItem : public QGraphicsObject {
    Q_OBJECT

public:
    ClientItem();

    /// `name` as shown: the client's, or what several together are called.
    void show(const TopologyPicture::Client& client, const QString& name);
    void place(const QRectF& rect, bool withIcon);
    [[nodiscard]] static QString nameOf(const TopologyPicture::Client& client);
    /// "4 producers", or "4 more producers" beside others that have nodes of their own; "4 clients" where
    /// some of them have done nothing yet.
    [[nodiscard]] static QString nameOf(TopologyPicture::Role role, int count, bool besideOthers);
    /// What a node needs to show this name whole.
    [[nodiscard]] static qreal widthFor(const QString& name, bool withIcon);

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    TopologyPicture::Client m_client;
    QString m_name;
    QSizeF m_size;
    bool m_withIcon = true;
};

enum class FlowKind { produce, replicate, consume };

/// Bytes on their way: a line as wide as the flow, on which something moves only while something flows.
class FlowItem : public QGraphicsObject {
    Q_OBJECT

public:
    FlowItem();

    void show(FlowKind kind, double bytesPerSecond, const QString& tip);
    /// Who sends to whom, as links name nodes: `broker-2`, `clients`.
    void setEnds(const std::string& from, const std::string& to) { m_from = from, m_to = to; }
    [[nodiscard]] const std::string& from() const { return m_from; }
    [[nodiscard]] const std::string& to() const { return m_to; }
    void place(const QPainterPath& path);
    /// Draws what moves on the line, in scene coordinates, over everything else; `phasePx` grows steadily.
    void paintMotion(QPainter& painter, qreal phasePx) const;
    [[nodiscard]] bool flows() const { return m_bytesPerSecond > 0; }

    [[nodiscard]] QRectF boundingRect() const override;
    [[nodiscard]] QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    /// A dot is drawn once for each part of a pixel it may stand at: moving it is then a copy.
    static constexpr int dotParts = 4;

    [[nodiscard]] qreal width() const;
    void refreshDots(qreal ratio) const;

    FlowKind m_kind = FlowKind::replicate;
    std::string m_from, m_to;
    double m_bytesPerSecond = 0;
    QPainterPath m_path;
    std::vector<QPointF> m_track; ///< points of the path, `trackStep` apart
    mutable std::array<QPixmap, dotParts * dotParts> m_dots;
    mutable QColor m_dotColour;
    mutable qreal m_dotRadius = 0;
    mutable int m_dotSide = 0;
};

/// The colour a kind of flow has everywhere.
QColor flowColour(FlowKind kind);

} // namespace partitura::ui
