#include "app/source.h"

namespace partitura::app {

void Source::readBatches(BatchQuery query, Answer<std::shared_ptr<const BatchPage>> answer) {
    const RecordQuery records{query.topicPartition, query.from, query.maxBatches, query.maxBytes};
    readRecords(records,
                [query, answer = std::move(answer)](const Result<std::shared_ptr<const RecordPage>>& read) {
                    if (!read)
                        return answer(read.error());
                    auto page = std::make_shared<BatchPage>();
                    page->topicPartition = query.topicPartition;
                    page->nextOffset = (*read)->nextOffset;
                    page->logStart = (*read)->logStart;
                    page->highWatermark = (*read)->highWatermark;
                    for (const auto& record : (*read)->records)
                        if (record.batch && record.batch->baseOffset < query.to &&
                            (page->batches.empty() || page->batches.back() != record.batch))
                            page->batches.push_back(record.batch);
                    answer(std::shared_ptr<const BatchPage>(std::move(page)));
                });
}

} // namespace partitura::app
