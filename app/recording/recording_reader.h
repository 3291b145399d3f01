// Takes moments out of a recording.
#pragma once

#include "app/recording/moment.h"
#include "app/recording/recording_file.h"

#include <map>
#include <optional>
#include <variant>

namespace partitura::app {

/// Keeps the parts of the last few moments unpacked, so that neighbours share what did not change between
/// them, as snapshots of a running cluster do. Thread: that of the file, which outlives it.
class RecordingReader {
public:
    explicit RecordingReader(RecordingFile& file)
        : m_file(file) {}

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
    /// Loads after which a part that none of them needed is let go.
    static constexpr std::uint64_t loadsKept = 4;

    using Unpacked =
        std::variant<std::monostate, observe::ClusterSnapshot, observe::TopicSnapshot,
                     std::vector<observe::PartitionSnapshot>, std::shared_ptr<const observe::GroupSnapshot>>;
    struct Kept {
        std::shared_ptr<const Unpacked> part;
        std::uint64_t used = 0; ///< count of the load that needed it last
    };
    struct KeptTopic {
        std::shared_ptr<const observe::TopicSnapshot> topic;
        std::uint64_t used = 0;
    };
    struct KeptShares {
        std::shared_ptr<const RecordedShares> shares;
        std::uint64_t used = 0;
    };
    using VersionKey = std::pair<std::int64_t, RecordedMs>; ///< part, at

    /// A part, and the version of it that holds at some time.
    struct PartRow {
        VersionKey version;
        RecordingFile::PartKind kind{};
        std::string name;
    };

    std::shared_ptr<const observe::ClusterSnapshot> frame(RecordedMs at, TimestampMs wallMs, int& damaged);
    /// By kind, then name, then chunk.
    std::vector<PartRow> partsAt(RecordedMs at, RecordingFile::PartKind first, RecordingFile::PartKind last);
    std::vector<std::shared_ptr<const observe::TopicSnapshot>> topicsAt(RecordedMs at, int& damaged);
    std::shared_ptr<const Unpacked> part(RecordingFile::PartKind kind, VersionKey version, int& damaged);
    std::shared_ptr<const Unpacked> unpack(RecordingFile::PartKind kind, const QByteArray& body,
                                           int& damaged);
    std::vector<std::shared_ptr<const observe::ClusterSnapshot>> groupsBefore(RecordedMs at);
    std::vector<std::shared_ptr<const RecordedShares>> sharesBefore(RecordedMs at,
                                                                    const observe::ClusterSnapshot& now);
    std::shared_ptr<const std::vector<observe::Event>> eventsUpTo(RecordedMs at);
    void dropUnused();

    RecordingFile& m_file;
    std::map<VersionKey, Kept> m_parts;
    std::map<std::vector<VersionKey>, KeptTopic> m_topics;
    std::map<std::pair<RecordedMs, RecordedMs>, KeptShares> m_shares; ///< by the frames they are between
    std::uint64_t m_load = loadsKept;                                 ///< counts them: 0 is long ago
    std::shared_ptr<const std::vector<observe::Event>> m_events;
    std::int64_t m_lastEvent = -1; ///< id of the newest in m_events
};

} // namespace partitura::app
