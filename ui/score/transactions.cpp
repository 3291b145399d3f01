#include "ui/score/transactions.h"

#include <algorithm>

namespace partitura::ui {

std::vector<TransactionFacts> transactionsOf(const std::vector<const app::BatchInfo*>& batches,
                                             OffsetRange read, Offset highWatermark) {
    std::vector<TransactionFacts> all;
    std::map<ProducerId, std::size_t> running; // into `all`
    for (const auto* batch : batches) {
        if (!batch->isTransactional || batch->lastOffset < read.from || batch->baseOffset >= read.to)
            continue;
        const bool isMarker = batch->transactionEnd != app::TransactionEnd::none;
        auto known = running.find(batch->producerId);
        if (known == running.end()) {
            if (isMarker)
                continue;
            known = running.emplace(batch->producerId, all.size()).first;
            all.push_back({batch->producerId, batch->producerEpoch, TransactionState::unknown,
                           std::max(batch->baseOffset, read.from), batch->lastOffset});
        }
        auto& transaction = all[known->second];
        transaction.last = batch->lastOffset;
        if (!isMarker)
            continue;
        transaction.state = batch->transactionEnd == app::TransactionEnd::commit ? TransactionState::committed
                                                                                 : TransactionState::aborted;
        running.erase(known);
    }
    for (const auto& [producer, index] : running) {
        all[index].last = std::max(all[index].last, read.to - 1);
        if (read.to >= highWatermark)
            all[index].state = TransactionState::open;
    }
    std::ranges::stable_sort(all, {}, &TransactionFacts::first);
    return all;
}

} // namespace partitura::ui
