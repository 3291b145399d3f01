// Transactions on one partition, as its batches tell of them.
#pragma once

#include "ui/score/score_cache.h"

#include <vector>

namespace partitura::ui {

enum class TransactionState {
    committed,
    aborted,
    open,   ///< no marker up to the high watermark
    unknown ///< its end was not read
};

struct TransactionFacts {
    ProducerId producer;
    ProducerEpoch epoch;
    TransactionState state = TransactionState::unknown;
    Offset first, last; ///< from its first record that was read to its marker, or to where reading ended

    bool operator==(const TransactionFacts&) const = default;
};

/// The transactions that batches read without a gap tell of, in the order of their first record. Batches of
/// one producer up to a control batch of the same are one transaction (KIP-98; Kafka's ProducerStateManager).
/// A marker of which no record was read tells of none. `read` is what was read, `highWatermark` where the log
/// ends for who reads it. Thread: any.
[[nodiscard]] std::vector<TransactionFacts> transactionsOf(const std::vector<const app::BatchInfo*>& batches,
                                                           OffsetRange read, Offset highWatermark);

} // namespace partitura::ui
