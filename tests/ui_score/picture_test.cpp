// The picture of the score: where things lie, what is drawn as what, and that nothing is rounded.
#include "ui/score/score_camera.h"
#include "ui/score/score_picture.h"
#include "ui/score/score_reader.h"
#include "ui/score/stave_builder.h"
#include "ui/style/key_look.h"

#include <QtTest>

#include <set>

using namespace partitura;
using namespace partitura::ui;
using Level = ScorePicture::Level;
using BarKind = ScorePicture::BarKind;

namespace {

constexpr PartitionIndex p0{0};
constexpr std::int64_t far = std::int64_t{1} << 62;

BatchFacts batch(std::int64_t first, std::int64_t last, std::int32_t records = -1,
                 TimestampMs timeMs = 1000) {
    app::BatchInfo info;
    info.baseOffset = Offset(first);
    info.lastOffset = Offset(last);
    info.recordCount = records < 0 ? static_cast<std::int32_t>(last - first + 1) : records;
    info.firstTimestampMs = info.maxTimestampMs = timeMs;
    return std::make_shared<const app::BatchInfo>(info);
}

BatchFacts transactional(std::int64_t first, std::int64_t last, std::int64_t producer,
                         app::TransactionEnd end = app::TransactionEnd::none) {
    app::BatchInfo info = *batch(first, last);
    info.isTransactional = true;
    info.isControl = end != app::TransactionEnd::none;
    info.producerId = ProducerId(producer);
    info.producerEpoch = ProducerEpoch(0);
    info.transactionEnd = end;
    return std::make_shared<const app::BatchInfo>(info);
}

NoteFacts note(std::int64_t offset, BatchFacts in, TimestampMs timeMs = 1000, const std::string& key = "k") {
    NoteFacts facts;
    facts.offset = Offset(offset);
    facts.timestampMs = timeMs;
    facts.look = keyLook(asBytes(key));
    facts.key = QString::fromStdString(key);
    facts.keySize = static_cast<std::int64_t>(key.size());
    facts.value = QStringLiteral("value");
    facts.valueSize = 5;
    facts.batch = std::move(in);
    return facts;
}

/// A topic of partitions with three replicas, all in sync from `start` to `end`.
observe::TopicSnapshot topicOf(int partitions, std::int64_t start, std::int64_t end) {
    observe::TopicSnapshot topic;
    topic.name = "t";
    for (int i = 0; i < partitions; ++i) {
        observe::PartitionSnapshot p;
        p.index = PartitionIndex(i);
        p.leader = BrokerId(1);
        p.logStart = Offset(start);
        p.lastStable = p.highWatermark = p.logEnd = Offset(end);
        p.segments = std::make_shared<const std::vector<Offset>>(1, Offset(start));
        for (int b = 1; b <= 3; ++b) {
            observe::ReplicaSnapshot replica;
            replica.broker = BrokerId(b);
            replica.isLeader = b == 1;
            replica.inSync = replica.online = true;
            replica.logStart = Offset(start);
            replica.logEnd = replica.highWatermark = Offset(end);
            replica.sizeBytes = static_cast<std::uint64_t>(end - start) * 100;
            p.replicaStates.push_back(replica);
        }
        topic.partitions.push_back(std::move(p));
    }
    return topic;
}

ScoreQuestion questionOf(observe::TopicSnapshot topic, ScoreAxis axis) {
    ScoreQuestion question;
    question.topic = std::make_shared<const observe::TopicSnapshot>(std::move(topic));
    question.axis = axis;
    question.nowMs = 10'000;
    question.look = score_layout::lookFor(axis.pixelsPerUnit());
    return question;
}

/// Notes for every offset of [from, to), in batches of `size`, but for those `holds` refuses.
void fill(
    ScoreCache& cache, std::int64_t from, std::int64_t to, std::int64_t size = 4,
    const std::function<bool(std::int64_t)>& holds = [](std::int64_t) { return true; }) {
    for (auto begin = from; begin < to;) {
        const auto end = std::min(to, (begin / ScoreCache::noteBlock + 1) * ScoreCache::noteBlock);
        std::vector<NoteFacts> notes;
        for (auto offset = begin; offset < end; ++offset)
            if (holds(offset))
                notes.push_back(note(offset, batch(offset / size * size, offset / size * size + size - 1),
                                     1000 + offset, "k" + std::to_string(offset)));
        cache.addNotes(p0, Offset(begin), Offset(end), std::move(notes));
        begin = end;
    }
}

const ScorePicture::Bar* barOf(const ScorePicture::Stave& stave, BarKind kind) {
    const auto bar = std::ranges::find(stave.bars, kind, &ScorePicture::Bar::kind);
    return bar == stave.bars.end() ? nullptr : &*bar;
}

} // namespace

