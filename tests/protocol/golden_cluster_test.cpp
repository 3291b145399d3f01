// Bytes that Kafka's own Java classes (kafka-clients 4.0.0) write for given values: the messages of the
// metadata log's quorum, its control records, and how a cluster is administered.
#include "broker/protocol/messages/alter_configs.h"
#include "broker/protocol/messages/alter_partition_reassignments.h"
#include "broker/protocol/messages/begin_quorum_epoch.h"
#include "broker/protocol/messages/control_records.h"
#include "broker/protocol/messages/describe_quorum.h"
#include "broker/protocol/messages/elect_leaders.h"
#include "broker/protocol/messages/end_quorum_epoch.h"
#include "broker/protocol/messages/fetch_snapshot.h"
#include "broker/protocol/messages/incremental_alter_configs.h"
#include "broker/protocol/messages/list_partition_reassignments.h"
#include "broker/protocol/messages/unregister_broker.h"
#include "broker/protocol/messages/vote.h"
#include "tests/protocol/golden.h"

using namespace partitura;
using namespace partitura::protocol;
using namespace partitura::protocol::golden;

namespace {

const std::string metadataTopic = "__cluster_metadata";
constexpr std::uint16_t highPort = 40000; // above what an int16 holds

} // namespace

class GoldenClusterTest : public QObject {
    Q_OBJECT

private slots:
    void vote() {
        VoteRequest request;
        request.clusterId = "c";
        request.voterId = 2;
        request.topics = {{metadataTopic, {{0, 5, 1, id, id, 4, 99, true}}}};
        compareRequest(
            request, 2, "golden",
            "00340002000000070006676f6c64656e0002630000000202135f5f636c75737465725f6d6574616461746102000000"
            "0000000005000000010123456789abcdef1032547698badcfe0123456789abcdef1032547698badcfe000000040000"
            "00000000006301000000");
        VoteResponse response;
        response.topics = {{metadataTopic, {{0, ErrorCode::FENCED_LEADER_EPOCH, 3, 6, true}}}};
        response.nodeEndpoints = {{3, "h", highPort}};
        compareResponse(
            response, 2,
            "0000000700000002135f5f636c75737465725f6d657461646174610200000000004a00000003000000060100000100"
            "0a020000000302689c4000");
    }

    void beginQuorumEpoch() {
        BeginQuorumEpochRequest request;
        request.voterId = 2;
        request.topics = {{metadataTopic, {{0, id, 1, 6}}}};
        request.leaderEndpoints = {{"CONTROLLER", "h", highPort}};
        compareRequest(
            request, 0, "golden",
            "00350000000000070006676f6c64656effff0000000100125f5f636c75737465725f6d657461646174610000000100"
            "0000000000000100000006");
        compareRequest(
            request, 1, "golden",
            "00350001000000070006676f6c64656e00000000000202135f5f636c75737465725f6d657461646174610200000000"
            "0123456789abcdef1032547698badcfe00000001000000060000020b434f4e54524f4c4c455202689c400000");
        BeginQuorumEpochResponse response;
        response.errorCode = ErrorCode::INCONSISTENT_CLUSTER_ID;
        response.topics = {{metadataTopic, {{0, ErrorCode::FENCED_LEADER_EPOCH, 3, 6}}}};
        response.nodeEndpoints = {{3, "h", highPort}};
        compareResponse(
            response, 0,
            "0000000700680000000100125f5f636c75737465725f6d657461646174610000000100000000004a00000003000000"
            "06");
        compareResponse(
            response, 1,
            "0000000700006802135f5f636c75737465725f6d657461646174610200000000004a0000000300000006000001000a"
            "020000000302689c4000");
    }

    void endQuorumEpoch() {
        EndQuorumEpochRequest request;
        request.clusterId = "c";
        request.topics = {{metadataTopic, {{0, 1, 6, {2, 3}, {{2, id}}}}}};
        request.leaderEndpoints = {{"CONTROLLER", "h", highPort}};
        compareRequest(
            request, 0, "golden",
            "00360000000000070006676f6c64656e0001630000000100125f5f636c75737465725f6d6574616461746100000001"
            "000000000000000100000006000000020000000200000003");
        compareRequest(
            request, 1, "golden",
            "00360001000000070006676f6c64656e00026302135f5f636c75737465725f6d657461646174610200000000000000"
            "010000000602000000020123456789abcdef1032547698badcfe000000020b434f4e54524f4c4c455202689c400000");
        EndQuorumEpochResponse response;
        response.topics = {{metadataTopic, {{0, ErrorCode::FENCED_LEADER_EPOCH, 3, 6}}}};
        response.nodeEndpoints = {{3, "h", highPort}};
        compareResponse(
            response, 1,
            "0000000700000002135f5f636c75737465725f6d657461646174610200000000004a0000000300000006000001000a"
            "020000000302689c4000");
    }

