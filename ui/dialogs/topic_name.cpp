#include "ui/dialogs/topic_name.h"

#include <QCoreApplication>

namespace partitura::ui {
namespace {

struct TopicNameText {
    Q_DECLARE_TR_FUNCTIONS(TopicNameText)
};

bool isLegal(QChar c) {
    const char16_t u = c.unicode();
    return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') || u == '.' ||
           u == '_' || u == '-';
}

} // namespace

QString topicNameProblem(const QString& name) {
    constexpr int longest = 249; // a partition's directory adds "-2147483647" and must stay below 255 bytes
    if (name.isEmpty())
        return TopicNameText::tr("Enter a name.");
    if (name == QLatin1String(".") || name == QLatin1String(".."))
        return TopicNameText::tr("A name cannot be \".\" or \"..\".");
    for (const QChar c : name) {
        if (!isLegal(c))
            return TopicNameText::tr(
                       "\"%1\" is not allowed: use letters a\u2013z, digits, \".\", \"_\" and \"-\".")
                .arg(c);
    }
    if (name.size() > longest)
        return TopicNameText::tr("%1 characters; Kafka allows %2.").arg(name.size()).arg(longest);
    return {};
}

bool topicNamesCollide(const QString& a, const QString& b) {
    auto unified = [](QString name) { return name.replace(QLatin1Char('.'), QLatin1Char('_')); };
    return unified(a) == unified(b);
}

} // namespace partitura::ui
