// Bytes that Kafka's own Java classes (kafka-clients 4.0.0 and 4.3.0) write for given values.
#include "broker/protocol/messages/api_versions.h"
#include "broker/protocol/messages/consumer_protocol.h"
#include "broker/protocol/messages/delete_groups.h"
#include "broker/protocol/messages/delete_records.h"
#include "broker/protocol/messages/fetch.h"
#include "broker/protocol/messages/group_records.h"
#include "broker/protocol/messages/metadata.h"
#include "broker/protocol/messages/metadata_records.h"
#include "broker/protocol/messages/produce.h"
#include "tests/protocol/golden.h"

using namespace partitura;
using namespace partitura::protocol;
using namespace partitura::protocol::golden;

class GoldenTest : public QObject {
    Q_OBJECT

private slots:
    void apiVersions() {
        compareRequest(ApiVersionsRequest{"partitura", "1.0"}, 4, "golden",
                       "00120004000000070006676f6c64656e00"
                       "0a70617274697475726104312e3000");

        ApiVersionsResponse response;
        response.apiKeys = {{0, 0, 13}, {18, 0, 4}};
        response.supportedFeatures = {{"metadata.version", 7, 29}};
        response.finalizedFeaturesEpoch = 42;
        response.finalizedFeatures = {{"metadata.version", 29, 29}};
        compareResponse(
            response, 4,
            "0000000700000300000000000d00001200000004000000000003001702116d657461646174612e76657273696f6e"
            "0007001d000108000000000000002a021702116d657461646174612e76657273696f6e001d001d00");
        compareResponse(response, 0, "0000000700000000000200000000000d001200000004");
    }

    void metadata() {
        MetadataRequest all;
        all.topics.reset();
        compareRequest(all, 1, std::nullopt, "0003000100000007ffffffffffff");
        MetadataRequest one;
        one.topics->push_back({{}, "orders"});
        compareRequest(
            one, 12, "golden",
            "0003000c000000070006676f6c64656e000200000000000000000000000000000000076f726465727300010000");

        MetadataResponse response;
        response.clusterId = "cluster";
        response.controllerId = 1;
        response.brokers = {{1, "127.0.0.1", 9092, "r"}};
        MetadataResponse::MetadataResponseTopic topic;
        topic.name = "orders";
        topic.topicId = id;
        topic.partitions = {{ErrorCode::NONE, 0, 1, 3, {1, 2}, {1}, {2}}};
        response.topics = {topic};
        compareResponse(
            response, 5,
            "0000000700000000000000010000000100093132372e302e302e31000023840001720007636c757374657200000001"
            "0000000100000006"
            "6f72646572730000000001000000000000000000010000000200000001000000020000000100000001000000010000"
            "0002");
        compareResponse(
            response, 13,
            "00000007000000000002000000010a3132372e302e302e310000238402720008636c75737465720000000102000007"
            "6f72646572730123456789abcdef1032547698badcfe00020000000000000000000100000003030000000100000002"
            "02000000010200000002008000000000000000");
    }

    void produce() {
        ProduceRequest request;
        request.acks = -1;
        request.timeoutMs = 30000;
        request.topicData.push_back({"orders", {}, {{2, batch()}}});
        compareRequest(
            request, 7, "golden",
            "00000007000000070006676f6c64656effffffff000075300000000100066f72646572730000000100000002000000"
            "050102030405");
        request.transactionalId = "tx";
        request.topicData[0].topicId = id;
        compareRequest(
            request, 13, "golden",
            "0000000d000000070006676f6c64656e00037478ffff00007530020123456789abcdef1032547698badcfe02000000"
            "02060102030405000000");

        ProduceResponse response;
        response.throttleTimeMs = 5;
        ProduceResponse::PartitionProduceResponse partition;
        partition.index = 2;
        partition.errorCode = ErrorCode::NOT_LEADER_OR_FOLLOWER;
        partition.baseOffset = -1;
        partition.logStartOffset = 4;
        response.responses.push_back({"orders", {}, {partition}});
        compareResponse(
            response, 7,
            "000000070000000100066f726465727300000001000000020006ffffffffffffffffffffffffffffffff0000000000"
            "00000400000005");
        auto& moved = response.responses[0].partitionResponses[0];
        moved.errorMessage = "moved";
        moved.currentLeader = {2, 9};
        moved.recordErrors = {{1, {}}};
        response.nodeEndpoints = {{2, "b2", 9093, {}}};
        compareResponse(
            response, 12,
            "000000070002076f726465727302000000020006ffffffffffffffffffffffffffffffff0000000000000004020000"
            "00010000066d6f766564010009000000020000000900000000000501000e0200000002036232000023850000");
    }

