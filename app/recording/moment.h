// What a recording gives back: the cluster at one moment, what led to it, and the whole span at a glance.
#pragma once

#include "app/metrics/rates.h"
#include "app/metrics/throughput_history.h"
#include "app/metrics/throughput_parts.h"
#include "broker/observe/event.h"
#include "broker/observe/snapshot.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace partitura::app {

/// Milliseconds on a recording's own axis, which never goes back: it advances with the monotonic clock while
/// the recorder runs, and from run to run with the wall clock if that went forward. The wall clock as it was
/// stands beside it.
using RecordedMs = std::int64_t;

/// What a topic, or the cluster, took in and held. Counts are exact. All values are immutable once published.
struct RecordedAmounts {
    RecordedMs at = 0; ///< end of the time the increments are over
    TimestampMs wallMs = noTimestamp;
    std::int64_t spanMs = 0; ///< how long that is
    // Increments.
    std::int64_t producedBytes = 0;
    std::int64_t producedRecords = 0;
    std::int64_t consumedBytes = 0;
    std::int64_t appendedBytes = 0; ///< over all replicas
    std::int64_t appendedRecords = 0;
    // Held at the end.
    std::int64_t leaderBytes = 0;
    std::int64_t leaderRecords = 0;
    std::int64_t storedBytes = 0; ///< over all online replicas
    std::int64_t storedRecords = 0;
    std::int64_t partitions = 0;
    std::int64_t replicas = 0; ///< assigned, over all partitions
    // N·R·D of the same (DESIGN: T = N × R × D); of the cluster the sum over topics, so not from the sums
    // above.
    double modelBytes = 0;
    double modelRecords = 0;
    double modelHeldBytes = 0;
    double modelHeldRecords = 0;

    bool operator==(const RecordedAmounts&) const = default;
};

/// What a partition or a broker took in over a time, all its replicas together, and held at the end.
struct RecordedShare {
    std::int64_t appendedBytes = 0;
    std::int64_t appendedRecords = 0;
    std::int64_t storedBytes = 0; ///< of online replicas
    std::int64_t storedRecords = 0;

    RecordedShare& operator+=(const RecordedShare& other);
};

/// Who had which share in the amounts between two recorded frames. Immutable once published.
struct RecordedShares {
    struct Topic {
        std::string name;
        bool isInternal = false;
        std::vector<std::pair<PartitionIndex, RecordedShare>> partitions; ///< by index
        std::vector<std::pair<BrokerId, RecordedShare>> brokers;          ///< by id
    };
    RecordedMs from = 0;
    RecordedMs at = 0;
    std::vector<Topic> topics; ///< by name
};

/// What led to a moment: for views that show more than the moment itself.
struct Past {
    static constexpr std::int64_t windowMs = 120'000;

    /// By topic, oldest first; the empty name is the cluster without its internal topics, which has a row for
    /// every recorded second. A topic has rows for the times in which it changed; the first may be older than
    /// the window, so that what is held at its beginning is known.
    std::map<std::string, std::vector<RecordedAmounts>> amounts;
    /// The groups within the window, oldest first, in snapshots that hold nothing else but their times.
    std::vector<std::shared_ptr<const observe::ClusterSnapshot>> groups;
    /// Who had which share in the amounts, oldest first: from one recorded frame to the next, or of large
    /// clusters from one in several seconds to the next. Not across a time when nobody recorded.
    std::vector<std::shared_ptr<const RecordedShares>> shares;
    /// The newest of all events up to the moment, oldest first, numbered over the whole recording.
    std::shared_ptr<const std::vector<observe::Event>> events;
};

/// The cluster as it was.
struct Moment {
    RecordedMs at = 0;     ///< of the recorded frame: at or before the time asked for
    RecordedMs nextAt = 0; ///< of the frame after it; `at` for the last
    /// As it was taken, but for `takenAt`, which is `at`, and `version`, which rises with it.
    std::shared_ptr<const observe::ClusterSnapshot> snapshot;
    std::shared_ptr<const Rates> rates; ///< over the recorded seconds before
    std::shared_ptr<const Past> past;
    int damagedParts = 0; ///< parts that could not be read and are missing
};

/// A recording at a glance.
struct Overview {
    struct Sample {
        RecordedMs at = 0;
        TimestampMs wallMs = noTimestamp;
        std::int64_t spanMs = 0;
        double bytesPerSecond = 0; ///< producers'
    };
    struct Mark {
        RecordedMs at = 0;
        observe::Event event;
    };
    RecordedMs first = 0;        ///< of the first frame
    RecordedMs last = 0;         ///< of the last frame; equal to `first` with one, both 0 with none
    std::vector<Sample> samples; ///< oldest first
    std::shared_ptr<const std::vector<Mark>> marks; ///< oldest first; of events one looks for; never null

    [[nodiscard]] bool isEmpty() const { return last == 0; }
    /// The wall clock at a time of the axis, after the nearest sample before; noTimestamp with none.
    [[nodiscard]] TimestampMs wallAt(RecordedMs at) const;
    /// The end of the recorded second in which the wall clock showed this, the newest such; the nearest
    /// second where none did; 0 with none at all.
    [[nodiscard]] RecordedMs secondOf(TimestampMs wallMs) const;
};

/// A point of the axis on the clock that snapshots and rates use.
[[nodiscard]] inline Instant instantOf(RecordedMs at) {
    return Instant(std::chrono::milliseconds(at));
}

/// The last window of one throughput question, as the chart takes it: evenly spaced, zeros where nothing
/// flowed.
[[nodiscard]] ThroughputHistory throughputHistory(const Past& past, RecordedMs at,
                                                  const ThroughputQuestion& question);

/// What `history`, the above of the same question, is made of: each second's measurement divided as the time
/// between the frames around it was, so the bands add up to it.
[[nodiscard]] ThroughputStack throughputStack(const Past& past, const ThroughputHistory& history,
                                              const ThroughputQuestion& question, ThroughputSplit split,
                                              std::size_t most);

/// Whether the time bar marks events of this kind.
[[nodiscard]] bool isMarked(observe::EventKind kind);

} // namespace partitura::app