    void describeQuorum() {
        DescribeQuorumRequest request;
        request.topics = {{metadataTopic, {{0}}}};
        compareRequest(
            request, 2, "golden",
            "00370002000000070006676f6c64656e0002135f5f636c75737465725f6d657461646174610200000000000000");
        DescribeQuorumResponse response;
        response.errorMessage.reset();
        DescribeQuorumResponse::PartitionData partition;
        partition.errorMessage = "m";
        partition.leaderId = 1;
        partition.leaderEpoch = 6;
        partition.highWatermark = 90;
        partition.currentVoters = {{1, id, 99, 5, 4}};
        partition.observers = {{.replicaId = 4, .logEndOffset = 80}};
        response.topics = {{metadataTopic, {partition}}};
        response.nodes = {{1, {{"L", "h", highPort}}}};
        compareResponse(
            response, 2,
            "000000070000000002135f5f636c75737465725f6d6574616461746102000000000000026d00000001000000060000"
            "00000000005a02000000010123456789abcdef1032547698badcfe0000000000000063000000000000000500000000"
            "00000004000200000004000000000000000000000000000000000000000000000050ffffffffffffffffffffffffff"
            "ffffff000000020000000102024c02689c40000000");
    }

    void fetchSnapshot() {
        FetchSnapshotRequest request;
        request.clusterId = "c";
        request.replicaId = 2;
        request.topics = {{metadataTopic, {{0, 6, {100, 5}, 4096, id}}}};
        compareRequest(
            request, 1, "golden",
            "003b0001000000070006676f6c64656e00000000027fffffff02135f5f636c75737465725f6d657461646174610200"
            "000000000000060000000000000064000000050000000000000010000100100123456789abcdef1032547698badcfe"
            "000100020263");
        FetchSnapshotResponse response;
        response.throttleTimeMs = 1;
        response.topics = {{metadataTopic, {{0, ErrorCode::NONE, {100, 5}, {3, 6}, 9000, 4096, batch()}}}};
        response.nodeEndpoints = {{3, "h", highPort}};
        compareResponse(
            response, 1,
            "000000070000000001000002135f5f636c75737465725f6d6574616461746102000000000000000000000000006400"
            "00000500000000000000232800000000000010000601020304050100090000000300000006000001000a0200000003"
            "02689c4000");
    }

    void controlRecords() {
        LeaderChangeMessage change{1, {{1, {}}, {2, {}}}, {{2, {}}}};
        const QByteArray golden = "000000000001030000000100000000020002000000020000";
        QCOMPARE(hex(encodeControlRecord(change, 0)), golden);
        const auto read = decodeControlRecord<LeaderChangeMessage>(fromHex(golden));
        QVERIFY(read.ok());
        QCOMPARE(read->leaderId, 1);
        QCOMPARE(read->voters.size(), std::size_t{2});
        QCOMPARE(read->grantingVoters[0].voterId, 2);
        change = {1, {{1, id}}, {}};
        QCOMPARE(hex(encodeControlRecord(change, 1)),
                 QByteArray("00010000000102000000010123456789abcdef1032547698badcfe000100"));
        QCOMPARE(decodeControlRecord<LeaderChangeMessage>(fromHex("0002000000010101"
                                                                  "00"))
                     .code(),
                 ErrorCode::UNSUPPORTED_VERSION);
        QCOMPARE(decodeControlRecord<LeaderChangeMessage>(fromHex("000000000001")).code(),
                 ErrorCode::INVALID_REQUEST);

        QCOMPARE(hex(encodeControlRecord(SnapshotHeaderRecord{1'600'000'000'000}, 0)),
                 QByteArray("000000000174876e800000"));
        QCOMPARE(decodeControlRecord<SnapshotHeaderRecord>(fromHex("000000000174876e800000"))
                     ->lastContainedLogTimestamp,
                 std::int64_t{1'600'000'000'000});
        QCOMPARE(hex(encodeControlRecord(SnapshotFooterRecord{}, 0)), QByteArray("000000"));
        QVERIFY(decodeControlRecord<SnapshotFooterRecord>(fromHex("000000")).ok());
    }

