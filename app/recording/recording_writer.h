// Puts snapshots into a recording: what changed, and what flowed.
#pragma once

#include "app/recording/moment.h"
#include "app/recording/recording_file.h"
#include "broker/base/bytes.h"

#include <QHash>

#include <optional>
#include <span>

namespace partitura::app {

/// What recording may cost and keep.
struct RecordingLimits {
    /// Frames a second at most; with more bytes of parts a second than `bytesPerSecond`, fewer. Amounts, lags
    /// and events are taken every second regardless.
    std::int64_t frameEveryMs = 1000;
    std::int64_t bytesPerSecond = 64 << 10;
    /// Of topics that changed, so many get a row of amounts a second; the others wait their turn, and their
    /// row then covers the whole time.
    std::size_t topicsPerSecond = 256;

    /// One frame in `everyMs` is kept of what is older than `afterMs`; amounts are summed over the same time.
    struct Tier {
        std::int64_t afterMs = 0;
        std::int64_t everyMs = 0;
    };
    std::vector<Tier> tiers{{15LL * 60'000, 10'000}, {6LL * 3'600'000, 60'000}};
    std::int64_t maxAgeMs = std::int64_t{7} * 24 * 3'600'000;
    std::int64_t maxBytes = std::int64_t{256} << 20;
};

/// What one step put into the recording.
struct RecordedStep {
    RecordedMs at = 0; ///< 0: nothing, the snapshot was known
    bool isFrame = false;
    Overview::Sample sample;           ///< spanMs 0: the first of a run, nothing is known to have flowed
    std::vector<Overview::Mark> marks; ///< those of the events that the time bar marks
};

/// Remembers the last snapshot, by whose pointers and values it finds what changed. One transaction a step:
/// after a crash the recording ends with the last whole one. Thread: that of the file, which outlives it.
class RecordingWriter {
public:
    explicit RecordingWriter(RecordingFile& file, RecordingLimits limits = {});

    /// `events`: those since the last call, oldest first. nullopt if the file could not be written; the next
    /// call then begins a new run.
    std::optional<RecordedStep> record(std::shared_ptr<const observe::ClusterSnapshot> snapshot,
                                       std::span<const observe::Event> events);
    /// Rows of names and parts may have gone (retention does that): forget their ids.
    void forgetIds();

private:
    struct Waiting {
        std::shared_ptr<const observe::TopicSnapshot> before; ///< as of the last row of amounts
        RecordedMs at = 0;
    };
    using PartKey = std::tuple<int, QString, int>;

    RecordedMs axisTime(const observe::ClusterSnapshot& snapshot);
    void beginRun(const observe::ClusterSnapshot& snapshot);
    void writeFrame(const observe::ClusterSnapshot& snapshot, RecordedMs at);
    void writeTopic(const std::shared_ptr<const observe::TopicSnapshot>& topic,
                    const observe::TopicSnapshot* before, RecordedMs at);
    RecordedAmounts writeAmounts(const observe::ClusterSnapshot& snapshot, RecordedMs at);
    void writeLags(const observe::ClusterSnapshot& snapshot, RecordedMs at);
    void writeEvents(const observe::ClusterSnapshot& snapshot, RecordedMs at,
                     std::span<const observe::Event> events, RecordedStep& step);
    void insertAmounts(std::int64_t topic, const RecordedAmounts& amounts);
    void writePart(RecordingFile::PartKind kind, const std::string& name, int chunk, const Bytes* body,
                   RecordedMs at);
    std::int64_t nameId(const std::string& name);

    RecordingFile& m_file;
    RecordingLimits m_limits;
    std::shared_ptr<const observe::ClusterSnapshot> m_last;      ///< of the last step
    std::shared_ptr<const observe::ClusterSnapshot> m_lastFrame; ///< as the parts have it
    RecordedMs m_lastAt = 0;
    RecordedMs m_lastFrameAt = 0;
    std::int64_t m_frameBytes = 0; ///< of the last frame
    std::int64_t m_run = 0;
    std::map<std::string, Waiting> m_topics; ///< since when each topic's amounts are not written
    QHash<QString, std::int64_t> m_names;
    std::map<PartKey, std::int64_t> m_parts;
};

} // namespace partitura::app
