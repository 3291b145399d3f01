// The shapes a replica can have, each with its name, in a line.
#pragma once

#include <QWidget>

namespace partitura::ui {

/// Shows as many as fit, the commonest first. Thread: the user interface's.
class ReplicaLegend : public QWidget {
    Q_OBJECT

public:
    explicit ReplicaLegend(QWidget* parent = nullptr);
    void retranslate();

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] int widthOf(const QString& name) const;
};

} // namespace partitura::ui
