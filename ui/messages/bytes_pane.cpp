#include "ui/messages/bytes_pane.h"

#include "app/decode/decoders.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace partitura::ui {
namespace {

QChar printable(std::uint8_t byte) {
    return byte >= 0x20 && byte < 0x7f ? QChar(byte) : QChar(0x00b7);
}

} // namespace

BytesPane::BytesPane(QWidget* parent)
    : QAbstractScrollArea(parent) {
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    verticalScrollBar()->setSingleStep(1);
}

BytesPane::Columns BytesPane::columns() const {
    return columnsFor(m_perLine);
}

BytesPane::Columns BytesPane::columnsFor(int perLine) const {
    const QFontMetrics metrics(monoFont());
    const int glyph = metrics.horizontalAdvance(QLatin1Char('0'));
    const int digits = m_bytes.size() > 0xffffffu ? 8 : m_bytes.size() > 0xffffu ? 6 : 4;
    const int hex = paddingSmall + digits * glyph + 2 * paddingSmall;
    const int text = hex + (hexColumn(perLine - 1) + 2) * glyph + 2 * paddingSmall;
    return {glyph, metrics.height() + gridStep / 2, hex, text, text + perLine * glyph + paddingSmall, digits};
}

int BytesPane::hexColumn(int byteInLine) {
    return byteInLine * 3 + byteInLine / groupBytes; // a wider gap after each group
}

qint64 BytesPane::lines() const {
    return qint64((m_bytes.size() + std::size_t(m_perLine) - 1) / std::size_t(m_perLine));
}

void BytesPane::setBytes(ByteView bytes, std::shared_ptr<const void> owner) {
    m_bytes = bytes;
    m_owner = std::move(owner);
    m_marked = {};
    m_cursor = 0;
    verticalScrollBar()->setValue(0);
    refreshScrollBars();
    viewport()->update();
}

void BytesPane::mark(ByteRange range) {
    range.end = std::min(range.end, m_bytes.size());
    range.begin = std::min(range.begin, range.end);
    m_marked = range;
    if (range.size() > 0) {
        m_cursor = range.begin;
        const int line = int(range.begin / std::size_t(m_perLine));
        const int shown = std::max(1, viewport()->height() / columns().line);
        if (line < verticalScrollBar()->value() || line >= verticalScrollBar()->value() + shown)
            verticalScrollBar()->setValue(std::max(0, line - shown / 3));
    }
    viewport()->update();
}

void BytesPane::refreshScrollBars() {
    m_perLine = columnsFor(2 * groupBytes).width <= viewport()->width() ? 2 * groupBytes : groupBytes;
    const auto c = columns();
    const int shown = std::max(1, viewport()->height() / c.line);
    verticalScrollBar()->setPageStep(shown);
    verticalScrollBar()->setRange(0, int(std::max<qint64>(0, lines() - shown)));
    horizontalScrollBar()->setSingleStep(c.glyph);
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, std::max(0, c.width - viewport()->width()));
}

void BytesPane::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    refreshScrollBars();
}

void BytesPane::paintEvent(QPaintEvent* /*event*/) {
    const Theme& t = theme();
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), t.surface);
    painter.setFont(monoFont());
    const auto c = columns();
    const int left = -horizontalScrollBar()->value();
    QColor mark = t.accent;
    mark.setAlphaF(0.22f);
    const int ascent = QFontMetrics(monoFont()).ascent();
    const int firstLine = verticalScrollBar()->value();
    const int shown = viewport()->height() / c.line + 1;
    for (int i = 0; i < shown && firstLine + i < lines(); ++i) {
        const int y = gridStep + i * c.line;
        const std::size_t begin = std::size_t(firstLine + i) * std::size_t(m_perLine);
        const int count = int(std::min<std::size_t>(std::size_t(m_perLine), m_bytes.size() - begin));
        painter.setPen(t.inkFaint);
        painter.drawText(left + paddingSmall, y + ascent,
                         QStringLiteral("%1").arg(qulonglong(begin), c.gutterDigits, 16, QLatin1Char('0')));
        // The mark first, as one bar a line, so that it reads as a range and not as cells.
        if (m_marked.size() > 0 && m_marked.begin < begin + std::size_t(count) && m_marked.end > begin) {
            const int a = int(std::max(m_marked.begin, begin) - begin);
            const int b = int(std::min(m_marked.end, begin + std::size_t(count)) - begin) - 1;
            painter.fillRect(left + c.hex + hexColumn(a) * c.glyph - 2, y,
                             (hexColumn(b) - hexColumn(a) + 2) * c.glyph + gridStep, c.line, mark);
            painter.fillRect(left + c.text + a * c.glyph, y, (b - a + 1) * c.glyph, c.line, mark);
        }
        for (int k = 0; k < count; ++k) {
            const std::uint8_t byte = m_bytes[begin + std::size_t(k)];
            const int x = left + c.hex + hexColumn(k) * c.glyph;
            painter.setPen(byte == 0 ? t.inkFaint : t.ink);
            painter.drawText(x, y + ascent, QStringLiteral("%1").arg(byte, 2, 16, QLatin1Char('0')));
            const QChar glyph = printable(byte);
            painter.setPen(glyph == QChar(0x00b7) ? t.inkFaint : t.ink);
            painter.drawText(left + c.text + k * c.glyph, y + ascent, glyph);
            if (begin + std::size_t(k) == m_cursor && hasFocus()) {
                painter.setPen(t.accent);
                painter.drawRect(x - 2, y, 2 * c.glyph + gridStep - 1, c.line - 1);
            }
        }
    }
}

