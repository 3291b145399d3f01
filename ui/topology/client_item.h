// A client of the topology.
#pragma once

#include "ui/topology/topology_picture.h"

#include <QGraphicsObject>

namespace partitura::ui {

/// A producer or consumer as a node; or several of them as one when there are too many. The icon goes when
/// room is scarce: side and colour say the same. Thread: the user interface's.
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

} // namespace partitura::ui
