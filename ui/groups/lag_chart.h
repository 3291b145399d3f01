// A group's lag over the last two minutes, and when it rebalanced.
#pragma once

#include "app/metrics/group_pace.h"
#include "ui/charts/chart.h"

#include <vector>

namespace partitura::ui {

/// Lag as a line over a filled area; each rebalance a band from its beginning to the group's being stable,
/// named with the generation it led to. Thread: the user interface's.
class LagChart : public Chart {
    Q_OBJECT

public:
    explicit LagChart(QWidget* parent = nullptr);

    /// Draws the moments up to `now`.
    void show(const std::deque<app::GroupMoment>& moments, Instant now);
    /// Of those drawn.
    [[nodiscard]] std::size_t rebalances() const { return m_rebalances; }
    void retranslate();
    void refreshTheme();

private:
    struct Band {
        QCPItemRect* rect;
        QCPItemText* name;
    };
    Band& band(std::size_t index);

    QCPGraph* m_lag;
    std::vector<Band> m_bands; ///< a pool; those not needed are hidden
    std::size_t m_rebalances = 0;
};

} // namespace partitura::ui
