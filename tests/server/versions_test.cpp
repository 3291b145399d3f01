// Every API in every version, and what is none.
#include "broker/server/api_handlers.h"
#include "tests/server/simulated_cluster.h"

#include <QtTest>

using namespace partitura;
using namespace partitura::server;
using namespace std::chrono_literals;
using namespace partitura::protocol;

namespace {

// A plausible request of each kind, about topic "t" and group "g".
struct Plausible {
    SimulatedCluster& cluster;
    Uuid topicId;
    std::int16_t version;
    Bytes& batch;

    void fill(ProduceRequest& r) {
        r.acks = -1;
        r.timeoutMs = 1000;
        auto& topic = r.topicData.emplace_back();
        topic.name = "t";
        topic.topicId = topicId;
        topic.partitionData.emplace_back().records = Records::of(MutableByteView(batch));
    }
    void fill(FetchRequest& r) {
        auto& topic = r.topics.emplace_back();
        topic.topic = "t";
        topic.topicId = topicId;
        topic.partitions.emplace_back().partitionMaxBytes = 1000;
    }
    void fill(ListOffsetsRequest& r) {
        r.replicaId = -1;
        auto& topic = r.topics.emplace_back();
        topic.name = "t";
        topic.partitions.emplace_back().timestamp = -1;
    }
    void fill(MetadataRequest& r) { r.topics->emplace_back().name = "t"; }
    void fill(OffsetCommitRequest& r) {
        r.groupId = "g";
        auto& topic = r.topics.emplace_back();
        topic.name = "t";
        topic.topicId = topicId;
        topic.partitions.emplace_back().committedOffset = 1;
    }
    void fill(OffsetFetchRequest& r) {
        r.groupId = "g";
        if (version >= 8)
            r.groups.emplace_back().groupId = "g";
        else if (version >= 2)
            r.topics.reset();
        else
            r.topics = {{{.name = "t", .partitionIndexes = {0}}}};
    }
    void fill(FindCoordinatorRequest& r) {
        r.key = "g";
        if (version >= 4)
            r.coordinatorKeys = {"g"};
    }
    void fill(JoinGroupRequest& r) {
        r.groupId = "g";
        r.sessionTimeoutMs = 6000;
        r.rebalanceTimeoutMs = 6000;
        r.protocolType = "consumer";
        r.protocols.emplace_back().name = "range";
    }
    void fill(HeartbeatRequest& r) { r.groupId = "g", r.memberId = "m"; }
    void fill(LeaveGroupRequest& r) {
        r.groupId = "g";
        r.memberId = "m";
        if (version >= 3)
            r.members.emplace_back().memberId = "m";
    }
    void fill(SyncGroupRequest& r) { r.groupId = "g", r.memberId = "m"; }
    void fill(ApiVersionsRequest& r) { r.clientSoftwareName = "test", r.clientSoftwareVersion = "1.0"; }
    void fill(CreateTopicsRequest& r) {
        auto& topic = r.topics.emplace_back();
        topic.name = "made-" + std::to_string(version);
        topic.numPartitions = topic.replicationFactor = 1;
    }
    void fill(DeleteTopicsRequest& r) {
        if (version >= 6)
            r.topics.emplace_back().name = "missing";
        else
            r.topicNames = {"missing"};
    }
    void fill(DeleteRecordsRequest& r) {
        auto& topic = r.topics.emplace_back();
        topic.name = "t";
        topic.partitions.emplace_back();
    }
    void fill(InitProducerIdRequest& r) { r.transactionalId.reset(); }
    void fill(OffsetForLeaderEpochRequest& r) {
        auto& topic = r.topics.emplace_back();
        topic.topic = "t";
        topic.partitions.emplace_back();
    }
    void fill(DescribeConfigsRequest& r) {
        auto& resource = r.resources.emplace_back();
        resource.resourceType = 2;
        resource.resourceName = "t";
        resource.configurationKeys.reset();
    }
    void fill(CreatePartitionsRequest& r) {
        auto& topic = r.topics.emplace_back();
        topic.name = "t";
        topic.count = 1;
        topic.assignments.reset();
    }
    void fill(DescribeClusterRequest&) {}
    void fill(AlterConfigsRequest& r) {
        auto& resource = r.resources.emplace_back();
        resource.resourceType = 2;
        resource.resourceName = "missing";
    }
    void fill(IncrementalAlterConfigsRequest& r) {
        auto& resource = r.resources.emplace_back();
        resource.resourceType = 2;
        resource.resourceName = "t";
        resource.configs.push_back({"retention.ms", 1, std::nullopt});
    }
    void fill(DeleteGroupsRequest& r) { r.groupsNames = {"missing"}; }
    void fill(ElectLeadersRequest& r) { r.topicPartitions.emplace().push_back({"t", {0}}); }
    void fill(AlterPartitionReassignmentsRequest& r) {
        auto& topic = r.topics.emplace_back();
        topic.name = "missing";
        topic.partitions.emplace_back().replicas = {1};
    }
    void fill(ListPartitionReassignmentsRequest& r) { r.topics.reset(); }
    void fill(DescribeQuorumRequest& r) {
        auto& topic = r.topics.emplace_back();
        topic.topicName = "__cluster_metadata";
        topic.partitions.emplace_back();
    }
    void fill(VoteRequest& r) { r.clusterId = "another"; }
    void fill(BeginQuorumEpochRequest& r) { r.clusterId = "another"; }
    void fill(EndQuorumEpochRequest& r) { r.clusterId = "another"; }
    void fill(FetchSnapshotRequest& r) { r.clusterId = "another"; }
    void fill(EnvelopeRequest& r) {
        r.requestData = *protocol::encodeRequest(MetadataRequest{}, 9, 1, "client").flatten();
    }
    void fill(AlterPartitionRequest& r) { r.brokerId = 2; }
    void fill(BrokerRegistrationRequest& r) { r.brokerId = 9, r.clusterId = "another"; }
    void fill(BrokerHeartbeatRequest& r) { r.brokerId = 9; }
    void fill(UnregisterBrokerRequest& r) { r.brokerId = 9; }
    void fill(AllocateProducerIdsRequest& r) { r.brokerId = 9; }
};

// What an answer says of how it went, where it says it in one place.
template <typename Response>
ErrorCode overall(const Response& response) {
    if constexpr (requires { response.errorCode; })
        return response.errorCode;
    return ErrorCode::NONE;
}

template <typename Request>
QString askInAllVersions(SimulatedCluster& cluster, int at, const Uuid& topicId) {
    for (auto v = Request::table.valid.first; v <= Request::table.valid.last; ++v) {
        auto batch = batchOf({"v" + std::to_string(v)});
        Request request;
        Plausible{cluster, topicId, v, batch}.fill(request);
        const auto answer = cluster.ask(at, request, v);
        const auto name = QString::fromUtf8(findApi(Request::apiKey)->name.data());
        if (!answer)
            return QString("%1 v%2: %3").arg(name).arg(v).arg(answer.error().context.c_str());
        if (overall(*answer) == ErrorCode::UNKNOWN_SERVER_ERROR)
            return QString("%1 v%2 fails").arg(name).arg(v);
    }
    return {};
}

template <typename... Requests>
struct List {};
using AllRequests =
    List<ProduceRequest, FetchRequest, ListOffsetsRequest, MetadataRequest, OffsetCommitRequest,
         OffsetFetchRequest, FindCoordinatorRequest, JoinGroupRequest, HeartbeatRequest, LeaveGroupRequest,
         SyncGroupRequest, ApiVersionsRequest, CreateTopicsRequest, DeleteTopicsRequest, DeleteRecordsRequest,
         InitProducerIdRequest, OffsetForLeaderEpochRequest, DescribeConfigsRequest, AlterConfigsRequest,
         CreatePartitionsRequest, DeleteGroupsRequest, ElectLeadersRequest, IncrementalAlterConfigsRequest,
         AlterPartitionReassignmentsRequest, ListPartitionReassignmentsRequest, VoteRequest,
         BeginQuorumEpochRequest, EndQuorumEpochRequest, DescribeQuorumRequest, AlterPartitionRequest,
         EnvelopeRequest, FetchSnapshotRequest, DescribeClusterRequest, BrokerRegistrationRequest,
         BrokerHeartbeatRequest, UnregisterBrokerRequest, AllocateProducerIdsRequest>;

/// Has each version refused with an error, which must stand somewhere in the answer.
template <typename Request>
QString refuseInAllVersions(SimulatedCluster& cluster, const Uuid& topicId) {
    for (auto v = Request::table.valid.first; v <= Request::table.valid.last; ++v) {
        auto batch = batchOf({"v"});
        Request request;
        Plausible{cluster, topicId, v, batch}.fill(request);
        auto frame = *protocol::encodeRequest(request, v, 5, "client").flatten();
        const auto header = *protocol::decodeRequestHeader(frame);
        RequestContext context;
        context.version = v;
        context.correlationId = 5;
        const auto name = QString::fromUtf8(findApi(Request::apiKey)->name.data()) + QString(" v%1").arg(v);
        constexpr auto error = ErrorCode::FENCED_INSTANCE_ID; // 82, which nothing else there is
        Outcome outcome;
        findHandler(static_cast<std::int16_t>(Request::apiKey))
            ->refuse(context, MutableByteView(frame).subspan(header.bodyOffset), error,
                     [&](Outcome got) { outcome = std::move(got); });
        if (outcome.kind == Outcome::Kind::close && !outcome.reason.empty())
            continue;
        auto answer = *outcome.response.flatten();
        std::int32_t correlation = 0;
        if (!protocol::decodeResponse<typename Request::Response>(answer, v, &correlation) ||
            correlation != 5)
            return name + " is refused with what cannot be read";
        constexpr std::uint8_t code[] = {0, 82};
        if (std::ranges::search(answer, code).empty())
            return name + " is refused without the error";
    }
    return {};
}

template <typename... Requests>
QStringList refuseEverything(List<Requests...>, SimulatedCluster& cluster, const Uuid& topicId) {
    return QStringList{refuseInAllVersions<Requests>(cluster, topicId)...};
}

template <typename... Requests>
QStringList askEverything(List<Requests...>, SimulatedCluster& cluster, int at, const Uuid& topicId) {
    return QStringList{askInAllVersions<Requests>(cluster, at, topicId)...};
}
template <typename... Requests>
std::vector<ApiKey> keysOf(List<Requests...>) {
    return {Requests::apiKey...};
}

Bytes headerOf(std::int16_t key, std::int16_t version, std::int32_t correlation = 77) {
    Bytes frame(8);
    storeBigEndian(frame.data(), key);
    storeBigEndian(frame.data() + 2, version);
    storeBigEndian(frame.data() + 4, correlation);
    frame.insert(frame.end(), {0xff, 0xff}); // no client id
    return frame;
}

} // namespace

