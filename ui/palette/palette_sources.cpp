#include "ui/palette/palette_sources.h"

#include "ui/shell/actions.h"
#include "ui/style/icons.h"

#include <QAction>
#include <QCoreApplication>

namespace partitura::ui {

namespace {

struct PaletteText {
    Q_DECLARE_TR_FUNCTIONS(partitura::ui::PaletteText)
};

} // namespace

std::vector<PaletteEntry> actionEntries(const Actions& actions) {
    std::vector<PaletteEntry> entries;
    for (QAction* action : actions.all()) {
        PaletteEntry entry;
        entry.id = action->objectName();
        entry.text = action->iconText();
        // The key is English too, and names what some texts do not: "produce-record".
        const QString key = entry.id.mid(entry.id.indexOf(QLatin1Char('-')) + 1);
        const QString english = action->property("english").toString();
        entry.english = english == entry.text ? key : QStringLiteral("%1 (%2)").arg(english, key);
        entry.kind = actions.menuText(action);
        entry.keys = action->shortcut().toString(QKeySequence::NativeText);
        entry.icon = action->icon();
        if (!action->isEnabled())
            entry.problem = action->property("problem").toString();
        if (!action->isEnabled() && entry.problem.isEmpty())
            entry.problem = PaletteText::tr("not now");
        entry.run = [action] { action->trigger(); };
        entries.push_back(std::move(entry));
    }
    return entries;
}

PaletteEntry entryOf(const QString& id, const QString& kind, const QString& text, const char* iconName,
                     std::function<void()> run) {
    PaletteEntry entry;
    entry.id = id;
    entry.kind = kind;
    entry.text = text;
    entry.icon = icon(QString::fromLatin1(iconName));
    entry.run = std::move(run);
    return entry;
}

std::vector<PaletteEntry> clusterEntries(const observe::ClusterSnapshot& snapshot,
                                         const ClusterTargets& targets) {
    std::vector<PaletteEntry> entries;
    for (const auto& topic : snapshot.topics) {
        const QString name = QString::fromStdString(topic->name);
        auto entry = entryOf(QStringLiteral("topic/") + name, PaletteText::tr("Topic"), name, "topics",
                             [show = targets.topic, name] { show(name); });
        entry.english = QStringLiteral("topic %1").arg(name);
        entries.push_back(std::move(entry));
    }
    for (const auto& group : snapshot.groups) {
        const QString name = QString::fromStdString(group->id);
        auto entry = entryOf(QStringLiteral("group/") + name, PaletteText::tr("Group"), name, "groups",
                             [show = targets.group, name] { show(name); });
        entry.english = QStringLiteral("group %1").arg(name);
        entries.push_back(std::move(entry));
    }
    for (const auto& broker : snapshot.brokers) {
        const int id = broker.id.value();
        auto entry =
            entryOf(QStringLiteral("broker/%1").arg(id),
                    QStringLiteral("%1:%2").arg(QString::fromStdString(broker.host)).arg(broker.port),
                    PaletteText::tr("Broker %1").arg(id), "broker",
                    [show = targets.broker, at = broker.id] { show(at); });
        entry.english = QStringLiteral("broker %1").arg(id);
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace partitura::ui
