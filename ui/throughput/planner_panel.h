// The planner: a load one thinks about, what it asks of each broker, and which limit is hit first.
#pragma once

#include "app/metrics/capacity_plan.h"
#include "app/metrics/throughput_model.h"
#include "ui/view.h"

#include <QVariantMap>
#include <QWidget>

#include <vector>

class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace partitura::ui {

class LimitBars;

/// Thread: the user interface's.
class PlannerPanel : public QWidget {
    Q_OBJECT

public:
    explicit PlannerPanel(QWidget* parent = nullptr);

    /// Fills in N, R, D, brokers and groups as they are in this frame for the question's topics.
    void takeFrom(const Frame& frame, const app::ThroughputQuestion& question);
    [[nodiscard]] app::CapacityDemand demand() const;
    [[nodiscard]] app::BrokerLimits limits() const;
    void retranslate();
    [[nodiscard]] QVariantMap saveState() const;
    void restoreState(const QVariantMap& state);

signals:
    /// The user wants takeFrom().
    void takeFromLiveRequested();

private:
    struct Result {
        QLabel* caption;
        QLabel* value;
    };
    /// Input fields with their captions, in the order of the form.
    struct Field {
        QLabel* caption;
        QDoubleSpinBox* box;
    };
    enum FieldIndex : std::size_t {
        partitions,
        replicas,
        perPartition,
        brokers,
        retention,
        groups,
        diskWrite,
        network,
        diskSize,
        fieldCount
    };

    [[nodiscard]] double value(FieldIndex field) const;
    void refresh();

    std::vector<Field> m_fields;
    std::vector<Result> m_results;
    QLabel* m_verdict;
    LimitBars* m_bars;
    QPushButton* m_take;
};

} // namespace partitura::ui
