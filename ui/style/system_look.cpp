#include "ui/style/system_look.h"

#include "ui/style/theme.h"

#ifdef PARTITURA_HAS_DBUS
#include "ui/style/settings_portal.h"
#endif

namespace partitura::ui {

SystemLook::SystemLook(QObject* parent)
    : QObject(parent) {
#ifdef PARTITURA_HAS_DBUS
    watchSettingsPortal(this);
#endif
}

bool SystemLook::isDark() const {
    return m_dark.value_or(systemPaletteIsDark());
}

// Namespaces, keys and values: the documentation of org.freedesktop.portal.Settings.
void SystemLook::takeSetting(const QString& space, const QString& key, const QVariant& value) {
    const bool wasDark = isDark();
    const bool wasReduced = isMotionReduced();
    if (space == QLatin1String("org.freedesktop.appearance") && key == QLatin1String("color-scheme")) {
        constexpr uint prefersDark = 1, prefersLight = 2;
        const uint scheme = value.toUInt();
        m_dark.reset();
        if (scheme == prefersDark || scheme == prefersLight)
            m_dark = scheme == prefersDark;
    } else if (space == QLatin1String("org.freedesktop.appearance") &&
               key == QLatin1String("reduced-motion")) {
        m_reducedMotion = value.toUInt() == 1;
    } else if (space == QLatin1String("org.gnome.desktop.interface") &&
               key == QLatin1String("enable-animations")) {
        m_animationsOff = !value.toBool();
    }
    if (isDark() != wasDark || isMotionReduced() != wasReduced)
        emit changed();
}

} // namespace partitura::ui
