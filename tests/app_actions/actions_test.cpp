// The table of actions and what is made of it without a cluster: requests, command lines, previews, undo,
// plans.
#include "app/actions/action_json.h"
#include "app/actions/command_line.h"
#include "app/actions/preview.h"
#include "app/actions/schedule.h"
#include "app/actions/undo.h"
#include "tests/app_actions/samples.h"
#include "tests/support/fake_source.h"

#include <nlohmann/json.hpp>

#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace partitura;
using namespace partitura::app;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

/// Three brokers, orders with three partitions of 600 records, a group that has read some.
std::shared_ptr<const observe::ClusterSnapshot> cluster(bool hasMembers = false) {
    test::FakeCluster fake(4);
    fake.addTopic("orders", 3, 3, {12000});
    fake.addTopic("__consumer_offsets", 4, 3, {0}, 90, true);
    fake.advance(6);
    auto snapshot = std::make_shared<observe::ClusterSnapshot>(*fake.snapshot());
    for (const auto* id : {"bank", "shop"}) { // by id, as in every snapshot
        auto group = std::make_shared<observe::GroupSnapshot>();
        group->id = id;
        for (int p = 0; p < 2; ++p) {
            auto& offset = group->offsets.emplace_back();
            offset.topic = "orders";
            offset.partition = PartitionIndex(p);
            offset.offset = Offset(100 * (p + 1) + (id[0] == 'b'));
            offset.logEnd = Offset(600);
        }
        if (hasMembers) {
            group->state = observe::GroupState::stable;
            group->members.emplace_back().memberId = "m";
        }
        snapshot->groups.push_back(group);
    }
    return snapshot;
}

std::string line(const ActionCall& call, const OffsetsByTime& byTime = {}) {
    return commandLineOf(call, {"127.0.0.1:9092", *cluster(), byTime});
}

ActionCall reset(std::map<std::string, Argument, std::less<>> arguments) {
    arguments.emplace("group", std::string("shop"));
    return {"group-reset", std::move(arguments)};
}

} // namespace

class ActionsTest : public QObject {
    Q_OBJECT

private slots:
    void theTableIsWhole() {
        std::set<std::string> keys, words;
        for (const auto& action : actions()) {
            const QByteArray key(action.key);
            QVERIFY2(keys.insert(action.key).second, key);
            QVERIFY2(*action.help, key);
            QVERIFY2(action.subject == Subject::look || (*action.text && *action.icon), key);
            QVERIFY2(!*action.ctl || words.insert(action.ctl).second, key);
            std::set<std::string> fields;
            for (const auto& parameter : action.parameters) {
                QVERIFY2(fields.insert(parameter.field).second, key + parameter.field);
                QVERIFY2(*parameter.help && *parameter.option, key + parameter.field);
                if (*parameter.preset)
                    QVERIFY2(parseArgument(parameter, parameter.preset).ok(), key + parameter.field);
            }
            if (*action.variantOf) {
                const auto* base = findAction(action.variantOf);
                QVERIFY2(base && *base->ctl && !*base->variantOf, key);
                for (const auto& parameter : action.parameters)
                    QVERIFY2(base->parameter(parameter.field), key + parameter.field);
                for (const auto& [field, value] : action.preset)
                    QVERIFY2(base->parameter(field) && checkArgument(*base->parameter(field), value), key);
            } else {
                QVERIFY2(action.subject == Subject::window || *action.ctl, key);
            }
            if (*action.undo)
                QVERIFY2(findAction(action.undo), key);
        }
        // Every fault of the engine is there, by what it befalls.
        for (const auto* key :
             {"broker-stop",    "broker-crash",    "broker-pause", "broker-restart",   "disk-slow",
              "disk-fill",      "disk-fail-syncs", "flip-bit",     "clock-skew",       "link-delay",
              "link-lose",      "link-clog",       "link-cut",     "link-reset",       "requests-fail",
              "requests-delay", "requests-drop",   "leader-move",  "coordinator-move", "leader-shuffle",
              "network-split",  "fault-undo"})
            QVERIFY2(findAction(key), key);
    }

