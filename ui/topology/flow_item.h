// What flows between the nodes of the topology.
#pragma once

#include <QGraphicsObject>
#include <QPainterPath>
#include <QPixmap>

#include <array>
#include <string>
#include <vector>

namespace partitura::ui {

enum class FlowKind { produce, replicate, consume };

/// The colour a kind of flow has everywhere.
QColor flowColour(FlowKind kind);

/// Bytes on their way: a line as wide as the flow, on which something moves only while something flows.
/// Thread: the user interface's.
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
    static constexpr std::size_t dotParts = 4;

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

} // namespace partitura::ui
