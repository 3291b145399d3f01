#include "app/cli/dump_files.h"

#include "broker/record/compression.h"

namespace partitura::app {
namespace {

using log::LogFileKind;

std::int64_t signedOf(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

void writeBatch(DumpWriter& out, const log::WalkedBatch& batch) {
    const auto& header = batch.header;
    out.line("batch")
        .number("baseOffset", header.baseOffset.value())
        .number("lastOffset", header.lastOffset().value())
        .number("count", header.recordCount)
        .number("position", signedOf(batch.position))
        .number("size", signedOf(header.sizeInBytes()));
    if (batch.header.isLegacy())
        out.number("magic", header.magic);
    else
        out.number("leaderEpoch", header.partitionLeaderEpoch.value());
    if (header.hasProducerId())
        out.number("producerId", header.producerId.value())
            .number("producerEpoch", header.producerEpoch.value())
            .number("baseSequence", header.baseSequence)
            .number("lastSequence", header.lastSequence());
    if (header.hasDeleteHorizon())
        out.time("deleteHorizon", header.baseTimestamp);
    else if (!batch.header.isLegacy())
        out.time("baseTimestamp", header.baseTimestamp);
    out.time("maxTimestamp", header.maxTimestamp);
    if (header.timestampType() == record::TimestampType::logAppendTime)
        out.flag("logAppendTime", true);
    const auto codec = record::compressionName(header.compression());
    out.word("codec", codec.empty() ? "unknown" : codec);
    if (header.isTransactional() && !batch.header.isLegacy())
        out.flag("transactional", true);
    if (header.isControl() && !batch.header.isLegacy())
        out.flag("control", true);
    out.word("crc", batch.bytes.empty() ? "unchecked" : batch.hasValidCrc ? "ok" : "wrong").end();
}

void writeRecords(DumpContext& context, const log::WalkedBatch& batch, RecordKind kind,
                  const std::string& path) {
    if (batch.bytes.empty())
        return;
    const auto fail = [&](const Error& error) {
        // With --verify the check says it.
        if (!context.options.verify || !batch.hasValidCrc)
            context.out.problem({path, batch.position, batch.header.baseOffset, error.context});
    };
    auto reader = record::RecordReader::open(batch.bytes);
    if (!reader)
        return fail(reader.error());
    record::Record record;
    while (context.out.isOpen()) {
        auto more = reader->next(record);
        if (!more)
            return fail(more.error());
        if (!*more)
            return;
        dumpRecord(context.out, batch.header, record, kind);
    }
}

/// Prints the problems that came since the last call.
void writeNew(DumpWriter& out, const log::LogProblems& problems, std::size_t& written) {
    for (; written < problems.kept.size(); ++written)
        out.problem(problems.kept[written]);
}

void writeBatches(DumpContext& context, const std::string& path, RecordKind kind, log::BatchWalk& walk,
                  log::SegmentCheck& check, std::size_t& written) {
    log::WalkedBatch batch;
    while (context.out.isOpen()) {
        auto more = walk.next(batch);
        if (!more)
            return addProblem(context, path, more.error());
        if (!*more)
            return;
        writeBatch(context.out, batch);
        if (context.options.records)
            writeRecords(context, batch, kind, path);
        check.add(batch);
        writeNew(context.out, check.problems(), written);
    }
}

void dumpBatches(DumpContext& context, const DumpPlace& place, bool indexes) {
    const auto path = place.segment.path(".log");
    auto file = context.storage.open(path, Storage::OpenMode::readOnly);
    if (!file)
        return addProblem(context, path, file.error());
    log::BatchWalk walk(*file);
    log::SegmentCheck check(context.storage, place.segment,
                            {context.options.verify, indexes && context.options.verify, place.leaderEpochs});
    std::size_t written = 0;
    writeBatches(context, path, place.kind, walk, check, written);
    if (!context.out.isOpen())
        return;
    const auto facts = check.finish(walk);
    writeNew(context.out, facts.problems, written);
    context.out.addUnprinted(facts.problems.count - facts.problems.kept.size());
    context.out.line("log")
        .text("file", path)
        .number("batches", facts.batches)
        .number("records", facts.records)
        .number("bytes", signedOf(facts.fileBytes))
        .number("validBytes", signedOf(facts.validBytes));
    if (facts.firstOffset)
        context.out.number("firstOffset", facts.firstOffset->value())
            .number("lastOffset", facts.lastOffset->value())
            .time("maxTimestamp", facts.maxTimestamp);
    context.out.number("problems", signedOf(facts.problems.count)).end();
}

void writeEntry(DumpWriter& out, LogFileKind kind, const std::uint8_t* entry, Offset baseOffset) {
    if (kind == LogFileKind::offsetIndex) {
        const auto at = log::offsetIndexEntry(entry, baseOffset);
        out.line("offsetIndexEntry")
            .number("offset", at.offset.value())
            .number("position", signedOf(at.position));
    } else if (kind == LogFileKind::timeIndex) {
        const auto at = log::timeIndexEntry(entry, baseOffset);
        out.line("timeIndexEntry").time("timestamp", at.timestamp).number("offset", at.offset.value());
    } else {
        const auto aborted = log::transactionIndexEntry(entry);
        out.line("abortedTransaction")
            .number("producerId", aborted.producerId.value())
            .number("firstOffset", aborted.firstOffset.value())
            .number("lastOffset", aborted.lastOffset.value())
            .number("lastStableOffset", aborted.lastStableOffset.value());
    }
    out.end();
}

std::size_t entryBytesOf(LogFileKind kind) {
    switch (kind) {
    case LogFileKind::offsetIndex:
        return log::OffsetIndex::entryBytes;
    case LogFileKind::timeIndex:
        return log::TimeIndex::entryBytes;
    default:
        return log::TransactionIndex::entryBytes;
    }
}

} // namespace

void addProblem(DumpContext& context, const std::string& path, const Error& error) {
    context.out.problem({path, {}, {}, log::withoutPath(error.context, path)});
}

void dumpLog(DumpContext& context, const DumpPlace& place) {
    dumpBatches(context, place, true);
}

void dumpMetadataSnapshot(DumpContext& context, const std::string& path) {
    DumpPlace place;
    place.kind = RecordKind::metadata;
    place.segment.directory = path.substr(0, path.rfind('/'));
    place.segment.logName = path.substr(path.rfind('/') + 1);
    dumpBatches(context, place, false);
}

void dumpIndex(DumpContext& context, LogFileKind kind, const std::string& path, const DumpPlace& place) {
    auto file = context.storage.open(path, Storage::OpenMode::readOnly);
    if (!file)
        return addProblem(context, path, file.error());
    log::IndexWalk walk(*file, entryBytesOf(kind));
    while (context.out.isOpen()) {
        auto entry = walk.next();
        if (!entry)
            return addProblem(context, path, entry.error());
        if (!*entry)
            break;
        writeEntry(context.out, kind, *entry, place.segment.baseOffset);
    }
    context.out.line("index")
        .text("file", path)
        .number("entries", signedOf(walk.count()))
        .number("unusedBytes", signedOf(walk.unusedBytes()))
        .end();
    // One that is on its way out or in has no log beside it to agree with.
    const bool isLeftover = !log::parseLogFileName(path.substr(path.rfind('/') + 1)).leftoverSuffix.empty();
    if (!context.options.verify || isLeftover) {
        if (walk.oddBytes() != 0)
            context.out.problem(
                {path, (*file)->size() - walk.oddBytes(), {}, "bytes at the end are no entry"});
        return;
    }
    const auto facts = log::checkSegment(context.storage, place.segment, {.records = false, .indexes = true});
    for (const auto& problem : facts.problems.kept)
        if (problem.file == path || problem.file == place.segment.path(".log"))
            context.out.problem(problem);
}

namespace {

void dumpProducers(DumpContext& context, const std::string& path) {
    auto producers = log::readProducerSnapshot(context.storage, path);
    if (!producers)
        return addProblem(context, path, producers.error());
    for (const auto& producer : *producers) {
        auto& out = context.out.line("producer")
                        .number("producerId", producer.id.value())
                        .number("producerEpoch", producer.epoch.value())
                        .number("coordinatorEpoch", producer.coordinatorEpoch)
                        .time("lastTimestamp", producer.lastTimestamp);
        if (producer.transactionFirstOffset)
            out.number("transactionFirstOffset", producer.transactionFirstOffset->value());
        if (!producer.batches().empty()) {
            const auto& last = producer.batches().back();
            out.number("firstSequence", last.firstSequence())
                .number("lastSequence", last.lastSequence)
                .number("firstOffset", last.firstOffset().value())
                .number("lastOffset", last.lastOffset.value());
        }
        out.end();
    }
}

void dumpLeaderEpochs(DumpContext& context, const std::string& path) {
    log::LogProblems problems;
    auto entries = log::readLeaderEpochs(context.storage, path, problems);
    if (!entries)
        return addProblem(context, path, entries.error());
    for (const auto& entry : *entries)
        context.out.line("leaderEpoch")
            .number("epoch", entry.epoch.value())
            .number("startOffset", entry.startOffset.value())
            .end();
    for (const auto& problem : problems.kept)
        context.out.problem(problem);
}

void dumpOffsetCheckpoint(DumpContext& context, const std::string& path) {
    auto offsets = log::readOffsets(context.storage, path);
    if (!offsets)
        return addProblem(context, path, offsets.error());
    for (const auto& [partition, offset] : *offsets)
        context.out.line("checkpointedOffset")
            .text("topic", partition.topic)
            .number("partition", partition.partition.value())
            .number("offset", offset.value())
            .end();
}

void dumpPartitionMetadata(DumpContext& context, const std::string& path) {
    auto id = log::readPartitionMetadata(context.storage, path);
    if (!id)
        return addProblem(context, path, id.error());
    context.out.line("partitionMetadata").word("topicId", toString(*id)).end();
}

void dumpText(DumpContext& context, LogFileKind kind, const std::string& path) {
    auto bytes = readFile(context.storage, path);
    if (!bytes)
        return addProblem(context, path, bytes.error());
    if (kind == LogFileKind::metaProperties) {
        for (const auto& [key, value] : log::parseProperties(asText(*bytes)))
            context.out.line("property").text("key", key).text("value", value).end();
        return;
    }
    context.out.line(kind == LogFileKind::quorumState ? "quorumState" : "cleanShutdown")
        .text("text", asText(*bytes))
        .end();
}

} // namespace

void dumpSmallFile(DumpContext& context, LogFileKind kind, const std::string& path) {
    switch (kind) {
    case LogFileKind::producerSnapshot:
        return dumpProducers(context, path);
    case LogFileKind::leaderEpochCheckpoint:
        return dumpLeaderEpochs(context, path);
    case LogFileKind::offsetCheckpoint:
        return dumpOffsetCheckpoint(context, path);
    case LogFileKind::partitionMetadata:
        return dumpPartitionMetadata(context, path);
    default:
        return dumpText(context, kind, path);
    }
}

} // namespace partitura::app