class PictureTest : public QObject {
    Q_OBJECT

private slots:
    void anAxisIsExactNearTwoToThe62() {
        const ScoreAxis axis(AxisKind::offset, far - 3, 20, 800);
        QCOMPARE(axis.x(far), 60.0);
        QCOMPARE(axis.x(far + 1), 80.0);
        QCOMPARE(axis.x(far, 0.5), 70.0);
        QCOMPARE(axis.at(60), far);
        QCOMPARE(axis.at(79.9), far);
        QCOMPARE(axis.right(), far + 37);
        auto moved = axis;
        for (int i = 0; i < 1000; ++i)
            moved.scroll(0.02); // one offset in all
        QVERIFY(std::abs(moved.x(far) - 40) < 1e-6);
        QCOMPARE(axis.shifted(-far, 0).x(0), 60.0);
    }

    void zoomingKeepsWhatIsUnderTheCursor() {
        ScoreAxis axis(AxisKind::offset, far, 16, 900);
        const auto under = axis.at(333);
        for (const double factor : {1.1, 0.5, 0.01, 40.0, 1e-3, 7.0, 1e6}) {
            const auto before = axis.x(under);
            axis.zoom(factor, 333);
            const auto after = axis.x(under);
            // It may move by what it was away from the cursor, scaled.
            QVERIFY2(std::abs(after - 333) <= std::abs(before - 333) * std::max(factor, 1.0) + 16,
                     qPrintable(QString::number(factor)));
        }
        QVERIFY(axis.pixelsPerUnit() <= ScoreAxis::pixelsPerUnitMax);
        ScoreAxis all = ScoreAxis::between(AxisKind::offset, 0, INT64_MAX, 500);
        QVERIFY(std::abs(all.x(INT64_MAX) - 500) < 1);
        all.zoom(0.001, 250);
        QVERIFY(all.right() > all.left());
    }

    void cellsNest() {
        ScoreAxis axis(AxisKind::offset, 0, 0.013, 900);
        const auto wide = axis.cell(8);
        QVERIFY(static_cast<double>(wide) * 0.013 >= 8 && static_cast<double>(wide) * 0.013 < 16);
        axis.zoom(2.3, 0);
        QCOMPARE(wide % axis.cell(8), 0);
        QCOMPARE(floorTo(-1, 8), -8);
        QCOMPARE(ceilTo(-9, 8), -8);
        QCOMPARE(floorTo(16, 8), 16);
    }

    void ticksAreRoundAndApart() {
        for (const double pixels : {200.0, 16.0, 1.0, 0.03, 1e-5}) {
            const ScoreAxis axis(AxisKind::offset, -3, pixels, 1000);
            const auto ticks = axisTicks(axis, 0);
            QVERIFY(static_cast<double>(ticks.step) * pixels >= 110);
            QVERIFY(!ticks.major.empty());
            for (const auto tick : ticks.major)
                QVERIFY(tick >= 0 && tick % ticks.step == 0);
            QVERIFY(ticks.major.size() + ticks.minor.size() < 60);
        }
        // Hours are round where the clock on the wall says so.
        const ScoreAxis axis(AxisKind::time, 0, 1000.0 / (24 * 3'600'000.0), 1000);
        const auto ticks = axisTicks(axis, 5 * 3'600'000 + 1'800'000);
        for (const auto tick : ticks.major)
            QCOMPARE((tick + 19'800'000) % ticks.step, 0);
    }

    void aKeyLooksTheSameForEver() {
        QCOMPARE(keyLook(std::nullopt), KeyLook{});
        QCOMPARE(keyLook(asBytes("customer-7")), keyLook(asBytes("customer-7")));
        std::set<int> categories, heights;
        for (int i = 0; i < 400; ++i) {
            const auto look = keyLook(asBytes("customer-" + std::to_string(i)));
            QVERIFY(look.category >= 0 && look.category < KeyLook::categories);
            QVERIFY(std::abs(look.height) <= KeyLook::heights / 2);
            categories.insert(look.category);
            heights.insert(look.height);
        }
        QCOMPARE(categories.size(), std::size_t(KeyLook::categories));
        QCOMPARE(heights.size(), std::size_t(KeyLook::heights));
        // Recordings and screenshots of years ago keep their colours.
        QCOMPARE(keyLook(asBytes("")).category, 0);
        QCOMPARE(keyLook(asBytes("customer-7")).category, 0);
    }

