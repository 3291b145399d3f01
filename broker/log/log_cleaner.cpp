#include "broker/log/log_cleaner.h"

#include <algorithm>
#include <spdlog/spdlog.h>
#include <utility>

namespace partitura::log {

/// One log's compaction, on the background loop. It knows the cleaner only to tell it things on its own loop.
struct LogCleaner::Run : std::enable_shared_from_this<Run> {
    Run(LogCleaner& cleaner, CompactionPlan plan, const CompactionLimits& limits)
        : loop(cleaner.m_loop)
        , background(cleaner.m_background)
        , cleaner(cleaner)
        , cleanerIsAlive(cleaner.m_alive)
        , throttle(cleaner.m_throttle)
        , stepBytes(throttle->pieceBytes(cleaner.m_config.stepBytes))
        , compaction(cleaner.m_directory.storage(), std::move(plan), limits) {}

    /// Calls `message(cleaner)` on the cleaner's loop, unless it is gone or done with this run.
    template <typename Message>
    void tell(Message message) {
        loop.post([run = shared_from_this(), message = std::move(message)] {
            if (!run->cleanerIsAlive.expired() && run->cleaner.m_run == run)
                message(run->cleaner);
        });
    }

    void step() {
        PARTITURA_ON_LOOP(background);
        if (isOver)
            return;
        const auto bytesBefore = compaction.bytesMoved();
        const auto stepped = compaction.step(stepBytes);
        tell([progress = compaction.progress()](LogCleaner& to) { to.onProgress(progress); });
        if (!stepped) {
            giveUp();
            tell([error = stepped.error()](LogCleaner& to) { to.onFailed(error); });
            return;
        }
        const auto delay =
            throttle->delayAfter(compaction.bytesMoved() - bytesBefore, background.clock().now());
        switch (*stepped) {
        case Compaction::Step::more:
            stepAfter(delay);
            break;
        case Compaction::Step::groupReady:
            tell([sources = compaction.group()](LogCleaner& to) { to.onGroup(sources); });
            break;
        case Compaction::Step::done:
            isOver = true;
            tell([endOffset = compaction.endOffset()](LogCleaner& to) { to.onDone(endOffset); });
            break;
        }
    }

    void stepAfter(Duration delay) {
        auto task = [run = shared_from_this()] { run->step(); };
        if (delay > Duration::zero())
            background.schedule(delay, std::move(task));
        else
            background.post(std::move(task)); // behind what was posted meanwhile
    }

    void giveUp() {
        PARTITURA_ON_LOOP(background);
        if (std::exchange(isOver, true))
            return;
        if (auto discarded = compaction.discard(); !discarded)
            spdlog::warn("{}: what compaction left could not be removed: {}", compaction.plan().directory,
                         discarded.error().context);
    }

