// The cluster at a glance: brokers, replicas, clients, and what flows between them.
#pragma once

#include "ui/topology/topology_picture.h"
#include "ui/view.h"

#include <QElapsedTimer>
#include <QPointer>

class QCheckBox;
class QStackedLayout;

namespace partitura::ui {

class EmptyState;
struct MenuTarget;
class ReplicaLegend;
class TopologyCanvas;

/// Thread: the user interface's.
class TopologyView : public View {
    Q_OBJECT

public:
    explicit TopologyView(QWidget* parent = nullptr);

    [[nodiscard]] QString key() const override { return QStringLiteral("topology"); }
    [[nodiscard]] QString title() const override { return tr("Topology"); }
    void setSource(app::Source* source) override;
    void showFrame(const Frame& frame) override;
    void retranslate() override;
    [[nodiscard]] QVariantMap saveState() const override;
    void restoreState(const QVariantMap& state) override;

protected:
    void showSelection() override;
    void changeEvent(QEvent* event) override;

private:
    void redraw();
    void showMenu(const MenuTarget& target, const QPoint& at);
    /// Where the broker holds a replica already its leader moves there, else the replica does.
    void moveReplica(const QString& topic, PartitionIndex partition, BrokerId from, BrokerId to);

    TopologyQuestion m_question;
    QPointer<app::Source> m_source;
    Frame m_frame;
    std::uint64_t m_shownVersion = 0;
    QElapsedTimer m_sinceRedraw;
    QElapsedTimer m_sinceFrame;
    QCheckBox* m_internal;
    QCheckBox* m_motion;
    ReplicaLegend* m_legend;
    TopologyCanvas* m_canvas;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
};

} // namespace partitura::ui
