// The half of a Recording that lives on its thread.
#pragma once

#include "app/recording/recording.h"
#include "app/recording/recording_reader.h"
#include "app/recording/retention.h"

namespace partitura::app {

/// Owned by a Recording, which outlives its thread. Thread: the recording's own, for every call.
class RecordingWorker : public QObject {
    Q_OBJECT

public:
    RecordingWorker(Recording& front, RecordingLimits limits);

    /// `fallback`: where to record when `path` cannot be used.
    void open(const QString& path, const QString& fallback, RecordingFile::Use use);
    void record(const std::shared_ptr<const observe::ClusterSnapshot>& snapshot,
                const std::vector<observe::Event>& events);
    void load(RecordedMs at);
    void close() { m_file.close(); }

private:
    void publish();
    void readOverview();

    Recording& m_front;
    RecordingFile m_file;
    RecordingWriter m_writer;
    RecordingReader m_reader;
    Retention m_retention;
    Overview m_overview;
    RecordedMs m_lastPass = 0;
    bool m_writes = true;
};

} // namespace partitura::app