    EventLoop& loop;
    EventLoop& background;
    LogCleaner& cleaner; ///< for its own loop
    const std::weak_ptr<bool> cleanerIsAlive;
    const std::shared_ptr<IoThrottle> throttle;
    const std::uint64_t stepBytes;
    Compaction compaction; ///< the background loop's alone, as is what follows
    bool isOver = false;
};

struct LogCleaner::Candidate {
    TopicPartition tp;
    PartitionLog* log = nullptr;
    CleanableRange range;
};

LogCleaner::LogCleaner(LogDirectory& directory, EventLoop& loop, EventLoop& background,
                       LogCleanerConfig config, LogCleanerCallbacks callbacks)
    : m_directory(directory)
    , m_loop(loop)
    , m_background(background)
    , m_config(config)
    , m_callbacks(std::move(callbacks))
    , m_throttle(std::make_shared<IoThrottle>(config.ioBytesPerSecond)) {}

LogCleaner::~LogCleaner() {
    stop();
}

void LogCleaner::start() {
    PARTITURA_ON_LOOP(m_loop);
    if (m_alive)
        return;
    m_alive = std::make_shared<bool>(true);
    m_timer = m_loop.schedule(Duration::zero(), [this] { lookForWork(); });
}

void LogCleaner::stop() {
    PARTITURA_ON_LOOP(m_loop);
    m_loop.cancel(m_timer);
    m_timer = 0;
    m_alive.reset();
    if (m_run)
        m_background.post([run = m_run] { run->giveUp(); });
    endRun();
}

LogCleanerStatus LogCleaner::status() const {
    PARTITURA_ON_LOOP(m_loop);
    LogCleanerStatus status{.isRunning = m_alive != nullptr,
                            .current = m_current,
                            .last = m_last,
                            .totals = m_totals,
                            .dirtiestRatio = m_dirtiestRatio};
    if (m_lastRun)
        status.sinceLastRun = m_loop.clock().now() - *m_lastRun;
    for (const auto& [tp, uncleanable] : m_uncleanable)
        status.uncleanable.push_back({tp, uncleanable.reason});
    return status;
}

// Choosing --------------------------------------------------------------------------------------------

void LogCleaner::lookForWork() {
    std::erase_if(m_uncleanable, [&](const auto& entry) {
        return !m_directory.find(entry.first) || m_directory.topicId(entry.first) != entry.second.topicId;
    });
    m_lastRun = m_loop.clock().now();
    while (true) {
        const auto candidate = dirtiest();
        if (!candidate || !*candidate)
            break;
        auto begun = begin(**candidate);
        if (begun)
            return;
        if (!markUncleanable((*candidate)->tp, begun.error()))
            break;
    }
    pauseThenLook();
}

Result<std::optional<LogCleaner::Candidate>> LogCleaner::dirtiest() {
    std::optional<Candidate> best;
    m_dirtiestRatio = 0;
    const auto now = m_loop.clock().wallTimeMs();
    for (const auto& [tp, entry] : m_directory.logs()) {
        if (!entry.log->config().isCompacted || m_uncleanable.contains(tp))
            continue;
        // Recovery takes a gap between segments, as compaction leaves them, for a loss, unless it is before
        // the recovery point.
        const auto limit = std::min(m_directory.highWatermark(tp), m_directory.checkpointedRecoveryPoint(tp));
        auto range = cleanableRange(*entry.log, limit, now);
        if (!range) {
            if (!markUncleanable(tp, range.error()))
                return range.error();
            continue;
        }
        const auto ratio = range->dirtyRatio();
        m_dirtiestRatio = std::max(m_dirtiestRatio, ratio);
        const bool isDirty = ratio > entry.log->config().minCleanableDirtyRatio;
        if (range->dirtyBytes > 0 && (isDirty || range->isOverdue) &&
            (!best || ratio > best->range.dirtyRatio()))
            best = Candidate{tp, entry.log.get(), *range};
    }
    return best;
}

Result<void> LogCleaner::begin(const Candidate& candidate) {
    const auto now = m_loop.clock().wallTimeMs();
    auto plan = planCompaction(*candidate.log, candidate.range, now);
    if (!plan)
        return plan.error();
    m_generation = plan->generation;
    const CompactionLimits limits{.offsetMapBytes = m_config.dedupeBufferBytes,
                                  .offsetMapLoadFactor = m_config.dedupeBufferLoadFactor,
                                  .bufferBytes = std::max<std::size_t>(m_config.ioBufferBytes / 2, 4096),
                                  .hashSeed = m_directory.random().next()};
    m_run = std::make_shared<Run>(*this, std::move(*plan), limits);
    m_current = LogCleaning{candidate.tp, m_run->compaction.progress(), candidate.range.dirtyRatio(), now};
    spdlog::debug("{}: compaction of offsets {} to {} begins", candidate.log->directory(),
                  candidate.range.firstDirty.value(), candidate.range.upperBound.value());
    m_background.post([run = m_run] { run->step(); });
    return {};
}

void LogCleaner::pauseThenLook() {
    m_timer = m_loop.schedule(m_config.backoff, [this] { lookForWork(); });
}

bool LogCleaner::markUncleanable(const TopicPartition& tp, const Error& error) {
    if (error.code == ErrorCode::KAFKA_STORAGE_ERROR) {
        spdlog::warn("{}: compaction failed: {}", toString(tp), error.context);
        if (m_callbacks.storageFailed)
            m_callbacks.storageFailed(error);
        return false;
    }
    spdlog::warn("{}: compaction failed and is not tried again: {}", toString(tp), error.context);
    m_uncleanable[tp] = {m_directory.topicId(tp), error.context};
    if (m_callbacks.uncleanable)
        m_callbacks.uncleanable({tp, error.context});
    return true;
}

// A run -----------------------------------------------------------------------------------------------

void LogCleaner::onProgress(const CompactionProgress& progress) {
    const auto& before = m_current->progress;
    m_totals.bytesRead += progress.bytesRead - before.bytesRead;
    m_totals.bytesWritten += progress.bytesWritten - before.bytesWritten;
    m_totals.recordsRead += progress.recordsRead - before.recordsRead;
    m_totals.recordsKept += progress.recordsKept - before.recordsKept;
    m_current->progress = progress;
}

void LogCleaner::onGroup(const std::vector<std::shared_ptr<File>>& sources) {
    auto* log = m_directory.find(m_current->log);
    if (!log || !log->config().isCompacted)
        return discard();
    auto replaced = log->replaceSegments(m_generation, sources);
    if (!replaced) {
        m_background.post([run = m_run] { run->giveUp(); });
        return onFailed(replaced.error());
    }
    if (*replaced == PartitionLog::Replaced::sourcesHaveChanged)
        return discard();
    if (*replaced == PartitionLog::Replaced::done)
        m_totals.segmentsReplaced += sources.size();
    m_background.post([run = m_run] { run->step(); });
}

void LogCleaner::onDone(Offset endOffset) {
    auto* log = m_directory.find(m_current->log);
    if (!log || log->generation() != m_generation)
        return discard();
    ++m_totals.runs;
    log->setCleanedUpTo(endOffset);
    spdlog::debug("{}: compacted up to offset {}; {} of {} records kept", log->directory(), endOffset.value(),
                  m_current->progress.recordsKept, m_current->progress.recordsRead);
    const auto& progress = m_current->progress;
    m_last = FinishedCompaction{.log = m_current->log,
                                .bytesBefore = progress.bytesCleaned,
                                .bytesAfter = progress.bytesWritten,
                                .recordsBefore = progress.recordsRead,
                                .recordsAfter = progress.recordsKept,
                                .startedMs = m_current->startedMs,
                                .endedMs = m_loop.clock().wallTimeMs()};
    if (m_last->removedSomething() && m_callbacks.compacted)
        m_callbacks.compacted(*m_last);
    const auto written = m_directory.checkpointCleaned();
    const bool goesOn = written || markUncleanable(m_current->log, written.error());
    endRun();
    if (!goesOn)
        return pauseThenLook();
    m_timer = m_loop.schedule(Duration::zero(), [this] { lookForWork(); });
}

void LogCleaner::onFailed(const Error& error) {
    // What was cut or went away while it was read is no fault of the log.
    const auto* log = m_directory.find(m_current->log);
    if (!log || log->generation() != m_generation)
        return discard();
    ++m_totals.failed;
    const bool goesOn = markUncleanable(m_current->log, error);
    endRun();
    if (!goesOn)
        return pauseThenLook();
    m_timer = m_loop.schedule(Duration::zero(), [this] { lookForWork(); });
}

/// The log is not what the plan says any more: not a fault, and worth another look in a while.
void LogCleaner::discard() {
    ++m_totals.discarded;
    m_background.post([run = m_run] { run->giveUp(); });
    endRun();
    pauseThenLook();
}

void LogCleaner::endRun() {
    m_run.reset();
    m_current.reset();
}

} // namespace partitura::log
