// What workloads are made of, without a network: specs, templates, keys, pace, latencies, delivery.
#include "app/workload/delivery_check.h"
#include "app/workload/demo.h"
#include "app/workload/key_chooser.h"
#include "app/workload/latency_histogram.h"
#include "app/workload/pace.h"
#include "app/workload/presets.h"
#include "app/workload/record_maker.h"
#include "app/workload/value_template.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <map>

using namespace partitura;
using namespace partitura::app;
using namespace std::chrono_literals;

namespace {

std::string made(std::string_view text, std::uint64_t seed = 1, ValueContext context = {7, "k", 1234}) {
    const auto parsed = ValueTemplate::parse(text);
    if (!parsed)
        return "error";
    SeededRandom random(seed);
    std::string value;
    (*parsed).make(context, random, value);
    return value;
}

std::map<std::int64_t, int> drawn(const KeySpec& spec, int draws) {
    KeyChooser keys(spec);
    SeededRandom random(42);
    std::map<std::int64_t, int> counts;
    for (int i = 0; i < draws; ++i)
        ++counts[keys.next(random).value_or(-1)];
    return counts;
}

WorkloadSpec unusualProducer() {
    ProducerSpec work;
    work.topic = "t";
    work.perSecond = 0.1;
    work.shape = RateShape::bursty;
    work.periodMs = 1234;
    work.duty = 0.3;
    work.keys = {KeyKind::zipf, 77, 1.7, 0.4, "schlüssel-"};
    work.value = "{text:9} \"\\\n";
    work.padBytes = 99;
    work.headers = {{"a", "1"}, {"a", ""}};
    work.acks = 1;
    work.lingerMs = 3;
    work.batchBytes = 4096;
    work.codec = Codec::zstd;
    work.idempotent = false;
    work.poisonEvery = 5;
    work.poisonValue = "bad";
    return {"unusual", 3, 0xffff'ffff'ffff'fffful, work};
}

WorkloadSpec unusualConsumer() {
    ConsumerSpec work;
    work.topics = {"a", "b"};
    work.group = "g";
    work.perRecordUs = 17;
    work.pauseEvery = 3;
    work.pauseMs = 4;
    work.commit = CommitMode::never;
    work.commitIntervalMs = 5;
    work.isolation = Isolation::readUncommitted;
    work.assignor = Assignor::cooperativeSticky;
    work.sessionTimeoutMs = 6001;
    work.poisonMatch = "p";
    work.poison = PoisonAction::crash;
    return {"reader", 2, 9, work};
}

TopicPartition at(int partition) {
    return {"t", PartitionIndex(partition)};
}

} // namespace

class WorkloadTest : public QObject {
    Q_OBJECT

private slots:
    void specsComeBackFromJsonAsTheyWere() {
        std::vector<WorkloadSpec> specs{unusualProducer(), unusualConsumer()};
        for (const auto& preset : workloadPresets())
            for (auto& spec : preset.make("orders"))
                specs.push_back(std::move(spec));
        for (auto& spec : demoWorkloads())
            specs.push_back(std::move(spec));
        const auto again = workloadsFromJson(toJson(specs));
        QVERIFY2(again.ok(), again ? "" : again.error().context.c_str());
        QVERIFY(*again == specs);
    }

    void jsonThatIsWrongIsRefusedWithAReason_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("no JSON") << QByteArray("[{]") << "array";
        QTest::newRow("no array") << QByteArray("7") << "array";
        QTest::newRow("no object") << QByteArray("[1]") << "workload 1";
        QTest::newRow("type") << QByteArray(R"([{"name":1}])") << "workload 1";
        QTest::newRow("fraction") << QByteArray(R"([{"clients":1.5}])") << "clients";
        QTest::newRow("enumeration") << QByteArray(R"([{},{"codec":"brotli"}])") << "workload 2: \"codec\"";
        QTest::newRow("kind") << QByteArray(R"([{"kind":"admin"}])") << "kind";
        QTest::newRow("list") << QByteArray(R"([{"kind":"consumer","topics":"a"}])") << "workload 1";
    }
    void jsonThatIsWrongIsRefusedWithAReason() {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        const auto specs = workloadsFromJson(text.toStdString());
        QVERIFY(!specs.ok());
        QVERIFY2(QString::fromStdString(specs.error().context).contains(says), specs.error().context.c_str());
    }