class VersionsTest : public QObject {
    Q_OBJECT

    SimulatedCluster cluster;
    Uuid topicId;

private slots:
    void initTestCase() {
        cluster.start();
        topicId = cluster.createTopic("t", 1, 3);
        ask("g");
        cluster.waitFor([&] { return cluster.leaderOf("__consumer_offsets") > 0; });
        cluster.runFor(1s);
    }

    void everyServedApiIsAsked() {
        auto asked = keysOf(AllRequests{});
        std::vector<ApiKey> served;
        for (const auto& handler : apiHandlers())
            served.push_back(handler.key);
        QVERIFY(asked == served);
        QVERIFY(std::ranges::is_sorted(served));
    }

    void everyVersionIsRefusedInItsForm() {
        for (const auto& problem : refuseEverything(AllRequests{}, cluster, topicId))
            QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }

    void everyVersionIsAnswered_data() {
        QTest::addColumn<int>("broker");
        for (int id = 1; id <= 3; ++id)
            QTest::newRow(std::to_string(id).c_str()) << id;
    }
    void everyVersionIsAnswered() {
        QFETCH(int, broker);
        for (const auto& failure : askEverything(AllRequests{}, cluster, broker, topicId))
            QVERIFY2(failure.isEmpty(), qPrintable(failure));
    }

