#include "broker/log/log_reader.h"

#include "broker/log/segment.h"

#include <algorithm>
#include <fmt/format.h>

namespace partitura::log {
namespace {

constexpr std::uint64_t smallFileMax = 64u << 20;

void addError(LogProblems& problems, const std::string& path, const Error& error) {
    problems.add({path, {}, {}, withoutPath(error.context, path)});
}

/// A checkpoint that Kafka has made and not yet written holds nothing (CheckpointFile).
bool isUnwritten(Storage& storage, const std::string& path) {
    auto file = storage.open(path, Storage::OpenMode::readOnly);
    return file && (*file)->size() == 0;
}

/// Notes a segment's file; `name` has an offset.
void noteSegmentFile(std::map<Offset, SegmentContents>& segments, std::map<Offset, bool>& hasLog,
                     const LogFileName& name) {
    auto& segment = segments[*name.offset];
    switch (name.kind) {
    case LogFileKind::log:
        hasLog[*name.offset] = true;
        break;
    case LogFileKind::offsetIndex:
        segment.hasOffsetIndex = true;
        break;
    case LogFileKind::timeIndex:
        segment.hasTimeIndex = true;
        break;
    case LogFileKind::transactionIndex:
        segment.hasTransactionIndex = true;
        break;
    default:
        segment.hasProducerSnapshot = true;
    }
}

bool isSegmentFile(LogFileKind kind) {
    return kind == LogFileKind::log || kind == LogFileKind::offsetIndex || kind == LogFileKind::timeIndex ||
           kind == LogFileKind::transactionIndex || kind == LogFileKind::producerSnapshot;
}

void readSmallFiles(Storage& storage, PartitionContents& contents) {
    const auto epochs = contents.path + "/leader-epoch-checkpoint";
    if (storage.exists(epochs)) {
        auto entries = readLeaderEpochs(storage, epochs, contents.problems);
        if (entries)
            contents.leaderEpochs = std::move(*entries);
        else
            addError(contents.problems, epochs, entries.error());
    }
    const auto metadata = contents.path + "/partition.metadata";
    if (storage.exists(metadata)) {
        auto id = readPartitionMetadata(storage, metadata);
        if (id)
            contents.topicId = *id;
        else
            addError(contents.problems, metadata, id.error());
    }
}

} // namespace

std::string withoutPath(const std::string& context, const std::string& path) {
    return context.starts_with(path + ": ") ? context.substr(path.size() + 2) : context;
}

std::string SegmentContents::path(std::string_view suffix) const {
    if (suffix == ".log" && !logName.empty())
        return directory + "/" + logName;
    return directory + "/" + segmentFileName(baseOffset, suffix);
}

Result<PartitionContents> readPartition(Storage& storage, const std::string& path) {
    auto entries = storage.list(path);
    if (!entries)
        return entries.error();
    PartitionContents contents;
    contents.path = path;
    contents.name = parseLogDirectory(std::string_view(path).substr(path.rfind('/') + 1));
    std::map<Offset, SegmentContents> segments;
    std::map<Offset, bool> hasLog;
    for (const auto& entry : *entries) {
        const auto name = parseLogFileName(entry.name);
        if (entry.isDirectory || name.kind == LogFileKind::foreign)
            contents.foreign.push_back(entry.name);
        else if (!name.leftoverSuffix.empty())
            contents.leftovers.push_back(entry.name);
        else if (isSegmentFile(name.kind))
            noteSegmentFile(segments, hasLog, name);
        else if (name.kind == LogFileKind::metadataSnapshot)
            contents.metadataSnapshots.push_back(entry.name);
    }
    for (auto& [offset, segment] : segments) {
        segment.baseOffset = offset;
        segment.directory = path;
        if (hasLog.contains(offset))
            contents.segments.push_back(segment);
        // Producer snapshots stand at the log's end too, where no segment has begun.
        else if (segment.hasOffsetIndex || segment.hasTimeIndex || segment.hasTransactionIndex)
            contents.problems.add({segment.path(".log"), {}, offset, "the segment has indexes and no log"});
    }
    if (!contents.segments.empty())
        contents.segments.back().isLast = true;
    readSmallFiles(storage, contents);
    return contents;
}

Result<DataDirectoryContents> readDataDirectory(Storage& storage, const std::string& path) {
    auto entries = storage.list(path);
    if (!entries)
        return entries.error();
    DataDirectoryContents contents;
    contents.path = path;
    for (const auto& entry : *entries) {
        const auto file = path + "/" + entry.name;
        if (entry.isDirectory) {
            auto& names = parseLogDirectory(entry.name) ? contents.partitions : contents.foreign;
            names.push_back(entry.name);
            continue;
        }
        const auto name = parseLogFileName(entry.name);
        if (name.kind == LogFileKind::foreign)
            contents.foreign.push_back(entry.name);
        if (!name.leftoverSuffix.empty())
            continue;
        if (name.kind == LogFileKind::cleanShutdownMarker)
            contents.wasCleanShutdown = true;
        if (name.kind == LogFileKind::metaProperties) {
            auto bytes = readFile(storage, file, smallFileMax);
            if (bytes)
                contents.properties = parseProperties(asText(*bytes));
            else
                addError(contents.problems, file, bytes.error());
        }
        if (name.kind == LogFileKind::offsetCheckpoint) {
            auto offsets = readOffsets(storage, file);
            if (offsets)
                contents.checkpoints[entry.name] = std::move(*offsets);
            else
                addError(contents.problems, file, offsets.error());
        }
    }
    return contents;
}

Result<OffsetCheckpoint> readOffsets(Storage& storage, const std::string& path) {
    return isUnwritten(storage, path) ? OffsetCheckpoint() : readOffsetCheckpoint(storage, path);
}

Result<std::vector<EpochEntry>> readLeaderEpochs(Storage& storage, const std::string& path,
                                                 LogProblems& problems) {
    std::vector<EpochEntry> entries;
    if (isUnwritten(storage, path))
        return entries;
    auto lines = readCheckpoint(storage, path);
    if (!lines)
        return lines.error();
    for (const auto& line : *lines) {
        const auto words = wordsOf(line);
        const bool isPair = words.size() == 2;
        const auto epoch = parseNumber<std::int32_t>(isPair ? words[0] : "");
        const auto offset = parseNumber<std::int64_t>(isPair ? words[1] : "");
        if (!epoch || !offset)
            return Error{ErrorCode::KAFKA_STORAGE_ERROR,
                         fmt::format("{}: line \"{}\" is not epoch and offset", path, line)};
        const EpochEntry entry{LeaderEpoch(*epoch), Offset(*offset)};
        if (!entries.empty() &&
            (entry.epoch <= entries.back().epoch || entry.startOffset <= entries.back().startOffset))
            problems.add({path,
                          {},
                          entry.startOffset,
                          fmt::format("epoch {} from {} does not follow epoch {} from {}", *epoch, *offset,
                                      entries.back().epoch.value(), entries.back().startOffset.value())});
        entries.push_back(entry);
    }
    return entries;
}

Result<Uuid> readPartitionMetadata(Storage& storage, const std::string& path) {
    auto bytes = readFile(storage, path, smallFileMax);
    if (!bytes)
        return bytes.error();
    if (bytes->empty())
        return Uuid();
    constexpr std::string_view key = "topic_id: ";
    const auto text = asText(*bytes);
    const auto at = text.find(key);
    auto value = at == std::string_view::npos ? std::string_view() : text.substr(at + key.size());
    value = value.substr(0, value.find_first_of("\r\n"));
    const auto id = Uuid::parse(value);
    if (!id || !text.starts_with("version: 0"))
        return Error{ErrorCode::KAFKA_STORAGE_ERROR, path + ": is not version 0 with a topic id"};
    return *id;
}

Result<std::vector<ProducerState>> readProducerSnapshot(Storage& storage, const std::string& path) {
    auto bytes = readFile(storage, path, smallFileMax);
    if (!bytes)
        return bytes.error();
    ProducerStateCache cache;
    if (auto loaded = cache.loadSnapshot(*bytes); !loaded)
        return loaded.error();
    return cache.all();
}

} // namespace partitura::log