    void valuesAreReadExactly() {
        const auto& offset = *findAction("delete-records")->parameter("offset");
        QCOMPARE(std::get<std::int64_t>(*parseArgument(offset, "9223372036854775807")),
                 std::numeric_limits<std::int64_t>::max());
        QVERIFY(!parseArgument(offset, "9223372036854775808").ok());
        QVERIFY(!parseArgument(offset, "-2").ok());
        QVERIFY(!parseArgument(offset, "1.5").ok());
        QVERIFY(!parseArgument(offset, "").ok());
        const auto& broker = *findAction("broker-stop")->parameter("broker");
        QVERIFY(!parseArgument(broker, "2147483648").ok());
        const auto& delay = *findAction("link-delay")->parameter("meanUs");
        QCOMPARE(std::get<std::int64_t>(*parseArgument(delay, "2.5")), std::int64_t(2500));
        QCOMPARE(argumentText(delay, std::int64_t(2500)), std::string("2.5"));
        QCOMPARE(argumentText(delay, std::int64_t(2005)), std::string("2.005"));
        QVERIFY(!parseArgument(delay, "-5").ok());
        QVERIFY(!parseArgument(delay, "nan").ok());
        QVERIFY(!parseArgument(delay, "600001").ok());
        const auto& node = *findAction("link-cut")->parameter("from");
        QCOMPARE(std::get<std::string>(*parseArgument(node, "2")), std::string("broker-2"));
        QCOMPARE(std::get<std::string>(*parseArgument(node, "clients")), std::string("clients"));
        const auto& time = *findAction("group-reset")->parameter("timeMs");
        QCOMPARE(std::get<std::int64_t>(*parseArgument(time, "2026-11-22T10:00:00Z")),
                 std::int64_t(1795341600000));
    }

    void everyCallIsARequestAndBack() {
        for (const auto& action : actions()) {
            if (!*action.ctl)
                continue;
            const auto call = test::sampleOf(action);
            const auto request = requestOf(call);
            const auto back = callOf(request);
            QVERIFY2(back.ok() && *back == call, request.dump().c_str());
        }
    }

    void requestsThatSayNothingAreRefused() {
        for (const auto* bad : {
                 R"({})",
                 R"({"command":7})",
                 R"({"command":"nothing"})",
                 R"({"command":"broker"})",
                 R"({"command":"broker","action":"explode","broker":1})",
                 R"({"command":"broker","action":"crash"})",
                 R"({"command":"broker","action":"crash","broker":"1"})",
                 R"({"command":"broker","action":"crash","broker":-1})",
                 R"({"command":"broker","action":"crash","broker":4294967297})",
                 R"({"command":"broker","action":"crash","broker":1.5})",
                 R"({"command":"broker","action":"crash","broker":18446744073709551615})",
                 R"({"command":"link","action":"cut","from":[1],"to":{}})",
                 R"({"command":"reassign","topic":"t","partition":0,"brokers":["a"]})",
                 R"({"command":"reassign","topic":"t","partition":0,"brokers":7})",
                 R"({"command":"fault","action":"request","broker":1,"api":[],"drop":true})",
                 R"({"command":"group","action":"reset","group":"g","to":"nowhere"})",
             }) {
            const auto call = callOf(json::parse(bad));
            QVERIFY2(!call.ok() && call.code() == ErrorCode::INVALID_REQUEST, bad);
            QVERIFY2(!call.error().context.empty(), bad);
        }
        // As before: ids may be numbers where nodes are named, null is nothing, what is unknown is passed
        // over.
        const auto call = callOf(
            json::parse(R"({"command":"link","action":"cut","from":1,"to":"broker-2","both":null,"x":1})"));
        QVERIFY(call.ok());
        QCOMPARE(call->text("from"), std::string("broker-1"));
        QCOMPARE(
            callOf(json::parse(R"({"command":"fault","action":"request","broker":1,"api":0,"drop":true})"))
                ->text("api"),
            std::string("0"));
    }