std::optional<std::size_t> BytesPane::byteAt(const QPoint& point) const {
    const auto c = columns();
    const int x = point.x() + horizontalScrollBar()->value();
    const qint64 line = verticalScrollBar()->value() + (point.y() - gridStep) / c.line;
    int column = -1;
    if (x >= c.text)
        column = std::min(m_perLine - 1, (x - c.text) / c.glyph);
    else if (x >= c.hex - gridStep) {
        for (int k = 0; k < m_perLine; ++k) {
            if (x >= c.hex + hexColumn(k) * c.glyph - c.glyph / 2)
                column = k;
        }
    }
    if (line < 0 || column < 0)
        return std::nullopt;
    const std::size_t byte = std::size_t(line) * std::size_t(m_perLine) + std::size_t(column);
    return byte < m_bytes.size() ? std::optional(byte) : std::nullopt;
}

void BytesPane::choose(std::size_t byte) {
    m_cursor = byte;
    const int line = int(byte / std::size_t(m_perLine));
    const int shown = std::max(1, viewport()->height() / columns().line);
    if (line < verticalScrollBar()->value())
        verticalScrollBar()->setValue(line);
    else if (line >= verticalScrollBar()->value() + shown)
        verticalScrollBar()->setValue(line - shown + 1);
    viewport()->update();
    emit byteChosen(byte);
}

void BytesPane::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        if (const auto byte = byteAt(event->position().toPoint()))
            choose(*byte);
    }
}

void BytesPane::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) {
        if (const auto byte = byteAt(event->position().toPoint()); byte && *byte != m_cursor)
            choose(*byte);
    }
}

void BytesPane::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copyHex();
        return;
    }
    qint64 step = 0;
    switch (event->key()) {
    case Qt::Key_Left:
        step = -1;
        break;
    case Qt::Key_Right:
        step = 1;
        break;
    case Qt::Key_Up:
        step = -m_perLine;
        break;
    case Qt::Key_Down:
        step = m_perLine;
        break;
    case Qt::Key_PageUp:
        step = -qint64(m_perLine) * verticalScrollBar()->pageStep();
        break;
    case Qt::Key_PageDown:
        step = qint64(m_perLine) * verticalScrollBar()->pageStep();
        break;
    case Qt::Key_Home:
        step = -qint64(m_cursor);
        break;
    case Qt::Key_End:
        step = qint64(m_bytes.size()) - 1 - qint64(m_cursor);
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    if (!m_bytes.empty())
        choose(std::size_t(std::clamp<qint64>(qint64(m_cursor) + step, 0, qint64(m_bytes.size()) - 1)));
}

void BytesPane::copyHex() const {
    const ByteView range = m_marked.size() > 0 ? m_bytes.subspan(m_marked.begin, m_marked.size()) : m_bytes;
    QApplication::clipboard()->setText(app::hexText(range, 1u << 20));
}

void BytesPane::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_marked.size() > 0 ? tr("Copy marked bytes as hex") : tr("Copy bytes as hex"), this,
                    &BytesPane::copyHex);
    menu->popup(event->globalPos());
}

} // namespace partitura::ui
