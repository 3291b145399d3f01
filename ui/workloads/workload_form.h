// What the forms of producers and consumers have in common, for the editor.
#pragma once

#include "app/workload/workload_spec.h"

#include <QTabWidget>

namespace partitura::ui {

/// The work of a spec as pages of fields. Thread: the user interface's.
class WorkloadForm : public QTabWidget {
    Q_OBJECT

public:
    using QTabWidget::QTabWidget;

    /// Puts what the fields say into the spec.
    virtual void fill(app::WorkloadSpec& spec) const = 0;

signals:
    /// Some field was edited.
    void edited();
};

/// `topics` are offered where a topic is asked for.
WorkloadForm* makeProducerForm(const app::ProducerSpec& spec, const QStringList& topics);
WorkloadForm* makeConsumerForm(const app::ConsumerSpec& spec, const QStringList& topics);

} // namespace partitura::ui
