// What compaction knows of transactions while it walks over a log.
#pragma once

#include "broker/log/transaction_index.h"
#include "broker/record/batch_header.h"
#include "broker/record/control_record.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace partitura::log {

/// Follows the transactions of a log batch by batch, to tell aborted data and markers whose data is gone
/// (Kafka's CleanedTransactionMetadata). Thread: one at a time.
class CleanedTransactions {
public:
    CleanedTransactions() = default;
    /// `aborted`: all aborted transactions that overlap what is walked over, in any order.
    explicit CleanedTransactions(std::vector<AbortedTransaction> aborted);

    /// The next batch, not a control batch; whether it belongs to an aborted transaction.
    [[nodiscard]] bool onDataBatch(const record::BatchHeader& header);

    struct Marker {
        bool isDiscardable = false; ///< no batch of its transaction was seen
        /// An aborted transaction whose marker stays: it belongs into the index of what is written.
        std::optional<AbortedTransaction> aborted;
    };
    /// The next batch, a control batch. `type`: of its record; nullopt when compaction has emptied it.
    [[nodiscard]] Marker onControlBatch(const record::BatchHeader& header,
                                        std::optional<record::ControlType> type);

private:
    struct Ongoing {
        AbortedTransaction transaction;
        bool hasData = false;
    };

    void beginUpTo(Offset offset);

    std::vector<AbortedTransaction> m_aborted; ///< by first offset, falling: the next is at the back
    std::map<ProducerId, Ongoing> m_ongoingAborted;
    std::set<ProducerId> m_ongoingCommitted;
};

} // namespace partitura::log
