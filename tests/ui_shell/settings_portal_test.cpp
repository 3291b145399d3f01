// The desktop's settings portal, played by this test on a bus of its own.
#include <QTest>

#include "ui/style/system_look.h"

#include <QDBusConnection>
#include <QDBusVariant>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>

using namespace partitura::ui;

namespace {

const QString appearance = QStringLiteral("org.freedesktop.appearance");

/// What a portal does as far as the look asks.
class FakePortal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint scheme = 1;

    void change(uint to) {
        scheme = to;
        emit SettingChanged(appearance, QStringLiteral("color-scheme"), QDBusVariant(to));
    }

public slots:
    /// `Read` wraps the value twice, as the real one does.
    QDBusVariant Read(const QString& space, const QString& key) {
        const bool known = space == appearance && key == QLatin1String("color-scheme");
        const uint value = known ? scheme : 0;
        return QDBusVariant(QVariant::fromValue(QDBusVariant(value)));
    }

signals:
    void SettingChanged(const QString& space, const QString& key, const QDBusVariant& value);
};

} // namespace

class SettingsPortalTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        const QString daemon = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        if (daemon.isEmpty())
            QSKIP("there is no dbus-daemon");
        m_bus.start(daemon, {QStringLiteral("--session"), QStringLiteral("--nofork"),
                             QStringLiteral("--print-address")});
        QVERIFY(m_bus.waitForStarted());
        QVERIFY(m_bus.waitForReadyRead(20000));
        m_address = m_bus.readLine().trimmed();
        QVERIFY(!m_address.isEmpty());
    }

    void cleanupTestCase() {
        if (m_bus.state() == QProcess::NotRunning)
            return;
        m_bus.terminate();
        m_bus.waitForFinished();
    }

    void withoutABusThePaletteDecides() {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        SystemLook look;
        QCoreApplication::processEvents();
        QVERIFY(!look.isDark());
        QVERIFY(!look.isMotionReduced());
    }

    void withABusButNoPortalNothingChanges() {
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_address);
        SystemLook look;
        QSignalSpy changed(&look, &SystemLook::changed);
        QTest::qWait(100);
        QCOMPARE(changed.count(), 0);
    }

    void thePortalIsAskedAndHeard() {
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_address);
        auto bus = QDBusConnection::connectToBus(QString::fromLatin1(m_address), QStringLiteral("portal"));
        QVERIFY(bus.isConnected());
        FakePortal portal;
        QVERIFY(bus.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &portal,
                                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
        SystemLook look;
        QTRY_VERIFY(look.isDark());
        portal.change(2);
        QTRY_VERIFY(!look.isDark());
        portal.change(1);
        QTRY_VERIFY(look.isDark());
    }

    void aLookMayEndBeforeItIsConnected() {
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_address);
        for (int i = 0; i < 10; ++i)
            SystemLook look;
        QTest::qWait(100);
    }

private:
    QProcess m_bus;
    QByteArray m_address;
};

QTEST_MAIN(SettingsPortalTest)
#include "settings_portal_test.moc"
