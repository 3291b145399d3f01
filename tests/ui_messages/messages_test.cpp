// The Messages view: rows fetched as they are looked at, seeking, following, fields bound to bytes.
#include "app/decode/record_layout.h"
#include "app/metrics/rates.h"
#include "tests/ui_support/fake_source.h"
#include "ui/messages/bytes_pane.h"
#include "ui/messages/detail_model.h"
#include "ui/messages/live_tail.h"
#include "ui/messages/messages_view.h"
#include "ui/messages/record_detail.h"
#include "ui/messages/record_fields.h"
#include "ui/messages/record_model.h"
#include "ui/messages/record_table.h"
#include "ui/messages/row_ranges.h"
#include "ui/messages/seek_target.h"
#include "ui/messages/tail_model.h"
#include "ui/style/key_look.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace partitura;
using namespace partitura::ui;
using test::FakeSource;

namespace {

ui::Frame frameOf(const FakeSource& source) {
    return {source.snapshot(), std::make_shared<app::Rates>()};
}

const observe::TopicSnapshot* topicOf(const FakeSource& source, const char* name) {
    return source.snapshot()->topic(name);
}

} // namespace

class MessagesTest : public QObject {
    Q_OBJECT

private slots:
    void seekReadsWhatPeopleType_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("partition"); // -1: none
        QTest::addColumn<QString>("place"); // kind and value
        QTest::newRow("earliest") << "earliest" << -1 << "earliest";
        QTest::newRow("latest") << " Latest " << -1 << "latest";
        QTest::newRow("offset") << "1204" << -1 << "offset 1204";
        QTest::newRow("grouped") << QString::fromUtf8("1\u202f204") << -1 << "offset 1204";
        QTest::newRow("partition") << "p3@1204" << 3 << "offset 1204";
        QTest::newRow("partition latest") << "p3@latest" << 3 << "latest";
        QTest::newRow("largest") << "9223372036854775807" << -1 << "offset 9223372036854775807";
        QTest::newRow("too large") << "9223372036854775808" << -1 << "error";
        QTest::newRow("hour") << "-1h" << -1 << "time 996400000";
        QTest::newRow("spans") << "-1h30m" << -1 << "time 994600000";
        QTest::newRow("ms") << "-5ms" << -1 << "time 999999995";
        QTest::newRow("minute") << "2026-11-22T10:00" << -1 << "time 1795341600000";
        QTest::newRow("day") << "2026-11-22" << -1 << "time 1795305600000";
        QTest::newRow("zone") << "2026-11-22T10:00:00+02:00" << -1 << "time 1795334400000";
        QTest::newRow("zulu, ms") << "2026-11-22 10:00:00.123Z" << -1 << "time 1795341600123";
        QTest::newRow("no such time") << "2026-13-22T10:00" << -1 << "error";
        QTest::newRow("word") << "yesterday" << -1 << "error";
        QTest::newRow("half") << "p3@" << -1 << "error";
        QTest::newRow("bad span") << "-1x" << -1 << "error";
    }
    void seekReadsWhatPeopleType() {
        QFETCH(QString, text);
        QFETCH(int, partition);
        QFETCH(QString, place);
        const auto parsed = parseSeek(text, 1'000'000'000, QTimeZone::utc());
        QString got = "error";
        if (const auto* target = std::get_if<SeekTarget>(&parsed)) {
            QCOMPARE(target->partition ? target->partition->value() : -1, partition);
            if (std::holds_alternative<SeekEarliest>(target->place))
                got = "earliest";
            else if (std::holds_alternative<SeekLatest>(target->place))
                got = "latest";
            else if (const auto* offset = std::get_if<SeekOffset>(&target->place))
                got = "offset " + QString::number(offset->offset.value());
            else
                got = "time " + QString::number(std::get<SeekTime>(target->place).timeMs);
        } else {
            QVERIFY(!std::get<QString>(parsed).isEmpty());
        }
        QCOMPARE(got, place);
    }

    void rangesMapRowsBothWays() {
        RowRanges ranges;
        std::vector<RowRanges::Range> all;
        for (int p = 0; p < 37; ++p)
            all.push_back({PartitionIndex(p), Offset(p * 3), Offset(p * 3 + (p % 4) * 5)});
        ranges.assign(all);
        ranges.setEnd(6, Offset(1000));
        ranges.setStart(7, Offset(25));
        std::int64_t row = 0;
        for (std::size_t slot = 0; slot < ranges.ranges().size(); ++slot) {
            QCOMPARE(ranges.firstRow(slot), row);
            const auto& range = ranges.ranges()[slot];
            for (Offset offset = range.start; offset < range.end; ++offset, ++row) {
                const auto place = ranges.placeOf(row);
                QCOMPARE(place.slot, slot);
                QVERIFY(place.offset == offset);
            }
        }
        QCOMPARE(ranges.rows(), row);
    }

    void modelFetchesPagesAsTheyAreLookedAt() {
        FakeSource source;
        RecordModel model;
        model.setSource(&source);
        model.setTopic("sensor-raw", PartitionIndex(1));
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.update(topicOf(source, "sensor-raw"));
        QCOMPARE(model.rowCount(), 1215);
        const auto cell = [&](int row) { return model.index(row, RecordColumns::value).data().toString(); };
        QTRY_VERIFY(model.recordAt(700));
        QCOMPARE(model.index(700, RecordColumns::offset).data().toString(), QString("700"));
        QVERIFY(cell(700).startsWith("00 00 00 2a ff"));

        // The log grows: rows are added, what was read stays.
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        source.setBounds("sensor-raw", 1, 0, 1300);
        model.update(topicOf(source, "sensor-raw"));
        QCOMPARE(model.rowCount(), 1300);
        QTRY_VERIFY(model.recordAt(1299));
        // Retention moves its start.
        source.setBounds("sensor-raw", 1, 300, 1300);
        model.update(topicOf(source, "sensor-raw"));
        QCOMPARE(model.rowCount(), 1000);
        QCOMPARE(model.offsetAt(0).value(), std::int64_t(300));
        QVERIFY(resets.isEmpty());
        // Truncated below its start: afresh.
        source.setBounds("sensor-raw", 1, 0, 10);
        model.update(topicOf(source, "sensor-raw"));
        QCOMPARE(model.rowCount(), 10);
    }

    void tenMillionRowsCostNothing() {
        FakeSource source;
        RecordModel model;
        model.setSource(&source);
        RecordTable table;
        table.setModel(&model);
        table.resize(800, 600);
        table.show();
        model.setTopic("orders", std::nullopt);
        model.update(topicOf(source, "orders"));
        QVERIFY(model.rowCount() > 10'000'000);
        for (int i = 0; i < 50; ++i) {
            table.verticalScrollBar()->setValue(int(qint64(i) * model.rowCount() / 50));
            table.grab();
            QCoreApplication::processEvents();
        }
        QTRY_VERIFY(model.recordAt(table.topRow()));
        QVERIFY(model.cachedPages() <= RecordModel::mostPages + RecordModel::mostReads);
    }

    void rowsThatComeAboveDoNotMoveTheView() {
        FakeSource source;
        RecordModel model;
        model.setSource(&source);
        RecordTable table;
        table.setModel(&model);
        table.resize(800, 600);
        table.show();
        model.setTopic("sensor-raw", std::nullopt);
        model.update(topicOf(source, "sensor-raw"));
        table.scrollTo(model.index(model.rowOf(PartitionIndex(2), Offset(500)), 0),
                       QAbstractItemView::PositionAtTop);
        table.setCurrentIndex(model.index(table.topRow(), 0));
        source.setBounds("sensor-raw", 0, 0, 5000);
        model.update(topicOf(source, "sensor-raw"));
        QCOMPARE(model.offsetAt(table.topRow()).value(), std::int64_t(500));
        QCOMPARE(model.offsetAt(table.currentIndex().row()).value(), std::int64_t(500));
        QTest::keyClick(&table, Qt::Key_Down);
        QCOMPARE(model.offsetAt(table.currentIndex().row()).value(), std::int64_t(501));
    }

    void missingRecordsAreSaidToBeMissing() {
        FakeSource source;
        source.gapEvery = 10;
        RecordModel model;
        model.setSource(&source);
        model.setTopic("sensor-raw", PartitionIndex(0));
        model.update(topicOf(source, "sensor-raw"));
        QTRY_VERIFY(model.recordAt(11));
        QVERIFY(!model.recordAt(20));
        QVERIFY(model.index(20, RecordColumns::value).data().toString().contains("no record"));
    }

    void failedReadIsToldAndTriedAgainOnRequest() {
        FakeSource source;
        RecordModel model;
        model.setSource(&source);
        QSignalSpy failures(&model, &RecordModel::readFailed);
        model.setTopic("sensor-raw", PartitionIndex(0));
        model.update(topicOf(source, "sensor-raw"));
        source.failNext = Error{ErrorCode::LEADER_NOT_AVAILABLE, "no leader"};
        QVERIFY(!model.recordAt(0));
        QTRY_COMPARE(failures.size(), 1);
        QCOMPARE(model.index(0, RecordColumns::value).data().toString(), QString("could not be read"));
        QCoreApplication::processEvents();
        QCOMPARE(source.reads, 1); // no storm
        model.reload();
        QTRY_VERIFY(model.recordAt(0));
    }

    void tailIsBoundedAndCountsWhatItSkips() {
        TailModel rows;
        QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        FakeSource source;
        LiveTail tail;
        connect(&tail, &LiveTail::arrived, &rows, &TailModel::append);
        tail.start(&source, "sensor-raw", PartitionIndex(0));
        tail.pump(*topicOf(source, "sensor-raw"));
        QTRY_COMPARE(rows.rowCount(), int(LiveTail::shownAtStart));
        source.setBounds("sensor-raw", 0, 0, 1304);
        tail.pump(*topicOf(source, "sensor-raw"));
        QTRY_COMPARE(rows.rowCount(), int(LiveTail::shownAtStart) + 100);
        tail.setPaused(true);
        source.setBounds("sensor-raw", 0, 0, 10'000);
        tail.pump(*topicOf(source, "sensor-raw"));
        QTest::qWait(1);
        QCOMPARE(rows.rowCount(), int(LiveTail::shownAtStart) + 100);
        tail.setPaused(false);
        tail.pump(*topicOf(source, "sensor-raw"));
        QTRY_COMPARE(rows.rowCount(), int(LiveTail::shownAtStart) + 100 + int(LiveTail::keptOnSkip));
        QCOMPARE(tail.skipped(), 10'000 - 1304 - LiveTail::keptOnSkip);
        std::vector<RecordRow> many(TailModel::mostRows + 7);
        rows.append(many);
        QCOMPARE(rows.rowCount(), int(TailModel::mostRows));
    }

    void layoutCoversEveryByteAndEveryTruncation() {
        FakeSource source;
        std::shared_ptr<const app::RecordPage> page;
        source.readRecords({{"orders", PartitionIndex(0)}, Offset(3), 1},
                           [&](auto answer) { page = *answer; });
        QTRY_VERIFY(page);
        const ByteView bytes = page->records.at(0).bytes;
        const auto fields = app::layoutOfRecord(bytes);
        std::size_t at = 0;
        for (const auto& field : fields) {
            QCOMPARE(field.begin, at);
            at = field.end;
        }
        QCOMPARE(at, bytes.size());
        for (std::size_t n = 0; n < bytes.size(); ++n)
            QVERIFY(app::layoutOfRecord(bytes.first(n)).size() < fields.size());
    }

    void fieldsAndBytesAreBound() {
        FakeSource source;
        MessagesView view;
        view.resize(1000, 700);
        view.setSource(&source);
        view.show();
        view.showOffset("orders", PartitionIndex(2), Offset(12'345));
        view.showFrame(frameOf(source));
        auto* detail = view.findChild<RecordDetail*>("recordDetail");
        QTRY_VERIFY(detail->record());
        QCOMPARE(detail->record()->offset.value(), std::int64_t(12'345));
        auto* tree = view.findChild<QTreeView*>("fieldTree");
        auto* bytes = view.findChild<BytesPane*>("bytesPane");
        tree->setCurrentIndex(tree->model()->index(valueRoot, 0));
        const auto value = *rangeWithin(detail->record()->bytes, *detail->record()->value);
        QCOMPARE(bytes->marked(), value);
        // Back: a byte of the key chooses the key.
        const auto key = *rangeWithin(detail->record()->bytes, *detail->record()->key);
        emit bytes->byteChosen(key.begin + 1);
        QCOMPARE(DetailModel::rootRow(tree->currentIndex()), int(keyRoot));
        QCOMPARE(bytes->marked(), key);
        view.findChild<QToolButton*>("copyRaw")->click();
        QCOMPARE(QGuiApplication::clipboard()->mimeData()->data("application/octet-stream"),
                 QByteArray("customer-57"));
        tree->setCurrentIndex(tree->model()->index(valueRoot, 0));
        view.findChild<QToolButton*>("copyDecoded")->click();
        QVERIFY(QGuiApplication::clipboard()->text().contains("\"id\": 9007199254753338")); // not rounded
        // A decoder chosen by hand.
        auto* decoder = view.findChild<QComboBox*>("valueDecoder");
        decoder->setCurrentIndex(decoder->findData("hex"));
        QVERIFY(view.findChild<QPlainTextEdit*>("decodedText")->toPlainText().startsWith("7b 22"));
        QCOMPARE(view.saveState()["decoders"].toMap()["orders"].toStringList(), QStringList({"auto", "hex"}));
        view.grab();
    }

    void nullEmptyAndTombstoneLookDifferent() {
        FakeSource source;
        RecordModel model;
        model.setSource(&source);
        model.setTopic("payments", PartitionIndex(0));
        model.update(topicOf(source, "payments"));
        QTRY_VERIFY(model.recordAt(5));
        QVERIFY(model.index(5, RecordColumns::value).data().toString().contains("tombstone"));
        QCOMPARE(model.index(8, RecordColumns::value).data().toString(), QString("empty"));
        const QString key = model.index(5, RecordColumns::key).data().toString();
        QCOMPARE(model.index(5, RecordColumns::key).data(Qt::DecorationRole).value<QColor>(),
                 keyColour(keyLook(asBytes(key.toStdString()))));
        QVERIFY(!model.index(5, RecordColumns::value).data(Qt::DecorationRole).isValid());
        QVERIFY(!model.recordAt(5)->valueSize);
        QCOMPARE(*model.recordAt(8)->valueSize, 0);
    }

    void twentyMegabytesDoNotStall() {
        FakeSource source;
        source.sizeAt[77] = 20'000'000;
        MessagesView view;
        view.resize(1000, 700);
        view.setSource(&source);
        view.show();
        // The longest time the event loop was away; making the record is the fake's own work, done before.
        view.showOffset("sensor-raw", PartitionIndex(0), Offset(500));
        view.showFrame(frameOf(source));
        auto* detail = view.findChild<RecordDetail*>("recordDetail");
        QTRY_VERIFY(detail->record());
        std::shared_ptr<const app::RecordPage> page;
        source.readRecords({{"sensor-raw", PartitionIndex(0)}, Offset(77), 1},
                           [&](auto answer) { page = *answer; });
        QTRY_VERIFY(page);
        detail->showRecord("sensor-raw", page->records.at(0));
        detail->grab();
        auto* note = view.findChild<QLabel*>("textNote");
        QVERIFY(!note->text().contains("JSON")); // it is decoded elsewhere, and shown when that is done
        QTRY_VERIFY_WITH_TIMEOUT(note->text().contains("JSON"), 20'000);
        QVERIFY(view.findChild<QPlainTextEdit*>("decodedText")->toPlainText().size() <= 64 * 1024);
    }

    void seekBoxGoesThere() {
        FakeSource source;
        MessagesView view;
        view.resize(1000, 700);
        view.setSource(&source);
        view.show();
        view.select(ofTopic("orders"));
        view.showFrame(frameOf(source));
        auto* table = view.findChild<RecordTable*>("recordTable");
        auto* box = view.findChild<QLineEdit*>("seekBox");
        const auto* model = qobject_cast<RecordModel*>(table->model());
        const auto go = [&](const char* text) {
            box->setText(QString::fromLatin1(text));
            QTest::keyClick(box, Qt::Key_Return);
        };
        go("p3@1204");
        QCOMPARE(model->partitionAt(table->currentIndex().row()).partition.value(), 3);
        QCOMPARE(model->offsetAt(table->currentIndex().row()).value(), std::int64_t(1204));
        go("earliest"); // of the partition looked at
        QCOMPARE(model->partitionAt(table->currentIndex().row()).partition.value(), 3);
        QCOMPARE(model->offsetAt(table->currentIndex().row()).value(), std::int64_t(0));
        go("2026-11-22T09:00:05Z");
        QTRY_COMPARE(model->offsetAt(table->currentIndex().row()).value(), std::int64_t(5000));
        go("p9@1");
        QVERIFY(view.findChild<QLabel*>("errorText")->text().contains("partition 9"));
        box->setText("nonsense");
        QCOMPARE(box->property("state").toString(), QString("invalid"));
    }

    void followingShowsWhatArrives() {
        FakeSource source;
        MessagesView view;
        view.resize(1000, 700);
        view.setSource(&source);
        view.show();
        view.select(ofTopic("orders"));
        view.showFrame(frameOf(source));
        auto* table = view.findChild<RecordTable*>("recordTable");
        view.findChild<QToolButton*>("follow")->click();
        QTRY_VERIFY(
            (view.showFrame(frameOf(source)), table->model()->rowCount() == 6 * int(LiveTail::shownAtStart)));
        source.advance(100);
        QTRY_VERIFY(
            (view.showFrame(frameOf(source)), table->model()->rowCount() > 6 * int(LiveTail::shownAtStart)));
        QCOMPARE(table->verticalScrollBar()->value(), table->verticalScrollBar()->maximum());
        view.findChild<QToolButton*>("follow")->click();
        QVERIFY(table->model()->rowCount() > 10'000'000);
    }

    void sourceMayGoWhileReadsAreOnTheirWay() {
        MessagesView view;
        view.resize(1000, 700);
        {
            FakeSource source;
            view.setSource(&source);
            view.show();
            view.showOffset("orders", PartitionIndex(0), Offset(9));
            view.showFrame(frameOf(source));
            view.grab();
            view.setSource(nullptr);
        }
        QCoreApplication::processEvents();
        view.grab();
    }
};

QTEST_MAIN(MessagesTest)
#include "messages_test.moc"
