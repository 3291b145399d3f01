// What the score shows at one moment, as plain values in px: made by one pure function, painted by another.
#pragma once

#include "ui/score/axis_ticks.h"
#include "ui/score/score_axis.h"
#include "ui/score/score_cache.h"
#include "ui/score/transactions.h"
#include "ui/style/replica_shape.h"

#include <QString>

#include <memory>
#include <vector>

namespace partitura::ui {

/// How far one consumer group has come on the topic.
struct GroupMarks {
    QString id;
    std::map<PartitionIndex, observe::CommittedOffsetSnapshot> offsets;

    bool operator==(const GroupMarks&) const = default;
};

/// How large things are drawn; changes with the zoom, and gradually.
struct ScoreLook {
    double headRadius = 5; ///< px; half the width of a note's head
    double labels = 0;     ///< 0: no keys and values beneath the notes … 1: in full

    bool operator==(const ScoreLook&) const = default;
};

/// Where a stave's axis has its zero: an offset and a fraction of one.
struct ScoreOrigin {
    std::int64_t whole = 0;
    double fraction = 0;
};
/// The axis of one partition's stave.
[[nodiscard]] ScoreAxis axisOf(const ScoreAxis& axis, const std::map<PartitionIndex, ScoreOrigin>& origins,
                               PartitionIndex partition);

/// All a picture follows from.
struct ScoreQuestion {
    std::shared_ptr<const observe::TopicSnapshot> topic; ///< nullptr: none
    TimestampMs nowMs = noTimestamp;                     ///< the cluster's time
    std::vector<GroupMarks> groups;                      ///< those shown, top down
    ScoreAxis axis;                                      ///< as wide as the staves
    /// Each stave shows its own offsets: the axis's positions are counted from these. Empty: all show the
    /// same.
    std::map<PartitionIndex, ScoreOrigin> origins;
    ScoreLook look;
    std::int64_t utcOffsetMs = 0;             ///< of the zone times are shown in
    double top = 0;                           ///< px scrolled down
    double height = 400;                      ///< px that show staves
    std::map<PartitionIndex, QString> errors; ///< why a partition could not be read
};

/// Positions are px: x from the staves' left edge, y from the top of the first visible px.
struct ScorePicture {
    enum class Level { notes, heat, nothing };
    enum class BarKind { logStart, lastStable, highWatermark, logEnd, segment };

    struct Note {
        double x = 0, y = 0; ///< of the head's centre
        NoteFacts facts;
        double labelWidth = 0; ///< px for key and value; 0: none
        int same = 1;          ///< records whose heads would cover each other, drawn as one
    };
    /// A batch: its notes' stems joined.
    struct Beam {
        double from = 0, to = 0, y = 0;
        std::size_t firstNote = 0, notes = 0; ///< of Stave::notes
    };
    struct Rest {
        double from = 0, to = 0;
        OffsetRange offsets; ///< that hold no record
    };
    struct Cell {
        double from = 0, to = 0;
        OffsetRange offsets;
        std::int64_t records = 0;        ///< offsets, unless isCounted
        bool isCounted = false;          ///< from the headers of all its batches
        bool isApproximate = false;      ///< a batch with gaps lies across its edge
        std::optional<double> perSecond; ///< nullopt: not known yet
        double shade = 0;                ///< 0 … 1, of the greatest rate in view; 0.5 while unknown
    };
    /// A place in the strip where the count of a stretch stands.
    struct Total {
        double from = 0, to = 0;
        std::int64_t records = 0;
        bool isCounted = false;
    };
    struct Slur {
        double from = 0, to = 0;
        TransactionFacts facts;
    };
    struct Marker {
        double x = 0;
        Offset offset;
        ProducerId producer;
        ProducerEpoch epoch;
        app::TransactionEnd end = app::TransactionEnd::none; ///< none: another control record
    };
    struct Bar {
        double x = 0;
        BarKind kind = BarKind::segment;
        Offset offset;
    };
    struct ReplicaLine {
        double y = 0, from = 0, to = 0;
        BrokerId broker;
        ReplicaState state = ReplicaState::inSync;
        Offset logStart, logEnd;
        std::int64_t behind = 0;
    };
    struct Flag {
        double x = 0, to = 0, y = 0; ///< of its foot and of the bracket's end
        bool isLeftOfView = false, isRightOfView = false;
        std::size_t group = 0; ///< of the question's groups
        Offset offset;
        std::optional<std::int64_t> lag;
    };
    struct Figure {
        double x = 0;
        std::int64_t offset = 0;
    };
    struct Stave {
        PartitionIndex partition;
        double top = 0, bottom = 0; ///< of all that belongs to it
        double line = 0;            ///< y of the stave
        double labels = 0;          ///< y where keys and values begin
        Level level = Level::nothing;
        BrokerId leader;
        ReplicaState leaderState = ReplicaState::inSync;
        std::size_t replicas = 0;
        Offset logStart, lastStable, highWatermark, logEnd;
        OffsetRange inView;                               ///< readable offsets between the edges
        double committedFrom = 0, committedTo = 0;        ///< solid; nothing if the same
        double uncommittedTo = 0;                         ///< dotted, from committedTo
        bool isLeftOfView = false, isRightOfView = false; ///< all its records are
        std::vector<std::pair<double, double>> unread;    ///< readable, but not read yet
        std::vector<Note> notes;
        std::vector<Beam> beams;
        std::vector<Rest> rests;
        std::vector<Cell> cells;
        std::vector<Total> totals;
        std::vector<Slur> slurs;
        std::vector<Marker> markers;
        std::vector<Bar> bars;
        std::vector<ReplicaLine> replicaLines;
        std::vector<Flag> flags;
        std::vector<Figure> figures; ///< where it has offsets of its own
        QString error;
    };

    std::shared_ptr<const observe::TopicSnapshot> topic;
    ScoreAxis axis;
    ScoreLook look;
    std::vector<Stave> staves;  ///< those to be seen
    bool isFromOrigins = false; ///< the axis's figures are distances from each stave's origin
    AxisTicks ticks;
    double contentHeight = 0; ///< px of all staves
    std::int64_t cell = 0;    ///< positions a cell of heat strips holds; 0: there are none
};

/// Where staves stand: heights depend on replicas, groups and look alone. Thread: any.
namespace score_layout {
inline constexpr double above = 8;   ///< the first stave
inline constexpr double lane = 16;   ///< of a group
inline constexpr double beams = 62;  ///< from lanes or top to the line; the names of bars stand at its top
inline constexpr double below = 24;  ///< from the line to what stands beneath
inline constexpr double labels = 32; ///< key over value
inline constexpr double replica = 10;
inline constexpr double gap = 16;         ///< between staves
inline constexpr double beamY = -26;      ///< from the line
inline constexpr double step = 4;         ///< of a note's height
inline constexpr double cellPixels = 8;   ///< least width of a cell
inline constexpr double notePixels = 4;   ///< least px an offset takes as a note
inline constexpr double labelPixels = 52; ///< and with its key
[[nodiscard]] double staveHeight(std::size_t replicas, std::size_t groups, const ScoreLook& look);
/// Top of the stave in all content.
[[nodiscard]] double staveTop(const observe::TopicSnapshot& topic, std::size_t stave, std::size_t groups,
                              const ScoreLook& look);
/// The look that suits so many px from note to note.
[[nodiscard]] ScoreLook lookFor(double pixelsPerNote);
} // namespace score_layout

/// Thread: the cache's.
[[nodiscard]] ScorePicture scorePicture(const ScoreQuestion& question, ScoreCache& cache);

} // namespace partitura::ui
