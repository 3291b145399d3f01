#include "app/cli/dump_directory.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace partitura::app {
namespace {

/// A data directory's checkpoint and the name its offsets have in a partition's line.
struct CheckpointName {
    std::string_view file;
    std::string_view name;
};
constexpr std::array checkpointNames{
    CheckpointName{"log-start-offset-checkpoint", "logStart"},
    CheckpointName{"recovery-point-offset-checkpoint", "recoveryPoint"},
    CheckpointName{"replication-offset-checkpoint", "highWatermark"},
    CheckpointName{"cleaner-offset-checkpoint", "cleanerOffset"},
};

struct PartitionFacts {
    std::int64_t batches = 0;
    std::int64_t records = 0;
    std::int64_t bytes = 0;
    std::optional<Offset> firstOffset;
    Offset endOffset; ///< after the last batch, or the base of an empty last segment
    TimestampMs maxTimestamp = noTimestamp;
};

std::string_view stateName(log::LogDirectoryName::State state) {
    using State = log::LogDirectoryName::State;
    switch (state) {
    case State::current:
        return "current";
    case State::future:
        return "future";
    case State::deleted:
        return "deleted";
    case State::stray:
        return "stray";
    }
    return "";
}

void writeProblems(DumpWriter& out, const log::LogProblems& problems) {
    for (const auto& problem : problems.kept)
        out.problem(problem);
    out.addUnprinted(problems.count - problems.kept.size());
}

void writeNames(DumpWriter& out, std::string_view kind, const std::string& directory,
                const std::vector<std::string>& names) {
    for (const auto& name : names)
        out.line(kind).text("file", fmt::format("{}/{}", directory, name)).end();
}

void writeSegment(DumpContext& context, const log::SegmentContents& segment, const log::SegmentFacts& facts) {
    auto& out = context.out;
    writeProblems(out, facts.problems);
    out.line("segment")
        .text("file", segment.path(".log"))
        .number("batches", facts.batches)
        .number("records", facts.records)
        .number("bytes", static_cast<std::int64_t>(facts.fileBytes));
    if (facts.firstOffset)
        out.number("firstOffset", facts.firstOffset->value())
            .number("lastOffset", facts.lastOffset->value())
            .time("maxTimestamp", facts.maxTimestamp);
    out.number("problems", static_cast<std::int64_t>(facts.problems.count)).end();
}

/// Segment by segment, so that memory does not grow with the log.
PartitionFacts dumpSegments(DumpContext& context, const log::PartitionContents& contents) {
    PartitionFacts sum;
    DumpPlace place;
    place.leaderEpochs = contents.leaderEpochs;
    if (contents.name)
        place.kind = recordKindOf(contents.name->partition.topic);
    for (const auto& segment : contents.segments) {
        if (!context.out.isOpen())
            break;
        if (context.options.records) {
            place.segment = segment;
            dumpLog(context, place);
        }
        const auto facts = log::checkSegment(context.storage, segment,
                                             {.records = context.options.verify,
                                              .indexes = context.options.verify,
                                              .leaderEpochs = contents.leaderEpochs});
        if (!context.options.records)
            writeSegment(context, segment, facts);
        if (segment.baseOffset < sum.endOffset)
            context.out.problem(
                {segment.path(".log"),
                 {},
                 segment.baseOffset,
                 fmt::format("the segment before it ends at offset {}", (sum.endOffset - 1).value())});
        sum.batches += facts.batches;
        sum.records += facts.records;
        sum.bytes += static_cast<std::int64_t>(facts.fileBytes);
        sum.maxTimestamp = std::max(sum.maxTimestamp, facts.maxTimestamp);
        if (!sum.firstOffset)
            sum.firstOffset = facts.firstOffset;
        sum.endOffset =
            std::max(sum.endOffset, facts.lastOffset ? *facts.lastOffset + 1 : segment.baseOffset);
    }
    return sum;
}

void dumpPartition(DumpContext& context, const log::PartitionContents& contents,
                   const log::DataDirectoryContents* directory) {
    auto& out = context.out;
    const auto before = out.problems();
    writeProblems(out, contents.problems);
    const auto facts = dumpSegments(context, contents);
    for (const auto& epochs : contents.leaderEpochs)
        if (epochs.startOffset > facts.endOffset)
            out.problem({contents.path + "/leader-epoch-checkpoint",
                         {},
                         epochs.startOffset,
                         fmt::format("epoch {} begins behind the log's end", epochs.epoch.value())});
    if (context.options.verify)
        for (const auto& segment : contents.segments) {
            const auto path = segment.path(".snapshot");
            if (!segment.hasProducerSnapshot)
                continue;
            if (auto producers = log::readProducerSnapshot(context.storage, path); !producers)
                addProblem(context, path, producers.error());
        }
    std::vector<std::pair<std::string_view, Offset>> checkpoints;
    const bool isCurrent = contents.name && contents.name->state == log::LogDirectoryName::State::current;
    for (const auto& [file, name] : checkpointNames) {
        if (!directory || !isCurrent)
            break;
        const auto offsets = directory->checkpoints.find(std::string(file));
        if (offsets == directory->checkpoints.end())
            continue;
        const auto offset = offsets->second.find(contents.name->partition);
        if (offset == offsets->second.end())
            continue;
        checkpoints.emplace_back(name, offset->second);
        if (offset->second > facts.endOffset && !contents.segments.empty())
            out.problem({fmt::format("{}/{}", directory->path, file),
                         {},
                         offset->second,
                         fmt::format("{} ends at offset {}", toString(contents.name->partition),
                                     facts.endOffset.value())});
    }
    writeNames(out, "leftover", contents.path, contents.leftovers);
    writeNames(out, "foreign", contents.path, contents.foreign);
    out.line("partition").text("path", contents.path);
    if (contents.name)
        out.text("topic", contents.name->partition.topic)
            .number("partition", contents.name->partition.partition.value())
            .word("state", stateName(contents.name->state));
    if (!contents.topicId.isZero())
        out.word("topicId", toString(contents.topicId));
    out.number("segments", static_cast<std::int64_t>(contents.segments.size()))
        .number("batches", facts.batches)
        .number("records", facts.records)
        .number("bytes", facts.bytes);
    if (facts.firstOffset)
        out.number("firstOffset", facts.firstOffset->value());
    out.number("endOffset", facts.endOffset.value()).time("maxTimestamp", facts.maxTimestamp);
    for (const auto& [name, offset] : checkpoints)
        out.number(name, offset.value());
    out.number("problems", static_cast<std::int64_t>(out.problems() - before)).end();
}

void dumpDataDirectory(DumpContext& context, const log::DataDirectoryContents& contents) {
    auto& out = context.out;
    const auto before = out.problems();
    writeProblems(out, contents.problems);
    for (const auto& name : contents.partitions) {
        if (!out.isOpen())
            return;
        const auto path = contents.path + "/" + name;
        if (auto partition = log::readPartition(context.storage, path))
            dumpPartition(context, *partition, &contents);
        else
            addProblem(context, path, partition.error());
        out.flush();
    }
    writeNames(out, "foreign", contents.path, contents.foreign);
    const auto property = [&](const char* name) {
        const auto at = contents.properties.find(name);
        return at == contents.properties.end() ? std::string() : at->second;
    };
    out.line("directory")
        .text("path", contents.path)
        .text("clusterId", property("cluster.id"))
        .text("nodeId", property("node.id"))
        .text("directoryId", property("directory.id"))
        .flag("cleanShutdown", contents.wasCleanShutdown)
        .number("partitions", static_cast<std::int64_t>(contents.partitions.size()))
        .number("problems", static_cast<std::int64_t>(out.problems() - before))
        .end();
}

/// Several brokers of one machine have a directory each in one that is nobody's; whether it was that.
bool dumpEachDirectory(DumpContext& context, const std::string& path, const std::vector<std::string>& names) {
    bool isAny = false;
    for (const auto& name : names) {
        const auto below = fmt::format("{}/{}", path, name);
        if (!context.storage.exists(below + "/meta.properties"))
            continue;
        isAny = true;
        if (auto directory = log::readDataDirectory(context.storage, below))
            dumpDataDirectory(context, *directory);
        else
            addProblem(context, below, directory.error());
    }
    return isAny;
}

} // namespace

Result<void> dumpDirectory(DumpContext& context, const std::string& path) {
    auto partition = log::readPartition(context.storage, path);
    auto directory = log::readDataDirectory(context.storage, path);
    if (!partition || !directory)
        return partition ? directory.error() : partition.error();
    const bool isIdentified = context.storage.exists(path + "/meta.properties");
    const bool hasSegments = !partition->segments.empty() || !partition->problems.empty();
    if (!isIdentified && hasSegments) {
        dumpPartition(context, *partition, nullptr);
        return {};
    }
    if (!isIdentified && (dumpEachDirectory(context, path, directory->partitions) ||
                          dumpEachDirectory(context, path, directory->foreign)))
        return {};
    if (isIdentified || !directory->partitions.empty() || !directory->checkpoints.empty() ||
        !directory->problems.empty())
        dumpDataDirectory(context, *directory);
    else if (partition->name)
        dumpPartition(context, *partition, nullptr);
    else
        return Error{ErrorCode::INVALID_REQUEST,
                     path + ": holds neither segments nor logs' directories nor meta.properties"};
    return {};
}

} // namespace partitura::app
