#include "broker/simulator/history.h"

#include <fmt/format.h>

#include <utility>

namespace partitura::simulator {
namespace {

std::string what(const Operation& op) {
    switch (op.kind) {
    case Operation::Kind::send:
        return fmt::format("send {} value {} x {} acks={}{}", toString(op.partition), op.value, op.count,
                           op.acks, op.isIdempotent ? " idempotent" : "");
    case Operation::Kind::poll:
        return fmt::format("poll {} from {}: {} records", toString(op.partition), op.offset.value(),
                           op.records.size());
    case Operation::Kind::reset:
        return fmt::format("reset {} at {}", toString(op.partition), op.offset.value());
    case Operation::Kind::own: {
        std::string owned;
        for (const auto& partition : op.owned)
            owned += " " + toString(partition);
        return fmt::format("own group {} generation {}:{}", op.group, op.generation, owned);
    }
    case Operation::Kind::commit:
        return fmt::format("commit group {} generation {} {} at {}", op.group, op.generation,
                           toString(op.partition), op.offset.value());
    case Operation::Kind::recall:
        return fmt::format("recall group {} {}: {}", op.group, toString(op.partition), op.offset.value());
    }
    return {};
}

std::string outcome(const Operation& op) {
    switch (op.outcome) {
    case Operation::Outcome::pending:
        return "pending";
    case Operation::Outcome::ok:
        return op.kind == Operation::Kind::send ? fmt::format("ok at {}", op.offset.value()) : "ok";
    case Operation::Outcome::failed:
        return fmt::format("failed, {}", errorName(op.error));
    case Operation::Outcome::unknown:
        return fmt::format("unknown, {}", errorName(op.error));
    }
    return {};
}

} // namespace

std::string toString(const Operation& operation) {
    return fmt::format("client {} {}: {}", operation.client, what(operation), outcome(operation));
}

std::uint64_t History::invoke(Operation operation, Instant now) {
    operation.id = ++m_last;
    operation.invoked = now;
    return m_pending.emplace(operation.id, std::move(operation)).first->first;
}

void History::complete(std::uint64_t id, Operation::Outcome outcome, ErrorCode error, Instant now) {
    auto& operation = m_latest.emplace_back(std::move(m_pending.extract(id).mapped()));
    operation.outcome = outcome;
    operation.error = error;
    operation.completed = now;
    operation.completion = m_last + 1;
    m_completed(operation);
    operation.records = {};
    if (m_latest.size() > m_keptMax)
        m_latest.pop_front();
}

void History::note(Operation operation, Instant invoked, Instant now) {
    complete(invoke(std::move(operation), invoked), Operation::Outcome::ok, ErrorCode::NONE, now);
}

} // namespace partitura::simulator
