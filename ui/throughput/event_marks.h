// Thin vertical marks where something happened, their names on hover.
#pragma once

#include <qcustomplot.h>

#include "broker/observe/event.h"

#include <QObject>

#include <deque>
#include <vector>

namespace partitura::ui {

/// Marks on a plot whose key axis counts seconds from now. Events that came within a second share a mark.
/// Owned by the plot. Thread: the user interface's.
class EventMarks : public QObject {
    Q_OBJECT

public:
    /// Events kept; older ones are off the chart anyway.
    static constexpr std::size_t capacity = 2000;

    explicit EventMarks(QCustomPlot* plot);

    /// Oldest first, all newer than those here.
    void add(std::vector<observe::Event> events);
    void clear();
    [[nodiscard]] std::uint64_t lastSequence() const {
        return m_events.empty() ? 0 : m_events.back().sequence;
    }
    /// Places them for this moment; the caller replots.
    void place(TimestampMs nowMs);
    /// What stands at this pixel of the plot, a line an event; empty: nothing.
    [[nodiscard]] QString textAt(const QPointF& pixel) const;
    void refreshTheme();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Mark {
        TimestampMs atMs = noTimestamp;
        std::vector<const observe::Event*> events;
        QCPItemStraightLine* line = nullptr;
    };

    QCustomPlot* m_plot;
    std::deque<observe::Event> m_events;
    std::vector<Mark> m_marks;
    std::vector<QCPItemStraightLine*> m_lines; ///< a pool; those not needed are hidden
};

} // namespace partitura::ui