    void notesStandOnTheirOffsets() {
        ScoreCache cache;
        fill(cache, far, far + 40);
        auto topic = topicOf(1, far, far + 40);
        const auto picture = scorePicture(questionOf(topic, {AxisKind::offset, far, 16, 800}), cache);
        QCOMPARE(picture.staves.size(), std::size_t(1));
        const auto& stave = picture.staves.front();
        QCOMPARE(stave.level, Level::notes);
        QCOMPARE(stave.notes.size(), std::size_t(40));
        for (int i = 0; i < 40; ++i) {
            const auto& one = stave.notes[static_cast<std::size_t>(i)];
            QVERIFY(one.facts.offset == Offset(far + i));
            QCOMPARE(one.x, 16.0 * i + 8);
            QCOMPARE(one.y, stave.line - one.facts.look.height * score_layout::step);
        }
        QVERIFY(stave.rests.empty() && stave.unread.empty() && stave.cells.empty());
    }

    void beamsJoinTheNotesOfABatch() {
        ScoreCache cache;
        fill(cache, 0, 12, 5);
        const auto picture =
            scorePicture(questionOf(topicOf(1, 0, 12), {AxisKind::offset, 0, 20, 400}), cache);
        const auto& beams = picture.staves.front().beams;
        QCOMPARE(beams.size(), std::size_t(3));
        QCOMPARE(beams[0].notes, std::size_t(5));
        QCOMPARE(beams[0].from, 10.0);
        QCOMPARE(beams[0].to, 90.0);
        QCOMPARE(beams[2].notes, std::size_t(2));
        QCOMPARE(beams[2].firstNote, std::size_t(10));
    }

    void whatIsGoneIsARest() {
        ScoreCache cache;
        // 3 alone, 5 to 9, and the end of the log from 17 on are gone.
        fill(cache, 0, 20, 4, [](auto o) { return o != 3 && (o < 5 || o > 9) && o < 17; });
        const auto picture =
            scorePicture(questionOf(topicOf(1, 0, 20), {AxisKind::offset, 0, 20, 400}), cache);
        const auto& rests = picture.staves.front().rests;
        QCOMPARE(rests.size(), std::size_t(3));
        QCOMPARE(rests[0].offsets, (OffsetRange{Offset(3), Offset(4)}));
        QCOMPARE(rests[1].offsets, (OffsetRange{Offset(5), Offset(10)}));
        QCOMPARE(rests[1].from, 100.0);
        QCOMPARE(rests[1].to, 200.0);
        QCOMPARE(rests[2].offsets, (OffsetRange{Offset(17), Offset(20)}));
    }

    void whatIsNotReadIsNoRest() {
        ScoreCache cache;
        cache.addNotes(p0, Offset(0), Offset(8), {note(0, batch(0, 0)), note(7, batch(7, 7))});
        const auto picture =
            scorePicture(questionOf(topicOf(1, 0, 20), {AxisKind::offset, 0, 20, 400}), cache);
        const auto& stave = picture.staves.front();
        QCOMPARE(stave.rests.size(), std::size_t(1));
        QCOMPARE(stave.rests[0].offsets, (OffsetRange{Offset(1), Offset(7)}));
        QCOMPARE(stave.unread.size(), std::size_t(1));
        QCOMPARE(stave.unread[0], std::pair(160.0, 400.0));
    }

    void aTombstoneIsNotAnEmptyValue() {
        ScoreCache cache;
        auto gone = note(0, batch(0, 2));
        gone.valueSize.reset();
        auto empty = note(1, batch(0, 2));
        empty.valueSize = 0;
        cache.addNotes(p0, Offset(0), Offset(3), {gone, empty, note(2, batch(0, 2))});
        const auto picture =
            scorePicture(questionOf(topicOf(1, 0, 3), {AxisKind::offset, 0, 20, 400}), cache);
        const auto& notes = picture.staves.front().notes;
        QVERIFY(notes[0].facts.isTombstone());
        QVERIFY(!notes[1].facts.isTombstone());
        QVERIFY(!notes[2].facts.isTombstone());
    }

