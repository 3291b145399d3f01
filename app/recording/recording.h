// A recording as the desktop uses it: written, and read back, on a thread of its own.
#pragma once

#include "app/recording/moment.h"
#include "app/recording/recording_file.h"
#include "app/recording/recording_writer.h"

#include <QFuture>
#include <QObject>
#include <QThread>

#include <atomic>
#include <deque>
#include <memory>

class QTemporaryDir;

namespace partitura::app {

class RecordingWorker;

/// All SQL, packing and unpacking happens on its own thread; what crosses is shared_ptr<const …>. Nothing
/// here waits. Owned by the composition root. Thread: the user interface's.
class Recording : public QObject {
    Q_OBJECT

public:
    explicit Recording(RecordingLimits limits = {}, QObject* parent = nullptr);
    /// Waits until what was recorded is in the file; an unnamed one is removed.
    ~Recording() override;

    /// Opens `path`; an empty one is a file that is gone with this object. A file for recording that cannot
    /// be used is replaced by such a one, and `report` says so. Call once; `opened` follows.
    void open(const QString& path, RecordingFile::Use use);
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    /// How opening went. Only after `opened`.
    [[nodiscard]] const RecordingReport& report() const { return m_report; }
    /// Whether it grows: then its end is now.
    [[nodiscard]] bool isGrowing() const { return m_use == RecordingFile::Use::record; }
    /// The file that is written or read; empty before `opened`.
    [[nodiscard]] QString path() const { return m_path; }

    /// Takes the next second. `events`: those since the last call.
    void record(std::shared_ptr<const observe::ClusterSnapshot> snapshot, std::vector<observe::Event> events);
    /// Never null; the newest that is known.
    [[nodiscard]] std::shared_ptr<const Overview> overview() const { return m_overview; }

    /// Asks for the moment at this time; `loaded` follows, unless another is asked for first.
    void load(RecordedMs at);
    /// Of the moments loaded last, the one nearest to this time; nullptr if there are none.
    [[nodiscard]] std::shared_ptr<const Moment> nearest(RecordedMs at) const;
    /// Finished when all that was recorded before is in the file.
    QFuture<void> flush();

signals:
    void opened();
    void overviewChanged();
    void loaded(const std::shared_ptr<const partitura::app::Moment>& moment);
    /// Writing failed (the disk is full, the file is gone); once, until it works again.
    void writeFailed(const QString& message);

private:
    friend class RecordingWorker;

    QThread m_thread;
    RecordingWorker* m_worker; ///< lives on m_thread
    std::unique_ptr<QTemporaryDir> m_temporary;
    RecordingFile::Use m_use = RecordingFile::Use::record;
    RecordingReport m_report;
    QString m_path;
    bool m_isOpen = false;
    std::shared_ptr<const Overview> m_overview;
    std::deque<std::shared_ptr<const Moment>> m_moments; ///< loaded last, newest first
    std::atomic<RecordedMs> m_wanted = 0;                ///< the worker takes the newest
    std::atomic<bool> m_isAsked = false;                 ///< the worker has a request in its queue
};

} // namespace partitura::app
