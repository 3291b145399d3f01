// One workload in figures, and the one knob that acts while it runs.
#pragma once

#include "app/workload/workloads.h"

#include <QWidget>

#include <optional>
#include <vector>

class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QSlider;

namespace partitura::ui {

class ErrorNote;

/// Shows a workload; its knob is a producer's rate, or a consumer's time a record. Thread: the user
/// interface's.
class WorkloadDetail : public QWidget {
    Q_OBJECT

public:
    explicit WorkloadDetail(QWidget* parent = nullptr);

    /// nullptr: nothing is shown.
    void show(const app::WorkloadStatus* workload);
    void retranslate();

signals:
    /// The knob was turned: the spec with what it says now.
    void changed(partitura::app::WorkloadId id, const partitura::app::WorkloadSpec& spec);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Fact {
        QLabel* name;
        QLabel* value;
    };

    void addFact(const char* objectName);
    void placeFacts();
    /// What the user holds is left as it is, unless it was of another workload.
    void showKnob(bool another);
    void knobTurned(double value);
    void setFact(std::size_t index, const QString& name, const QString& value, const QString& meaning,
                 bool striking);

    std::optional<app::WorkloadStatus> m_workload;
    QLabel* m_title;
    QLabel* m_hint;
    QLabel* m_knobName;
    QSlider* m_slider;
    QDoubleSpinBox* m_knob;
    ErrorNote* m_error;
    QGridLayout* m_grid;
    std::vector<Fact> m_facts;
    int m_columns = 0;
};

} // namespace partitura::ui