    void densityDecidesTheDrawing() {
        ScoreCache cache;
        auto question = questionOf(topicOf(1, 0, 4000), {AxisKind::offset, 0, 60, 800});
        QVERIFY(question.look.labels > 0.5);
        QCOMPARE(scorePicture(question, cache).staves.front().level, Level::notes);
        question = questionOf(topicOf(1, 0, 4000), {AxisKind::offset, 0, 4, 800});
        QCOMPARE(question.look.labels, 0.0);
        QCOMPARE(scorePicture(question, cache).staves.front().level, Level::notes);
        question = questionOf(topicOf(1, 0, 4000), {AxisKind::offset, 0, 3.9, 800});
        const auto picture = scorePicture(question, cache);
        QCOMPARE(picture.staves.front().level, Level::heat);
        QCOMPARE(picture.cell, std::int64_t(4));
        std::int64_t sum = 0;
        for (const auto& cell : picture.staves.front().cells) {
            QVERIFY(cell.to - cell.from >= score_layout::cellPixels - 1e-9);
            QVERIFY(!cell.isCounted);
            sum += cell.records;
        }
        QCOMPARE(sum, question.axis.right() / 4 * 4 + (question.axis.right() % 4 ? 4 : 0));
    }

    void cellsCountRecordsWhereBatchesAreKnown() {
        ScoreCache cache;
        // 0–63 whole, 64–127 compacted to 10 records in one batch, 128 a marker.
        cache.addBatches(
            p0, Offset(0), Offset(129),
            {batch(0, 63), batch(64, 127, 10), transactional(128, 128, 7, app::TransactionEnd::commit)});
        const auto question = questionOf(topicOf(1, 0, 129), {AxisKind::offset, 0, 0.25, 100});
        const auto picture = scorePicture(question, cache);
        const auto& cells = picture.staves.front().cells;
        QCOMPARE(picture.cell, std::int64_t(32));
        QCOMPARE(cells.size(), std::size_t(5));
        QCOMPARE(cells[0].records, std::int64_t(32));
        QVERIFY(cells[0].isCounted && !cells[0].isApproximate);
        QVERIFY(cells[2].isApproximate);
        QCOMPARE(cells[2].records + cells[3].records, std::int64_t(10));
        QCOMPARE(cells[4].records, std::int64_t(0)); // a marker is no record
        QCOMPARE(picture.staves.front().markers.size(), std::size_t(1));
    }

    void ratesComeFromSamples() {
        ScoreCache cache;
        cache.addSample(p0, Offset(0), 1000);
        cache.addSample(p0, Offset(512), 2000);
        cache.addSample(p0, Offset(1024), 2100);
        auto question = questionOf(topicOf(1, 0, 1536), {AxisKind::offset, 0, 8.0 / 512, 32});
        question.nowMs = 2612;
        const auto cells = scorePicture(question, cache).staves.front().cells;
        QCOMPARE(cells.size(), std::size_t(3));
        QCOMPARE(*cells[0].perSecond, 512.0);
        QCOMPARE(*cells[1].perSecond, 5120.0);
        QCOMPARE(*cells[2].perSecond, 1000.0); // until now
        QCOMPARE(cells[1].shade, 1.0);
        QVERIFY(cells[0].shade < 0.4);
    }

    void theLineSaysWhatIsCommitted() {
        auto topic = topicOf(1, 2, 30);
        topic.partitions[0].highWatermark = Offset(24);
        topic.partitions[0].lastStable = Offset(20);
        ScoreCache cache;
        const auto picture = scorePicture(questionOf(topic, {AxisKind::offset, 0, 10, 400}), cache);
        const auto& stave = picture.staves.front();
        QCOMPARE(stave.committedFrom, 20.0);
        QCOMPARE(stave.committedTo, 240.0);
        QCOMPARE(stave.uncommittedTo, 300.0);
        QCOMPARE(barOf(stave, BarKind::logStart)->x, 20.0);
        QCOMPARE(barOf(stave, BarKind::lastStable)->x, 200.0);
        QCOMPARE(barOf(stave, BarKind::highWatermark)->x, 240.0);
        QCOMPARE(barOf(stave, BarKind::logEnd)->x, 300.0);
        QVERIFY(!barOf(stave, BarKind::segment)); // the first begins with the log
    }