    void emptyRequestsAreAnsweredToo() {
        // Every field at its default: what a body of nothing but zeros and nulls comes down to.
        const auto askEmpty = [&]<typename Request>(Request) {
            for (auto v = Request::table.valid.first; v <= Request::table.valid.last; ++v)
                if (const auto client = cluster.connect(2); !client->ask(Request{}, v) && !client->closed())
                    return false;
            return true;
        };
        const auto each = [&]<typename... Requests>(List<Requests...>) {
            return (askEmpty(Requests{}) && ...);
        };
        QVERIFY(each(AllRequests{}));
    }

    void advertisedIsWhatClientsAreServed() {
        ApiVersionsRequest request;
        request.clientSoftwareName = request.clientSoftwareVersion = "x";
        for (std::int16_t v = 0; v <= 4; ++v) {
            const auto answer = cluster.ask(1, request, v);
            QVERIFY(answer);
            std::size_t clients = 0;
            for (const auto& handler : apiHandlers())
                clients += findApi(handler.key)->audience == Audience::Client;
            QCOMPARE(answer->apiKeys.size(), clients);
            for (const auto& range : answer->apiKeys)
                QCOMPARE(range.maxVersion, findApi(range.apiKey)->versions.last);
        }
    }

    void apiVersionsTooNewGetsTheOldestAnswer() {
        const auto client = cluster.connect(1);
        auto request = headerOf(18, 99);
        request.insert(request.end(), {0, 9, 9, 9}); // no tagged fields, and a body that nobody can know
        client->sendFrame(request);
        auto frame = client->answerFrame();
        QVERIFY(frame);
        std::int32_t correlation = 0;
        const auto answer = decodeResponse<ApiVersionsResponse>(**frame, 0, &correlation);
        QVERIFY(answer);
        QCOMPARE(correlation, 77);
        QCOMPARE(answer->errorCode, ErrorCode::UNSUPPORTED_VERSION);
        QCOMPARE(answer->apiKeys.size(), std::size_t(1));
        QCOMPARE(answer->apiKeys.front().apiKey, std::int16_t(18));
        QCOMPARE(answer->apiKeys.front().maxVersion, std::int16_t(4));
        ApiVersionsRequest again;
        again.clientSoftwareName = again.clientSoftwareVersion = "x";
        QVERIFY(client->ask(again, 4));
    }

