#include "ui/jobs/job_text.h"

#include "ui/style/number_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace partitura::ui {

namespace {

struct JobText {
    Q_DECLARE_TR_FUNCTIONS(partitura::ui::JobText)
};

QString amount(const app::Job& job, std::int64_t number) {
    switch (job.unit) {
    case app::Job::Unit::records:
        return JobText::tr("%1 records", nullptr, static_cast<int>(std::min<std::int64_t>(number, 1 << 30)))
            .arg(countText(number));
    case app::Job::Unit::bytes:
        return bytesText(static_cast<double>(number));
    case app::Job::Unit::steps:
        return JobText::tr("%1 steps", nullptr, static_cast<int>(std::min<std::int64_t>(number, 1 << 30)))
            .arg(countText(number));
    }
    return {};
}

QString speed(const app::Job& job) {
    switch (job.unit) {
    case app::Job::Unit::records:
        return recordRateText(job.perSecond);
    case app::Job::Unit::bytes:
        return byteRateText(job.perSecond);
    case app::Job::Unit::steps:
        break;
    }
    return {};
}

} // namespace

QString jobStatusText(const app::Job& job) {
    const bool partly = job.total > 0 && job.done != job.total;
    const QString done = job.unit == app::Job::Unit::bytes ? amount(job, job.done) : countText(job.done);
    const QString sofar =
        partly ? JobText::tr("%1 of %2").arg(done, amount(job, job.total)) : amount(job, job.done);
    switch (job.end) {
    case app::JobProgress::End::complete:
        return JobText::tr("Complete: %1").arg(sofar);
    case app::JobProgress::End::incomplete:
        return job.why.isEmpty() ? JobText::tr("Incomplete, cancelled: %1").arg(sofar)
                                 : JobText::tr("Incomplete: %1. %2").arg(sofar, job.why);
    case app::JobProgress::End::none:
        break;
    }
    if (job.cancelled)
        return JobText::tr("Stopping: %1").arg(sofar);
    const QString rate = speed(job);
    return rate.isEmpty() ? sofar : QStringLiteral("%1 \u00b7 %2").arg(sofar, rate);
}

} // namespace partitura::ui
