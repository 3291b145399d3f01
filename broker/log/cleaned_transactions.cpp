#include "broker/log/cleaned_transactions.h"

#include <algorithm>

namespace partitura::log {

CleanedTransactions::CleanedTransactions(std::vector<AbortedTransaction> aborted)
    : m_aborted(std::move(aborted)) {
    std::sort(m_aborted.begin(), m_aborted.end(),
              [](const auto& a, const auto& b) { return a.firstOffset > b.firstOffset; });
}

void CleanedTransactions::beginUpTo(Offset offset) {
    for (; !m_aborted.empty() && m_aborted.back().firstOffset <= offset; m_aborted.pop_back())
        m_ongoingAborted.try_emplace(m_aborted.back().producerId, Ongoing{m_aborted.back(), false});
}

bool CleanedTransactions::onDataBatch(const record::BatchHeader& header) {
    beginUpTo(header.lastOffset());
    if (!header.isTransactional())
        return false;
    const auto aborted = m_ongoingAborted.find(header.producerId);
    if (aborted == m_ongoingAborted.end()) {
        m_ongoingCommitted.insert(header.producerId);
        return false;
    }
    aborted->second.hasData = true;
    return true;
}

CleanedTransactions::Marker CleanedTransactions::onControlBatch(const record::BatchHeader& header,
                                                                std::optional<record::ControlType> type) {
    beginUpTo(header.lastOffset());
    if (!type)
        return {.isDiscardable = true};
    if (*type == record::ControlType::commit)
        return {.isDiscardable = m_ongoingCommitted.erase(header.producerId) == 0};
    if (*type != record::ControlType::abort)
        return {.isDiscardable = false};
    const auto ended = m_ongoingAborted.extract(header.producerId);
    if (!ended || !ended.mapped().hasData)
        return {.isDiscardable = true};
    return {.isDiscardable = false, .aborted = ended.mapped().transaction};
}

} // namespace partitura::log
