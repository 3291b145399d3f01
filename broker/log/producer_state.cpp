#include "broker/log/producer_state.h"

#include "broker/base/endian.h"
#include "broker/base/mutation.h"
#include "broker/record/crc32c.h"

#include <algorithm>
#include <fmt/format.h>

namespace partitura::log {
namespace {

constexpr std::int16_t snapshotVersion = 1;
constexpr std::size_t snapshotCrcAt = 2;
constexpr std::size_t snapshotCountAt = 6; // the CRC covers all from here
constexpr std::size_t snapshotEntriesAt = 10;
constexpr std::size_t snapshotEntryBytes = 46;

bool followsSequence(std::int32_t last, std::int32_t next) {
    return std::int64_t{next} == std::int64_t{last} + 1 || (next == 0 && last == INT32_MAX);
}

Result<void> checkEpoch(const ProducerState& state, const record::BatchHeader& header, AppendOrigin origin) {
    if (header.producerEpoch < state.epoch && origin != AppendOrigin::replication)
        return Error{ErrorCode::INVALID_PRODUCER_EPOCH,
                     fmt::format("producer {} sends epoch {}; the latest is {}", header.producerId.value(),
                                 header.producerEpoch.value(), state.epoch.value())};
    return {};
}

Result<void> checkSequence(const ProducerState& state, const record::BatchHeader& header) {
    if (PARTITURA_MUTATION(sequencesIgnored))
        return {};
    const bool isFirst = state.epoch == ProducerEpoch();
    const bool isNewEpoch = header.producerEpoch != state.epoch;
    const bool follows =
        isNewEpoch ? header.baseSequence == 0 : followsSequence(state.lastSequence(), header.baseSequence);
    if (isFirst || follows)
        return {};
    return Error{ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER,
                 fmt::format("producer {}, epoch {} sends sequence {}; the last was {} in epoch {}",
                             header.producerId.value(), header.producerEpoch.value(), header.baseSequence,
                             state.lastSequence(), state.epoch.value())};
}

} // namespace

void ProducerState::setEpoch(ProducerEpoch newEpoch) {
    if (epoch == newEpoch)
        return;
    epoch = newEpoch;
    m_count = 0;
}

void ProducerState::addBatch(ProducerEpoch batchEpoch, const ProducerBatch& batch) {
    setEpoch(batchEpoch);
    if (m_count == batchesKept) {
        std::move(m_batches.begin() + 1, m_batches.end(), m_batches.begin());
        --m_count;
    }
    m_batches[m_count++] = batch;
    lastTimestamp = batch.timestamp;
}

const ProducerState* ProducerStateCache::find(ProducerId id) const {
    const auto at = m_producers.find(id);
    return at == m_producers.end() ? nullptr : &at->second;
}

std::vector<ProducerState> ProducerStateCache::all() const {
    std::vector<ProducerState> states;
    states.reserve(m_producers.size());
    for (const auto& [id, state] : m_producers)
        states.push_back(state);
    std::sort(states.begin(), states.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return states;
}

std::optional<ProducerBatch> ProducerStateCache::findDuplicate(const record::BatchHeader& header) const {
    const auto* state = find(header.producerId);
    if (!state || state->epoch != header.producerEpoch || PARTITURA_MUTATION(sequencesIgnored))
        return std::nullopt;
    for (const auto& batch : state->batches())
        if (batch.firstSequence() == header.baseSequence && batch.lastSequence == header.lastSequence())
            return batch;
    return std::nullopt;
}

Result<void> ProducerStateCache::stage(Update& update, const record::BatchHeader& header, AppendOrigin origin,
                                       const std::optional<record::EndTransactionMarker>& marker) const {
    if (header.isControl() && !marker)
        return {};
    auto staged = std::find_if(update.states.begin(), update.states.end(),
                               [&](const auto& s) { return s.id == header.producerId; });
    if (staged == update.states.end()) {
        const auto* known = find(header.producerId);
        update.states.push_back(known ? *known : ProducerState(header.producerId));
        staged = std::prev(update.states.end());
    }
    auto& state = *staged;
    if (auto checked = checkEpoch(state, header, origin); !checked)
        return checked;

    if (marker) {
        if (marker->coordinatorEpoch < state.coordinatorEpoch && origin != AppendOrigin::replication)
            return Error{ErrorCode::TRANSACTION_COORDINATOR_FENCED,
                         fmt::format("a marker for producer {} has coordinator epoch {}; the latest is {}",
                                     header.producerId.value(), marker->coordinatorEpoch,
                                     state.coordinatorEpoch)};
        if (state.transactionFirstOffset)
            update.completed.push_back(
                {header.producerId, *state.transactionFirstOffset, header.baseOffset, !marker->isCommit});
        state.setEpoch(header.producerEpoch);
        state.coordinatorEpoch = marker->coordinatorEpoch;
        state.lastTimestamp = marker->timestamp;
        state.transactionFirstOffset.reset();
        return {};
    }

    if (origin == AppendOrigin::client)
        if (auto checked = checkSequence(state, header); !checked)
            return checked;
    if (state.transactionFirstOffset && !header.isTransactional())
        return Error{
            ErrorCode::INVALID_TXN_STATE,
            fmt::format("producer {} writes outside of its open transaction", header.producerId.value())};
    state.addBatch(header.producerEpoch,
                   {header.lastSequence(), header.lastOffset(), header.lastOffsetDelta, header.maxTimestamp});
    if (header.isTransactional() && !state.transactionFirstOffset)
        state.transactionFirstOffset = header.baseOffset;
    return {};
}

void ProducerStateCache::commit(const Update& update) {
    for (const auto& done : update.completed) {
        m_openTransactions.erase(done.firstOffset);
        m_unreplicated[done.firstOffset] = done.lastOffset;
    }
    for (const auto& state : update.states) {
        if (state.transactionFirstOffset)
            m_openTransactions[*state.transactionFirstOffset] = state.id;
        m_producers.insert_or_assign(state.id, state);
    }
}

Offset ProducerStateCache::lastStableOffsetAt(const CompletedTransaction& ended, const Update& update) const {
    auto stable = ended.lastOffset + 1;
    if (!m_openTransactions.empty())
        stable = std::min(stable, m_openTransactions.begin()->first);
    for (const auto& other : update.completed)
        if (other.lastOffset > ended.lastOffset)
            stable = std::min(stable, other.firstOffset);
    return stable;
}

std::optional<Offset> ProducerStateCache::firstUnstableOffset(Offset highWatermark) {
    std::erase_if(m_unreplicated, [&](const auto& ended) { return ended.second < highWatermark; });
    std::optional<Offset> first;
    if (!m_openTransactions.empty())
        first = m_openTransactions.begin()->first;
    if (!m_unreplicated.empty() && (!first || m_unreplicated.begin()->first < *first))
        first = m_unreplicated.begin()->first;
    return first;
}

void ProducerStateCache::expire(TimestampMs beforeMs) {
    std::erase_if(m_producers, [&](const auto& entry) {
        return !entry.second.transactionFirstOffset && entry.second.lastTimestamp < beforeMs;
    });
}

void ProducerStateCache::clear() {
    m_producers.clear();
    m_openTransactions.clear();
    m_unreplicated.clear();
}

Bytes ProducerStateCache::toSnapshot() const {
    const auto states = all();
    Bytes snapshot(snapshotEntriesAt + states.size() * snapshotEntryBytes);
    auto* at = snapshot.data();
    storeBigEndian(at, snapshotVersion);
    storeBigEndian(at + snapshotCountAt, static_cast<std::int32_t>(states.size()));
    at += snapshotEntriesAt;
    for (const auto& state : states) {
        const auto last = state.batches().empty() ? ProducerBatch() : state.batches().back();
        storeBigEndian(at, state.id.value());
        storeBigEndian(at + 8, state.epoch.value());
        storeBigEndian(at + 10, last.lastSequence);
        storeBigEndian(at + 14, last.lastOffset.value());
        storeBigEndian(at + 22, last.offsetDelta);
        storeBigEndian(at + 26, state.lastTimestamp);
        storeBigEndian(at + 34, state.coordinatorEpoch);
        storeBigEndian(at + 38, state.transactionFirstOffset ? state.transactionFirstOffset->value() : -1);
        at += snapshotEntryBytes;
    }
    storeBigEndian(snapshot.data() + snapshotCrcAt,
                   record::crc32c(ByteView(snapshot).subspan(snapshotCountAt)));
    return snapshot;
}

Result<void> ProducerStateCache::loadSnapshot(ByteView snapshot) {
    const auto* at = snapshot.data();
    if (snapshot.size() < snapshotEntriesAt || loadBigEndian<std::int16_t>(at) != snapshotVersion)
        return Error{ErrorCode::CORRUPT_MESSAGE, "a producer snapshot is cut or of an unknown version"};
    if (loadBigEndian<std::uint32_t>(at + snapshotCrcAt) != record::crc32c(snapshot.subspan(snapshotCountAt)))
        return Error{ErrorCode::CORRUPT_MESSAGE, "the CRC of a producer snapshot is wrong"};
    const auto count = loadBigEndian<std::int32_t>(at + snapshotCountAt);
    if (count < 0 ||
        snapshotEntriesAt + static_cast<std::size_t>(count) * snapshotEntryBytes != snapshot.size())
        return Error{ErrorCode::CORRUPT_MESSAGE,
                     "a producer snapshot does not have as many entries as it says"};
    clear();
    Update update;
    at += snapshotEntriesAt;
    for (std::int32_t i = 0; i < count; ++i, at += snapshotEntryBytes) {
        ProducerState state(ProducerId(loadBigEndian<std::int64_t>(at)));
        const ProducerEpoch epoch(loadBigEndian<std::int16_t>(at + 8));
        const auto lastOffset = loadBigEndian<std::int64_t>(at + 14);
        const auto timestamp = loadBigEndian<std::int64_t>(at + 26);
        state.setEpoch(epoch);
        if (lastOffset >= 0)
            state.addBatch(epoch, {loadBigEndian<std::int32_t>(at + 10), Offset(lastOffset),
                                   loadBigEndian<std::int32_t>(at + 22), timestamp});
        state.lastTimestamp = timestamp;
        state.coordinatorEpoch = loadBigEndian<std::int32_t>(at + 34);
        if (const auto first = loadBigEndian<std::int64_t>(at + 38); first >= 0)
            state.transactionFirstOffset = Offset(first);
        update.states.push_back(state);
    }
    commit(update);
    return {};
}

} // namespace partitura::log