    void variantsAreTheirAction() {
        const auto slow =
            resolve({"disk-slow", {{"broker", std::int64_t(2)}, {"operationTakesUs", std::int64_t(5000)}}});
        QVERIFY(slow.ok());
        QCOMPARE(slow->action, std::string("fault-disk"));
        const auto syncs = resolve({"disk-fail-syncs", {{"broker", std::int64_t(2)}}});
        QVERIFY(syncs->flag("failsSyncs"));
        QVERIFY(!resolve({"disk-slow", {{"broker", std::int64_t(2)}, {"nothing", true}}}).ok());
        QVERIFY(!resolve({"disk-slow", {}}).ok());
        QVERIFY(!resolve({"no-such-action", {}}).ok());
    }

    void commandLines() {
        const std::string orders = "orders";
        QCOMPARE(
            line({"create-topic",
                  {{"topic", orders},
                   {"partitions", std::int64_t(6)},
                   {"replicas", std::int64_t(3)},
                   {"configs", std::vector<std::string>{"retention.ms=60000", "cleanup.policy=compact"}}}}),
            std::string("kafka-topics.sh --bootstrap-server 127.0.0.1:9092 --create --topic orders "
                        "--partitions 6 --replication-factor 3 --config retention.ms=60000 --config "
                        "cleanup.policy=compact"));
        QCOMPARE(line({"create-topic", {{"topic", orders}}}),
                 std::string("kafka-topics.sh --bootstrap-server 127.0.0.1:9092 --create --topic orders"));
        QCOMPARE(line({"delete-topic", {{"topic", orders}}}),
                 std::string("kafka-topics.sh --bootstrap-server 127.0.0.1:9092 --delete --topic orders"));
        QCOMPARE(line({"add-partitions", {{"topic", orders}, {"total", std::int64_t(9)}}}),
                 std::string("kafka-topics.sh --bootstrap-server 127.0.0.1:9092 --alter --topic orders "
                             "--partitions 9"));
        QCOMPARE(
            line({"alter-topic-configs",
                  {{"topic", orders},
                   {"set", std::vector<std::string>{"cleanup.policy=compact,delete", "retention.ms=5"}},
                   {"unset", std::vector<std::string>{"segment.ms"}}}}),
            std::string("kafka-configs.sh --bootstrap-server 127.0.0.1:9092 --alter --entity-type topics "
                        "--entity-name orders --add-config 'cleanup.policy=[compact,delete],retention.ms=5' "
                        "--delete-config segment.ms"));
        QCOMPARE(
            line({"leader-move",
                  {{"topic", orders}, {"partition", std::int64_t(0)}, {"broker", std::int64_t(3)}}}),
            std::string(
                R"(echo '{"version":1,"partitions":[{"topic":"orders","partition":0,"replicas":[3,1,2]}]}')"
                " > plan.json && kafka-reassign-partitions.sh --bootstrap-server 127.0.0.1:9092 "
                "--reassignment-json-file plan.json --execute && kafka-leader-election.sh "
                "--bootstrap-server 127.0.0.1:9092 --election-type preferred --topic orders "
                "--partition 0"));
        QCOMPARE(line({"elect-unclean", {{"topic", orders}, {"partition", std::int64_t(1)}}}),
                 std::string("kafka-leader-election.sh --bootstrap-server 127.0.0.1:9092 --election-type "
                             "unclean --topic orders --partition 1"));
        QCOMPARE(line({"elect", {}}),
                 std::string("kafka-leader-election.sh --bootstrap-server 127.0.0.1:9092 --election-type "
                             "preferred --all-topic-partitions"));
        QCOMPARE(
            line({"reassign",
                  {{"topic", orders},
                   {"partition", std::int64_t(1)},
                   {"brokers", std::vector<std::int64_t>{4, 2}}}}),
            std::string(
                R"(echo '{"version":1,"partitions":[{"topic":"orders","partition":1,"replicas":[4,2]}]}')"
                " > plan.json && kafka-reassign-partitions.sh --bootstrap-server 127.0.0.1:9092 "
                "--reassignment-json-file plan.json --execute"));
        QVERIFY(line({"reassign-cancel", {{"topic", orders}, {"partition", std::int64_t(1)}}})
                    .ends_with("--reassignment-json-file plan.json --cancel"));
        QCOMPARE(
            line({"delete-records",
                  {{"topic", orders}, {"partition", std::int64_t(2)}, {"offset", std::int64_t(50)}}}),
            std::string(R"(echo '{"partitions":[{"topic":"orders","partition":2,"offset":50}],"version":1}')"
                        " > offsets.json && kafka-delete-records.sh --bootstrap-server 127.0.0.1:9092 "
                        "--offset-json-file offsets.json"));
        QCOMPARE(
            line({"group-delete", {{"group", std::string("it's")}}}),
            std::string(
                R"(kafka-consumer-groups.sh --bootstrap-server 127.0.0.1:9092 --delete --group 'it'\''s')"));
        QCOMPARE(line({"broker-crash", {{"broker", std::int64_t(2)}}}),
                 std::string("partitura ctl broker crash 2"));
        QCOMPARE(line({"disk-slow", {{"broker", std::int64_t(2)}, {"operationTakesUs", std::int64_t(2500)}}}),
                 std::string("partitura ctl fault disk 2 --slow 2.5"));
        QCOMPARE(line({"link-delay",
                       {{"from", std::string("clients")},
                        {"to", std::string("broker-1")},
                        {"meanUs", std::int64_t(50'000)},
                        {"both", true}}}),
                 std::string("partitura ctl link delay clients broker-1 50 --both"));
        QCOMPARE(line({"quit", {}}), std::string());
    }

    void commandLinesOfResets() {
        const std::string begin = "kafka-consumer-groups.sh --bootstrap-server 127.0.0.1:9092 --group shop "
                                  "--reset-offsets ";
        const std::string one = "orders";
        QCOMPARE(line(reset({{"to", std::string("earliest")}})),
                 begin + "--all-topics --to-earliest --execute");
        QCOMPARE(line(reset({{"to", std::string("offset")},
                             {"topic", one},
                             {"partition", std::int64_t(1)},
                             {"offset", std::int64_t(5)}})),
                 begin + "--topic orders:1 --to-offset 5 --execute");
        QCOMPARE(line(reset({{"to", std::string("shift")}, {"topic", one}, {"shift", std::int64_t(-10)}})),
                 begin + "--topic orders --shift-by -10 --execute");
        QCOMPARE(line(reset(
                     {{"to", std::string("time")}, {"topic", one}, {"timeMs", std::int64_t(1795341600123)}})),
                 begin + "--topic orders --to-datetime 2026-11-22T10:00:00.123 --execute");
        QCOMPARE(line(reset({{"to", std::string("group")}, {"fromGroup", std::string("bank")}})),
                 std::string(R"(printf 'orders,0,101\norders,1,201\n' > offsets.csv && )") + begin +
                     "--from-file offsets.csv --execute");
    }

    void previewsShowBeforeAndAfter() {
        const auto snapshot = cluster();
        const auto end = snapshot->topic("orders")->partitions[0].highWatermark.value();
        const auto shifted = previewOf(reset({{"to", std::string("shift")},
                                              {"topic", std::string("orders")},
                                              {"partition", std::int64_t(1)},
                                              {"shift", std::int64_t(-50)}}),
                                       *snapshot);
        QVERIFY(shifted.ok());
        QCOMPARE(shifted->size(), std::size_t(1));
        QCOMPARE(shifted->front().what, QStringLiteral("orders-1"));
        QCOMPARE(shifted->front().before, QStringLiteral("200"));
        QCOMPARE(shifted->front().after, QStringLiteral("150"));
        // What lies outside the log is drawn to its ends, without overflow.
        const auto far = previewOf(
            reset({{"to", std::string("shift")}, {"shift", std::numeric_limits<std::int64_t>::max()}}),
            *snapshot);
        QCOMPARE(far->front().after, QString::number(end));
        // Nothing is committed for the third partition: nothing to shift.
        QVERIFY(!previewOf(reset({{"to", std::string("shift")},
                                  {"topic", std::string("orders")},
                                  {"shift", std::int64_t(1)}}),
                           *snapshot)
                     .ok());
        const auto latest =
            previewOf(reset({{"to", std::string("latest")}, {"topic", std::string("orders")}}), *snapshot);
        QCOMPARE(latest->size(), std::size_t(3));
        QCOMPARE(latest->at(2).after, QString::number(end));
        const auto timed = previewOf(
            reset({{"to", std::string("time")}, {"timeMs", std::int64_t(5)}}), *snapshot,
            {{{"orders", PartitionIndex(0)}, Offset(7)}, {{"orders", PartitionIndex(1)}, Offset(8)}});
        QCOMPARE(timed->at(1).after, QStringLiteral("8"));
        QCOMPARE(previewOf(reset({{"to", std::string("earliest")}}), *cluster(true)).code(),
                 ErrorCode::NON_EMPTY_GROUP);

        const auto deleted = previewOf(
            {"delete-records", {{"topic", std::string("orders")}, {"offset", std::int64_t(-1)}}}, *snapshot);
        QCOMPARE(deleted->size(), std::size_t(3));
        QVERIFY(deleted->front().loses);
        QCOMPARE(deleted->front().after, QString::number(end));
        QVERIFY(!previewOf({"delete-records", {{"topic", std::string("orders")}}}, *snapshot).ok());

        const auto crash = previewOf({"broker-crash", {{"broker", std::int64_t(1)}}}, *snapshot);
        QVERIFY(!crash->empty());
        QCOMPARE(crash->front().before, QStringLiteral("broker 1 leads"));
        QVERIFY(crash->front().after != crash->front().before);
        const auto plan = previewOf({"reassign",
                                     {{"topic", std::string("orders")},
                                      {"partition", std::int64_t(0)},
                                      {"brokers", std::vector<std::int64_t>{4, 1}}}},
                                    *snapshot);
        QCOMPARE(plan->front().before, QStringLiteral("1, 2, 3"));
        QVERIFY(!previewOf({"reassign",
                            {{"topic", std::string("orders")},
                             {"partition", std::int64_t(0)},
                             {"brokers", std::vector<std::int64_t>{1, 2, 3}}}},
                           *snapshot)
                     .ok());
        QCOMPARE(plan->front().after, QStringLiteral("4, 1"));
        QCOMPARE(previewOf({"leader-move",
                            {{"topic", std::string("orders")},
                             {"partition", std::int64_t(0)},
                             {"broker", std::int64_t(4)}}},
                           *snapshot)
                     .code(),
                 ErrorCode::INVALID_REQUEST);
        QCOMPARE(previewOf({"delete-topic", {{"topic", std::string("none")}}}, *snapshot).code(),
                 ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
        const auto configs = previewOf(
            {"alter-topic-configs",
             {{"topic", std::string("orders")}, {"set", std::vector<std::string>{"retention.ms=5"}}}},
            *snapshot);
        QCOMPARE(configs->front().before, QStringLiteral("default"));
        QCOMPARE(configs->front().after, QStringLiteral("5"));
    }

    void whatCanBeTakenBackIs() {
        const auto snapshot = cluster();
        const ActionCall crash{"broker-crash", {{"broker", std::int64_t(2)}}};
        QCOMPARE(*undoOf(crash, *snapshot), (ActionCall{"broker-start", {{"broker", std::int64_t(2)}}}));
        const ActionCall move{
            "leader-move",
            {{"topic", std::string("orders")}, {"partition", std::int64_t(0)}, {"broker", std::int64_t(3)}}};
        QVERIFY(undoOf(move, *snapshot)->broker() == BrokerId(1));
        const ActionCall plan{"reassign",
                              {{"topic", std::string("orders")},
                               {"partition", std::int64_t(0)},
                               {"brokers", std::vector<std::int64_t>{4}}}};
        QCOMPARE(undoOf(plan, *snapshot)->numbers("brokers"), (std::vector<std::int64_t>{1, 2, 3}));
        QCOMPARE(undoOf(reset({{"to", std::string("latest")}}), *snapshot)->texts("offsets"),
                 (std::vector<std::string>{"orders:0=100", "orders:1=200"}));
        const auto delay = undoOf(ActionCall{"link-delay",
                                             {{"from", std::string("clients")},
                                              {"to", std::string("broker-1")},
                                              {"meanUs", std::int64_t(5)},
                                              {"both", true}}},
                                  *snapshot);
        QCOMPARE(delay->action, std::string("link-no-delay"));
        QVERIFY(delay->flag("both"));
        QVERIFY(!undoOf(ActionCall{"delete-topic", {{"topic", std::string("orders")}}}, *snapshot));
        QVERIFY(!undoOf(ActionCall{"nothing", {}}, *snapshot));
    }

    void oneFaultOfADiskLeavesTheOthers() {
        auto snapshot = *cluster();
        snapshot.faults = {{observe::FaultKind::failSyncs, "broker-2", "", 0, ""},
                           {observe::FaultKind::slowDisk, "broker-2", "", 5000, ""},
                           {observe::FaultKind::slowDisk, "broker-3", "", 9000, ""}};
        const auto filled = keepingOtherDiskFaults(
            {"disk-fill", {{"broker", std::int64_t(2)}, {"bytesFree", std::int64_t(10)}}}, snapshot);
        QVERIFY(filled.flag("failsSyncs"));
        QCOMPARE(*filled.number("operationTakesUs"), std::int64_t(5000));
        QCOMPARE(*filled.number("bytesFree"), std::int64_t(10));
        const auto undo = undoOf(snapshot.faults[0], snapshot);
        QVERIFY(!undo->has("failsSyncs"));
        QCOMPARE(*undo->number("operationTakesUs"), std::int64_t(5000));
        QVERIFY(resolve(*undo).ok());
        for (int kind = 0; kind <= static_cast<int>(observe::FaultKind::dropRequests); ++kind) {
            const auto ends =
                undoOf({static_cast<observe::FaultKind>(kind), "broker-1", "broker-2", 1, ""}, snapshot);
            QVERIFY(ends && resolve(*ends).ok());
        }
        const ActionCall heal{"disk-heal", {{"broker", std::int64_t(2)}}};
        QCOMPARE(keepingOtherDiskFaults(heal, snapshot), heal);
    }

    void plansBeginEndAndComeAgain() {
        Schedule schedule;
        std::vector<std::pair<Instant, std::string>> done;
        connect(&schedule, &Schedule::due, this,
                [&](const ActionCall& call) { done.emplace_back(schedule.now(), call.action); });
        const auto at = [](int seconds) { return Instant(std::chrono::seconds(seconds)); };
        schedule.advance(at(100));
        const ActionCall crash{"broker-crash", {{"broker", std::int64_t(2)}}};
        const ActionCall start{"broker-start", {{"broker", std::int64_t(2)}}};
        QVERIFY(schedule.add(crash, start, {10s, 30s, 60s, 2}).ok());
        schedule.advance(at(109));
        QVERIFY(done.empty());
        schedule.advance(at(110));
        schedule.advance(at(139));
        QCOMPARE(done.size(), std::size_t(1));
        schedule.advance(at(140));
        QCOMPARE(done.back().second, std::string("broker-start"));
        // A pause of the clock: what was missed comes in its order.
        schedule.advance(at(500));
        QCOMPARE(done.size(), std::size_t(4));
        QCOMPARE(done[2].second, std::string("broker-crash"));
        QCOMPARE(done[3].second, std::string("broker-start"));
        QVERIFY(schedule.entries().empty());
        // What lasts is taken back when it is called off; what has not begun is not.
        const auto id = schedule.add(crash, start, {0s, 30s, {}, 1});
        QCOMPARE(done.size(), std::size_t(5));
        schedule.cancel(*id);
        QCOMPARE(done.back().second, std::string("broker-start"));
        const auto later = schedule.add(crash, start, {5s, {}, {}, 1});
        schedule.cancel(*later);
        QCOMPARE(done.size(), std::size_t(6));
        QVERIFY(!schedule.add(crash, {}, {0s, 30s, {}, 1}).ok());
        QVERIFY(!schedule.add(crash, start, {0s, 30s, 20s, 3}).ok());
    }
};

QTEST_GUILESS_MAIN(ActionsTest)
#include "actions_test.moc"
