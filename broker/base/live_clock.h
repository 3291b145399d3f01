// The machine's clock.
#pragma once

#include "broker/base/clock.h"

namespace partitura {

/// Clock of the machine. Thread: any.
class LiveClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return std::chrono::steady_clock::now(); }
    [[nodiscard]] TimestampMs wallTimeMs() const override {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::system_clock::now().time_since_epoch())
            .count();
    }
};

} // namespace partitura
