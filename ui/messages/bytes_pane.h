// Bytes as offset, hex and text.
#pragma once

#include "broker/base/bytes.h"

#include <QAbstractScrollArea>

#include <memory>
#include <optional>

namespace partitura::ui {

/// A range of bytes: [begin, end).
struct ByteRange {
    std::size_t begin = 0;
    std::size_t end = 0;
    [[nodiscard]] bool contains(std::size_t byte) const { return byte >= begin && byte < end; }
    [[nodiscard]] std::size_t size() const { return end - begin; }
    bool operator==(const ByteRange&) const = default;
};

/// Sixteen bytes a line, or eight where sixteen do not fit; only lines in sight are drawn, so any size will
/// do. A range can be marked; a click or the arrow keys choose a byte. Thread: the user interface's.
class BytesPane : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit BytesPane(QWidget* parent = nullptr);

    /// `owner` keeps the bytes alive while they are shown.
    void setBytes(ByteView bytes, std::shared_ptr<const void> owner);
    void clear() { setBytes({}, nullptr); }
    /// Marks a range and brings its beginning into sight; an empty one unmarks.
    void mark(ByteRange range);
    [[nodiscard]] ByteRange marked() const { return m_marked; }
    [[nodiscard]] ByteView bytes() const { return m_bytes; }

public slots:
    /// Puts the marked bytes, or all if none are, on the clipboard as hex; bounded to 1 MB of them.
    void copyHex() const;

signals:
    /// A byte was chosen by the user.
    void byteChosen(qulonglong offset);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    struct Columns {
        int glyph, line, hex, text, width, gutterDigits;
    };
    static constexpr int groupBytes = 8;

    [[nodiscard]] Columns columns() const;
    [[nodiscard]] Columns columnsFor(int perLine) const;
    [[nodiscard]] qint64 lines() const;
    [[nodiscard]] std::optional<std::size_t> byteAt(const QPoint& point) const;
    [[nodiscard]] static int hexColumn(int byteInLine);
    void choose(std::size_t byte);
    void refreshScrollBars();

    ByteView m_bytes;
    std::shared_ptr<const void> m_owner;
    ByteRange m_marked;
    std::size_t m_cursor = 0;
    int m_perLine = 2 * groupBytes;
};

} // namespace partitura::ui
