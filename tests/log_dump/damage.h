// What tests of damaged logs share.
#pragma once

#include "broker/log/segment_check.h"
#include "tests/log/disk.h"

namespace partitura::test {

inline const log::CheckDepth everything{.records = true, .indexes = true};

/// Everything that is wrong with the segments of a partition.
inline std::vector<log::LogProblem> problemsOf(Storage& storage, const std::string& path) {
    auto contents = log::readPartition(storage, path);
    if (!contents)
        qFatal("%s", contents.error().context.c_str());
    auto problems = contents->problems.kept;
    for (const auto& segment : contents->segments) {
        auto depth = everything;
        depth.leaderEpochs = contents->leaderEpochs;
        const auto facts = log::checkSegment(storage, segment, depth);
        problems.insert(problems.end(), facts.problems.kept.begin(), facts.problems.kept.end());
    }
    return problems;
}

inline QByteArray text(const std::vector<log::LogProblem>& problems) {
    QByteArray lines;
    for (const auto& problem : problems)
        lines += QByteArray::fromStdString(problem.file + ": " + problem.what + "\n");
    return lines;
}

inline void overwrite(Storage& storage, const std::string& path, const Bytes& bytes) {
    auto file = storage.open(path, Storage::OpenMode::replace);
    if (!file || !(*file)->writeAt(0, bytes))
        qFatal("cannot write %s", path.c_str());
}

/// A log of a few batches in one segment with index entries.
inline std::string smallLog(Disk& disk) {
    log::LogConfig config;
    config.indexIntervalBytes = 100;
    auto log = openLog(disk, config);
    for (int i = 0; i < 6; ++i)
        if (!append(*log, batchOf(2, 20, 1'600'000'000'000 + i * 10)))
            qFatal("append");
    if (!log->close())
        qFatal("close");
    return disk.root + "/t-0";
}

/// The first segment's files, without their suffixes.
inline const std::string stem = "/00000000000000000000";

} // namespace partitura::test
