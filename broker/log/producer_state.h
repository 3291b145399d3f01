// What a log remembers of idempotent and transactional producers.
#pragma once

#include "broker/base/storage.h"
#include "broker/record/batch_header.h"
#include "broker/record/control_record.h"

#include <array>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace partitura::log {

/// Who appends, and so how much is checked (Kafka's AppendOrigin).
enum class AppendOrigin { client, coordinator, replication };

/// One batch of a producer that is remembered to recognise a repetition (Kafka's BatchMetadata).
struct ProducerBatch {
    std::int32_t lastSequence = record::noSequence;
    Offset lastOffset{-1};
    std::int32_t offsetDelta = 0;
    TimestampMs timestamp = noTimestamp;

    [[nodiscard]] Offset firstOffset() const { return lastOffset - offsetDelta; }
    [[nodiscard]] std::int32_t firstSequence() const {
        return static_cast<std::int32_t>((std::int64_t{lastSequence} - offsetDelta) & INT32_MAX);
    }
    bool operator==(const ProducerBatch&) const = default;
};

/// State of one producer id on one log (Kafka's ProducerStateEntry). A value type.
class ProducerState {
public:
    static constexpr std::size_t batchesKept = 5;

    explicit ProducerState(ProducerId id = {})
        : id(id) {}

    /// Oldest first.
    [[nodiscard]] std::span<const ProducerBatch> batches() const { return {m_batches.data(), m_count}; }
    [[nodiscard]] std::int32_t lastSequence() const {
        return m_count == 0 ? record::noSequence : m_batches[m_count - 1].lastSequence;
    }
    void addBatch(ProducerEpoch batchEpoch, const ProducerBatch& batch);
    /// Takes over a new epoch, whose sequences start anew.
    void setEpoch(ProducerEpoch newEpoch);

    ProducerId id;
    ProducerEpoch epoch;
    std::int32_t coordinatorEpoch = -1;
    TimestampMs lastTimestamp = noTimestamp;
    /// Set while a transaction is open here.
    std::optional<Offset> transactionFirstOffset;

private:
    std::array<ProducerBatch, batchesKept> m_batches;
    std::uint8_t m_count = 0;
};

/// A transaction that has ended on this log (Kafka's CompletedTxn).
struct CompletedTransaction {
    ProducerId producerId;
    Offset firstOffset;
    Offset lastOffset; ///< of the marker
    bool isAborted = false;
};

/// States of all producers of one log (Kafka's ProducerStateManager and ProducerAppendInfo). Thread: the
/// log's loop.
class ProducerStateCache {
public:
    /// Changes that an append would make; nothing is changed until it is committed.
    struct Update {
        std::vector<ProducerState> states;
        std::vector<CompletedTransaction> completed;
    };

    /// nullptr when the producer is unknown.
    [[nodiscard]] const ProducerState* find(ProducerId id) const;
    [[nodiscard]] std::size_t size() const { return m_producers.size(); }
    /// All states, by producer id; for inspection.
    [[nodiscard]] std::vector<ProducerState> all() const;

    /// The remembered batch that this one repeats: same epoch, first and last sequence.
    [[nodiscard]] std::optional<ProducerBatch> findDuplicate(const record::BatchHeader& header) const;

    /// Adds a batch at its final offsets to `update`. `marker` is that of an end transaction batch; a control
    /// batch without one changes nothing. Errors: INVALID_PRODUCER_EPOCH, OUT_OF_ORDER_SEQUENCE_NUMBER,
    /// INVALID_TXN_STATE, TRANSACTION_COORDINATOR_FENCED; from replication none but INVALID_TXN_STATE.
    [[nodiscard]] Result<void> stage(Update& update, const record::BatchHeader& header, AppendOrigin origin,
                                     const std::optional<record::EndTransactionMarker>& marker) const;
    void commit(const Update& update);
    /// The last stable offset that the marker of `ended` left, other transactions of its update being those
    /// that may have been open at it. To be asked after the commit.
    [[nodiscard]] Offset lastStableOffsetAt(const CompletedTransaction& ended, const Update& update) const;

    /// The first offset that is not stable: of an open transaction, or of one whose marker is at or above the
    /// high watermark; nullopt when there is none.
    [[nodiscard]] std::optional<Offset> firstUnstableOffset(Offset highWatermark);

    /// Forgets producers without an open transaction that were last heard of before `beforeMs`.
    void expire(TimestampMs beforeMs);
    void clear();

    /// Kafka's snapshot file: version 1, CRC-32C, entries.
    [[nodiscard]] Bytes toSnapshot() const;
    /// Replaces all states. Errors: CORRUPT_MESSAGE.
    [[nodiscard]] Result<void> loadSnapshot(ByteView snapshot);

private:
    std::unordered_map<ProducerId, ProducerState> m_producers;
    std::map<Offset, ProducerId> m_openTransactions; ///< by first offset
    std::map<Offset, Offset> m_unreplicated;         ///< ended ones: first offset, marker's offset
};

} // namespace partitura::log