    void everyTruncationOfJsonIsRefused() {
        const auto text = toJson(std::vector{unusualProducer()});
        for (std::size_t size = 0; size < text.size(); ++size)
            QVERIFY(!workloadsFromJson(text.substr(0, size)).ok());
    }

    void unknownFieldsAreLeftOut() {
        const auto specs = workloadsFromJson(R"([{"name":"n","mood":"good","topic":"t"}])");
        QVERIFY(specs.ok());
        QCOMPARE(specs->front().producer()->topic, std::string("t"));
    }

    void presetsAndDemoHaveNoProblems() {
        for (const auto& preset : workloadPresets())
            for (const auto& spec : preset.make("orders"))
                QVERIFY2(problemsOf(spec).empty(), spec.name.c_str());
        for (const auto& spec : demoWorkloads())
            QVERIFY2(problemsOf(spec).empty(), spec.name.c_str());
    }

    void problemsNameTheField() {
        auto spec = unusualProducer();
        QCOMPARE(problemsOf(spec).size(), 0u);
        auto& work = std::get<ProducerSpec>(spec.work);
        work.idempotent = true; // with acks=1
        work.value = "{oops}";
        work.topic = "no spaces";
        work.transactional = true;
        spec.clients = 0;
        std::vector<SpecField> fields;
        for (const auto& problem : problemsOf(spec))
            fields.push_back(problem.field);
        QVERIFY(fields == std::vector({SpecField::clients, SpecField::topic, SpecField::value,
                                       SpecField::acks, SpecField::transactional}));
        WorkloadSpec empty;
        empty.work = ConsumerSpec();
        fields.clear();
        for (const auto& problem : problemsOf(empty))
            fields.push_back(problem.field);
        QVERIFY(fields == std::vector({SpecField::name, SpecField::topics, SpecField::group}));
    }

    void templatesAreFilledIn() {
        QCOMPARE(made(R"({"n":{sequence},"k":"{key}","o":{"t":{timestamp}}})"),
                 std::string(R"({"n":7,"k":"k","o":{"t":1234}})"));
        QCOMPARE(made("{{key} {} { a} {1} }"), std::string("{key} {} { a} {1} }"));
        QCOMPARE(made(""), std::string());
        QCOMPARE(made("{random:5..5}{random:-0.50..-0.50}"), std::string("5-0.50"));
        QCOMPARE(made("{choice:only}"), std::string("only"));
        QCOMPARE(made("{text:1}").size(), 1u);
        QCOMPARE(made("{text:500}").size(), 500u);
        static const QRegularExpression uuid(
            "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$");
        for (std::uint64_t seed = 0; seed < 100; ++seed)
            QVERIFY(uuid.match(QString::fromStdString(made("{uuid}", seed))).hasMatch());
        QCOMPARE(made("{uuid}{random:1..1000000}", 5), made("{uuid}{random:1..1000000}", 5));
        QVERIFY(made("{uuid}", 5) != made("{uuid}", 6));
    }

    void randomNumbersReachBothBounds() {
        std::map<std::string, int> seen;
        for (std::uint64_t seed = 0; seed < 500; ++seed)
            ++seen[made("{random:-1..2}", seed)];
        QCOMPARE(seen.size(), 4u);
        QVERIFY(seen.contains("-1") && seen.contains("2"));
        seen.clear();
        for (std::uint64_t seed = 0; seed < 500; ++seed)
            ++seen[made("{random:0.1..0.3}", seed)];
        QCOMPARE(seen.size(), 3u);
        QVERIFY(seen.contains("0.1") && seen.contains("0.2") && seen.contains("0.3"));
    }

