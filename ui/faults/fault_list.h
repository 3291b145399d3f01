// The list of what is in force: a line for each fault, with a button that ends it.
#pragma once

#include "ui/faults/faults_in_force.h"

#include <QScrollArea>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace partitura::ui {

/// Thread: the user interface's.
class FaultList : public QScrollArea {
    Q_OBJECT

public:
    explicit FaultList(QWidget* parent = nullptr);

    /// Lines stay the same widgets while they change: focus and mouse stay where they are.
    void show(const std::vector<FaultRow>& rows);
    void retranslate();

signals:
    void undoClicked(const partitura::ui::FaultRow& row);

private:
    struct Line {
        QWidget* widget;
        QLabel* icon;
        QLabel* text;
        QLabel* detail;
        QToolButton* undo;
    };
    void addLine();
    void fill(const Line& line, const FaultRow& row);

    std::vector<FaultRow> m_rows;
    std::vector<Line> m_lines;
    QVBoxLayout* m_column;
    QLabel* m_empty;
};

} // namespace partitura::ui