    void segmentsAreMeasures() {
        auto topic = topicOf(1, 5, 100);
        topic.partitions[0].segments = std::make_shared<const std::vector<Offset>>(
            std::vector{Offset(0), Offset(30), Offset(60), Offset(90)});
        ScoreCache cache;
        const auto picture = scorePicture(questionOf(topic, {AxisKind::offset, 0, 4, 300}), cache);
        std::vector<double> measures;
        for (const auto& bar : picture.staves.front().bars)
            if (bar.kind == BarKind::segment)
                measures.push_back(bar.x);
        QCOMPARE(measures, (std::vector{120.0, 240.0})); // 0 lies before the log start, 90 out of view
    }

    void replicasEndWhereTheirLogsEnd() {
        auto topic = topicOf(1, 0, 50);
        auto& replicas = topic.partitions[0].replicaStates;
        replicas[1].inSync = false;
        replicas[1].logEnd = Offset(12);
        replicas[2].online = false;
        replicas[2].logEnd = Offset(40);
        ScoreCache cache;
        const auto picture = scorePicture(questionOf(topic, {AxisKind::offset, 0, 10, 600}), cache);
        const auto& lines = picture.staves.front().replicaLines;
        QCOMPARE(lines.size(), std::size_t(2));
        QVERIFY(lines[0].broker == BrokerId(2));
        QCOMPARE(lines[0].to, 120.0);
        QCOMPARE(lines[0].state, ReplicaState::outOfSync);
        QCOMPARE(lines[0].behind, std::int64_t(38));
        QCOMPARE(lines[1].to, 400.0);
        QCOMPARE(lines[1].state, ReplicaState::offline);
        QVERIFY(lines[1].y > lines[0].y);
        QVERIFY(lines[1].y < picture.staves.front().bottom);
    }

    void flagsStandAtCommittedOffsets() {
        auto question = questionOf(topicOf(1, 0, 50), {AxisKind::offset, 10, 10, 600});
        const auto marks = [&](const char* id, std::int64_t offset) {
            GroupMarks group{QString::fromLatin1(id), {}};
            group.offsets[p0] = {"t", p0, Offset(offset), {}, 0, Offset(50)};
            return group;
        };
        question.groups = {marks("a", 20), marks("b", 50), marks("c", 3)};
        ScoreCache cache;
        const auto flags = scorePicture(question, cache).staves.front().flags;
        QCOMPARE(flags.size(), std::size_t(3));
        QCOMPARE(flags[0].x, 100.0);
        QCOMPARE(flags[0].to, 400.0);
        QCOMPARE(*flags[0].lag, std::int64_t(30));
        QCOMPARE(flags[1].x, 400.0);
        QCOMPARE(*flags[1].lag, std::int64_t(0));
        QVERIFY(flags[2].isLeftOfView);
        QVERIFY(flags[0].y < flags[1].y);
    }

    void transactionsAreReadFromBatches() {
        using app::TransactionEnd;
        const std::vector<BatchFacts> held{transactional(0, 3, 1),
                                           transactional(4, 5, 2),
                                           batch(6, 7),
                                           transactional(8, 8, 1, TransactionEnd::commit),
                                           transactional(9, 9, 2, TransactionEnd::abort),
                                           transactional(10, 10, 3, TransactionEnd::commit),
                                           transactional(11, 14, 1)};
        std::vector<const app::BatchInfo*> batches;
        for (const auto& one : held)
            batches.push_back(one.get());
        const auto all = transactionsOf(batches, {Offset(0), Offset(15)}, Offset(15));
        QCOMPARE(all.size(), std::size_t(3)); // of producer 3 no record was read
        QCOMPARE(all[0].state, TransactionState::committed);
        QVERIFY(all[0].first == Offset(0));
        QVERIFY(all[0].last == Offset(8));
        QCOMPARE(all[1].state, TransactionState::aborted);
        QVERIFY(all[1].last == Offset(9));
        QCOMPARE(all[2].state, TransactionState::open);
        QVERIFY(all[2].last == Offset(14));
        // What was not read to the end may be committed there.
        QCOMPARE(transactionsOf(batches, {Offset(0), Offset(15)}, Offset(20))[2].state,
                 TransactionState::unknown);
    }

