// The workspace's SQLite file: opening it safely, and the statements on it.
#pragma once

#include "app/workspace/workspace.h"

#include <QHash>
#include <QJsonValue>
#include <QObject>
#include <QSqlDatabase>
#include <QStringList>

namespace partitura::app {

/// Owns the database connection. Owned by Workspace. Thread: the workspace's own, for every call.
class WorkspaceFile : public QObject {
    Q_OBJECT

public:
    struct Contents {
        QHash<QPair<QString, QString>, QJsonValue> settings;
        QHash<QPair<QString, QString>, QString> decoders; ///< by (source, part + '/' + topic)
    };

    explicit WorkspaceFile(QObject* parent = nullptr);
    ~WorkspaceFile() override;

    WorkspaceReport open(const QString& path, Contents* contents);
    /// Undefined or null deletes.
    void writeSetting(const QString& source, const QString& key, const QJsonValue& value);
    /// Empty deletes.
    void writeDecoder(const QString& source, const QString& topic, const QString& part,
                      const QString& decoderId);
    [[nodiscard]] bool lastWriteWorked() const { return m_lastWriteWorked; }
    void close();

signals:
    void writeFailed(const QString& message);

private:
    bool openForUse(const QString& path, QString* reason);
    bool readAll(Contents* contents);
    void workInMemory();
    bool write(const QString& sql, const QStringList& values);

    QString m_connection;
    QSqlDatabase m_database;
    bool m_lastWriteWorked = true;
};

} // namespace partitura::app
