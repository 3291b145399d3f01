// How late the user interface thread gets back to its event loop.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <array>
#include <chrono>
#include <cstdint>

namespace partitura::ui {

/// A timer that ought to tick every `beat`: what a tick comes late is time in which nothing was drawn and no
/// click answered. Later than `limit` is a stall. Wakes the thread up two hundred times a second, so only on
/// demand. Thread: the user interface's.
class StallDetector : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds beat{5};
    static constexpr std::chrono::milliseconds limit{50};

    struct Report {
        std::chrono::nanoseconds longest{0};
        std::chrono::nanoseconds watched{0};
        int stalls = 0;                    ///< ticks later than `limit`
        std::chrono::nanoseconds usual{0}; ///< 99 of 100 ticks are not later, to a quarter of a millisecond
    };

    /// Watches the calling thread's event loop from now on.
    explicit StallDetector(QObject* parent = nullptr);

    [[nodiscard]] Report report() const;
    /// "event loop: longest stall 12.3 ms, 99 % within 4.2 ms, 0 over 50 ms, in 20.0 s"
    [[nodiscard]] QString reportLine() const;

private:
    void tick();

    static constexpr std::chrono::microseconds binWidth{250};

    Report m_report;
    std::array<std::uint64_t, 401> m_late{}; ///< ticks by how late they were; the last bin is all above
    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    QElapsedTimer m_watched;
};

} // namespace partitura::ui
