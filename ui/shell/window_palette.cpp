#include "ui/shell/window_palette.h"

#include "ui/palette/command_palette.h"
#include "ui/palette/palette_sources.h"
#include "ui/shell/actions.h"
#include "ui/shell/appearance.h"
#include "ui/shell/language.h"
#include "ui/shell/layout_menu.h"
#include "ui/shell/layouts.h"
#include "ui/shell/main_window.h"
#include "ui/shell/source_bar.h"

#include <QCoreApplication>

namespace partitura::ui {

namespace {

struct PaletteText {
    Q_DECLARE_TR_FUNCTIONS(partitura::ui::PaletteText)
};

std::vector<PaletteEntry> viewEntries(MainWindow& window) {
    std::vector<PaletteEntry> entries;
    for (const View* view : window.views()) {
        const QString key = view->key();
        auto entry = entryOf(QStringLiteral("view/") + key, PaletteText::tr("View"),
                             PaletteText::tr("Go to %1").arg(view->title()), "eye",
                             [&window, key] { window.goTo(key); });
        entry.english = QStringLiteral("go to view %1").arg(key);
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<PaletteEntry> layoutEntries(MainWindow& window) {
    std::vector<PaletteEntry> entries;
    for (const Layouts::Entry& layout : window.layouts().all()) {
        auto entry = entryOf(QStringLiteral("layout/") + layout.key, PaletteText::tr("Layout"), layout.name,
                             "layout", [&window, key = layout.key] { window.layoutMenu().go(key); });
        entry.english = QStringLiteral("layout %1").arg(layout.key);
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<PaletteEntry> lookEntries(MainWindow& window) {
    std::vector<PaletteEntry> entries;
    const auto theme = [&](const char* key, const QString& text, Appearance::Choice choice) {
        auto entry = entryOf(QStringLiteral("theme/") + QLatin1String(key), PaletteText::tr("Theme"), text,
                             "theme", [&window, choice] { window.appearance().choose(choice); });
        entry.english = QStringLiteral("theme %1").arg(QLatin1String(key));
        entries.push_back(std::move(entry));
    };
    theme("light", PaletteText::tr("Light theme"), Appearance::Choice::light);
    theme("dark", PaletteText::tr("Dark theme"), Appearance::Choice::dark);
    for (const Language::Choice& choice : Language::choices()) {
        auto entry =
            entryOf(QStringLiteral("language/") + choice.code, PaletteText::tr("Language"), choice.name,
                    "language", [&window, code = choice.code] { window.chooseLanguage(code); });
        entry.english = QStringLiteral("language %1 %2")
                            .arg(choice.code, choice.code == QLatin1String("en") ? QStringLiteral("English")
                                                                                 : QStringLiteral("Chinese"));
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<PaletteEntry> sourceEntries(MainWindow& window) {
    std::vector<PaletteEntry> entries;
    for (const SourceChoice& choice : window.sourceBar().choices())
        entries.push_back(entryOf(QStringLiteral("source/") + choice.key, PaletteText::tr("Source"),
                                  choice.text(), choice.icon, choice.choose));
    return entries;
}

std::vector<PaletteEntry> targetEntries(MainWindow& window) {
    if (!window.source())
        return {};
    const auto choose = [&window](const char* view, const auto& change) {
        Selection selection = window.selection();
        change(selection);
        window.select(selection);
        window.goTo(QString::fromLatin1(view));
    };
    ClusterTargets targets;
    targets.topic = [choose](const QString& name) {
        choose("topics", [&](Selection& s) { s.setTopic(name); });
    };
    targets.group = [choose](const QString& name) {
        choose("groups", [&](Selection& s) { s.group = name; });
    };
    targets.broker = [choose](BrokerId id) { choose("topology", [&](Selection& s) { s.broker = id; }); };
    return clusterEntries(*window.source()->snapshot(), targets);
}

} // namespace

void fillPalette(CommandPalette& palette, MainWindow& window) {
    palette.addSource([&window] { return actionEntries(window.actions()); });
    for (const auto source : {viewEntries, layoutEntries, lookEntries, sourceEntries, targetEntries})
        palette.addSource([&window, source] { return source(window); });
}

} // namespace partitura::ui
