// The workspace: what the desktop remembers from run to run, in one SQLite file.
#pragma once

#include <QFuture>
#include <QHash>
#include <QJsonValue>
#include <QObject>
#include <QString>
#include <QThread>

#include <optional>

namespace partitura::app {

class WorkspaceFile;

/// What happened when the workspace was opened.
struct WorkspaceReport {
    enum class Outcome {
        created,      ///< there was no file
        opened,       ///< all is as it was left
        migrated,     ///< the file was of an older version and was brought up
        damaged,      ///< the file was set aside and a new one made
        newerVersion, ///< the file is of a newer version: untouched; nothing is kept in this run
        unavailable,  ///< the file cannot be opened or written: nothing is kept in this run
    };
    Outcome outcome = Outcome::created;
    QString message;  ///< for the user: what happened and what to do; empty when there is nothing to tell
    QString setAside; ///< where a damaged file went

    /// False when this run works on a copy in memory that is lost at its end.
    [[nodiscard]] bool isKept() const {
        return outcome != Outcome::newerVersion && outcome != Outcome::unavailable;
    }
};

/// Remembers JSON values by (source, key), and decoder choices by topic.
///
/// All SQL runs on a thread of its own. Everything is read once, at open, into memory; reading is a look-up
/// there, writing changes it at once and the file a little later. Two programs may share the file: the last
/// write of a key wins, and each sees the other's at its next start.
/// Owned by the composition root. Thread: the user interface's.
class Workspace : public QObject {
    Q_OBJECT

public:
    explicit Workspace(QObject* parent = nullptr);
    /// Waits until what was set is in the file.
    ~Workspace() override;

    /// Opens `path`, making the file and its folder where needed. Call once. What the file holds can be read
    /// after `opened`, which follows the future's end on the next turn of the event loop. Values set before
    /// win over those in the file.
    QFuture<WorkspaceReport> open(const QString& path);
    [[nodiscard]] bool isOpen() const { return m_report.has_value(); }
    /// How opening went. Only after `opened`.
    [[nodiscard]] const WorkspaceReport& report() const { return *m_report; }

    /// The value remembered; undefined if there is none. `source` is Source::workspaceKey(), or empty for
    /// what belongs to no source.
    [[nodiscard]] QJsonValue value(const QString& source, const QString& key) const;
    /// Remembers a value; undefined or null forgets it.
    void setValue(const QString& source, const QString& key, const QJsonValue& value);

    /// Which part of a record a decoder choice is for.
    enum class Part { key, value };
    /// Id of the decoder chosen for a topic's keys or values; empty if none was.
    [[nodiscard]] QString decoder(const QString& source, const QString& topic, Part part) const;
    /// Empty forgets the choice.
    void setDecoder(const QString& source, const QString& topic, Part part, const QString& decoderId);

    /// Finished when all that was set before is in the file; false if the last write failed.
    QFuture<bool> flush();

signals:
    void opened();
    /// A write failed (the disk is full, the file is gone); once, until writing works again.
    void writeFailed(const QString& message);

private:
    using Key = QPair<QString, QString>;

    QThread m_thread;
    WorkspaceFile* m_file; ///< lives on m_thread
    QHash<Key, QJsonValue> m_settings;
    QHash<Key, QString> m_decoders; ///< by (source, part + '/' + topic)
    std::optional<WorkspaceReport> m_report;
};

} // namespace partitura::app
