// The measurement as a stack of bands: what each partition or broker adds to it.
#pragma once

#include <qcustomplot.h>

#include "app/metrics/throughput_parts.h"

#include <vector>

namespace partitura::ui {

/// Graphs on a plot, the lowest band first, each named at its right end where there is room. The plot owns
/// them. Thread: the user interface's.
class StackBands {
public:
    static constexpr std::size_t most = 8;
    /// Nothing is drawn across a longer silence: nobody looked then.
    static constexpr double gapSeconds = 2;

    explicit StackBands(QCustomPlot* plot);

    /// Draws them up to `now`; an empty stack draws nothing. The caller replots.
    void show(const app::ThroughputStack& stack, Instant now);
    /// Puts the names where the bands end; after each layout of the plot.
    void placeNames();
    void setNamesVisible(bool visible);
    void refreshTheme();
    [[nodiscard]] std::size_t shown() const { return m_owners.size(); }

private:
    [[nodiscard]] QColor colourOf(std::size_t band) const;

    QCustomPlot* m_plot;
    std::vector<app::ThroughputOwner> m_owners;
    std::vector<double> m_tops; ///< where each band ends now
    std::vector<QCPGraph*> m_graphs;
    std::vector<QCPItemText*> m_names;
    bool m_namesVisible = true;
};

} // namespace partitura::ui
