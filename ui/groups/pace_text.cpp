#include "ui/groups/pace_text.h"

#include "ui/style/number_text.h"

#include <QCoreApplication>

#include <limits>

namespace partitura::ui {

namespace {
struct PaceText {
    Q_DECLARE_TR_FUNCTIONS(partitura::ui::PaceText)
};

constexpr double keptPace = 0.95; ///< of what is produced, as rates waver

} // namespace

QString behindText(const app::Pace& pace) {
    if (!pace.behind)
        return QStringLiteral("\u2013");
    const QString time = durationText(*pace.behind);
    return pace.behindAtLeast ? PaceText::tr("over %1").arg(time) : time;
}

QString drainText(const app::Pace& pace) {
    if (!pace.behind)
        return QStringLiteral("\u2013");
    if (pace.toDrain)
        return durationText(*pace.toDrain);
    // What is always a little behind, as between two commits, is no trouble.
    const bool keepsPace = pace.consumedRecords >= keptPace * pace.producedRecords;
    return keepsPace ? PaceText::tr("keeps pace") : PaceText::tr("never");
}

QString paceTip(const app::Pace& pace) {
    return PaceText::tr("Consumed %1, produced %2")
        .arg(recordRateText(pace.consumedRecords), recordRateText(pace.producedRecords));
}

double behindSortValue(const app::Pace& pace) {
    return pace.behind ? std::chrono::duration<double>(*pace.behind).count() : -1;
}

double drainSortValue(const app::Pace& pace) {
    if (!pace.behind)
        return -1;
    return pace.toDrain ? std::chrono::duration<double>(*pace.toDrain).count()
                        : std::numeric_limits<double>::max();
}

} // namespace partitura::ui
