// What is said of a job.
#pragma once

#include "app/jobs/job_list.h"

#include <QString>

namespace partitura::ui {

/// "12 400 of 50 000 records · 3 200 rec/s", "complete: 50 000 records", "incomplete, cancelled: 12 400 of
/// …". Thread: the user interface's.
QString jobStatusText(const app::Job& job);

} // namespace partitura::ui
