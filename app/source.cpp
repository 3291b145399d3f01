#include "app/source.h"

#include <QTimer>

namespace partitura::app {
namespace {

const Error lookOnly{ErrorCode::UNSUPPORTED_VERSION, "This source can only be looked at."};

} // namespace

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

void Source::execute(ActionCall, Answer<void> answer) {
    QTimer::singleShot(0, this, [answer = std::move(answer)] { answer(lookOnly); });
}

void Source::describeConfigs(std::string, Answer<std::vector<ConfigEntry>> answer) {
    QTimer::singleShot(0, this, [answer = std::move(answer)] { answer(lookOnly); });
}

} // namespace partitura::app
