#include "broker/simulator/history_invariants.h"

#include <fmt/format.h>

#include <algorithm>

namespace partitura::simulator {
namespace {

using Kind = Operation::Kind;
using Outcome = Operation::Outcome;

constexpr std::int16_t acksAll = -1;

/// Values are numbered by their producer: see SimulatedProducer.
int clientOf(std::int64_t value) {
    return static_cast<int>(value >> 32);
}
std::size_t countOf(std::int64_t value) {
    return static_cast<std::size_t>(value & 0xffffffff);
}

template <typename T>
T& at(std::vector<T>& values, std::size_t index, const T& unknown) {
    if (values.size() <= index)
        values.resize(index + 1, unknown);
    return values[index];
}

} // namespace

// ---- records ----

void OffsetsAreConsistent::completed(const Operation& operation) {
    if (operation.kind == Kind::poll)
        for (const auto& record : operation.records)
            see(operation.partition, record.offset, record.value);
    if (operation.kind == Kind::send && operation.outcome == Outcome::ok && operation.acks == acksAll)
        for (std::int32_t i = 0; i < operation.count; ++i)
            see(operation.partition, operation.offset + i, operation.value + i);
}

void OffsetsAreConsistent::see(const TopicPartition& partition, Offset offset, std::int64_t value) {
    auto& known = at(m_values[partition], static_cast<std::size_t>(offset.value()), std::int64_t{-1});
    if (known == -1)
        known = value;
    else if (known != value)
        violated(fmt::format("offset {} of {} is value {} to one client and {} to another", offset.value(),
                             toString(partition), known, value));
}

void WritesAreKept::completed(const Operation& operation) {
    if (operation.kind == Kind::poll)
        for (const auto& record : operation.records)
            at(m_read[clientOf(record.value)], countOf(record.value), char{0}) = 1;
    if (operation.kind == Kind::send && operation.outcome == Outcome::ok && operation.acks == acksAll)
        m_acknowledged[operation.value] = operation;
}

void WritesAreKept::finish() {
    for (const auto& [first, send] : m_acknowledged)
        for (std::int32_t i = 0; i < send.count; ++i) {
            const auto& read = m_read[clientOf(first)];
            const auto count = countOf(first + i);
            if (count >= read.size() || !read[count]) {
                violated(fmt::format("value {} was acknowledged at offset {} of {} and is not there",
                                     first + i, send.offset.value() + i, toString(send.partition)));
                break;
            }
        }
}

void WritesAreNotRepeated::completed(const Operation& operation) {
    if (operation.kind == Kind::send && operation.isIdempotent)
        m_idempotent.insert(operation.client);
    if (operation.kind != Kind::poll)
        return;
    for (const auto& record : operation.records) {
        const Place place{operation.partition.partition, record.offset};
        const auto client = clientOf(record.value);
        auto& known = at(m_places[client], countOf(record.value), Place{});
        if (known.offset == Offset(-1)) {
            known = place;
        } else if (known.offset != place.offset || known.partition != place.partition) {
            auto text = fmt::format("value {} lies at offset {} of partition {} and at offset {} of {}",
                                    record.value, known.offset.value(), known.partition.value(),
                                    record.offset.value(), toString(operation.partition));
            if (m_idempotent.contains(client))
                violated(std::move(text));
            else
                m_repeated.emplace(client, std::move(text));
        }
    }
}

void WritesAreNotRepeated::finish() {
    for (const auto& [client, text] : m_repeated)
        if (m_idempotent.contains(client))
            violated(text);
}

// ---- order ----

void PollsAreInOrder::completed(const Operation& operation) {
    const std::pair key{operation.client, operation.partition};
    if (operation.kind == Kind::reset)
        return violated(fmt::format("client {} is at offset {} of {}, where its leader has no record",
                                    operation.client, operation.offset.value(),
                                    toString(operation.partition)));
    if (operation.kind != Kind::poll)
        return;
    auto [found, isNew] = m_positions.try_emplace(key, Position{operation.session, operation.offset});
    auto& position = found->second;
    if (position.session != operation.session)
        position = {operation.session, operation.offset};
    for (const auto& record : operation.records) {
        if (record.offset != position.next)
            return violated(fmt::format("client {} got offset {} of {} where {} comes next", operation.client,
                                        record.offset.value(), toString(operation.partition),
                                        position.next.value()));
        ++position.next;
    }
}

void SendsAreInOrder::completed(const Operation& operation) {
    if (operation.kind != Kind::send || operation.outcome != Outcome::ok || operation.acks != acksAll)
        return;
    auto [last, isNew] =
        m_last.try_emplace({operation.client, operation.partition}, operation.offset + (operation.count - 1));
    if (isNew)
        return;
    if (operation.offset <= last->second)
        violated(fmt::format("client {} sent to {} and was told offset {}, after {} for what it sent before",
                             operation.client, toString(operation.partition), operation.offset.value(),
                             last->second.value()));
    last->second = std::max(last->second, operation.offset + (operation.count - 1));
}

} // namespace partitura::simulator
