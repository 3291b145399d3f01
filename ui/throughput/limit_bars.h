// How much of each limit a planned load takes, as bars; the first to be hit on top.
#pragma once

#include "app/metrics/capacity_plan.h"

#include <QWidget>

namespace partitura::ui {

/// What a limit is called.
QString limitText(app::CapacityLimit limit);

/// Thread: the user interface's.
class LimitBars : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    void show(std::vector<app::LimitUse> uses);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<app::LimitUse> m_uses;
};

} // namespace partitura::ui
