// The signs of the score, each with its name, in a line.
#pragma once

#include <QWidget>

namespace partitura::ui {

/// Shows as many as fit, the commonest first. Thread: the user interface's.
class ScoreLegend : public QWidget {
    Q_OBJECT

public:
    explicit ScoreLegend(QWidget* parent = nullptr);
    void retranslate();

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QStringList names() const;
    void paintSign(QPainter& painter, int sign, double left, double line) const;
};

} // namespace partitura::ui
