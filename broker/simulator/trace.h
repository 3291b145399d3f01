// What happened in a simulation, as one number and, if wanted, as text.
#pragma once

#include "broker/observe/event.h"
#include "broker/simulation/simulated_network.h"
#include "broker/simulator/fault_schedule.h"
#include "broker/simulator/history.h"

#include <cstdio>
#include <deque>
#include <memory>
#include <string>

namespace partitura::simulator {

/// A running hash (XXH3) over every frame that arrived, with its time and hosts, every event, fault and
/// completed operation. Two runs with one hash did the same, byte for byte. Thread: the simulation's.
class Trace {
public:
    /// `text`: where each thing goes as a line; nullptr for nowhere. It stays the caller's.
    explicit Trace(std::FILE* text = nullptr);
    ~Trace();
    Trace(const Trace&) = delete;
    Trace& operator=(const Trace&) = delete;

    void delivered(Instant at, const simulation::Delivery& delivery);
    void happened(Instant at, const observe::Event& event);
    void happened(Instant at, const Fault& fault);
    void completed(const Operation& operation);
    /// A line of the simulator's own.
    void note(Instant at, const std::string& line);

    [[nodiscard]] std::uint64_t hash() const;
    /// The last lines but for frames, oldest first.
    [[nodiscard]] const std::deque<std::string>& latest() const { return m_latest; }

private:
    struct State;
    void add(Instant at, const std::string& line);
    void mix(Instant at, ByteView bytes);

    std::unique_ptr<State> m_state;
    std::FILE* const m_text;
    std::deque<std::string> m_latest;
};

/// `12.345678s`.
[[nodiscard]] std::string toString(Instant at);

} // namespace partitura::simulator