    void templateErrorsStandAtTheirColumn_data() {
        using Kind = TemplateError::Kind;
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("column");
        QTest::newRow("unclosed") << QByteArray("ab{sequence") << int(Kind::unclosed) << 3;
        QTest::newRow("name") << QByteArray(R"({"a":{seq}})") << int(Kind::unknownName) << 6;
        QTest::newRow("options") << QByteArray("{key:3}") << int(Kind::unwantedOptions) << 1;
        QTest::newRow("one bound") << QByteArray("{random:3}") << int(Kind::badRange) << 1;
        QTest::newRow("order") << QByteArray("{random:3..2}") << int(Kind::badRange) << 1;
        QTest::newRow("no number") << QByteArray("{random:a..2}") << int(Kind::badRange) << 1;
        QTest::newRow("huge") << QByteArray("{random:0..99999999999}") << int(Kind::badRange) << 1;
        QTest::newRow("no choice") << QByteArray("x{choice}") << int(Kind::noChoices) << 2;
        QTest::newRow("no length") << QByteArray("{text:0}") << int(Kind::badLength) << 1;
        QTest::newRow("long text") << QByteArray("{text:40000}{text:40000}") << int(Kind::badLength) << 13;
        QTest::newRow("long") << QByteArray(70'000, 'x') << int(Kind::tooLong) << 65'537;
    }
    void templateErrorsStandAtTheirColumn() {
        QFETCH(QByteArray, text);
        QFETCH(int, kind);
        QFETCH(int, column);
        const auto parsed = ValueTemplate::parse(text.toStdString());
        QVERIFY(!parsed);
        QCOMPARE(int(parsed.error().kind), kind);
        QCOMPARE(int(parsed.error().column), column);
    }

    void everyPlaceholderOfTheListWorks() {
        for (const auto placeholder : ValueTemplate::placeholders) {
            QVERIFY(bool(ValueTemplate::parse(placeholder)));
            QVERIFY(made(placeholder) != placeholder);
        }
    }

    void keysFollowTheirDistribution() {
        constexpr int draws = 100'000;
        QCOMPARE(drawn({KeyKind::none, 5, 1, 0, "k"}, 10)[-1], 10);
        for (const auto& [key, count] : drawn({KeyKind::roundRobin, 4, 1, 0, "k"}, 400))
            QCOMPARE(count, 100);
        const auto uniform = drawn({KeyKind::uniform, 10, 1, 0, "k"}, draws);
        QCOMPARE(uniform.size(), 10u);
        for (const auto& [key, count] : uniform)
            QVERIFY2(std::abs(count - draws / 10) < 500, qPrintable(QString::number(count)));
        // With s = 1 over four keys the shares are 12, 6, 4 and 3 of 25.
        auto zipf = drawn({KeyKind::zipf, 4, 1, 0, "k"}, draws);
        const int expected[] = {12, 6, 4, 3};
        for (int key = 0; key < 4; ++key)
            QVERIFY(std::abs(zipf[key] - draws * expected[key] / 25) < 700);
        auto hot = drawn({KeyKind::hot, 11, 1, 0.8, "k"}, draws);
        QVERIFY(std::abs(hot[0] - 80'000) < 600);
        for (int key = 1; key < 11; ++key)
            QVERIFY(std::abs(hot[key] - 2000) < 250);
        QCOMPARE(drawn({KeyKind::hot, 1, 1, 0, "k"}, 50)[0], 50);
    }

    void keysHaveTheSameLength() {
        const KeyChooser keys({KeyKind::uniform, 100, 1, 0, "customer-"});
        QCOMPARE(keys.text(7), std::string("customer-07"));
        QCOMPARE(keys.text(99), std::string("customer-99"));
    }

    void paceIsWhatWasAskedFor() {
        for (const auto shape : {RateShape::constant, RateShape::bursty, RateShape::wave}) {
            Pace pace(shape, 10s, 0.2);
            std::uint64_t sent = 0;
            for (int step = 0; step < 10'000; ++step) // 100 s of virtual time: whole periods
                sent += pace.advance(10ms, 123.4);
            QVERIFY2(sent >= 12'338 && sent <= 12'341, qPrintable(QString::number(sent)));
        }
    }

    void burstsLastTheirShareOfThePeriod() {
        Pace pace(RateShape::bursty, 10s, 0.2);
        std::vector<std::uint64_t> perSecond(20);
        for (int step = 0; step < 2000; ++step)
            perSecond[std::size_t(step) / 100] += pace.advance(10ms, 100);
        for (std::size_t second = 0; second < 20; ++second) {
            const auto expected = second % 10 < 2 ? 500 : 0;
            QVERIFY2(std::abs(std::int64_t(perSecond[second]) - expected) <= 1,
                     qPrintable(QString::number(second)));
        }
    }

    void wavesSwellAndFallByHalf() {
        Pace pace(RateShape::wave, 40s, 1);
        std::vector<double> perSecond(40);
        for (int step = 0; step < 4000; ++step)
            perSecond[std::size_t(step) / 100] += double(pace.advance(10ms, 1000));
        QVERIFY(std::abs(*std::ranges::max_element(perSecond) - 1500) < 10);
        QVERIFY(std::abs(*std::ranges::min_element(perSecond) - 500) < 10);
    }

    void aStallIsMadeGoodForASecondAtMost() {
        Pace pace(RateShape::constant, 1s, 1);
        QCOMPARE(pace.advance(10min, 100), 100u);
        QCOMPARE(pace.advance(-1s, 100), 0u);
    }

    void recordsFollowFromTheSeed() {
        ProducerSpec spec;
        spec.keys = {KeyKind::uniform, 1000, 1, 0, "k"};
        spec.value = "{sequence} {key} {uuid}";
        spec.padBytes = 100;
        spec.poisonEvery = 3;
        const auto records = sampleRecords(spec, 5, 4, 0);
        QCOMPARE(records.size(), 4u);
        QVERIFY(records[0].value.starts_with("1 " + *records[0].key));
        QVERIFY(records[2].value.starts_with(spec.poisonValue));
        QCOMPARE(records[3].value.size(), 100u);
        QCOMPARE(sampleRecords(spec, 5, 4, 0)[3].value, records[3].value);
        QVERIFY(sampleRecords(spec, 6, 4, 0)[3].value != records[3].value);
        RecordMaker second(spec, 5, 1);
        QVERIFY(second.make(1, 0).value != records[0].value);
        spec.value = "{";
        QCOMPARE(sampleRecords(spec, 5, 1, 0).size(), 1u); // a brace alone is text
        spec.value = "{oops}";
        QCOMPARE(sampleRecords(spec, 5, 1, 0).size(), 0u);
    }

    void demoValuesAreJson() {
        for (const auto& spec : demoWorkloads())
            if (const auto* producer = spec.producer())
                for (const auto& record : sampleRecords(*producer, spec.seed, 200, 0))
                    QVERIFY2(QJsonDocument::fromJson(QByteArray::fromStdString(record.value)).isObject(),
                             record.value.c_str());
    }

    void percentilesAreWithinAnEighth() {
        LatencyHistogram histogram;
        const auto before = histogram.counts();
        QVERIFY(!LatencyHistogram::between(before, histogram.counts()));
        for (int us = 1; us <= 10'000; ++us)
            histogram.add(std::chrono::microseconds(us));
        const auto latency = LatencyHistogram::between(before, histogram.counts());
        const auto near = [](std::chrono::microseconds value, double expected) {
            return double(value.count()) >= expected && double(value.count()) <= expected * 1.125;
        };
        QVERIFY(near(latency->p50, 5000) && near(latency->p95, 9500) && near(latency->p99, 9900));
        const auto later = histogram.counts();
        histogram.add(1s);
        QVERIFY(near(LatencyHistogram::between(later, histogram.counts())->p50, 1e6));
        histogram.add(24h);
        histogram.add(-1us);
        QCOMPARE(LatencyHistogram::between(later, histogram.counts())->p95 > 1h, true);
    }

    void originsAreWrittenAndRead() {
        const RecordOrigin origin{0x0123'4567'89ab'cdef, 0xffff'ffff'ffff'ffff};
        QVERIFY(RecordOrigin::parse(origin.text()) == origin);
        for (const auto* wrong :
             {"", "-", "1", "1-", "-1", "1-2-3", "x-1", "1-x", "1- 2", "11112222333344445-1"})
            QVERIFY2(!RecordOrigin::parse(wrong), wrong);
    }

    void whatIsProcessedAgainIsRepeated() {
        DeliveryCheck check;
        for (int offset = 0; offset < 10; ++offset)
            check.processed(at(0), Offset(offset), RecordOrigin{1, std::uint64_t(offset) + 1});
        for (int offset = 6; offset < 12; ++offset) // from the committed offset on
            check.processed(at(0), Offset(offset), RecordOrigin{1, std::uint64_t(offset) + 1});
        QCOMPARE(check.repeated(), 4u);
        QCOMPARE(check.writtenTwice(), 0u);
        QVERIFY(check.positions().at(at(0)) == Offset(12));
    }

    void whatTheLogHoldsTwiceIsFound() {
        DeliveryCheck check;
        check.processed(at(0), Offset(0), RecordOrigin{1, 1});
        check.processed(at(0), Offset(1), RecordOrigin{1, 2});
        check.processed(at(0), Offset(2), RecordOrigin{1, 2}); // a retry without idempotence
        check.processed(at(0), Offset(3), std::nullopt);       // from elsewhere
        check.processed(at(0), Offset(4), RecordOrigin{2, 2}); // another start
        QCOMPARE(check.writtenTwice(), 1u);
        QCOMPARE(check.repeated(), 0u);
    }

    void whatDoesNotComeIsMissingAfterAWhile() {
        DeliveryCheck check;
        Instant now{};
        check.processed(at(0), Offset(0), RecordOrigin{1, 1});
        check.processed(at(0), Offset(1), RecordOrigin{1, 5});
        QCOMPARE(check.missing(now), 0u);
        QCOMPARE(check.missing(now + 9s), 0u);
        QCOMPARE(check.missing(now + 10s), 3u);
        check.processed(at(1), Offset(0), RecordOrigin{1, 3}); // it was only late
        QCOMPARE(check.missing(now + 11s), 2u);
    }

    void aLongGapIsCountedExactlyAndInBoundedMemory() {
        DeliveryCheck check;
        Instant now{};
        std::uint64_t sequence = 0;
        // Every third of four million is lost: more than the window holds.
        for (int i = 0; i < 4'000'000; ++i)
            if (++sequence % 3 != 0)
                check.processed(at(0), Offset(i), RecordOrigin{1, sequence});
        check.missing(now);
        const auto missing = check.missing(now + 10s);
        QCOMPARE(missing, 1'333'333u);
        QCOMPARE(check.writtenTwice(), 0u);
        // A leap over more than the window: all between is missing.
        check.processed(at(0), Offset(5'000'000), RecordOrigin{1, sequence + 3'000'000});
        check.missing(now + 20s);
        QCOMPARE(check.missing(now + 31s), missing + 2'999'999u);
        // A number below the window came late; it is no longer missing, nor taken for a second copy.
        check.processed(at(1), Offset(0), RecordOrigin{1, 3});
        QCOMPARE(check.missing(now + 42s), missing + 2'999'998u);
        QCOMPARE(check.writtenTwice(), 0u);
    }

    void oldRunsAreForgotten() {
        DeliveryCheck check;
        for (std::uint64_t run = 1; run <= 1000; ++run)
            check.processed(at(0), Offset(std::int64_t(run)), RecordOrigin{run, 1});
        check.processed(at(0), Offset(2000), RecordOrigin{1000, 1});
        QCOMPARE(check.writtenTwice(), 1u);
        check.processed(at(0), Offset(2001), RecordOrigin{1, 1}); // too long ago to know
        QCOMPARE(check.writtenTwice(), 1u);
    }
};

QTEST_GUILESS_MAIN(WorkloadTest)
#include "workload_test.moc"
