// Actions that begin later, last for a while, and come again.
#pragma once

#include "app/actions/action_call.h"
#include "broker/base/clock.h"

#include <QObject>

#include <optional>
#include <vector>

namespace partitura::app {

/// When a call is made, and taken back.
struct Timing {
    Duration startsIn{};             ///< from when it is planned
    std::optional<Duration> lasts;   ///< its undo comes then; nullopt: it stays
    std::optional<Duration> repeats; ///< from one beginning to the next, longer than it lasts; nullopt: once
    int times = 1;                   ///< how often in all; counts only where it repeats

    bool operator==(const Timing&) const = default;
};

/// What is planned, by the cluster's time: what is simulated is scheduled in its own. It does nothing itself:
/// `due` says what is to be done now. Thread: the user interface's.
class Schedule : public QObject {
    Q_OBJECT

public:
    struct Entry {
        int id = 0;
        ActionCall call;
        std::optional<ActionCall> undo; ///< made when it ends
        Timing timing;
        std::optional<Instant> nextStart; ///< nullopt: no more
        std::optional<Instant> end;       ///< while it lasts
        int left = 1;                     ///< beginnings to come
    };

    using QObject::QObject;

    /// Errors: INVALID_REQUEST where it repeats sooner than it ends, or nothing takes it back.
    Result<int> add(ActionCall call, std::optional<ActionCall> undo, const Timing& timing);
    /// What lasts is taken back at once.
    void cancel(int id);
    /// As cancel() of all.
    void cancelAll();
    /// Forgets all, without a word.
    void clear();
    /// Time is `now`. What is due is done in the order of its times.
    void advance(Instant now);
    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    [[nodiscard]] Instant now() const { return m_now; }

signals:
    void due(const partitura::app::ActionCall& call);
    /// Entries came, went, began or ended.
    void changed();

private:
    bool step(Entry& entry);

    std::vector<Entry> m_entries;
    Instant m_now{};
    int m_lastId = 0;
};

} // namespace partitura::app
