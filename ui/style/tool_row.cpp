#include "ui/style/tool_row.h"

#include "ui/style/spacing.h"

#include <QEvent>
#include <QLayout>
#include <QToolButton>

#include <algorithm>
#include <memory>

namespace partitura::ui {
namespace {

bool takesTheRest(const QLayoutItem& item) {
    const auto* widget = item.widget();
    return (item.expandingDirections() & Qt::Horizontal) ||
           (widget && widget->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored);
}

/// The least width at which it says what it should.
int wanted(const QLayoutItem& item) {
    const auto* widget = item.widget();
    if (widget && widget->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored)
        return widget->minimumWidth();
    return std::max(item.sizeHint().width(), item.minimumSize().width());
}

/// Lines of items, one below the other.
class Lines : public QLayout {
public:
    using QLayout::QLayout;

    void addItem(QLayoutItem* item) override { m_items.emplace_back(item); }
    [[nodiscard]] int count() const override { return int(m_items.size()); }
    [[nodiscard]] QLayoutItem* itemAt(int index) const override {
        return index >= 0 && index < count() ? m_items[std::size_t(index)].get() : nullptr;
    }
    QLayoutItem* takeAt(int index) override {
        if (index < 0 || index >= count())
            return nullptr;
        auto* item = m_items[std::size_t(index)].release();
        m_items.erase(m_items.begin() + index);
        return item;
    }
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override {
        const auto margins = contentsMargins();
        const int lines = std::max(1, int(linesIn(width - margins.left() - margins.right()).size()));
        return lines * (lineHeight() + spacing()) - spacing() + margins.top() + margins.bottom();
    }
    [[nodiscard]] QSize sizeHint() const override {
        int width = -spacing();
        for (const auto& item : m_items)
            width += item->isEmpty() && !item->spacerItem() ? 0 : wanted(*item) + spacing();
        return QSize(width, lineHeight()).grownBy(contentsMargins());
    }
    [[nodiscard]] QSize minimumSize() const override {
        return QSize(0, lineHeight()).grownBy(contentsMargins());
    }
    void setGeometry(const QRect& rect) override {
        QLayout::setGeometry(rect);
        const QRect area = rect.marginsRemoved(contentsMargins());
        QRect line(area.topLeft(), QSize(area.width(), lineHeight()));
        for (const auto& items : linesIn(area.width())) {
            placeLine(items, line);
            line.translate(0, lineHeight() + spacing());
        }
    }

private:
    [[nodiscard]] int lineHeight() const {
        int height = 0;
        for (const auto& item : m_items)
            if (!item->isEmpty())
                height = std::max(height, item->sizeHint().height());
        return height;
    }

    [[nodiscard]] std::vector<std::vector<QLayoutItem*>> linesIn(int width) const {
        std::vector<std::vector<QLayoutItem*>> lines;
        int used = 0; // with the gap that would follow
        for (const auto& item : m_items) {
            if (item->isEmpty() && !item->spacerItem())
                continue;
            if (lines.empty() || used + wanted(*item) > width) {
                lines.emplace_back();
                used = 0;
            }
            lines.back().push_back(item.get());
            used += wanted(*item) + spacing();
        }
        return lines;
    }

    void placeLine(const std::vector<QLayoutItem*>& line, const QRect& area) const {
        auto takers = int(std::ranges::count_if(line, [](auto* item) { return takesTheRest(*item); }));
        int rest = area.width() + spacing();
        for (const auto* item : line)
            rest -= wanted(*item) + spacing();
        rest = std::max(0, rest);
        int left = area.left();
        for (auto* item : line) {
            int width = std::min(wanted(*item), area.width());
            if (takesTheRest(*item)) {
                const int more = std::clamp(item->maximumSize().width() - width, 0, rest / takers--);
                width += more;
                rest -= more;
            }
            const int height = std::min(area.height(), item->sizeHint().height());
            item->setGeometry(QRect(left, area.top() + (area.height() - height) / 2, width, height));
            left += width + spacing();
        }
    }

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

} // namespace

ToolRow::ToolRow(QWidget* parent)
    : QWidget(parent) {
    auto* lines = new Lines(this);
    lines->setContentsMargins(paddingSmall, paddingSmall, paddingSmall, paddingSmall);
    lines->setSpacing(paddingSmall);
}

void ToolRow::add(QWidget* widget) {
    layout()->addWidget(widget);
    if (auto* button = qobject_cast<QToolButton*>(widget);
        button && button->toolButtonStyle() == Qt::ToolButtonTextBesideIcon)
        m_wordy.push_back(button);
}

void ToolRow::addCaption(QWidget* widget) {
    layout()->addWidget(widget);
    m_captions.push_back(widget);
}

void ToolRow::addStretch() {
    layout()->addItem(new QSpacerItem(0, 0, QSizePolicy::Expanding, QSizePolicy::Minimum));
}

QSize ToolRow::minimumSizeHint() const {
    return layout()->minimumSize();
}

void ToolRow::fit() {
    const auto wordsWidth = [](const QToolButton& button) {
        return button.fontMetrics().horizontalAdvance(button.text()) + padding;
    };
    // What is there without captions and words, whichever are shown now; then what there is room for besides.
    int room = contentsRect().width() - layout()->contentsMargins().left() -
               layout()->contentsMargins().right() + layout()->spacing();
    for (int i = 0; i < layout()->count(); ++i) {
        auto* item = layout()->itemAt(i);
        auto* widget = item->widget();
        if (widget && (widget->isHidden() || std::ranges::find(m_captions, widget) != m_captions.end()))
            continue;
        const auto* button = qobject_cast<QToolButton*>(widget);
        const bool isWordy = std::ranges::find(m_wordy, widget) != m_wordy.end();
        room -= (isWordy ? button->iconSize().width() + padding : wanted(*item)) + layout()->spacing();
    }
    int words = 0;
    for (const auto* button : m_wordy)
        if (!button->isHidden())
            words += wordsWidth(*button);
    int captions = 0;
    for (const auto* caption : m_captions)
        captions += caption->sizeHint().width() + layout()->spacing();
    const bool showWords = words <= room;
    const bool showCaptions = words + captions <= room;
    for (auto* button : m_wordy) {
        const auto style =
            showWords || button->icon().isNull() ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly;
        if (button->toolButtonStyle() != style)
            button->setToolButtonStyle(style);
    }
    for (auto* caption : m_captions)
        if (caption->isHidden() == showCaptions)
            caption->setVisible(showCaptions);
}

bool ToolRow::event(QEvent* event) {
    const bool done = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest)
        fit();
    return done;
}

void ToolRow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

} // namespace partitura::ui
