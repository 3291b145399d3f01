#include "broker/log/transaction_index.h"

#include "broker/base/endian.h"

namespace partitura::log {

Result<void> TransactionIndex::append(const AbortedTransaction& aborted) {
    std::uint8_t entry[entryBytes] = {};
    storeBigEndian(entry + 2, aborted.producerId.value());
    storeBigEndian(entry + 10, aborted.firstOffset.value());
    storeBigEndian(entry + 18, aborted.lastOffset.value());
    storeBigEndian(entry + 26, aborted.lastStableOffset.value());
    return m_file.append(entry);
}

Result<bool> TransactionIndex::collect(Offset from, Offset upTo, std::vector<AbortedTransaction>& into) {
    auto count = m_file.count();
    if (!count)
        return count.error();
    std::uint8_t entry[entryBytes];
    for (std::size_t i = 0; i < *count; ++i) {
        if (auto got = m_file.read(i, entry); !got)
            return got.error();
        const AbortedTransaction aborted{ProducerId(loadBigEndian<std::int64_t>(entry + 2)),
                                         Offset(loadBigEndian<std::int64_t>(entry + 10)),
                                         Offset(loadBigEndian<std::int64_t>(entry + 18)),
                                         Offset(loadBigEndian<std::int64_t>(entry + 26))};
        if (aborted.lastOffset >= from && aborted.firstOffset < upTo)
            into.push_back(aborted);
        if (aborted.lastStableOffset >= upTo)
            return true;
    }
    return false;
}

Result<void> TransactionIndex::truncateTo(Offset offset) {
    auto count = m_file.partitionPoint(
        [&](const std::uint8_t* entry) { return Offset(loadBigEndian<std::int64_t>(entry + 18)) < offset; });
    if (!count)
        return count.error();
    return m_file.exists() ? m_file.keep(*count) : Result<void>();
}

} // namespace partitura::log
