#include "ui/throughput/formula_strip.h"

#include "ui/style/number_text.h"
#include "ui/style/theme.h"
#include "ui/throughput/throughput_words.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace partitura::ui {

namespace {

constexpr int rowHeight = 56;
constexpr int margin = 12;
constexpr int gap = 24;
constexpr int sampleWidth = 20;
constexpr int captionHeight = 16;

QPen modelPen() {
    QPen pen(theme().ink, 1.5);
    pen.setDashPattern({4, 3});
    return pen;
}

QFont sized(int px) { return textFont(static_cast<TypeSize>(px)); }

} // namespace

FormulaStrip::FormulaStrip(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("formulaStrip"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setMinimumHeight(rowHeight);
    show({}, {});
}

void FormulaStrip::show(const app::Throughput& t, const app::ThroughputQuestion& question) {
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
    if (heightForWidth(width()) != height())
        updateGeometry();
    update();
}

void FormulaStrip::retranslate() {
    setToolTip(tr("N: partitions. R: replicas of each. D: what a partition gets from producers, on the mean.<br>"
                  "T counts every replica's copy; what producers get through is T / R."));
    m_widest = {};
    show(m_throughput, m_question);
}

QString FormulaStrip::caption(Figure figure) const {
    const bool rate = m_question.reading == app::ThroughputReading::rate;
    switch (figure) {
    case model: return tr("T, model");
    case partitions: return tr("N, partitions");
    case replicas: return tr("R, replicas");
    case perPartition: return rate ? tr("D, per partition") : tr("D, held per partition");
    case measured: return tr("measured");
    case residual: return tr("residual");
    case goodput: return rate ? tr("producers, T / R") : tr("original data, T / R");
    case figures: break;
    }
    return {};
}

int FormulaStrip::widthOf(Figure figure, const QFont& font) const {
    const bool sample = figure == model || figure >= measured;
    const int captionWidth =
        QFontMetrics(textFont(TypeSize::small)).horizontalAdvance(caption(figure)) + (sample ? sampleWidth + 6 : 0);
    return std::max(QFontMetrics(font).horizontalAdvance(m_widest[figure]), captionWidth);
}

int FormulaStrip::formulaWidth(int px) const {
    const QFont font = sized(px);
    int width = 3 * QFontMetrics(font).horizontalAdvance(QStringLiteral(" × "));
    for (const Figure figure : {model, partitions, replicas, perPartition})
        width += widthOf(figure, font);
    return width;
}

int FormulaStrip::sideWidth() const {
    int width = 2 * gap;
    for (const Figure figure : {measured, residual, goodput})
        width += widthOf(figure, sized(static_cast<int>(TypeSize::title)));
    return width;
}

int FormulaStrip::heightForWidth(int width) const {
    const int room = width - 2 * margin;
    const bool oneRow = formulaWidth(static_cast<int>(TypeSize::title)) + gap + sideWidth() <= room;
    return oneRow ? rowHeight : 2 * rowHeight - 4;
}

QSize FormulaStrip::sizeHint() const { return {640, heightForWidth(std::max(width(), 320))}; }

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
    case residual: {
        QColor band = t.outOfSync;
        band.setAlphaF(0.3F);
        painter.fillRect(QRectF(at - QPointF(0, 4), QSizeF(sampleWidth, 8)), band);
        break;
    }
    case goodput:
        painter.setPen(QPen(t.inkFaint, 1));
        painter.drawLine(line);
        break;
    default: break;
    }
}

int FormulaStrip::paintFigure(QPainter& painter, Figure figure, int x, int top, const QFont& font) const {
    const bool sample = figure == model || figure >= measured;
    const int width = widthOf(figure, font);
    painter.setFont(font);
    const bool alarming = figure == residual && !m_throughput.reasons.empty()
                          && m_throughput.reasons.front().cause != app::ThroughputCause::inAgreement
                          && m_throughput.reasons.front().cause != app::ThroughputCause::idle;
    painter.setPen(alarming ? theme().outOfSync : theme().ink);
    // All figures of a row stand on one line, whatever their size.
    painter.drawText(QPoint(x, top + 32), m_texts[figure]);
    int captionX = x;
    if (sample) {
        paintSample(painter, figure, QPointF(x, top + 32 + 4 + captionHeight / 2.0));
        captionX += sampleWidth + 6;
    }
    painter.setFont(textFont(TypeSize::small));
    painter.setPen(theme().inkSoft);
    painter.drawText(QRect(captionX, top + 32 + 4, width + gap, captionHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     caption(figure));
    return x + width;
}

void FormulaStrip::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int room = width() - 2 * margin;
    const bool oneRow = height() < 2 * rowHeight - 4;
    const int side = oneRow ? sideWidth() + gap : 0;
    int px = static_cast<int>(TypeSize::large);
    for (const TypeSize size : {TypeSize::display, TypeSize::title})
        if (formulaWidth(static_cast<int>(size)) + side <= room) {
            px = static_cast<int>(size);
            break;
        }
    const QFont font = sized(px);

    int x = margin;
    const auto sign = [&](const QString& text) {
        painter.setFont(font);
        painter.setPen(theme().inkFaint);
        painter.drawText(QPoint(x, 32), text);
        x += QFontMetrics(font).horizontalAdvance(text);
    };
    x = paintFigure(painter, model, x, 0, font);
    sign(QStringLiteral(" = "));
    x = paintFigure(painter, partitions, x, 0, font);
    sign(QStringLiteral(" × "));
    x = paintFigure(painter, replicas, x, 0, font);
    sign(QStringLiteral(" × "));
    x = paintFigure(painter, perPartition, x, 0, font);

    const QFont sideFont = textFont(TypeSize::title);
    const int top = oneRow ? 0 : rowHeight - 4;
    x = oneRow ? width() - margin - sideWidth() : margin;
    for (const Figure figure : {measured, residual, goodput})
        x = paintFigure(painter, figure, x, top, sideFont) + gap;
}

} // namespace partitura::ui
