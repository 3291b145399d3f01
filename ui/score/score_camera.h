// Where one looks at the score from: scale, zoom, place, and whether it follows what arrives.
#pragma once

#include "ui/score/score_picture.h"

namespace partitura::ui {

/// What runs from left to right.
enum class ScoreScale {
    fromEnd, ///< offsets of each partition, the log ends one above the other
    offset,  ///< the same offsets for all partitions
    time,    ///< record timestamps
};

/// Moves an axis as people and the live edge want it. Thread: the cache's; no drawing here.
class ScoreCamera {
public:
    ScoreCamera() { reset(ScoreScale::fromEnd); }

    /// px between the live edge and the right end of the staves.
    static constexpr double edgeRoom = 56;

    /// What it looks at; plain references, for the time of a call.
    struct Scene {
        const observe::TopicSnapshot& topic;
        const ScoreCache& cache;
        TimestampMs nowMs;
    };

    [[nodiscard]] ScoreScale scale() const { return m_scale; }
    [[nodiscard]] const ScoreAxis& axis() const { return m_axis; }
    [[nodiscard]] const std::map<PartitionIndex, ScoreOrigin>& origins() const { return m_origins; }
    [[nodiscard]] const ScoreLook& look() const { return m_look; }
    [[nodiscard]] bool isFollowing() const { return m_isFollowing; }

    void setWidth(double width);
    /// The part of the first partition that is in view stays there, as far as times of it are known.
    void setScale(ScoreScale scale, const Scene& scene);
    void setFollowing(bool isFollowing) { m_isFollowing = isFollowing; }
    /// Another topic, or none yet: its live edge, at the zoom that shows single notes.
    void reset(ScoreScale scale);

    /// `x` is px on the staves. While it follows, the live edge stays where it is.
    void zoom(double factor, double x, const Scene& scene);
    /// So many px towards what is later; ends following.
    void pan(double pixels, const Scene& scene);
    /// All there is, from log starts to log ends.
    void showAll(const Scene& scene);
    void showStart(const Scene& scene);
    void showEnd(const Scene& scene);
    /// Moves as little as needed for a record to be well in view, near enough to be a note.
    void reveal(PartitionIndex partition, Offset offset, TimestampMs timeMs, const Scene& scene);

    /// Lets `seconds` pass: eases towards the live edge and the look that suits the zoom. Whether anything
    /// moved.
    bool advance(double seconds, const Scene& scene);

private:
    struct Extent {
        std::int64_t from = 0, to = 0;
    };
    [[nodiscard]] Extent extent(const Scene& scene) const;
    [[nodiscard]] std::int64_t liveEdge(const Scene& scene) const;
    void keepInside(const Scene& scene);
    bool follow(double seconds, const Scene& scene);
    bool moveOrigins(double seconds, const Scene& scene);
    [[nodiscard]] double pixelsPerNote(const Scene& scene) const;

    ScoreScale m_scale = ScoreScale::fromEnd;
    ScoreAxis m_axis{AxisKind::offset, 0, startPixels, 800};
    std::map<PartitionIndex, ScoreOrigin> m_origins;
    ScoreLook m_look = score_layout::lookFor(startPixels);
    bool m_isFollowing = true;

    static constexpr double startPixels = 18;
};

} // namespace partitura::ui
