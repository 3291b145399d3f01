// A broker of the topology, with its replicas.
#pragma once

#include "ui/topology/topology_picture.h"

#include <QGraphicsObject>

#include <optional>
#include <vector>

namespace partitura::ui {

/// How much of each replica a broker shows; chosen for all brokers alike, the finest that fits.
enum class ReplicaDetail {
    labelled, ///< shape and topic-partition
    shapes,   ///< shapes in rows by topic
    marks,    ///< shapes alone, topics set apart by a gap
    shares,   ///< a strip per topic, parts as long as their share, with the count
};

/// A broker as a box with its replicas, painted from plain data it was given. Thread: the user interface's.
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

} // namespace partitura::ui
