// Answers from engine threads, delivered on the thread of a QObject.
#pragma once

#include <QMetaObject>
#include <QObject>

#include <memory>
#include <mutex>
#include <utility>

namespace partitura::app {

/// Takes closures on any thread and runs them on its target's, until the target lets go. Held by whoever may
/// still answer, so an answer that comes too late is dropped instead of meeting a dead object. Thread: any.
class Mailbox {
public:
    explicit Mailbox(QObject* target)
        : m_target(target) {}

    template <typename Function>
    void deliver(Function function) {
        const std::lock_guard lock(m_mutex);
        if (m_target)
            QMetaObject::invokeMethod(m_target, std::move(function), Qt::QueuedConnection);
    }

    /// Nothing is delivered from now on. Called by the target before it goes.
    void close() {
        const std::lock_guard lock(m_mutex);
        m_target = nullptr;
    }

private:
    std::mutex m_mutex;
    QObject* m_target;
};

} // namespace partitura::app
