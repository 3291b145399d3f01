#include "app/workspace/workspace.h"

#include "app/workspace/workspace_file.h"

#include <QPromise>

namespace partitura::app {
namespace {

QString partName(Workspace::Part part) {
    return part == Workspace::Part::key ? QStringLiteral("key") : QStringLiteral("value");
}

} // namespace

Workspace::Workspace(QObject* parent)
    : QObject(parent)
    , m_file(new WorkspaceFile) {
    m_thread.setObjectName(QStringLiteral("workspace"));
    m_file->moveToThread(&m_thread);
    connect(m_file, &WorkspaceFile::writeFailed, this, &Workspace::writeFailed);
    m_thread.start(QThread::LowPriority);
}

Workspace::~Workspace() {
    // Queued behind every write still on its way. The connection is closed by the thread that owns it, and
    // the file object deleted as that thread ends.
    QMetaObject::invokeMethod(
        m_file,
        [file = m_file, thread = &m_thread] {
            file->close();
            file->deleteLater();
            thread->quit();
        },
        Qt::QueuedConnection);
    m_thread.wait();
}

QFuture<WorkspaceReport> Workspace::open(const QString& path) {
    auto promise = std::make_shared<QPromise<WorkspaceReport>>();
    auto future = promise->future();
    promise->start();
    QMetaObject::invokeMethod(
        m_file,
        [this, file = m_file, path, promise] {
            WorkspaceFile::Contents contents;
            const WorkspaceReport report = file->open(path, &contents);
            promise->addResult(report);
            promise->finish();
            QMetaObject::invokeMethod(
                this,
                [this, report, contents = std::move(contents)] {
                    for (auto it = contents.settings.begin(); it != contents.settings.end(); ++it) {
                        if (!m_settings.contains(it.key()))
                            m_settings.insert(it.key(), it.value());
                    }
                    for (auto it = contents.decoders.begin(); it != contents.decoders.end(); ++it) {
                        if (!m_decoders.contains(it.key()))
                            m_decoders.insert(it.key(), it.value());
                    }
                    m_report = report;
                    emit opened();
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
    return future;
}

QJsonValue Workspace::value(const QString& source, const QString& key) const {
    const QJsonValue value = m_settings.value({source, key}, QJsonValue(QJsonValue::Undefined));
    return value.isNull() ? QJsonValue(QJsonValue::Undefined) : value;
}

void Workspace::setValue(const QString& source, const QString& key, const QJsonValue& value) {
    // A forgotten value stays in memory as null, so that a late read of the file does not bring it back.
    const QJsonValue kept = value.isUndefined() ? QJsonValue() : value;
    const auto it = m_settings.constFind({source, key});
    if (it != m_settings.constEnd() && *it == kept)
        return;
    m_settings.insert({source, key}, kept);
    QMetaObject::invokeMethod(
        m_file, [file = m_file, source, key, kept] { file->writeSetting(source, key, kept); },
        Qt::QueuedConnection);
}

QString Workspace::decoder(const QString& source, const QString& topic, Part part) const {
    return m_decoders.value({source, partName(part) + QLatin1Char('/') + topic});
}

void Workspace::setDecoder(const QString& source, const QString& topic, Part part, const QString& decoderId) {
    const Key key{source, partName(part) + QLatin1Char('/') + topic};
    const auto it = m_decoders.constFind(key);
    if (it != m_decoders.constEnd() && *it == decoderId)
        return;
    m_decoders.insert(key, decoderId);
    QMetaObject::invokeMethod(
        m_file,
        [file = m_file, source, topic, name = partName(part), decoderId] {
            file->writeDecoder(source, topic, name, decoderId);
        },
        Qt::QueuedConnection);
}

QFuture<bool> Workspace::flush() {
    auto promise = std::make_shared<QPromise<bool>>();
    auto future = promise->future();
    promise->start();
    QMetaObject::invokeMethod(
        m_file,
        [file = m_file, promise] {
            promise->addResult(file->lastWriteWorked());
            promise->finish();
        },
        Qt::QueuedConnection);
    return future;
}

} // namespace partitura::app