    void softwareNamesAreChecked() {
        ApiVersionsRequest request;
        request.clientSoftwareVersion = "1";
        for (const char* name : {"", "-x", "x-", "a b", "ä", "x\n"}) {
            request.clientSoftwareName = name;
            QCOMPARE(cluster.ask(1, request, 3)->errorCode, ErrorCode::INVALID_REQUEST);
            QCOMPARE(cluster.ask(1, request, 2)->errorCode, ErrorCode::NONE);
        }
        request.clientSoftwareName = "apache-kafka.java";
        QCOMPARE(cluster.ask(1, request, 3)->errorCode, ErrorCode::NONE);
    }

    void whatIsNotServedCloses_data() {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("version");
        QTest::newRow("Metadata too new") << 3 << 99;
        QTest::newRow("Metadata negative") << 3 << -1;
        QTest::newRow("Produce advertised but too old") << 0 << 0;
        QTest::newRow("no such API") << 1000 << 0;
        QTest::newRow("negative API") << -1 << 0;
        QTest::newRow("known, not served") << 28 << 0;
    }
    void whatIsNotServedCloses() {
        QFETCH(int, key);
        QFETCH(int, version);
        const auto client = cluster.connect(3);
        const auto before = cluster.eventsOf(observe::EventKind::connectionRefused).size();
        client->sendFrame(headerOf(static_cast<std::int16_t>(key), static_cast<std::int16_t>(version)));
        QVERIFY(client->waitClosed());
        QCOMPARE(cluster.eventsOf(observe::EventKind::connectionRefused).size(), before + 1);
    }

