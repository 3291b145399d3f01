// Fetched bytes made into pages of records and of batch headers.
#include "app/live/record_page.h"
#include "broker/record/batch_builder.h"
#include "broker/record/control_record.h"

#include <QtTest>

using namespace partitura;
using namespace partitura::app;

namespace {

constexpr ProducerId producer{4001};
constexpr ProducerEpoch epoch{2};

void append(Bytes& log, Bytes batch, std::int64_t baseOffset) {
    record::setBaseOffset(batch, Offset(baseOffset));
    log.insert(log.end(), batch.begin(), batch.end());
}

/// Offsets 10–12 in one batch, 20–21 of a transaction, and its commit marker at 22.
Bytes sampleLog() {
    Bytes log;
    record::BatchBuilder plain;
    for (const std::string_view value : {"a", "b", "c"})
        plain.add(1000, asBytes("k"), asBytes(value));
    append(log, *plain.build(), 10);
    record::BatchOptions options;
    options.producerId = producer;
    options.producerEpoch = epoch;
    options.baseSequence = 0;
    options.isTransactional = true;
    options.compression = record::Compression::lz4;
    record::BatchBuilder transactional(options);
    transactional.add(2000, asBytes("k"), asBytes("d"));
    transactional.add(2500, asBytes("k"), asBytes("e"));
    append(log, *transactional.build(), 20);
    append(log, record::endTransactionBatch({true, 1, 3000}, producer, epoch), 22);
    return log;
}

BatchQuery queryOf(std::int64_t from) {
    return {{"t", PartitionIndex(0)}, Offset(from)};
}

} // namespace

class RecordPageTest : public QObject {
    Q_OBJECT

private slots:
    void headersTellOfBatches() {
        const auto page = makeBatchPage(queryOf(10), sampleLog(), Offset(3), Offset(40));
        QVERIFY(page);
        const auto& batches = (*page)->batches;
        QCOMPARE(batches.size(), std::size_t(3));
        QVERIFY(batches[0]->baseOffset == Offset(10) && batches[0]->lastOffset == Offset(12));
        QCOMPARE(batches[0]->recordCount, 3);
        QVERIFY(!batches[0]->isTransactional && batches[0]->transactionEnd == TransactionEnd::none);
        QCOMPARE(batches[1]->firstTimestampMs, TimestampMs(2000));
        QCOMPARE(batches[1]->maxTimestampMs, TimestampMs(2500));
        QVERIFY(batches[1]->isTransactional && batches[1]->producerId == producer);
        QVERIFY(batches[2]->isControl && batches[2]->transactionEnd == TransactionEnd::commit);
        QVERIFY((*page)->nextOffset == Offset(23));
        QVERIFY((*page)->logStart == Offset(3) && (*page)->highWatermark == Offset(40));
    }

    void recordsKnowTheSameOfTheirBatch() {
        const auto bytes = std::make_shared<const Bytes>(sampleLog());
        const auto records =
            makeRecordPage({{"t", PartitionIndex(0)}, Offset(10)}, bytes, Offset(0), Offset(40));
        const auto batches = makeBatchPage(queryOf(10), *bytes, Offset(0), Offset(40));
        QVERIFY(records && batches);
        QCOMPARE((*records)->records.size(), std::size_t(6));
        for (const auto& record : (*records)->records) {
            const auto same = std::ranges::find_if((*batches)->batches, [&](const auto& batch) {
                return batch->baseOffset == record.batch->baseOffset;
            });
            QVERIFY(same != (*batches)->batches.end());
            QVERIFY((*same)->transactionEnd == record.batch->transactionEnd);
            QCOMPARE((*same)->maxTimestampMs, record.batch->maxTimestampMs);
            QCOMPARE((*same)->recordCount, record.batch->recordCount);
        }
    }

    void aPageEndsWhereItIsAskedTo() {
        auto query = queryOf(11); // within the first batch
        query.to = Offset(15);    // in the gap after it
        const auto page = makeBatchPage(query, sampleLog(), Offset(0), Offset(40));
        QCOMPARE((*page)->batches.size(), std::size_t(1));
        QVERIFY((*page)->nextOffset == Offset(15)); // all before it was looked at
        query = queryOf(13);
        query.maxBatches = 1;
        const auto next = makeBatchPage(query, sampleLog(), Offset(0), Offset(40));
        QCOMPARE((*next)->batches.size(), std::size_t(1));
        QVERIFY((*next)->batches[0]->baseOffset == Offset(20));
        QVERIFY((*next)->nextOffset == Offset(22));
    }

    void whatIsCutIsLeft() {
        const auto log = sampleLog();
        for (std::size_t size = 0; size <= log.size(); ++size) {
            const auto page = makeBatchPage(queryOf(10), ByteView(log).first(size), Offset(0), Offset(40));
            if (!page)
                continue;
            for (const auto& batch : (*page)->batches)
                QVERIFY(batch->lastOffset < (*page)->nextOffset);
            QCOMPARE((*page)->batches.size() == 3, size == log.size());
        }
        const Bytes noBatch(200, 0xff);
        QVERIFY(!makeBatchPage(queryOf(0), noBatch, Offset(0), Offset(40)));
    }
};

QTEST_GUILESS_MAIN(RecordPageTest)
#include "record_page_test.moc"