    void alterConfigs() {
        AlterConfigsRequest request;
        request.resources = {{2, "orders", {{"k", std::nullopt}}}};
        request.validateOnly = true;
        compareRequest(request, 1, "golden",
                       "00210001000000070006676f6c64656e000000010200066f72646572730000000100016bffff01");
        compareRequest(request, 2, "golden",
                       "00210002000000070006676f6c64656e000202076f726465727302026b0000000100");
        AlterConfigsResponse response;
        response.throttleTimeMs = 5;
        response.responses = {{ErrorCode::INVALID_CONFIG, "m", 2, "orders"}};
        compareResponse(response, 2, "000000070000000005020028026d02076f72646572730000");
    }

    void incrementalAlterConfigs() {
        IncrementalAlterConfigsRequest request;
        request.resources = {{4, "1", {{"k", 2, "v"}}}};
        compareRequest(request, 0, "golden",
                       "002c0000000000070006676f6c64656e00000001040001310000000100016b0200017600");
        compareRequest(request, 1, "golden",
                       "002c0001000000070006676f6c64656e000204023102026b02027600000000");
        IncrementalAlterConfigsResponse response;
        response.responses = {{ErrorCode::NONE, std::nullopt, 4, "1"}};
        compareResponse(response, 1, "000000070000000000020000000402310000");
    }

    void electLeaders() {
        ElectLeadersRequest request;
        request.electionType = 1;
        request.topicPartitions = {{"orders", {0, 2}}};
        compareRequest(
            request, 1, "golden",
            "002b0001000000070006676f6c64656e010000000100066f72646572730000000200000000000000020000ea60");
        compareRequest(request, 2, "golden",
                       "002b0002000000070006676f6c64656e000102076f7264657273030000000000000002000000ea6000");
        request.topicPartitions.reset();
        compareRequest(request, 0, "golden", "002b0000000000070006676f6c64656effffffff0000ea60");
        ElectLeadersResponse response;
        response.replicaElectionResults = {{"orders", {{2, ErrorCode::ELECTION_NOT_NEEDED, "m"}}}};
        compareResponse(response, 0, "00000007000000000000000100066f72646572730000000100000002005400016d");
        compareResponse(response, 2, "000000070000000000000002076f726465727302000000020054026d000000");
    }

    void partitionReassignments() {
        AlterPartitionReassignmentsRequest alter;
        alter.topics = {{"orders", {{0, {{1, 2}}}, {1, std::nullopt}}}};
        compareRequest(
            alter, 0, "golden",
            "002d0000000000070006676f6c64656e000000ea6002076f7264657273030000000003000000010000000200000000"
            "0100000000");
        AlterPartitionReassignmentsResponse altered;
        altered.errorMessage.reset();
        altered.responses = {{"orders", {{1, ErrorCode::NO_REASSIGNMENT_IN_PROGRESS, "m"}}}};
        compareResponse(altered, 0, "00000007000000000000000002076f726465727302000000010055026d000000");

        ListPartitionReassignmentsRequest list;
        compareRequest(list, 0, "golden", "002e0000000000070006676f6c64656e000000ea600000");
        list.timeoutMs = 9;
        list.topics = {{"orders", {1}}};
        compareRequest(list, 0, "golden",
                       "002e0000000000070006676f6c64656e000000000902076f726465727302000000010000");
        ListPartitionReassignmentsResponse listed;
        listed.errorMessage.reset();
        listed.topics = {{"orders", {{1, {1, 2, 3}, {3}, {1}}}}};
        compareResponse(
            listed, 0,
            "00000007000000000000000002076f7264657273020000000104000000010000000200000003020000000302000000"
            "01000000");
    }

    void unregisterBroker() {
        compareRequest(UnregisterBrokerRequest{3}, 0, "golden",
                       "00400000000000070006676f6c64656e000000000300");
        compareResponse(UnregisterBrokerResponse{1, ErrorCode::BROKER_ID_NOT_REGISTERED, std::nullopt}, 0,
                        "00000007000000000100660000");
    }
};

QTEST_APPLESS_MAIN(GoldenClusterTest)
#include "golden_cluster_test.moc"
