#include "ui/throughput/stack_bands.h"

#include "ui/style/theme.h"
#include "ui/throughput/throughput_words.h"

#include <limits>

namespace partitura::ui {

namespace {
constexpr double nameHeight = 14; ///< px; a thinner band has no name
constexpr double opacity = 0.42;
} // namespace

StackBands::StackBands(QCustomPlot* plot)
    : m_plot(plot) {
    for (std::size_t i = 0; i < most; ++i) {
        auto* graph = plot->addGraph();
        graph->setAdaptiveSampling(false); // bands share their samples
        auto* name = new QCPItemText(plot);
        name->setClipToAxisRect(false);
        name->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        name->position->setTypeX(QCPItemPosition::ptAbsolute);
        name->position->setTypeY(QCPItemPosition::ptAbsolute);
        name->setPadding(QMargins());
        name->setVisible(false);
        m_graphs.push_back(graph);
        m_names.push_back(name);
    }
}

QColor StackBands::colourOf(std::size_t band) const {
    const auto& owner = m_owners[band];
    if (owner.isRest())
        return theme().inkFaint;
    return theme().category(owner.topic.empty() ? owner.broker.value() - 1 : static_cast<int>(band));
}

void StackBands::show(const app::ThroughputStack& stack, Instant now) {
    m_owners.clear();
    m_tops.clear();
    QVector<double> x, top;
    std::vector<qsizetype> places; // of the samples among x, which has gaps too
    for (const Instant time : stack.times) {
        const double at = std::chrono::duration<double>(time - now).count();
        if (!x.isEmpty() && at - x.back() > gapSeconds) {
            x << (at + x.back()) / 2;
            top << std::numeric_limits<double>::quiet_NaN();
        }
        places.push_back(x.size());
        x << at;
        top << 0;
    }
    for (std::size_t i = 0; i < most; ++i) {
        if (i >= stack.bands.size()) {
            m_graphs[i]->data()->clear();
            m_names[i]->setVisible(false);
            continue;
        }
        const auto& band = stack.bands[i];
        for (std::size_t s = 0; s < places.size(); ++s)
            top[places[s]] += band.amounts[s];
        m_graphs[i]->setData(x, top, true);
        m_owners.push_back(band.owner);
        m_tops.push_back(top.isEmpty() ? 0 : top.back());
        m_names[i]->setText(ownerText(band.owner));
    }
    refreshTheme();
}

void StackBands::placeNames() {
    double below = m_plot->yAxis->coordToPixel(0);
    for (std::size_t i = 0; i < m_owners.size(); ++i) {
        const double top = m_plot->yAxis->coordToPixel(m_tops[i]);
        m_names[i]->setVisible(m_namesVisible && below - top >= nameHeight);
        m_names[i]->position->setCoords(m_plot->axisRect()->right() + 8, (below + top) / 2);
        below = top;
    }
}

void StackBands::setNamesVisible(bool visible) {
    m_namesVisible = visible;
}

void StackBands::refreshTheme() {
    for (std::size_t i = 0; i < m_owners.size(); ++i) {
        const QColor colour = colourOf(i);
        m_graphs[i]->setPen(QPen(mixed(theme().surface, colour, 0.8), 1));
        m_graphs[i]->setBrush(mixed(theme().surface, colour, opacity));
        m_graphs[i]->setChannelFillGraph(i > 0 ? m_graphs[i - 1] : nullptr);
        m_names[i]->setColor(theme().inkSoft);
        m_names[i]->setFont(textFont(TypeSize::small));
    }
}

} // namespace partitura::ui
