#include "ui/style/settings_portal.h"

#include "ui/style/system_look.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusVariant>
#include <QPointer>
#include <QThread>

namespace partitura::ui {

namespace {

const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
const QString interface = QStringLiteral("org.freedesktop.portal.Settings");

/// Values come wrapped, by `Read` twice.
QVariant unwrapped(QVariant value) {
    while (value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

/// Hears the portal's signal. Owned by the look it tells. Thread: the user interface's.
class PortalListener : public QObject {
    Q_OBJECT

public:
    PortalListener(QDBusConnection bus, SystemLook* look)
        : QObject(look)
        , m_bus(std::move(bus))
        , m_look(look) {
        m_bus.connect(service, path, interface, QStringLiteral("SettingChanged"), this,
                      SLOT(take(QString, QString, QDBusVariant)));
        read(QStringLiteral("org.freedesktop.appearance"), QStringLiteral("color-scheme"));
        read(QStringLiteral("org.freedesktop.appearance"), QStringLiteral("reduced-motion"));
        read(QStringLiteral("org.gnome.desktop.interface"), QStringLiteral("enable-animations"));
    }

private slots:
    void take(const QString& space, const QString& key, const QDBusVariant& value) {
        m_look->takeSetting(space, key, unwrapped(value.variant()));
    }

private:
    void read(const QString& space, const QString& key) {
        auto call = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
        call << space << key;
        auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, space, key] {
            watcher->deleteLater();
            const QDBusMessage reply = watcher->reply();
            if (reply.type() == QDBusMessage::ReplyMessage && !reply.arguments().isEmpty())
                m_look->takeSetting(space, key, unwrapped(reply.arguments().constFirst()));
        });
    }

    QDBusConnection m_bus;
    SystemLook* m_look;
};

} // namespace

void watchSettingsPortal(SystemLook* look) {
    // Without an address the library would start a bus of its own.
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return;
    // Connecting waits for the bus, so it happens elsewhere.
    auto* thread = QThread::create([alive = QPointer<SystemLook>(look)] {
        const auto bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("look"));
        if (!bus.isConnected())
            return;
        QMetaObject::invokeMethod(
            qApp,
            [alive, bus] {
                if (alive)
                    new PortalListener(bus, alive);
            },
            Qt::QueuedConnection);
    });
    QObject::connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

} // namespace partitura::ui

#include "settings_portal.moc"
