// Reads what the score needs and does not have, piece by piece.
#pragma once

#include "ui/score/score_picture.h"
#include "ui/score/visible_offsets.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>
#include <map>
#include <optional>
#include <variant>

namespace partitura::ui {

/// One thing to read of a partition.
struct ReadNotes {
    OffsetRange offsets; ///< of one block
};
struct ReadBatches {
    OffsetRange offsets; ///< of one block
};
struct ReadSample {
    Offset offset;
};
struct FindEdge {
    TimestampMs timeMs;
};
using ScoreWish = std::variant<ReadNotes, ReadBatches, ReadSample, FindEdge>;

/// What to read next for a partition to be drawn as the axis shows it; nullopt when nothing is missing.
/// Thread: the cache's.
[[nodiscard]] std::optional<ScoreWish> nextWish(const observe::PartitionSnapshot& partition,
                                                const ScoreAxis& axis, const ScoreCache& cache,
                                                TimestampMs nowMs);

/// Fills a cache from a source: one request at a time for a partition, few in all, answers that come too late
/// dropped, errors tried again after a while. Records are made into notes on a worker thread.
/// Thread: the user interface's; nothing waits.
class ScoreReader : public QObject {
    Q_OBJECT

public:
    static constexpr int requestsMax = 8;
    static constexpr qint64 retryMs = 1000;

    /// `cache` outlives it.
    explicit ScoreReader(ScoreCache& cache, QObject* parent = nullptr);

    /// From now on reads are of this source and topic; the cache is emptied.
    void show(app::Source* source, const std::string& topic);
    [[nodiscard]] app::Source* source() const { return m_source; }
    /// Asks for what is missing of these partitions.
    void read(const observe::TopicSnapshot& topic, const std::vector<PartitionIndex>& partitions,
              const ScoreAxis& axis, const std::map<PartitionIndex, ScoreOrigin>& origins, TimestampMs nowMs);
    /// Asks when a record was written, wherever it is.
    void locate(PartitionIndex partition, Offset offset);
    /// Whether anything is being read.
    [[nodiscard]] bool isReading() const { return m_requests > 0; }
    /// Why the last read of a partition failed.
    [[nodiscard]] const std::map<PartitionIndex, QString>& errors() const { return m_errors; }

signals:
    /// The cache holds more, or errors changed.
    void changed();

private:
    struct State {
        bool isReading = false;
        std::optional<qint64> notBefore; ///< of m_time: after an error, or an answer that held nothing new
        /// What the partition was like; what is held of it is out of date if it is now otherwise.
        BrokerId leader;
        LeaderEpoch epoch;
        std::uint64_t sizeBytes = 0;
        Offset logEnd;
        std::shared_ptr<const std::vector<Offset>> segments;
        Offset highWatermark;
        std::uint64_t generation = 0; ///< counts forgetting
    };
    /// Notes what has changed in the partition since the last look; forgets what that puts out of date.
    void notice(const observe::PartitionSnapshot& partition, State& state);
    void ask(PartitionIndex partition, const ReadNotes& wish);
    void ask(PartitionIndex partition, const ReadBatches& wish);
    void ask(PartitionIndex partition, const ReadSample& wish);
    void ask(PartitionIndex partition, const FindEdge& wish);
    /// A callback for the source that hands the answer to `take`, which says whether it brought anything, if
    /// it is still wanted then.
    template <typename T, typename Take>
    std::function<void(Result<T>)> wanted(PartitionIndex partition, Take take);
    void settle(PartitionIndex partition, bool broughtSomething, const QString& error);
    [[nodiscard]] TopicPartition name(PartitionIndex partition) const { return {m_topic, partition}; }

    ScoreCache& m_cache;
    QPointer<app::Source> m_source;
    std::string m_topic;
    std::map<PartitionIndex, State> m_states;
    std::map<PartitionIndex, QString> m_errors;
    std::uint64_t m_show = 0; ///< counts show()
    int m_requests = 0;
    std::size_t m_next = 0; ///< whose turn it is
    QElapsedTimer m_time;
};

} // namespace partitura::ui
