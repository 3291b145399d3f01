// T = N × R × D with today's figures in it, and beside it what was measured. It is the chart's legend too:
// each figure carries a sample of the line that shows it.
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

    /// In one line, without captions: where there is no room for more.
    void setCompact(bool compact);
    /// Height it takes when compact, and when not.
    [[nodiscard]] static int heightWhen(bool compact);
    void showFigures(const app::Throughput& throughput, const app::ThroughputQuestion& question);
    void retranslate();

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    enum Figure : std::size_t {
        model,
        partitions,
        replicas,
        perPartition,
        measured,
        residual,
        goodput,
        figures
    };
    /// Those on the right, the weightiest first.
    static constexpr std::array<Figure, 3> beside{measured, residual, goodput};

    /// Whether the chart has a line or a band of it.
    [[nodiscard]] static bool hasSample(Figure figure) { return figure == model || figure >= measured; }
    [[nodiscard]] QString caption(Figure figure) const;
    /// From where a figure begins to its text.
    [[nodiscard]] int indentOf(Figure figure, const QFont& font) const;
    [[nodiscard]] int formulaWidth(const QFont& font) const;
    [[nodiscard]] int sideWidth(const QFont& font, std::size_t shown) const;
    [[nodiscard]] int widthOf(Figure figure, const QFont& font) const;
    void paintSample(QPainter& painter, Figure figure, const QPointF& at) const;
    int paintFigure(QPainter& painter, Figure figure, int x, int top, const QFont& font) const;

    app::Throughput m_throughput;
    app::ThroughputQuestion m_question;
    bool m_compact = false;
    std::array<QString, figures> m_texts;
    std::array<QString, figures>
        m_widest; ///< the longest text of each since the question changed: nothing jumps
};

} // namespace partitura::ui
