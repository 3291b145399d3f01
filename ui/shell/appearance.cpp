#include "ui/shell/appearance.h"

#include "ui/shell/layout_store.h"
#include "ui/style/motion.h"
#include "ui/style/theme.h"

#include <QApplication>

namespace partitura::ui {

namespace {

const QString themeKey = QStringLiteral("theme");
const QString projectorKey = QStringLiteral("projector");
const QString motionKey = QStringLiteral("motion");

Appearance::Choice rememberedChoice(const LayoutStore& store) {
    const QByteArray theme = store.load({}, themeKey);
    return theme == "dark"    ? Appearance::Choice::dark
           : theme == "light" ? Appearance::Choice::light
                              : Appearance::Choice::system;
}

bool rememberedProjector(const LayoutStore& store) {
    return store.load({}, projectorKey) == "on";
}

} // namespace

void applyRememberedLook(const LayoutStore& store) {
    const auto choice = rememberedChoice(store);
    const bool dark =
        choice == Appearance::Choice::system ? systemPaletteIsDark() : choice == Appearance::Choice::dark;
    applyTheme(*qApp, dark ? ThemeKind::dark : ThemeKind::light, rememberedProjector(store));
}

Appearance::Appearance(LayoutStore& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_choice(rememberedChoice(store))
    , m_projector(rememberedProjector(store)) {
    if (const QByteArray motion = m_store.load({}, motionKey); !motion.isEmpty())
        m_reducedMotion = motion == "reduced";
    connect(&m_system, &SystemLook::changed, this, &Appearance::apply);
    apply();
}

void Appearance::choose(Choice choice) {
    m_choice = choice;
    const char* words[] = {"system", "light", "dark"};
    m_store.save({}, themeKey, words[static_cast<int>(choice)]);
    apply();
}

void Appearance::setProjector(bool projector) {
    m_projector = projector;
    m_store.save({}, projectorKey, projector ? "on" : "off");
    apply();
}

bool Appearance::isMotionReduced() const {
    return m_reducedMotion.value_or(m_system.isMotionReduced());
}

void Appearance::setMotionReduced(bool reduced) {
    m_reducedMotion = reduced;
    m_store.save({}, motionKey, reduced ? "reduced" : "full");
    apply();
}

void Appearance::apply() {
    const bool dark = m_choice == Choice::system ? m_system.isDark() : m_choice == Choice::dark;
    applyTheme(*qApp, dark ? ThemeKind::dark : ThemeKind::light, m_projector);
    ui::setMotionReduced(isMotionReduced());
    emit changed();
}

} // namespace partitura::ui
