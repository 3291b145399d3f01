// T = N × R × D, live: the formula with its figures, why it holds or not, and the last two minutes.
#pragma once

#include "app/metrics/throughput_history.h"
#include "app/metrics/throughput_parts.h"
#include "ui/view.h"

#include <QPointer>

#include <map>

class QLabel;
class QStackedLayout;
class QToolButton;

namespace partitura::ui {

class FormulaStrip;
class PlannerPanel;
class ComboBox;
class ThroughputChart;
class ToolRow;

/// Thread: the user interface's.
class ThroughputView : public View {
    Q_OBJECT

public:
    explicit ThroughputView(QWidget* parent = nullptr);

    [[nodiscard]] QString key() const override { return QStringLiteral("throughput"); }
    [[nodiscard]] QString title() const override { return tr("Throughput"); }
    void setSource(app::Source* source) override;
    void keep(const Frame& frame) override;
    void showFrame(const Frame& frame) override;
    void retranslate() override;
    [[nodiscard]] QVariantMap saveState() const override;
    void restoreState(const QVariantMap& state) override;

protected:
    void showSelection() override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void ask();
    [[nodiscard]] bool isWanted(const Frame& frame);
    void showPast(const Frame& before);
    void record(const Frame& frame);
    /// Of the question asked, up to the frame shown: seen here, or recorded.
    [[nodiscard]] app::ThroughputHistory history();
    /// What that is made of, if it is to be split.
    [[nodiscard]] app::ThroughputStack stack(const app::ThroughputHistory& history) const;
    void refreshScopes(const observe::ClusterSnapshot& snapshot);
    void showFigures();
    /// What the figures mean, as far as there is room.
    void showWords();
    void setPlanning(bool planning);

    QPointer<app::Source> m_source;
    Frame m_frame;
    app::ThroughputQuestion m_question;
    QString m_wantedTopic; ///< selected, perhaps before its topic is in a snapshot
    std::map<app::ThroughputQuestion, app::ThroughputHistory> m_histories;
    app::ThroughputSplit m_split = app::ThroughputSplit::none;
    app::ThroughputPartsHistory m_parts; ///< of m_question and m_split; live
    bool m_paused = false;
    QString m_words; ///< why the formula holds or not
    QString m_skew;  ///< and what it does not show
    ComboBox* m_scope;
    ComboBox* m_reading;
    ComboBox* m_unit;
    ComboBox* m_splitBox;
    QToolButton* m_plan;
    QToolButton* m_pause;
    ToolRow* m_bar;
    FormulaStrip* m_formula;
    QLabel* m_explanation;
    QLabel* m_latency; ///< of the workloads; live
    ThroughputChart* m_chart;
    PlannerPanel* m_planner;
    QStackedLayout* m_stack;
};

} // namespace partitura::ui
