// Workloads in words.
#pragma once

#include "app/workload/presets.h"
#include "app/workload/value_template.h"
#include "app/workload/workloads.h"

#include <QString>

namespace partitura::ui {

// Thread: the user interface's (all is translated).

QString workloadStateText(app::WorkloadState state);
/// "1 producer", "3 consumers".
QString workloadKindText(const app::WorkloadSpec& spec);
/// "→ orders", "orders → billing".
QString workloadTargetText(const app::WorkloadSpec& spec);
/// What a preset is called.
QString presetName(std::string_view key);
/// What one learns from it, in a sentence or two.
QString presetLesson(std::string_view key);
/// What is wrong with a field and how to mend it.
QString problemText(const app::SpecProblem& problem);
/// The same of a template, with its column.
QString templateErrorText(const app::TemplateError& error);

} // namespace partitura::ui
