// Puts snapshots together from the parts a recording has of them.
#pragma once

#include "app/recording/moment.h"
#include "app/recording/recording_file.h"

#include <map>
#include <variant>

namespace partitura::app {

/// Keeps the parts of the last few loads unpacked, so that neighbours share what did not change between them,
/// as snapshots of a running cluster do. A load is all that is read for one moment. Thread: that of the file,
/// which outlives it.
class RecordedFrames {
public:
    using Topics = std::vector<std::shared_ptr<const observe::TopicSnapshot>>; ///< by name

    explicit RecordedFrames(RecordingFile& file)
        : m_file(file) {}

    void beginLoad() { ++m_load; }
    /// Lets go of what none of the last few loads needed.
    void endLoad();
    /// Rows may have gone or been rewritten: keep nothing.
    void forget();

    /// The cluster as the frame at `at` has it. `damaged` counts the parts that could not be read and are
    /// missing.
    std::shared_ptr<const observe::ClusterSnapshot> frame(RecordedMs at, TimestampMs wallMs, int& damaged);
    /// Its topics alone, of which nothing is kept beyond this load.
    Topics topicsOnce(RecordedMs at, int& damaged);
    /// The groups of the frames within the window up to `at`, oldest first; of many groups, a shorter time.
    std::vector<std::shared_ptr<const observe::ClusterSnapshot>> groupsBefore(RecordedMs at);

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
    using VersionKey = std::pair<std::int64_t, RecordedMs>; ///< part, at
    /// A part, and the version of it that holds at some time.
    struct PartRow {
        VersionKey version;
        RecordingFile::PartKind kind{};
        std::string name;
    };

    /// By kind, then name, then chunk.
    std::vector<PartRow> partsAt(RecordedMs at, RecordingFile::PartKind first, RecordingFile::PartKind last);
    Topics topics(RecordedMs at, int& damaged);
    std::shared_ptr<const Unpacked> part(RecordingFile::PartKind kind, VersionKey version, int& damaged);
    std::shared_ptr<const Unpacked> unpack(RecordingFile::PartKind kind, const QByteArray& body,
                                           int& damaged);

    RecordingFile& m_file;
    std::map<VersionKey, Kept> m_parts;
    std::map<std::vector<VersionKey>, KeptTopic> m_topics;
    std::uint64_t m_load = loadsKept; ///< counts them; 0 is long ago
};

} // namespace partitura::app