    void fetch() {
        FetchRequest request;
        request.maxWaitMs = 500;
        request.minBytes = 1;
        request.maxBytes = 1000000;
        request.isolationLevel = 1;
        FetchRequest::FetchPartition partition;
        partition.partition = 2;
        partition.fetchOffset = 100;
        partition.partitionMaxBytes = 65536;
        request.topics = {{"orders", {}, {partition}}};
        compareRequest(
            request, 4, "golden",
            "00010004000000070006676f6c64656effffffff000001f400000001000f4240010000000100066f72646572730000"
            "000100000002000000000000006400010000");
        request.sessionId = 3;
        request.sessionEpoch = 4;
        request.rackId = "r";
        request.replicaState = {2, 8};
        request.forgottenTopicsData = {{"", id, {5}}};
        partition.currentLeaderEpoch = 3;
        partition.lastFetchedEpoch = 2;
        partition.replicaDirectoryId = id;
        partition.highWatermark = 99;
        request.topics = {{"", id, {partition}}};
        compareRequest(
            request, 18, "golden",
            "00010012000000070006676f6c64656e00000001f400000001000f4240010000000300000004020123456789abcdef"
            "1032547698badcfe020000000200000003000000000000006400000002ffffffffffffffff00010000020010012345"
            "6789abcdef1032547698badcfe0108000000000000006300020123456789abcdef1032547698badcfe020000000500"
            "027201010d00000002000000000000000800");

        FetchResponse response;
        FetchResponse::PartitionData data;
        data.partitionIndex = 2;
        data.highWatermark = 105;
        data.lastStableOffset = 105;
        data.abortedTransactions.reset();
        data.records = batch();
        response.responses = {{"orders", {}, {data}}};
        compareResponse(
            response, 4,
            "00000007000000000000000100066f7264657273000000010000000200000000000000000069000000000000006"
            "9ffffffff000000050102030405");
        response.sessionId = 3;
        data.logStartOffset = 1;
        data.abortedTransactions = std::vector{FetchResponse::AbortedTransaction{1000, 101}};
        data.divergingEpoch = {2, 90};
        data.currentLeader = {2, 3};
        response.responses = {{"", id, {data}}};
        response.nodeEndpoints = {{2, "b2", 9093, {}}};
        compareResponse(
            response, 16,
            "000000070000000000000000000003020123456789abcdef1032547698badcfe020000000200000000000000000069"
            "000000000000006900000000000000010200000000000003e8000000000000006500ffffffff06010203040502000d"
            "00000002000000000000005a0001090000000200000003000001000e0200000002036232000023850000");
    }

    void metadataRecords() {
        PartitionChangeRecord change;
        change.partitionId = 1;
        change.topicId = id;
        change.isr = {1, 2};
        change.leader = 1;
        change.directories = {id};
        change.eligibleLeaderReplicas = {3};
        // Frame version 1, type 5, version 2.
        const QByteArray golden =
            "010502"
            "000000010123456789abcdef1032547698badcfe0400090300000001000000020104000000010605020000"
            "00030811020123456789abcdef1032547698badcfe";
        QCOMPARE(hex(encodeMetadataRecord(change, 2)), golden);
        const auto read = decodeMetadataRecord(fromHex(golden));
        QVERIFY(read.ok());
        const auto* record = std::get_if<PartitionChangeRecord>(&*read);
        QVERIFY(record);
        QVERIFY(record->isr == change.isr);
        QVERIFY(!record->replicas);
        QCOMPARE(record->leaderRecoveryState, std::int8_t{-1});
        QCOMPARE(hex(encodeMetadataRecord(*read, 2)), golden);

        QCOMPARE(decodeMetadataRecord(fromHex("000502")).code(), ErrorCode::UNSUPPORTED_VERSION);
        QCOMPARE(decodeMetadataRecord(fromHex("017f00")).code(), ErrorCode::UNSUPPORTED_VERSION);
        QCOMPARE(decodeMetadataRecord(fromHex("010509")).code(), ErrorCode::UNSUPPORTED_VERSION);
        QCOMPARE(decodeMetadataRecord(fromHex("011400")).code(), ErrorCode::INVALID_REQUEST);
        QVERIFY(decodeMetadataRecord(fromHex("01140000")).ok());
        QCOMPARE(decodeMetadataRecord(fromHex("0114000000")).code(), ErrorCode::INVALID_REQUEST);
    }

    void everyMetadataRecordIsFound() {
        for (const auto& description : protocol::metadataRecords()) {
            // Frame, type, version 0, no fields: cut short, unless there are none.
            const Bytes head{1, static_cast<std::uint8_t>(description.recordType), 0};
            const auto read = decodeMetadataRecord(head);
            QCOMPARE(read.code(), ErrorCode::INVALID_REQUEST);
            QVERIFY(read.error().context.starts_with(description.table->name));
        }
    }