    void slursArchOverTransactions() {
        ScoreCache cache;
        auto marker = note(3, transactional(3, 3, 9, app::TransactionEnd::commit));
        const auto inside = transactional(0, 2, 9);
        cache.addNotes(p0, Offset(0), Offset(4), {note(0, inside), note(1, inside), note(2, inside), marker});
        const auto picture =
            scorePicture(questionOf(topicOf(1, 0, 4), {AxisKind::offset, 0, 20, 400}), cache);
        const auto& stave = picture.staves.front();
        QCOMPARE(stave.notes.size(), std::size_t(3)); // the marker is no note
        QCOMPARE(stave.markers.size(), std::size_t(1));
        QCOMPARE(stave.markers[0].x, 70.0);
        QCOMPARE(stave.slurs.size(), std::size_t(1));
        QCOMPARE(stave.slurs[0].from, 10.0);
        QCOMPARE(stave.slurs[0].to, 70.0);
        QVERIFY(stave.rests.empty());
    }

    void timesPlaceNotes() {
        ScoreCache cache;
        std::vector<NoteFacts> notes;
        for (int i = 0; i < 10; ++i)
            notes.push_back(note(i, batch(i, i), 5000 + 100 * i));
        cache.addNotes(p0, Offset(0), Offset(10), notes);
        const ScoreAxis axis(AxisKind::time, 4000, 0.4, 800);
        const auto grid = cellGrid(axis);
        auto question = questionOf(topicOf(1, 0, 10), axis);
        QCOMPARE(scorePicture(question, cache).staves.front().level,
                 Level::nothing); // where times lie is not known
        cache.addEdge(p0, grid.first, Offset(0), true);
        cache.addEdge(p0, grid.last, Offset(10), false);
        const auto stave = scorePicture(question, cache).staves.front();
        QCOMPARE(stave.level, Level::notes);
        QCOMPARE(stave.notes.size(), std::size_t(10));
        QCOMPARE(stave.notes[3].x, (5300 - 4000) * 0.4);
        QVERIFY(barOf(stave, BarKind::logEnd)->x > stave.notes[9].x);
        QVERIFY(stave.committedTo > stave.notes[9].x && stave.committedTo < stave.notes[9].x + 10);
    }

    void recordsOfOneMomentAreAChord() {
        ScoreCache cache;
        cache.addNotes(p0, Offset(0), Offset(3),
                       {note(0, batch(0, 2), 5000, "a"), note(1, batch(0, 2), 5000, "a"),
                        note(2, batch(0, 2), 5000, "b")});
        QVERIFY(keyLook(asBytes("a")).height != keyLook(asBytes("b")).height);
        const ScoreAxis axis(AxisKind::time, 4000, 0.4, 800);
        cache.addEdge(p0, cellGrid(axis).first, Offset(0), true);
        cache.addEdge(p0, cellGrid(axis).last, Offset(3), false);
        const auto stave = scorePicture(questionOf(topicOf(1, 0, 3), axis), cache).staves.front();
        QCOMPARE(stave.notes.size(), std::size_t(2));
        QCOMPARE(stave.notes[0].same, 2);
        QCOMPARE(stave.notes[0].x, stave.notes[1].x);
    }

    void aThousandPartitionsCostWhatIsSeen() {
        ScoreCache cache;
        auto question = questionOf(topicOf(1000, 0, 50), {AxisKind::offset, 0, 10, 600});
        question.height = 700;
        question.top = score_layout::staveTop(*question.topic, 500, 0, question.look);
        const auto picture = scorePicture(question, cache);
        QVERIFY(picture.staves.size() < 12);
        QVERIFY(picture.staves.front().partition == PartitionIndex(500));
        QCOMPARE(picture.contentHeight, score_layout::staveTop(*question.topic, 1000, 0, question.look));
        for (std::size_t i = 1; i < picture.staves.size(); ++i)
            QVERIFY(picture.staves[i].top > picture.staves[i - 1].bottom);
    }

