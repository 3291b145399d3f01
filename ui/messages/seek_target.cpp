#include "ui/messages/seek_target.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>

namespace partitura::ui {
namespace {

struct SeekText {
    Q_DECLARE_TR_FUNCTIONS(SeekText)
};

/// Milliseconds of "1h30m"; nullopt if it is not a span.
std::optional<std::int64_t> spanMs(const QString& text) {
    static const QRegularExpression whole(QStringLiteral("^(?:\\d{1,9}(?:ms|s|m|h|d|w))+$"));
    static const QRegularExpression part(QStringLiteral("(\\d+)(ms|s|m|h|d|w)"));
    if (!whole.match(text).hasMatch())
        return std::nullopt;
    std::int64_t total = 0;
    auto parts = part.globalMatch(text);
    while (parts.hasNext()) {
        const auto match = parts.next();
        const QString unit = match.captured(2);
        const std::int64_t scale = unit == QLatin1String("ms")  ? 1
                                   : unit == QLatin1String("s") ? 1000
                                   : unit == QLatin1String("m") ? 60'000
                                   : unit == QLatin1String("h") ? 3'600'000
                                   : unit == QLatin1String("d") ? 86'400'000
                                                                : 604'800'000;
        total += match.captured(1).toLongLong() * scale;
    }
    return total;
}

} // namespace

std::variant<SeekTarget, QString> parseSeek(const QString& typed, TimestampMs nowMs, const QTimeZone& zone) {
    QString text = typed.trimmed().toLower();
    if (text.isEmpty())
        return QString();
    SeekTarget target;
    static const QRegularExpression partition(QStringLiteral("^p(\\d+)\\s*@\\s*(.*)$"));
    if (const auto match = partition.match(text); match.hasMatch()) {
        bool good = false;
        const int index = match.captured(1).toInt(&good);
        if (!good)
            return SeekText::tr("The partition's number is too large.");
        target.partition = PartitionIndex(index);
        text = match.captured(2);
        if (text.isEmpty())
            return SeekText::tr("Say where in the partition: p%1@1204, p%1@latest.").arg(index);
    } else if (text.contains(QLatin1Char('@'))) {
        return SeekText::tr("Write the partition as p3@1204.");
    }

    if (text == QLatin1String("earliest")) {
        target.place = SeekEarliest{};
        return target;
    }
    if (text == QLatin1String("latest")) {
        target.place = SeekLatest{};
        return target;
    }
    QString digits = text;
    static const QRegularExpression space(QStringLiteral("[\\s\\x{202f}\\x{2009}]"));
    digits.remove(space);
    static const QRegularExpression number(QStringLiteral("^\\d+$"));
    if (number.match(digits).hasMatch()) {
        bool good = false;
        const qlonglong offset = digits.toLongLong(&good);
        if (!good)
            return SeekText::tr("An offset is at most 9223372036854775807.");
        target.place = SeekOffset{Offset(offset)};
        return target;
    }
    if (digits.startsWith(QLatin1Char('-'))) {
        if (const auto span = spanMs(digits.mid(1))) {
            target.place = SeekTime{nowMs - *span};
            return target;
        }
        return SeekText::tr("Write time back from now as -1h, -30m, -45s, -2d or -1h30m.");
    }
    static const QRegularExpression date(QStringLiteral("^\\d{4}-\\d{2}-\\d{2}(?:[t ].*)?$"));
    if (date.match(text).hasMatch()) {
        QString iso = text.toUpper();
        iso.replace(QLatin1Char(' '), QLatin1Char('T'));
        QDateTime time = QDateTime::fromString(iso, Qt::ISODateWithMs);
        if (!time.isValid())
            return SeekText::tr("There is no such time; write it as 2026-11-22T10:00.");
        if (time.timeSpec() == Qt::LocalTime)
            time = QDateTime(time.date(), time.time(), zone);
        target.place = SeekTime{time.toMSecsSinceEpoch()};
        return target;
    }
    return SeekText::tr(
        "Write an offset (1204, p3@1204), a time (2026-11-22T10:00, -1h), earliest or latest.");
}

} // namespace partitura::ui
