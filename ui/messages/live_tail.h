// Follows the end of a topic's partitions.
#pragma once

#include "app/source.h"
#include "ui/messages/record_row.h"

#include <QObject>
#include <QPointer>

#include <map>

namespace partitura::ui {

/// Reads what is appended, from where each partition ended when following began. Never falls behind without
/// bound: a partition further ahead than `mostBehind` is skipped to its newest records, and what was skipped
/// is counted. Thread: the user interface's.
class LiveTail : public QObject {
    Q_OBJECT

public:
    static constexpr std::int64_t mostBehind = 1000;
    static constexpr std::int64_t keptOnSkip = 100;  ///< more than anyone sees before the next skip
    static constexpr std::int64_t shownAtStart = 20; ///< records before the end a partition begins with
    static constexpr int mostReads = 8;

    using QObject::QObject;

    void start(app::Source* source, const QString& topic, std::optional<PartitionIndex> only);
    void stop();
    void setPaused(bool paused) { m_paused = paused; }
    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] bool isPaused() const { return m_paused; }
    /// Records passed over since start.
    [[nodiscard]] std::int64_t skipped() const { return m_skipped; }
    /// Reads what has come in; call once a frame.
    void pump(const observe::TopicSnapshot& topic);

signals:
    void arrived(const std::vector<partitura::ui::RecordRow>& rows);
    void readFailed(const partitura::Error& error);

private:
    struct Position {
        Offset next;
        bool reading = false;
    };

    void read(PartitionIndex partition, Position& position);

    QPointer<app::Source> m_source;
    QString m_topic;
    std::optional<PartitionIndex> m_only;
    std::map<PartitionIndex, Position> m_positions;
    PartitionIndex m_lastServed; ///< reads go round the partitions
    bool m_running = false;
    bool m_paused = false;
    bool m_first = false;
    int m_reads = 0;
    std::int64_t m_skipped = 0;
    std::uint64_t m_generation = 0;
};

} // namespace partitura::ui
