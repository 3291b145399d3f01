// What the desktop around the window prefers: dark or light, moving or still.
#pragma once

#include <QObject>
#include <QVariant>

#include <optional>

namespace partitura::ui {

/// Asks the desktop's settings portal (org.freedesktop.portal.Settings) over D-Bus, on a thread of its own
/// until it is connected, and hears of changes afterwards. Without D-Bus or a portal the palette the
/// application started with says whether the desktop is dark, and motion is welcome. Thread: the user
/// interface's.
class SystemLook : public QObject {
    Q_OBJECT

public:
    explicit SystemLook(QObject* parent = nullptr);

    [[nodiscard]] bool isDark() const;
    [[nodiscard]] bool isMotionReduced() const { return m_reducedMotion.value_or(m_animationsOff); }

public slots:
    /// A setting of the portal, by its namespace and key, as it is now. Unknown ones are ignored.
    void takeSetting(const QString& space, const QString& key, const QVariant& value);

signals:
    void changed();

private:
    std::optional<bool> m_dark; ///< nullopt: the portal has no preference, or there is none
    std::optional<bool> m_reducedMotion;
    bool m_animationsOff = false; ///< GNOME's older switch
};

} // namespace partitura::ui
