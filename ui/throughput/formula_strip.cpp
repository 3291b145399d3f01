#include "ui/throughput/formula_strip.h"

#include "ui/style/number_text.h"
#include "ui/style/theme.h"
#include "ui/throughput/throughput_words.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace partitura::ui {

namespace {

constexpr int margin = 12;
constexpr int gap = 24;
constexpr int sampleWidth = 20;
constexpr int sampleGap = 6;

/// Heights that hold type, in its scale.
int baseline(bool compact) {
    return typePx(compact ? 20 : 32);
}
int captionHeight() {
    return typePx(16);
}

QPen modelPen() {
    QPen pen(theme().ink, 1.5);
    pen.setDashPattern({4, 3});
    return pen;
}

/// Room for an operator with air on both sides; captions leave some besides.
int signWidth(const QFont& font, bool compact) {
    return QFontMetrics(font).horizontalAdvance(QLatin1Char('0')) * (compact ? 3 : 2);
}

} // namespace

FormulaStrip::FormulaStrip(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("formulaStrip"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    showFigures({}, {});
}

int FormulaStrip::heightWhen(bool compact) {
    return typePx(compact ? 28 : 56);
}

void FormulaStrip::setCompact(bool compact) {
    if (std::exchange(m_compact, compact) == compact)
        return;
    updateGeometry();
    update();
}

void FormulaStrip::showFigures(const app::Throughput& t, const app::ThroughputQuestion& question) {
    const bool changed = question != m_question;
    m_throughput = t;
    m_question = question;
    const double residualNow = std::abs(t.residual()) < 0.5 ? 0 : t.residual();
    m_texts = {amountText(t.model, question),    countText(t.partitions),
               replicasText(t.replicas),         amountText(t.perPartition, question),
               amountText(t.measured, question), amountText(residualNow, question),
               amountText(t.goodput, question)};
    for (std::size_t i = 0; i < figures; ++i)
        if (changed || m_texts[i].size() > m_widest[i].size())
            m_widest[i] = m_texts[i];
    setAccessibleName(tr("T = N × R × D: %1 = %2 × %3 × %4; measured %5")
                          .arg(m_texts[model], m_texts[partitions], m_texts[replicas], m_texts[perPartition],
                               m_texts[measured]));
    update();
}

void FormulaStrip::retranslate() {
    setToolTip(
        tr("N: partitions. R: replicas of each. D: what a partition gets from producers, on the mean.<br>"
           "T counts every replica's copy; what producers get through is T / R."));
    m_widest = {};
    showFigures(m_throughput, m_question);
}

QString FormulaStrip::caption(Figure figure) const {
    const bool rate = m_question.reading == app::ThroughputReading::rate;
    switch (figure) {
    case model:
        return tr("T, model");
    case partitions:
        return tr("N, partitions");
    case replicas:
        return tr("R, replicas");
    case perPartition:
        return rate ? tr("D, per partition") : tr("D, held per partition");
    case measured:
        return tr("measured");
    case residual:
        return tr("residual");
    case goodput:
        return rate ? tr("producers, T / R") : tr("original data, T / R");
    case figures:
        break;
    }
    return {};
}

int FormulaStrip::widthOf(Figure figure, const QFont& font) const {
    if (m_compact)
        return indentOf(figure, font) + QFontMetrics(font).horizontalAdvance(m_widest[figure]);
    const bool sample = hasSample(figure);
    const int captionWidth = QFontMetrics(textFont(TypeSize::small)).horizontalAdvance(caption(figure)) +
                             (sample ? sampleWidth + sampleGap : 0);
    return std::max(QFontMetrics(font).horizontalAdvance(m_widest[figure]), captionWidth);
}

int FormulaStrip::indentOf(Figure figure, const QFont& font) const {
    if (m_compact)
        return hasSample(figure) ? sampleWidth + sampleGap : 0;
    if (figure != partitions && figure != replicas)
        return 0;
    return (widthOf(figure, font) - QFontMetrics(font).horizontalAdvance(m_texts[figure])) / 2;
}

int FormulaStrip::formulaWidth(const QFont& font) const {
    int width = 3 * signWidth(font, m_compact);
    for (const Figure figure : {model, partitions, replicas, perPartition})
        width += widthOf(figure, font);
    return width;
}

int FormulaStrip::sideWidth(const QFont& font, std::size_t shown) const {
    int width = static_cast<int>(shown) * gap; // one before each
    for (std::size_t i = 0; i < shown; ++i)
        width += widthOf(beside[i], font);
    return width;
}

QSize FormulaStrip::sizeHint() const {
    return {640, heightWhen(m_compact)};
}

void FormulaStrip::paintSample(QPainter& painter, Figure figure, const QPointF& at) const {
    const Theme& t = theme();
    const QLineF line(at, at + QPointF(sampleWidth, 0));
    switch (figure) {
    case model:
        painter.setPen(modelPen());
        painter.drawLine(line);
        break;
    case measured:
        painter.setPen(QPen(t.accent, 2));
        painter.drawLine(line);
        break;
    case residual:
        painter.fillRect(QRectF(at - QPointF(0, 4), QSizeF(sampleWidth, 8)),
                         mixed(t.surface, t.outOfSync, 0.3));
        break;
    case goodput:
        painter.setPen(QPen(t.inkFaint, 1));
        painter.drawLine(line);
        break;
    default:
        break;
    }
}

int FormulaStrip::paintFigure(QPainter& painter, Figure figure, int x, int top, const QFont& font) const {
    const int width = widthOf(figure, font);
    painter.setFont(font);
    const bool alarming = figure == residual && !m_throughput.reasons.empty() &&
                          m_throughput.reasons.front().cause != app::ThroughputCause::inAgreement &&
                          m_throughput.reasons.front().cause != app::ThroughputCause::idle;
    painter.setPen(alarming ? theme().outOfSync : theme().ink);
    // All figures of a row stand on one line, whatever their size.
    const int line = top + baseline(m_compact);
    painter.drawText(QPoint(x + indentOf(figure, font), line), m_texts[figure]);
    if (m_compact) {
        paintSample(painter, figure, QPointF(x, line - QFontMetrics(font).capHeight() / 2.0));
        return x + width;
    }
    const bool centred = figure == partitions || figure == replicas;
    int captionX = x;
    if (hasSample(figure)) {
        paintSample(painter, figure, QPointF(x, line + 4 + captionHeight() / 2.0));
        captionX += sampleWidth + sampleGap;
    }
    painter.setFont(textFont(TypeSize::small));
    painter.setPen(theme().inkSoft);
    painter.drawText(QRect(captionX, line + 4, centred ? width : width + gap, captionHeight()),
                     (centred ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignVCenter, caption(figure));
    return x + width;
}

void FormulaStrip::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    // The largest type that fits; when even the smallest does not, what the chart names anyway goes first.
    struct Fit {
        TypeSize formula, side;
        std::size_t shown;
    };
    constexpr Fit fits[] = {{TypeSize::display, TypeSize::title, 3}, {TypeSize::title, TypeSize::title, 3},
                            {TypeSize::title, TypeSize::large, 3},   {TypeSize::large, TypeSize::large, 3},
                            {TypeSize::large, TypeSize::large, 2},   {TypeSize::large, TypeSize::large, 1},
                            {TypeSize::large, TypeSize::large, 0}};
    const int room = width() - 2 * margin;
    const Fit* fit = std::ranges::find_if(fits, [&](const Fit& f) {
        if (m_compact && (f.formula != TypeSize::large || f.shown > 1))
            return false; // without captions only what the lines name can be told apart
        return formulaWidth(textFont(f.formula)) + sideWidth(textFont(f.side), f.shown) <= room;
    });
    if (fit == std::end(fits))
        --fit;
    const QFont font = textFont(fit->formula);

    // An operator stands in the middle between the figures it joins, whatever their captions need.
    const QFontMetrics metrics(font);
    int x = margin;
    int figureEnd = 0;
    for (const Figure figure : {model, partitions, replicas, perPartition}) {
        const int figureStart = x + indentOf(figure, font);
        if (figure != model) {
            const QString text = figure == partitions ? QStringLiteral("=") : QStringLiteral("×");
            painter.setFont(font);
            painter.setPen(theme().inkFaint);
            painter.drawText(
                QPoint((figureEnd + figureStart - metrics.horizontalAdvance(text)) / 2, baseline(m_compact)),
                text);
        }
        figureEnd = figureStart + metrics.horizontalAdvance(m_texts[figure]);
        x = paintFigure(painter, figure, x, 0, font) + signWidth(font, m_compact);
    }

    const QFont sideFont = textFont(fit->side);
    x = width() - margin - sideWidth(sideFont, fit->shown);
    for (std::size_t i = 0; i < fit->shown; ++i)
        x = paintFigure(painter, beside[i], x + gap, 0, sideFont);
}

} // namespace partitura::ui
