// How long the user interface thread was away from its event loop.
#pragma once

#include <QElapsedTimer>
#include <QObject>

#include <chrono>

namespace partitura::ui {

/// Measures each turn of the event loop: from waking up to going back to wait for the next event. A turn longer than
/// `limit` is a stall, during which nothing was drawn and no click answered. Costs two readings of a clock a turn.
/// Thread: the user interface's.
class StallDetector : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds limit{50};

    struct Report {
        std::chrono::nanoseconds longest{0};
        std::chrono::nanoseconds busy{0};  ///< all turns together
        std::chrono::nanoseconds watched{0};
        int stalls = 0; ///< turns longer than `limit`
        std::int64_t turns = 0;
    };

    /// Watches the calling thread's event loop from now on.
    explicit StallDetector(QObject* parent = nullptr);

    [[nodiscard]] Report report() const;
    /// Begins anew: what came before (building the window) is not counted.
    void reset();
    /// "stalls: longest 12.3 ms, 0 over 50 ms in 1234 turns, 3.1 % busy over 20.0 s"
    [[nodiscard]] QString reportLine() const;

private:
    void endTurn();

    Report m_report;
    QElapsedTimer m_turn;    ///< since the loop woke up; invalid while it waits
    QElapsedTimer m_watched;
};

} // namespace partitura::ui
