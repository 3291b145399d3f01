// Takes moments out of a recording.
#pragma once

#include "app/recording/moment.h"
#include "app/recording/recorded_frames.h"
#include "app/recording/recording_file.h"

#include <map>
#include <optional>

namespace partitura::app {

/// Thread: that of the file, which outlives it.
class RecordingReader {
public:
    explicit RecordingReader(RecordingFile& file)
        : m_file(file)
        , m_frames(file) {}

    [[nodiscard]] Overview overview();
    /// The frame at `at`, else the last before it, else the first. nullopt: there is none, or the file cannot
    /// be read.
    [[nodiscard]] std::optional<Moment> moment(RecordedMs at);
    /// The amounts within [from, to], as a query finds them: of all topics, by time then topic.
    [[nodiscard]] std::map<std::string, std::vector<RecordedAmounts>> amounts(RecordedMs from, RecordedMs to);
    /// Events up to and with `at`: the newest `count`, oldest first.
    [[nodiscard]] std::vector<observe::Event> events(RecordedMs at, std::size_t count);
    /// Rows may have gone or been rewritten: keep nothing.
    void forget();

private:
    std::vector<std::shared_ptr<const RecordedShares>> sharesBefore(RecordedMs at,
                                                                    const observe::ClusterSnapshot& now);
    std::shared_ptr<const std::vector<observe::Event>> eventsUpTo(RecordedMs at);

    RecordingFile& m_file;
    RecordedFrames m_frames;
    /// Those of the last moment, by the frames they are between: the next one has most of them too.
    std::map<std::pair<RecordedMs, RecordedMs>, std::shared_ptr<const RecordedShares>> m_shares;
    std::shared_ptr<const std::vector<observe::Event>> m_events;
    std::int64_t m_lastEvent = -1; ///< id of the newest in m_events
};

} // namespace partitura::app
