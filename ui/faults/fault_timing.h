// When a fault begins, how long it lasts, how often it comes.
#pragma once

#include "app/actions/schedule.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QSpinBox;

namespace partitura::ui {

/// Three numbers in seconds, each with a word for none. Thread: the user interface's.
class FaultTiming : public QWidget {
    Q_OBJECT

public:
    explicit FaultTiming(QWidget* parent = nullptr);

    [[nodiscard]] app::Timing timing() const;
    /// It begins at once, stays, and comes once.
    [[nodiscard]] bool isAtOnce() const { return timing() == app::Timing(); }
    /// What nothing takes back cannot last for a while.
    void setCanEnd(bool can);
    void retranslate();
    /// For labels to stand in one column with another form's.
    [[nodiscard]] const QFormLayout& form() const { return *m_form; }

signals:
    void changed();

private:
    void offer();
    void refresh();

    QFormLayout* m_form;
    QSpinBox* m_starts;
    QSpinBox* m_lasts;
    QSpinBox* m_repeats;
    QSpinBox* m_times;
    bool m_canEnd = true;
};

} // namespace partitura::ui
