// Makes logs durable while their broker goes on.
#pragma once

#include "broker/base/event_loop.h"
#include "broker/log/log_directory.h"

#include <functional>
#include <memory>
#include <set>
#include <vector>

namespace partitura::log {

/// Flushes logs on another loop, one round at a time; what is asked for meanwhile goes together into the next
/// (group commit). Thread: the broker's loop.
class LogFlusher {
public:
    /// The log's recovery point has moved.
    using Flushed = std::function<void(const TopicPartition&)>;
    /// A file could not be made durable: what became of its bytes is not known.
    using Failed = std::function<void(const Error&)>;

    /// `background` runs the syncs. Both loops and the directory outlive the flusher; `background` also what
    /// it has been given.
    LogFlusher(LogDirectory& logs, EventLoop& loop, EventLoop& background, Flushed flushed, Failed failed);
    ~LogFlusher();
    LogFlusher(const LogFlusher&) = delete;
    LogFlusher& operator=(const LogFlusher&) = delete;

    /// Makes durable what the log holds when this turn of the loop is over, or more.
    void request(const TopicPartition& log);

private:
    using Tasks = std::vector<std::pair<TopicPartition, FlushTask>>;

    void beginRound();
    void endRound(const Tasks& tasks, const Result<void>& result);

    LogDirectory& m_logs;
    EventLoop& m_loop;
    EventLoop& m_background;
    Flushed m_flushed;
    Failed m_failed;
    std::set<TopicPartition> m_wanted;
    bool m_isBusy = false; ///< a round runs or is about to begin
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace partitura::log
