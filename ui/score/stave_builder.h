// One partition's stave, out of what is known of it.
#pragma once

#include "ui/score/score_picture.h"
#include "ui/score/visible_offsets.h"

#include <optional>

namespace partitura::ui {

/// Builds the stave of one partition of the question's topic: its notes in stave_notes.cpp, the rest in
/// stave_builder.cpp. Used once. Thread: the cache's.
class StaveBuilder {
public:
    StaveBuilder(const ScoreQuestion& question, const observe::PartitionSnapshot& partition,
                 ScoreCache& cache);

    /// `top`: px from the first visible one.
    [[nodiscard]] ScorePicture::Stave build(double top);

private:
    /// A boundary between offsets of which the place is known.
    struct Known {
        Offset offset;
        double x = 0;
    };

    void placeRows(double top);
    void placeTimes();
    /// px of the boundary before `offset`.
    [[nodiscard]] double boundary(Offset offset) const;
    [[nodiscard]] double noteX(const NoteFacts& note) const;
    void addNotes();
    void addBeams();
    void addRests(const ReadPart<NoteFacts>& part);
    void addLabels();
    void addCells();
    void addCell(std::int64_t from, std::int64_t to, OffsetRange offsets);
    void addTotals();
    void addTransactions(const std::vector<const app::BatchInfo*>& batches,
                         const std::vector<OffsetRange>& read);
    void addUnread(const std::vector<OffsetRange>& read);
    void addLine();
    void addBars();
    void addLogBars();
    void addReplicas();
    void addFlags();
    void addFigures();
    struct Count {
        std::int64_t records = 0;
        bool isCounted = false, isApproximate = false;
    };
    [[nodiscard]] Count countOf(OffsetRange offsets) const;
    [[nodiscard]] bool isInView(double x) const { return x >= -1 && x <= m_axis.width() + 1; }

    const ScoreQuestion& m_question;
    const observe::PartitionSnapshot& m_partition;
    ScoreCache& m_cache;
    const ScoreAxis m_axis;
    LogBounds m_bounds;
    std::optional<OffsetRange> m_visible;
    std::vector<Known> m_known; ///< axis of time only; both rising
    ReadPart<app::BatchInfo> m_batches;
    ScorePicture::Stave m_stave;
};

} // namespace partitura::ui
