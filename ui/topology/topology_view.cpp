#include "ui/topology/topology_view.h"

#include "app/metrics/rates.h"
#include "ui/style/empty_state.h"
#include "ui/style/motion.h"
#include "ui/topology/replica_legend.h"
#include "ui/topology/topology_canvas.h"

#include <QCheckBox>
#include <QEvent>
#include <QMenu>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace partitura::ui {

namespace {
/// Figures that change faster than this cannot be read.
constexpr qint64 redrawMs = 250;
} // namespace

TopologyView::TopologyView(QWidget* parent)
    : View(parent)
    , m_internal(new QCheckBox(this))
    , m_motion(new QCheckBox(this))
    , m_legend(new ReplicaLegend(this))
    , m_canvas(new TopologyCanvas(this))
    , m_empty(new EmptyState(QStringLiteral("topology"), this))
    , m_stack(new QStackedLayout) {
    setObjectName(QStringLiteral("topologyView"));
    m_internal->setObjectName(QStringLiteral("showInternalTopics"));
    m_motion->setObjectName(QStringLiteral("showMotion"));
    m_motion->setChecked(true);

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(12, 4, 12, 8);
    bar->setSpacing(16);
    bar->addWidget(m_internal);
    bar->addWidget(m_motion);
    bar->addWidget(m_legend, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_canvas);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addLayout(m_stack, 1);

    connect(m_internal, &QCheckBox::toggled, this, [this](bool on) {
        m_question.showInternal = on;
        redraw();
    });
    connect(m_canvas, &TopologyCanvas::topicClicked, this, [this](const QString& topic) {
        Selection wanted = selection();
        wanted.setTopic(topic);
        choose(wanted);
    });
    connect(m_canvas, &TopologyCanvas::brokerClicked, this, [this](BrokerId broker) {
        Selection wanted = selection();
        wanted.broker = wanted.broker == broker ? BrokerId() : broker;
        choose(wanted);
    });
    connect(m_canvas, &TopologyCanvas::menuRequested, this, &TopologyView::showMenu);
    connect(m_canvas, &TopologyCanvas::replicaDropped, this, &TopologyView::moveReplica);
    TopologyView::retranslate();
}

void TopologyView::showMenu(const MenuTarget& target, const QPoint& at) {
    if (m_source)
        makeContextMenu(target, *m_source, this, [this](const app::ActionCall& call) {
            emit callRequested(call);
        })->popup(at);
}

void TopologyView::moveReplica(const QString& topic, PartitionIndex partition, BrokerId from, BrokerId to) {
    const auto* found = m_frame.snapshot ? m_frame.snapshot->topic(topic.toStdString()) : nullptr;
    if (!found || static_cast<std::size_t>(partition.value()) >= found->partitions.size())
        return;
    app::ActionCall call{"leader-move",
                         {{"topic", topic.toStdString()}, {"partition", std::int64_t(partition.value())}}};
    const auto& replicas = found->partitions[static_cast<std::size_t>(partition.value())].replicas;
    if (std::ranges::find(replicas, to) != replicas.end()) {
        call.arguments.emplace("broker", std::int64_t(to.value()));
        return emit callRequested(call);
    }
    std::vector<std::int64_t> wanted;
    wanted.reserve(replicas.size());
    for (const auto id : replicas)
        wanted.push_back(id == from ? to.value() : id.value());
    call.action = "reassign";
    call.arguments.emplace("brokers", std::move(wanted));
    emit callRequested(call);
}

void TopologyView::setSource(app::Source* source) {
    m_source = source;
    m_frame = {};
    m_shownVersion = 0;
    m_canvas->showPicture({});
    m_stack->setCurrentWidget(m_empty);
}

void TopologyView::showFrame(const Frame& frame) {
    m_frame = frame;
    const bool due = !m_sinceRedraw.isValid() || m_sinceRedraw.elapsed() >= redrawMs;
    if (frame.snapshot->version != m_shownVersion && due)
        redraw();
    const qreal seconds = m_sinceFrame.isValid() ? static_cast<qreal>(m_sinceFrame.restart()) / 1000 : 0;
    if (!m_sinceFrame.isValid())
        m_sinceFrame.start();
    // After a pause (hidden, another tab) motion goes on from where it was.
    if (m_motion->isChecked() && !motionIsReduced() && seconds < 0.5)
        m_canvas->advance(seconds);
}

void TopologyView::redraw() {
    if (!m_frame.snapshot)
        return;
    m_shownVersion = m_frame.snapshot->version;
    m_sinceRedraw.start();
    m_stack->setCurrentWidget(m_frame.snapshot->brokers.empty() ? static_cast<QWidget*>(m_empty) : m_canvas);
    m_canvas->showPicture(topologyPicture(m_frame, m_question));
}

void TopologyView::showSelection() {
    m_question.topic = selection().topic;
    m_canvas->highlight(selection().topic, selection().broker);
    redraw();
}

void TopologyView::retranslate() {
    m_internal->setText(tr("Internal topics"));
    m_internal->setToolTip(tr("Show topics Kafka keeps for itself, such as __consumer_offsets"));
    m_motion->setText(tr("Motion"));
    m_motion->setToolTip(tr("Let records move along the lines while they flow"));
    m_canvas->setAccessibleName(tr("Brokers, their replicas and clients"));
    m_legend->retranslate();
    m_empty->setTexts(
        tr("The cluster is starting"),
        tr("Brokers appear here with their replicas as soon as they have registered with the controller."));
    redraw();
}

QVariantMap TopologyView::saveState() const {
    return {{QStringLiteral("internal"), m_internal->isChecked()},
            {QStringLiteral("motion"), m_motion->isChecked()}};
}

void TopologyView::restoreState(const QVariantMap& state) {
    m_internal->setChecked(state.value(QStringLiteral("internal"), false).toBool());
    m_motion->setChecked(state.value(QStringLiteral("motion"), true).toBool());
}

void TopologyView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        m_canvas->refreshTheme();
        redraw();
    }
    View::changeEvent(event);
}

} // namespace partitura::ui