    void coordinatorRecords() {
        const OffsetCommitKey key{"g", "orders", 2};
        const QByteArray goldenKey = "0001"
                                     "000167"
                                     "00066f7264657273"
                                     "00000002";
        QCOMPARE(hex(encodeCoordinatorRecord(key, 1)), goldenKey);
        const auto readKey = decodeCoordinatorKey(fromHex(goldenKey));
        QVERIFY(readKey.ok());
        QCOMPARE(std::get<OffsetCommitKey>(*readKey).topic, std::string("orders"));
        QVERIFY(std::holds_alternative<GroupMetadataKey>(*decodeCoordinatorKey(fromHex("0002000167"))));
        QCOMPARE(decodeCoordinatorKey(fromHex("0003000167")).code(), ErrorCode::UNSUPPORTED_VERSION);
        QVERIFY(!decodeCoordinatorKey(fromHex("00")));

        OffsetCommitValue offset;
        offset.offset = 12;
        offset.leaderEpoch = 1;
        offset.metadata = "m";
        offset.commitTimestamp = 1000;
        const QByteArray goldenOffset = "0003000000000000000c0000000100016d00000000000003e8";
        QCOMPARE(hex(encodeCoordinatorRecord(offset, 3)), goldenOffset);
        QCOMPARE(decodeCoordinatorRecord<OffsetCommitValue>(fromHex(goldenOffset))->offset, std::int64_t{12});

        GroupMetadataValue group;
        group.protocolType = "consumer";
        group.generation = 2;
        group.protocol = "range";
        group.leader = "m1";
        group.currentStateTimestamp = 5;
        group.members = {{"m1", {}, "c", "/h", 300, 100, {1}, {2}}};
        QCOMPARE(
            hex(encodeCoordinatorRecord(group, 3)),
            QByteArray(
                "00030008636f6e73756d657200000002000572616e676500026d3100000000000000050000000100026d31ffff"
                "00016300022f680000012c0000006400000001010000000102"));
    }

    void deleteRecords() {
        DeleteRecordsRequest request;
        request.topics = {{"orders", {{3, -1}}}};
        request.timeoutMs = 30'000;
        compareRequest(request, 0, "golden",
                       "00150000000000070006676f6c64656e0000000100066f72646572730000000100000003ffffffff"
                       "ffffffff00007530");
        compareRequest(request, 2, "golden",
                       "00150002000000070006676f6c64656e0002076f72646572730200000003ffffffffffffffff0000"
                       "0000753000");
        DeleteRecordsResponse response;
        response.throttleTimeMs = 5;
        response.topics = {{"orders", {{3, 41, ErrorCode::REQUEST_TIMED_OUT}}}};
        compareResponse(response, 0,
                        "00000007000000050000000100066f7264657273000000010000000300000000000000290007");
        compareResponse(response, 2,
                        "00000007000000000502076f7264657273020000000300000000000000290007000000");
    }

    void deleteGroups() {
        DeleteGroupsRequest request;
        request.groupsNames = {"group"};
        compareRequest(request, 0, "golden", "002a0000000000070006676f6c64656e00000001000567726f7570");
        compareRequest(request, 3, "golden", "002a0003000000070006676f6c64656e00020667726f757000");
        DeleteGroupsResponse response;
        response.results = {{"group", ErrorCode::NON_EMPTY_GROUP, "m"}};
        compareResponse(response, 1, "000000070000000000000001000567726f75700044");
        compareResponse(response, 3, "000000070000000000020667726f75700044026d0000");
    }

    void consumerProtocol() {
        ConsumerProtocolSubscription subscription;
        subscription.topics = {"orders"};
        subscription.ownedPartitions = {{"orders", {0, 1}}};
        subscription.generationId = 4;
        subscription.rackId = "r";
        const QByteArray golden =
            "00030000000100066f7264657273ffffffff0000000100066f726465727300000002000000000000000100"
            "0000040001"
            "72";
        QCOMPARE(hex(encodeConsumerProtocol(subscription, 3)), golden);
        // A version to come, with a field more.
        auto newer = fromHex(golden + "0000");
        newer[1] = 9;
        const auto read = decodeConsumerProtocol<ConsumerProtocolSubscription>(newer);
        QVERIFY(read.ok());
        QCOMPARE(read->generationId, 4);
        QVERIFY(!decodeConsumerProtocol<ConsumerProtocolSubscription>(fromHex("ffff")));
    }
};

QTEST_APPLESS_MAIN(GoldenTest)
#include "golden_test.moc"