    void oddLogsAreDrawn() {
        ScoreCache cache;
        const ScoreAxis axis(AxisKind::offset, 0, 10, 600);
        QVERIFY(scorePicture(questionOf(topicOf(0, 0, 0), axis), cache).staves.empty());
        const auto empty = scorePicture(questionOf(topicOf(1, 0, 0), axis), cache).staves.front();
        QVERIFY(empty.notes.empty() && empty.committedFrom == empty.committedTo);
        QVERIFY(!empty.isLeftOfView && !empty.isRightOfView);
        // All removed, the next offset is 70.
        const auto removed = scorePicture(questionOf(topicOf(1, 70, 70), axis), cache).staves.front();
        QVERIFY(!removed.isLeftOfView && !removed.isRightOfView);
        // Nobody leads: as far as the replicas were known to reach.
        auto topic = topicOf(1, 0, 50);
        topic.partitions[0].leader = BrokerId();
        topic.partitions[0].logEnd = topic.partitions[0].highWatermark = topic.partitions[0].lastStable =
            Offset(0);
        for (auto& replica : topic.partitions[0].replicaStates)
            replica.isLeader = false;
        const auto orphan = scorePicture(questionOf(topic, axis), cache).staves.front();
        QCOMPARE(orphan.leaderState, ReplicaState::electing);
        QCOMPARE(orphan.replicaLines.size(), std::size_t(3));
        QCOMPARE(orphan.committedTo, 500.0);
        // Notes below a log start that has moved are gone, though they are still held.
        fill(cache, 0, 50);
        const auto moved = scorePicture(questionOf(topicOf(1, 30, 50), axis), cache).staves.front();
        QVERIFY(moved.notes.front().facts.offset == Offset(30));
        QCOMPARE(moved.notes.size(), std::size_t(20));
    }

    void stavesOutOfViewSayWhere() {
        ScoreCache cache;
        const auto left = scorePicture(questionOf(topicOf(1, 0, 50), {AxisKind::offset, 60, 10, 600}), cache);
        QVERIFY(left.staves.front().isLeftOfView);
        const auto right =
            scorePicture(questionOf(topicOf(1, 900, 950), {AxisKind::offset, 0, 10, 600}), cache);
        QVERIFY(right.staves.front().isRightOfView);
    }

    void aCacheIsBounded() {
        ScoreCache cache;
        for (std::int64_t block = 0; block < 2 * std::int64_t(ScoreCache::blocksMax); ++block) {
            const Offset from(block * ScoreCache::noteBlock);
            cache.addNotes(p0, from, from + ScoreCache::noteBlock,
                           {note(from.value(), batch(from.value(), from.value()))});
            (void)cache.notes(p0, {Offset(0), Offset(1)}); // in use all the time
        }
        QCOMPARE(cache.blocks(), ScoreCache::blocksMax);
        QVERIFY(cache.note(p0, Offset(0)));
        QVERIFY(!cache.note(p0, Offset(ScoreCache::noteBlock)));
        for (int i = 0; i < 3 * int(ScoreCache::timesMax); ++i)
            cache.addSample(p0, Offset(i), i);
        QVERIFY(!cache.timeAt(p0, Offset(1)));
        QVERIFY(cache.timeAt(p0, Offset(3 * int(ScoreCache::timesMax) - 1)));
    }

    void aCacheKnowsWhatItLacks() {
        ScoreCache cache;
        const OffsetRange range{Offset(300), Offset(700)};
        QCOMPARE(*cache.notesMissing(p0, range, Offset(0)), (OffsetRange{Offset(256), Offset(512)}));
        QCOMPARE(*cache.notesMissing(p0, range, Offset(280)), (OffsetRange{Offset(280), Offset(512)}));
        cache.addNotes(p0, Offset(256), Offset(400), {});
        QCOMPARE(*cache.notesMissing(p0, range, Offset(0)), (OffsetRange{Offset(400), Offset(512)}));
        cache.addNotes(p0, Offset(400), Offset(900), {}); // a read may go beyond its block
        QCOMPARE(*cache.notesMissing(p0, range, Offset(0)), (OffsetRange{Offset(512), Offset(768)}));
        cache.addNotes(p0, Offset(512), Offset(700), {});
        QVERIFY(!cache.notesMissing(p0, range, Offset(0)));
        cache.forget(p0);
        QCOMPARE(*cache.notesMissing(p0, range, Offset(0)), (OffsetRange{Offset(256), Offset(512)}));
        const OffsetRange last{Offset(INT64_MAX - 10), Offset(INT64_MAX)};
        QVERIFY(cache.notesMissing(p0, last, Offset(0)));
        cache.addNotes(p0, cache.notesMissing(p0, last, Offset(0))->from, Offset(INT64_MAX), {});
        QVERIFY(!cache.notesMissing(p0, last, Offset(0)));
    }

    void aBatchOnABoundaryIsOne() {
        ScoreCache cache;
        const auto across = batch(ScoreCache::batchBlock - 5, ScoreCache::batchBlock + 5);
        cache.addBatches(p0, Offset(0), Offset(ScoreCache::batchBlock + 6), {across});
        cache.addBatches(p0, Offset(ScoreCache::batchBlock), Offset(ScoreCache::batchBlock + 6), {across});
        const auto part = cache.batches(p0, {Offset(0), Offset(ScoreCache::batchBlock + 6)});
        QCOMPARE(part.items.size(), std::size_t(1));
        QVERIFY(part.covers({Offset(0), Offset(ScoreCache::batchBlock + 6)}));
    }

