#include "ui/throughput/limit_bars.h"

#include "ui/style/number_text.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace partitura::ui {

namespace {

constexpr int barHeight = 8;
/// From here on a limit is close.
constexpr double closeShare = 0.7;

QString amount(const app::LimitUse& use, double bytes) {
    return use.limit == app::CapacityLimit::diskSize ? bytesText(bytes) : byteRateText(bytes);
}

} // namespace

QString limitText(app::CapacityLimit limit) {
    switch (limit) {
    case app::CapacityLimit::diskWrite:
        return LimitBars::tr("disk writes");
    case app::CapacityLimit::networkIn:
        return LimitBars::tr("network in");
    case app::CapacityLimit::networkOut:
        return LimitBars::tr("network out");
    case app::CapacityLimit::diskSize:
        return LimitBars::tr("disk size");
    }
    return {};
}

void LimitBars::show(std::vector<app::LimitUse> uses) {
    m_uses = std::move(uses);
    updateGeometry();
    update();
}

QSize LimitBars::sizeHint() const {
    const int row = QFontMetrics(textFont(TypeSize::small)).height() + barHeight + paddingSmall;
    return {240, static_cast<int>(m_uses.size()) * row};
}

void LimitBars::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont(TypeSize::small));
    const Theme& t = theme();
    const int line = painter.fontMetrics().height();
    int y = 0;
    for (const auto& use : m_uses) {
        const QRect text(0, y, width(), line);
        painter.setPen(t.inkSoft);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, limitText(use.limit));
        painter.setPen(use.share() > 1 ? t.danger : t.ink);
        painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter,
                         tr("%1 of %2").arg(amount(use, use.wanted), amount(use, use.available)));
        const QRectF bar(0, y + line + 2, width(), barHeight - 2);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.raised);
        painter.drawRoundedRect(bar, 3, 3);
        painter.setBrush(use.share() > 1 ? t.danger : use.share() > closeShare ? t.warning : t.accent);
        painter.drawRoundedRect(
            QRectF(bar.topLeft(), QSizeF(bar.width() * std::min(1.0, use.share()), bar.height())), 3, 3);
        y += line + barHeight + paddingSmall;
    }
}

} // namespace partitura::ui
