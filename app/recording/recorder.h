// Puts a source into a recording, a second at a time.
#pragma once

#include "app/recording/recording.h"
#include "app/source.h"

#include <QTimer>

namespace partitura::app {

/// Once a second hands over the source's newest snapshot and its new events: two pointers and a short list.
/// Both outlive it. Thread: the user interface's.
class Recorder : public QObject {
    Q_OBJECT

public:
    Recorder(Source& source, Recording& recording, QObject* parent = nullptr);
    /// The next second, now.
    void step();

private:
    Source& m_source;
    Recording& m_recording;
    std::uint64_t m_lastEvent = 0;
    QTimer m_timer;
};

} // namespace partitura::app