    void wishesAreOfWhatIsSeen() {
        ScoreCache cache;
        const auto topic = topicOf(1, 0, 1'000'000);
        const auto wish = [&](const ScoreAxis& axis) {
            return nextWish(topic.partitions[0], axis, cache, 10'000);
        };
        const ScoreAxis near(AxisKind::offset, 500'000, 20, 800);
        QVERIFY(std::get<ReadNotes>(*wish(near)).offsets.from == Offset(499'968)); // its block's beginning
        QCOMPARE(std::get<ReadNotes>(*wish(near)).offsets.size(), ScoreCache::noteBlock);
        const ScoreAxis middle(AxisKind::offset, 500'000, 0.5, 800);
        QVERIFY(std::holds_alternative<ReadBatches>(*wish(middle)));
        // Too much to read: samples where cells meet.
        const ScoreAxis wide(AxisKind::offset, 0, 0.0008, 800);
        QVERIFY(std::get<ReadSample>(*wish(wide)).offset == Offset(0));
        cache.addSample(p0, Offset(0), 1000);
        QVERIFY(std::get<ReadSample>(*wish(wide)).offset == Offset(wide.cell(score_layout::cellPixels)));
        // Nothing there, nothing wished for.
        QVERIFY(!nextWish(topicOf(1, 0, 0).partitions[0], near, cache, 10'000));
        auto leaderless = topic.partitions[0];
        leaderless.leader = BrokerId();
        QVERIFY(!nextWish(leaderless, near, cache, 10'000));
    }

    void theCameraFollowsEachLogEnd() {
        ScoreCache cache;
        ScoreCamera camera;
        camera.setWidth(1000);
        auto topic = topicOf(2, 0, 100);
        topic.partitions[1].logEnd = topic.partitions[1].highWatermark = Offset(7000);
        const auto ends = [&] {
            std::vector<double> all;
            for (const auto& p : topic.partitions)
                all.push_back(axisOf(camera.axis(), camera.origins(), p.index).x(p.logEnd.value()));
            return all;
        };
        camera.advance(0.03, {topic, cache, 0});
        QCOMPARE(ends(), std::vector<double>(2, 1000 - ScoreCamera::edgeRoom));
        topic.partitions[0].logEnd = Offset(120);
        camera.advance(0.03, {topic, cache, 0});
        QVERIFY(ends()[0] > 1000 - ScoreCamera::edgeRoom); // on its way, not there at once
        QCOMPARE(ends()[1], 1000 - ScoreCamera::edgeRoom);
        for (int i = 0; i < 100; ++i)
            camera.advance(0.03, {topic, cache, 0});
        QCOMPARE(ends()[0], 1000 - ScoreCamera::edgeRoom);
        camera.pan(-300, {topic, cache, 0});
        QVERIFY(!camera.isFollowing());
        const auto before = ends();
        topic.partitions[0].logEnd = Offset(121);
        camera.advance(1, {topic, cache, 0});
        QCOMPARE(ends()[1], before[1]); // what is looked at stays where it is
    }

    void theWholeLogFits() {
        ScoreCache cache;
        ScoreCamera camera;
        camera.setWidth(1000);
        const auto topic = topicOf(1, far, far + 1'000'000);
        const ScoreCamera::Scene scene{topic, cache, 0};
        camera.setScale(ScoreScale::offset, scene);
        camera.showAll(scene);
        QVERIFY(std::abs(camera.axis().x(far) - ScoreCamera::edgeRoom) < 0.01);
        QVERIFY(std::abs(camera.axis().x(far + 1'000'000) - (1000 - ScoreCamera::edgeRoom)) < 0.01);
        camera.zoom(1e9, 500, scene);
        QCOMPARE(camera.axis().pixelsPerUnit(), ScoreAxis::pixelsPerUnitMax);
        camera.zoom(1e-12, 500, scene);
        QVERIFY(camera.axis().x(far + 1'000'000) - camera.axis().x(far) >= 499);
        camera.pan(1e12, scene);
        QVERIFY(camera.axis().x(far + 1'000'000) > 0); // never out of sight
    }
};

QTEST_GUILESS_MAIN(PictureTest)
#include "picture_test.moc"
