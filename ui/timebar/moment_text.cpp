#include "ui/timebar/moment_text.h"

#include <QCoreApplication>
#include <QDateTime>

namespace partitura::ui {

QString asOfText(TimestampMs wallMs) {
    if (wallMs == noTimestamp)
        return QStringLiteral("–");
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(wallMs);
    const bool today = time.date() == QDate::currentDate();
    const QString text =
        time.toString(today ? QStringLiteral("HH:mm:ss") : QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    return QCoreApplication::translate("partitura::ui::TimeBar", "as of %1")
        .arg(text + QLatin1Char(' ') + time.timeZoneAbbreviation());
}

} // namespace partitura::ui
