// T = N × R × D, live: the formula with its figures, why it holds or not, and the last two minutes.
#pragma once

#include "app/metrics/throughput_history.h"
#include "ui/view.h"

#include <map>

class QComboBox;
class QLabel;
class QToolButton;

namespace partitura::ui {

class FormulaStrip;
class ThroughputChart;

/// Thread: the user interface's.
class ThroughputView : public View {
    Q_OBJECT

public:
    explicit ThroughputView(QWidget* parent = nullptr);

    [[nodiscard]] QString key() const override { return QStringLiteral("throughput"); }
    [[nodiscard]] QString title() const override { return tr("Throughput"); }
    void setSource(app::Source* source) override;
    void showFrame(const Frame& frame) override;
    void retranslate() override;
    [[nodiscard]] QVariantMap saveState() const override;
    void restoreState(const QVariantMap& state) override;

protected:
    void showSelection() override;
    void changeEvent(QEvent* event) override;

private:
    void ask();
    void record(const Frame& frame);
    /// Of the question asked, up to the frame shown: seen here, or recorded.
    [[nodiscard]] app::ThroughputHistory history();
    void refreshScopes(const observe::ClusterSnapshot& snapshot);
    void showFigures();

    Frame m_frame;
    app::ThroughputQuestion m_question;
    QString m_wantedTopic; ///< selected, perhaps before its topic is in a snapshot
    std::map<app::ThroughputQuestion, app::ThroughputHistory> m_histories;
    bool m_paused = false;
    QComboBox* m_scope;
    QComboBox* m_reading;
    QComboBox* m_unit;
    QToolButton* m_pause;
    FormulaStrip* m_formula;
    QLabel* m_explanation;
    ThroughputChart* m_chart;
};

} // namespace partitura::ui
