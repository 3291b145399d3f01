#include "ui/events/event_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <utility>
#include <vector>

namespace partitura::ui {
namespace {

struct EventText {
    Q_DECLARE_TR_FUNCTIONS(partitura::ui::EventText)
};

/// The engine's lines, longer ones before those they contain.
constexpr const char* lines[] = {
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Broker %1 joined the cluster"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Broker %1 stopped"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Broker %1 is the controller"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Broker %1 leads the quorum in epoch %2, after broker %3"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Broker %1 leads the quorum in epoch %2"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Topic %1 created with %2 partitions"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Topic %1 now has %2 partitions"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Topic %1 deleted"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Configs of topic %1 changed: %2"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Configs of broker %1 changed: %2"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Configs of all brokers changed: %1"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Moving %1 from %2 to %3"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Moved %1 from %2 to %3"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "The move of %1 from %2 to %3 was called off"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText",
                      "Broker %1 truncated %2 from %3 to %4, where its log and the leader's part"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Broker %1 is fenced: it may not lead or be in sync"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Broker %1 is unfenced: it may lead and be in sync"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Eligible leader replicas of %1 are now %2"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText",
                      "%1: unclean election of broker %2, which was not in sync; records may be lost"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "%1 is led by its preferred replica again, broker %2"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "%1 is now led by broker %2"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "%1 has no leader"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "In-sync replicas of %1 are now %2"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "generation %1 with %2 members, assigned by %3 at %4"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "generation %1 has no members"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "member %1 joins: %2"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "member %1 joins"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "group leader %1 joins again: %2"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "group leader %1 joins again"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "member %1 changed its protocols"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "member %1 was silent for too long"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "static member %1 came back"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "members left: %1"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "%1 members joined but did not ask for their assignment"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "closed %1: it %2"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "The log directory of broker %1 is offline: %2"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "The log directory of broker %1 is back"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "%1 compacted from %2 to %3 bytes, %4 of %5 records kept"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "%1 is not compacted any more: %2"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Broker %1 crashed"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Broker %1 paused"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Broker %1 resumed"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Broker %1 added"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Broker %1 removed"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Fault set: %1"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "Fault undone: %1"),
    QT_TRANSLATE_NOOP("partitura::ui::EventText", "All faults undone"),
};

/// Lines of older recordings, and what the engine writes in their place now.
constexpr std::pair<const char*, const char*> olderLines[] = {
    {"member %1 joins (none given)", "member %1 joins"},
    {"member %1 joins (%2)", "member %1 joins: %2"},
    {"leader %1 joins again (none given)", "group leader %1 joins again"},
    {"leader %1 joins again (%2)", "group leader %1 joins again: %2"},
};

/// "Topic %1 deleted" as a pattern that captures what stands for %1.
QRegularExpression pattern(const char* line) {
    static const QRegularExpression placeholder(QStringLiteral("%\\d"));
    const QString text = QString::fromLatin1(line);
    QString expression;
    qsizetype end = 0;
    for (auto it = placeholder.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        expression += QRegularExpression::escape(text.sliced(end, match.capturedStart() - end)) +
                      QStringLiteral("(.*)");
        end = match.capturedEnd();
    }
    return QRegularExpression(
        QRegularExpression::anchoredPattern(expression + QRegularExpression::escape(text.sliced(end))));
}

} // namespace

QString eventText(const observe::Event& event) {
    struct Known {
        const char* line;
        QRegularExpression expression;
    };
    static const std::vector<Known> known = [] {
        std::vector<Known> all;
        for (const auto& [older, line] : olderLines)
            all.push_back({line, pattern(older)});
        for (const char* line : lines)
            all.push_back({line, pattern(line)});
        return all;
    }();
    QString detail = QString::fromStdString(event.detail);
    for (const Known& each : known) {
        const auto match = each.expression.match(detail);
        if (!match.hasMatch())
            continue;
        // Replaced in one pass: a topic or member may have "%2" in its name.
        const QString text = EventText::tr(each.line);
        QString out;
        for (qsizetype i = 0; i < text.size(); ++i) {
            const int number =
                text[i] == QLatin1Char('%') && i + 1 < text.size() ? text[i + 1].digitValue() : -1;
            if (number > 0)
                out += match.captured(number), ++i;
            else
                out += text[i];
        }
        if (!text.startsWith(QLatin1Char('%')))
            out[0] = out[0].toUpper(); // the engine begins some in small letters
        return out;
    }
    return detail;
}

} // namespace partitura::ui
