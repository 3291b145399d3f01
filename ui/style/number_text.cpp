#include "ui/style/number_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>
#include <QTimeZone>

#include <array>
#include <cmath>

namespace partitura::ui {

namespace {

constexpr QChar thinSpace(0x202F);

struct NumberText {
    Q_DECLARE_TR_FUNCTIONS(partitura::ui::NumberText)
};

QString grouped(QString digits) {
    const qsizetype first = digits.startsWith(QLatin1Char('-')) ? 1 : 0;
    const qsizetype point = digits.indexOf(QLatin1Char('.'));
    for (qsizetype at = (point < 0 ? digits.size() : point) - 3; at > first; at -= 3)
        digits.insert(at, thinSpace);
    return digits;
}

QString withUnit(const QString& number, const QString& unit) {
    return number + thinSpace + unit;
}

QString scaledBytes(double bytes, const std::array<QString, 6>& units) {
    double value = std::abs(bytes);
    std::size_t unit = 0;
    // 999.5 rounds to 1000, which belongs to the next unit.
    while (value >= 999.5 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    const int decimals = unit == 0 || value >= 99.95 ? 0 : 1;
    QString number = grouped(QString::number(value, 'f', decimals));
    if (bytes < 0 && number.contains(QRegularExpression(QStringLiteral("[1-9]"))))
        number.prepend(QChar(0x2212));
    return withUnit(number, units[unit]);
}

QString smallOrWhole(double value) {
    const bool fraction = std::abs(value) < 9.95 && std::abs(value - std::round(value)) >= 0.05;
    QString number = fraction ? QString::number(std::abs(value), 'f', 1)
                              : grouped(QString::number(std::abs(std::round(value)), 'f', 0));
    if (value <= -0.05)
        number.prepend(QChar(0x2212));
    return number;
}

} // namespace

QString countText(std::int64_t count) {
    return grouped(QString::number(count));
}
QString countText(std::uint64_t count) {
    return grouped(QString::number(count));
}

QString bytesText(double bytes) {
    return scaledBytes(bytes, {"B", "kB", "MB", "GB", "TB", "PB"});
}

QString byteRateText(double bytesPerSecond) {
    return scaledBytes(bytesPerSecond, {"B/s", "kB/s", "MB/s", "GB/s", "TB/s", "PB/s"});
}

QString widestByteRateText() {
    return byteRateText(888.8e3);
}

QString recordsText(double records) {
    //: Unit after a number: records
    return withUnit(smallOrWhole(records), NumberText::tr("rec"));
}

QString recordRateText(double recordsPerSecond) {
    //: Unit after a number: records per second
    return withUnit(smallOrWhole(recordsPerSecond), NumberText::tr("rec/s"));
}

QString percentText(double share) {
    const double percent = share * 100;
    return withUnit(QString::number(percent, 'f', std::abs(percent) < 99.95 ? 1 : 0), QStringLiteral("%"));
}

QString durationText(Duration duration) {
    using namespace std::chrono;
    const double ns = static_cast<double>(duration.count());
    if (ns < 0)
        return QChar(0x2212) + durationText(-duration);
    if (ns == 0)
        return withUnit(QStringLiteral("0"), NumberText::tr("s"));
    if (ns < 1e6)
        return withUnit(QString::number(ns / 1e3, 'f', ns < 99.5e3 ? 1 : 0), NumberText::tr("µs"));
    if (ns < 1e9)
        return withUnit(QString::number(ns / 1e6, 'f', ns < 99.5e6 ? 1 : 0), NumberText::tr("ms"));
    if (ns < 59.5e9)
        return withUnit(ns < 9.95e9 ? smallOrWhole(ns / 1e9) : QString::number(ns / 1e9, 'f', 0),
                        NumberText::tr("s"));
    const auto whole = round<seconds>(duration).count();
    const auto pair = [](std::int64_t a, const QString& unitA, std::int64_t b, const QString& unitB) {
        const QString head = withUnit(countText(a), unitA);
        return b == 0 ? head : head + QLatin1Char(' ') + withUnit(countText(b), unitB);
    };
    if (whole < 3600)
        return pair(whole / 60, NumberText::tr("min"), whole % 60, NumberText::tr("s"));
    if (whole < 86400)
        return pair(whole / 3600, NumberText::tr("h"), whole % 3600 / 60, NumberText::tr("min"));
    return pair(whole / 86400, NumberText::tr("d"), whole % 86400 / 3600, NumberText::tr("h"));
}

QString timestampText(TimestampMs timeMs) {
    if (timeMs == noTimestamp)
        return QStringLiteral("–");
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(timeMs);
    return time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz ")) + time.timeZoneAbbreviation();
}

QString timeOfDayText(TimestampMs timeMs) {
    if (timeMs == noTimestamp)
        return QStringLiteral("–");
    return QDateTime::fromMSecsSinceEpoch(timeMs).toString(QStringLiteral("HH:mm:ss.zzz"));
}

} // namespace partitura::ui
