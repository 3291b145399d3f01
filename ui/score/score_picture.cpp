#include "ui/score/score_picture.h"

#include "ui/score/stave_builder.h"

#include <algorithm>
#include <cmath>

namespace partitura::ui {

namespace score_layout {

double staveHeight(std::size_t replicas, std::size_t groups, const ScoreLook& look) {
    const auto followers = static_cast<double>(replicas > 0 ? replicas - 1 : 0);
    return static_cast<double>(groups) * lane + beams + below + labels * look.labels + followers * replica +
           gap;
}

double staveTop(const observe::TopicSnapshot& topic, std::size_t stave, std::size_t groups,
                const ScoreLook& look) {
    double top = above;
    for (std::size_t i = 0; i < std::min(stave, topic.partitions.size()); ++i)
        top += staveHeight(topic.partitions[i].replicaStates.size(), groups, look);
    return top;
}

ScoreLook lookFor(double pixelsPerNote) {
    const auto share = [](double value, double from, double to) {
        const double s = std::clamp((value - from) / (to - from), 0.0, 1.0);
        return s * s * (3 - 2 * s);
    };
    return {std::clamp(pixelsPerNote * 0.42, 1.6, 5.4),
            share(pixelsPerNote, labelPixels - 16, labelPixels + 16)};
}

} // namespace score_layout

ScoreAxis axisOf(const ScoreAxis& axis, const std::map<PartitionIndex, ScoreOrigin>& origins,
                 PartitionIndex partition) {
    const auto origin = origins.find(partition);
    return origin == origins.end() ? axis : axis.shifted(origin->second.whole, origin->second.fraction);
}

namespace {

/// The rate that is drawn darkest is the greatest there is.
void shadeCells(std::vector<ScorePicture::Stave>& staves) {
    double greatest = 0;
    for (const auto& stave : staves)
        for (const auto& cell : stave.cells)
            greatest = std::max(greatest, cell.perSecond.value_or(0));
    for (auto& stave : staves)
        for (auto& cell : stave.cells)
            cell.shade = cell.perSecond && greatest > 0 ? std::sqrt(*cell.perSecond / greatest) : 0.5;
}

} // namespace

ScorePicture scorePicture(const ScoreQuestion& question, ScoreCache& cache) {
    ScorePicture picture;
    picture.topic = question.topic;
    picture.axis = question.axis;
    picture.look = question.look;
    picture.isFromOrigins = !question.origins.empty();
    picture.ticks =
        axisTicks(question.axis, question.utcOffsetMs, 110, picture.isFromOrigins ? INT64_MIN : 0);
    if (!question.topic)
        return picture;
    double top = score_layout::above;
    for (const auto& partition : question.topic->partitions) {
        const double height =
            score_layout::staveHeight(partition.replicaStates.size(), question.groups.size(), question.look);
        if (top + height > question.top && top < question.top + question.height)
            picture.staves.push_back(StaveBuilder(question, partition, cache).build(top - question.top));
        top += height;
    }
    picture.contentHeight = top;
    shadeCells(picture.staves);
    if (std::ranges::any_of(picture.staves, [](const auto& stave) { return !stave.cells.empty(); }))
        picture.cell = cellGrid(question.axis).cell;
    return picture;
}

} // namespace partitura::ui
