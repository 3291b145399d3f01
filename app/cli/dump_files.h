// The files of a log as `partitura dump` prints them, each by its kind.
#pragma once

#include "app/cli/dump_record.h"
#include "app/cli/options.h"
#include "broker/log/segment_check.h"

namespace partitura::app {

/// What all of these need. Thread: one.
struct DumpContext {
    Storage& storage;
    const DumpOptions& options;
    DumpWriter& out;
};

/// What is known of the partition that a file belongs to, from its directory's name and files.
struct DumpPlace {
    RecordKind kind = RecordKind::plain;
    log::SegmentContents segment;
    std::vector<log::EpochEntry> leaderEpochs;
};

/// Each batch of a log, with --records its records; then a line of kind "log" that sums it up.
void dumpLog(DumpContext& context, const DumpPlace& place);
/// The batches of a snapshot of the metadata log.
void dumpMetadataSnapshot(DumpContext& context, const std::string& path);
/// The entries of `.index`, `.timeindex` or `.txnindex`; with --verify what is wrong with them.
void dumpIndex(DumpContext& context, log::LogFileKind kind, const std::string& path, const DumpPlace& place);
/// Every other kind of file.
void dumpSmallFile(DumpContext& context, log::LogFileKind kind, const std::string& path);

/// An error of a file as a problem.
void addProblem(DumpContext& context, const std::string& path, const Error& error);

} // namespace partitura::app
