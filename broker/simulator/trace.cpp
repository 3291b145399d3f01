#include "broker/simulator/trace.h"

#include <fmt/format.h>
#include <xxhash.h>

namespace partitura::simulator {
namespace {

constexpr std::size_t latestMax = 30;

} // namespace

struct Trace::State {
    State() { XXH3_64bits_reset(hash); }
    ~State() { XXH3_freeState(hash); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    XXH3_state_t* hash = XXH3_createState();
};

Trace::Trace(std::FILE* text)
    : m_state(std::make_unique<State>())
    , m_text(text) {}

Trace::~Trace() = default;

std::uint64_t Trace::hash() const {
    return XXH3_64bits_digest(m_state->hash);
}

void Trace::mix(Instant at, ByteView bytes) {
    const std::int64_t head[] = {at.time_since_epoch().count(), static_cast<std::int64_t>(bytes.size())};
    XXH3_64bits_update(m_state->hash, head, sizeof head);
    XXH3_64bits_update(m_state->hash, bytes.data(), bytes.size());
}

void Trace::add(Instant at, const std::string& line) {
    mix(at, asBytes(line));
    m_latest.push_back(toString(at) + " " + line);
    if (m_text)
        fmt::print(m_text, "{}\n", m_latest.back());
    if (m_latest.size() > latestMax)
        m_latest.pop_front();
}

void Trace::delivered(Instant at, const simulation::Delivery& delivery) {
    mix(at, asBytes(delivery.from));
    mix(at, asBytes(delivery.to));
    mix(at, delivery.frame);
    if (m_text)
        fmt::print(m_text, "{} frame {} > {} {} bytes {:016x}\n", toString(at), delivery.from, delivery.to,
                   delivery.frame.size(), XXH3_64bits(delivery.frame.data(), delivery.frame.size()));
}

void Trace::happened(Instant at, const observe::Event& event) {
    add(at, fmt::format("broker {} {}: {}", event.broker.value(), observe::eventKindName(event.kind),
                        event.detail));
}

void Trace::happened(Instant at, const Fault& fault) {
    add(at, "fault " + toString(fault));
}

void Trace::completed(const Operation& operation) {
    add(operation.completed, toString(operation));
}

void Trace::note(Instant at, const std::string& line) {
    add(at, line);
}

std::string toString(Instant at) {
    const auto us = std::chrono::duration_cast<std::chrono::microseconds>(at.time_since_epoch()).count();
    return fmt::format("{}.{:06}s", us / 1'000'000, us % 1'000'000);
}

} // namespace partitura::simulator
