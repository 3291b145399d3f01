// The chart of one throughput question over the last two minutes.
#pragma once

#include "app/metrics/throughput_history.h"
#include "app/metrics/throughput_parts.h"
#include "ui/charts/chart.h"
#include "ui/throughput/stack_bands.h"

namespace partitura::ui {

class EventMarks;

/// Model dashed, measurement solid, residual a band between them, goodput thin; each named at its end. Where
/// the measurement is a stack, its bands are named instead. The time axis stands still while data streams
/// through it. Thread: the user interface's.
class ThroughputChart : public Chart {
    Q_OBJECT

public:
    explicit ThroughputChart(QWidget* parent = nullptr);

    /// Draws the samples up to `now`, and the measurement as a stack unless that is empty.
    void showHistory(const app::ThroughputHistory& history, const app::ThroughputStack& stack, Instant now,
                     TimestampMs nowMs, const app::ThroughputQuestion& question);
    /// When the right end is in the past; noTimestamp: it is now.
    void setEnd(TimestampMs endMs);
    [[nodiscard]] const StackBands& bands() const { return m_bands; }
    [[nodiscard]] EventMarks& events() { return *m_events; }
    /// Paused, one may drag and zoom.
    void setPaused(bool paused);
    void retranslate();
    void refreshTheme();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void scale(double highest);
    void placeNames();
    void nameEnd();

    StackBands m_bands; ///< first, so that the lines lie upon it
    EventMarks* m_events;
    QCPGraph* m_goodput;
    QCPGraph* m_measured;
    QCPGraph* m_model;
    std::array<QCPItemText*, 3> m_names{}; ///< of model, measured, goodput
    std::array<double, 3> m_last{};
    app::ThroughputQuestion m_question;
    double m_top = 0;
    bool m_paused = false;
    TimestampMs m_endMs = noTimestamp;
};

} // namespace partitura::ui
