// Makes a recording coarser with age, and keeps it within its bounds.
#pragma once

#include "app/recording/recording_writer.h"

namespace partitura::app {

/// Works in small transactions, so that recording never waits long. What is kept is kept exactly: a frame
/// that survives shows what it showed, and amounts are summed, never sampled. Thread: that of the file.
class Retention {
public:
    Retention(RecordingFile& file, RecordingLimits limits)
        : m_file(file)
        , m_limits(std::move(limits)) {}

    /// One pass: every tier, then age, then size. True if rows went. Does nothing that lasts when there is
    /// nothing to do; a long way is gone in several passes.
    bool pass();

private:
    bool thin(std::size_t tier, RecordedMs newest);
    void thinRange(std::int64_t everyMs, RecordedMs from, RecordedMs to);
    bool forgetBefore(RecordedMs cutoff);

    RecordingFile& m_file;
    RecordingLimits m_limits;
};

} // namespace partitura::app
