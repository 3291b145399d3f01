#include "broker/log/log_flusher.h"

#include <utility>

namespace partitura::log {

LogFlusher::LogFlusher(LogDirectory& logs, EventLoop& loop, EventLoop& background, Flushed flushed,
                       Failed failed)
    : m_logs(logs)
    , m_loop(loop)
    , m_background(background)
    , m_flushed(std::move(flushed))
    , m_failed(std::move(failed)) {}

LogFlusher::~LogFlusher() {
    *m_alive = false;
}

void LogFlusher::request(const TopicPartition& log) {
    PARTITURA_ON_LOOP(m_loop);
    m_wanted.insert(log);
    if (std::exchange(m_isBusy, true))
        return;
    // Not at once: more may be appended in this turn.
    m_loop.post([this, alive = m_alive] {
        if (*alive)
            beginRound();
    });
}

void LogFlusher::beginRound() {
    auto tasks = std::make_shared<Tasks>();
    for (const auto& name : std::exchange(m_wanted, {})) {
        auto task = m_logs.beginFlush(name);
        if (!task)
            return endRound({}, task.error());
        tasks->emplace_back(name, std::move(*task));
    }
    m_background.post([this, alive = m_alive, tasks, &loop = m_loop, &storage = m_logs.storage()] {
        Result<void> result;
        for (auto task = tasks->begin(); task != tasks->end() && result; ++task)
            result = task->second.run(storage);
        loop.post([this, alive, tasks, result] {
            if (*alive)
                endRound(*tasks, result);
        });
    });
}

void LogFlusher::endRound(const Tasks& tasks, const Result<void>& result) {
    m_isBusy = false;
    if (!result)
        return m_failed(result.error());
    for (const auto& [name, task] : tasks)
        m_logs.endFlush(name, task);
    for (const auto& [name, task] : tasks)
        m_flushed(name);
    if (!m_wanted.empty() && !m_isBusy) {
        m_isBusy = true;
        beginRound();
    }
}

} // namespace partitura::log
