// A writer and a reader on one file, in virtual time.
#pragma once

#include "app/recording/recording_reader.h"
#include "app/recording/recording_writer.h"
#include "app/recording/retention.h"
#include "tests/recording/sample_snapshot.h"

namespace partitura::test {

/// What was recorded, and when.
struct Taken {
    app::RecordedMs at = 0;
    std::shared_ptr<const observe::ClusterSnapshot> snapshot;
};

/// Without threads. Thread: one.
struct RecordingBench {
    explicit RecordingBench(const QString& path, app::RecordingLimits limits = {})
        : writer(file, limits)
        , reader(file)
        , retention(file, limits) {
        report = file.open(path, app::RecordingFile::Use::record);
    }
    Taken take(SampleCluster& cluster, std::vector<observe::Event> events = {}) {
        auto snapshot = cluster.snapshot();
        const auto step = writer.record(snapshot, events);
        if (!step)
            qFatal("not written: %s", qPrintable(file.error()));
        return {step->at, snapshot};
    }
    void keepHouse() {
        if (!retention.pass())
            return;
        writer.forgetIds();
        reader.forget();
    }

    app::RecordingFile file;
    app::RecordingWriter writer;
    app::RecordingReader reader;
    app::Retention retention;
    app::RecordingReport report;
};

} // namespace partitura::test
