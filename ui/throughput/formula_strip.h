// T = N × R × D with today's figures in it, and beside it what was measured. It is the chart's legend too: each figure
// carries a sample of the line that shows it.
#pragma once

#include <QWidget>

#include "app/metrics/throughput_model.h"

#include <array>

namespace partitura::ui {

/// Thread: the user interface's.
class FormulaStrip : public QWidget {
    Q_OBJECT

public:
    explicit FormulaStrip(QWidget* parent = nullptr);

    void show(const app::Throughput& throughput, const app::ThroughputQuestion& question);
    void retranslate();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    enum Figure : std::size_t { model, partitions, replicas, perPartition, measured, residual, goodput, figures };

    [[nodiscard]] QString caption(Figure figure) const;
    [[nodiscard]] int formulaWidth(int px) const;
    [[nodiscard]] int sideWidth() const;
    [[nodiscard]] int widthOf(Figure figure, const QFont& font) const;
    void paintSample(QPainter& painter, Figure figure, const QPointF& at) const;
    int paintFigure(QPainter& painter, Figure figure, int x, int top, const QFont& font) const;

    app::Throughput m_throughput;
    app::ThroughputQuestion m_question;
    std::array<QString, figures> m_texts;
    std::array<QString, figures> m_widest; ///< the longest text of each since the question changed: nothing jumps
};

} // namespace partitura::ui
