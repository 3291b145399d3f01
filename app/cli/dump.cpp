#include "app/cli/dump.h"

#include "app/cli/dump_directory.h"
#include "broker/log/read_only_storage.h"

#include <cstring>
#include <fmt/format.h>

namespace partitura::app {
namespace {

constexpr std::size_t bytesShownByDefault = 200;

/// Where a file lies and what its neighbours say of it.
DumpPlace placeOf(Storage& storage, const std::string& path, const log::LogFileName& name) {
    DumpPlace place;
    place.segment.directory = path.substr(0, path.rfind('/'));
    place.segment.baseOffset = name.offset.value_or(Offset());
    if (auto contents = log::readPartition(storage, place.segment.directory)) {
        if (contents->name)
            place.kind = recordKindOf(contents->name->partition.topic);
        place.leaderEpochs = std::move(contents->leaderEpochs);
        for (auto& segment : contents->segments)
            if (segment.baseOffset == name.offset && name.leftoverSuffix.empty())
                place.segment = std::move(segment);
    }
    if (!name.leftoverSuffix
             .empty()) { // no part of the log: its indexes have other names, its epochs may be gone
        place.segment.logName = path.substr(path.rfind('/') + 1);
        place.segment.isLast = true;
        place.leaderEpochs.clear();
    }
    return place;
}

/// One argument that is a file; false when it is none that can be read.
Result<void> dumpFile(DumpContext& context, const std::string& argument) {
    const auto path = argument.find('/') == std::string::npos ? "./" + argument : argument;
    const auto name = log::parseLogFileName(path.substr(path.rfind('/') + 1));
    if (auto file = context.storage.open(path, Storage::OpenMode::readOnly); !file)
        return file.error();
    switch (name.kind) {
    case log::LogFileKind::foreign:
    case log::LogFileKind::lock:
        return Error{ErrorCode::INVALID_REQUEST,
                     argument + ": is not named as a file that Kafka writes, such as "
                                "00000000000000000000.log; what to read is known by the name"};
    case log::LogFileKind::log:
        dumpLog(context, placeOf(context.storage, path, name));
        break;
    case log::LogFileKind::metadataSnapshot:
        dumpMetadataSnapshot(context, path);
        break;
    case log::LogFileKind::offsetIndex:
    case log::LogFileKind::timeIndex:
    case log::LogFileKind::transactionIndex:
        dumpIndex(context, name.kind, path, placeOf(context.storage, path, name));
        break;
    default:
        dumpSmallFile(context, name.kind, path);
    }
    return {};
}

} // namespace

std::string dumpHelp() {
    return "What is printed is one line a thing, KIND NAME=VALUE ..., in the order of the file. A .log gives "
           "its\n"
           "batches, and with --records their records; index and checkpoint files give their entries; a\n"
           "directory is summed up. What is wrong is a line of kind problem.\n\n"
           "With --json each line is an object with the kind as \"type\" and the same names:\n"
           "  batch               baseOffset lastOffset count position size leaderEpoch maxTimestamp codec "
           "crc;\n"
           "                      producerId producerEpoch baseSequence lastSequence if it has a producer;\n"
           "                      baseTimestamp or deleteHorizon; logAppendTime transactional control if "
           "true;\n"
           "                      magic in place of leaderEpoch before record batches\n"
           "  record              offset timestamp key value; sequence, headers [{key value}] if any;\n"
           "                      of control records control in place of the key, of markers "
           "coordinatorEpoch\n"
           "                      in place of the value\n"
           "  log                 file batches records bytes validBytes firstOffset lastOffset maxTimestamp "
           "problems\n"
           "  offsetIndexEntry    offset position\n"
           "  timeIndexEntry      timestamp offset\n"
           "  abortedTransaction  producerId firstOffset lastOffset lastStableOffset\n"
           "  index               file entries unusedBytes\n"
           "  producer            producerId producerEpoch coordinatorEpoch lastTimestamp;\n"
           "                      transactionFirstOffset while one is open; firstSequence lastSequence\n"
           "                      firstOffset lastOffset of the last batch\n"
           "  leaderEpoch         epoch startOffset\n"
           "  checkpointedOffset  topic partition offset\n"
           "  partitionMetadata   topicId\n"
           "  property            key value\n"
           "  directory           path clusterId nodeId directoryId cleanShutdown partitions problems\n"
           "  partition           path topic partition state topicId segments batches records bytes "
           "firstOffset\n"
           "                      endOffset maxTimestamp; logStart recoveryPoint highWatermark cleanerOffset "
           "if\n"
           "                      checkpointed; problems\n"
           "  segment             file batches records bytes firstOffset lastOffset maxTimestamp problems\n"
           "  leftover, foreign   file\n"
           "  problem             file what; position offset if known\n"
           "Timestamps are milliseconds since 1970, -1 is none. Keys, values and headers are strings when\n"
           "they are UTF-8 without NUL, else hex under keyHex, valueHex; where one is cut, keyBytes says "
           "its\n"
           "length. Records of __consumer_offsets and __cluster_metadata are objects of their fields.\n\n"
           "Exit status: 0, 1 when problems were found, 2 when an argument is wrong or cannot be read.\n";
}

int dump(const DumpOptions& options, std::FILE* output, std::FILE* errors) {
    log::ReadOnlyStorage storage;
    DumpWriter out(output, options.json, options.full ? SIZE_MAX : bytesShownByDefault);
    DumpContext context{storage, options, out};
    bool isRefused = false;
    for (auto path : options.paths) {
        if (!out.isOpen())
            break;
        while (path.size() > 1 && path.ends_with('/'))
            path.pop_back();
        auto dumped = storage.isDirectory(path) ? dumpDirectory(context, path) : dumpFile(context, path);
        out.flush(); // so that lines and errors come in the order of the arguments
        if (!dumped) {
            fmt::print(errors, "partitura: {}.\n", dumped.error().context);
            isRefused = true;
        }
    }
    out.flush();
    if (out.writeError() != 0) {
        fmt::print(errors, "partitura: cannot write: {}.\n", std::strerror(out.writeError()));
        return 2;
    }
    return isRefused ? 2 : out.problems() != 0 ? 1 : 0;
}

} // namespace partitura::app