    void garbageCloses() {
        SeededRandom random(11);
        for (int i = 0; i < 500; ++i) {
            const auto client = cluster.connect(1 + i % 3);
            Bytes frame(random.below(200));
            for (auto& byte : frame)
                byte = static_cast<std::uint8_t>(random.next());
            client->sendFrame(frame);
            if (!frame.empty() && client->closed())
                continue;
            cluster.runFor(1ms);
        }
        ask("g");
    }

    void damagedRequestsCloseOrAreAnswered() {
        // Valid frames with a few bytes changed reach deeper than noise does.
        SeededRandom random(12);
        const auto damage = [&]<typename Request>(Request) {
            for (auto v = Request::table.valid.first; v <= Request::table.valid.last; ++v)
                for (int i = 0; i < 8; ++i) {
                    auto batch = batchOf({"x", "y"});
                    Request request;
                    Plausible{cluster, topicId, v, batch}.fill(request);
                    auto frame = *encodeRequest(request, v, 1, "x").flatten();
                    for (int changes = 0; changes < 3; ++changes)
                        frame[8 + random.below(frame.size() - 8)] = static_cast<std::uint8_t>(random.next());
                    const auto client = cluster.connect(1 + i % 3);
                    client->sendFrame(frame);
                    cluster.runFor(5ms);
                }
        };
        const auto each = [&]<typename... Requests>(List<Requests...>) { (damage(Requests{}), ...); };
        each(AllRequests{});
        cluster.runFor(1min);
        ask("g");
        QCOMPARE(cluster.produce("t", 0, batchOf({"still here"})).errorCode, ErrorCode::NONE);
    }

    void aRequestTakesNoMoreMemoryThanItMay() {
        // An empty text is one byte in the frame, and thirty times that in memory, and more in the answer.
        FindCoordinatorRequest request;
        request.coordinatorKeys.resize(3'000'000);
        const auto client = cluster.connect(1);
        client->send(request, 4);
        QVERIFY(client->waitClosed());
        request.coordinatorKeys.resize(1000);
        QVERIFY(cluster.ask(1, request, 4));
    }

    void pipelinedRequestsAreAnsweredInOrder() {
        const auto client = cluster.connect(cluster.leaderOf("t"));
        FetchRequest slow;
        slow.maxWaitMs = 500;
        slow.minBytes = 1 << 30;
        auto batch = Bytes();
        Plausible{cluster, topicId, 12, batch}.fill(slow);
        client->send(slow, 12);
        client->send(MetadataRequest{}, 9);
        client->send(ApiVersionsRequest{}, 0);
        QVERIFY(client->answer<FetchRequest>(12));
        QVERIFY(client->answer<MetadataRequest>(9));
        QVERIFY(client->answer<ApiVersionsRequest>(0));
    }

    void afterTheSystemsLimitTheSilentGoFirst() {
        SimulatedCluster small(1, 1, [](BrokerConfig& config) { config.maxConnections = 20; });
        small.start();
        const auto friendly = small.connect(1);
        QVERIFY(friendly->ask(MetadataRequest{}, 9));
        std::vector<std::unique_ptr<TestClient>> flood;
        for (int i = 0; i < 100; ++i)
            flood.push_back(small.connect(1));
        small.runFor(1s);
        const auto closed = std::ranges::count_if(flood, [](const auto& client) { return client->closed(); });
        QVERIFY(closed >= 80);
        QVERIFY(friendly->ask(MetadataRequest{}, 9));
        const auto late = small.connect(1);
        QVERIFY(late->ask(MetadataRequest{}, 9));
    }

private:
    void ask(const std::string& group) {
        FindCoordinatorRequest request;
        request.key = group;
        if (!cluster.ask(1, request, 3))
            qFatal("the cluster does not answer");
    }
};

QTEST_GUILESS_MAIN(VersionsTest)
#include "versions_test.moc"
