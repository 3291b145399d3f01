// Every message in every version: round trips, truncation, corruption, dissection; Kafka's own bytes.
#include "random_message.h"

#include "broker/protocol/codec.h"
#include "broker/protocol/dissection.h"
#include "broker/protocol/frame.h"
#include "broker/protocol/messages/api_versions.h"
#include "broker/protocol/messages/fetch.h"
#include "broker/protocol/messages/metadata.h"
#include "broker/protocol/messages/produce.h"

#include <QTest>

#include <memory>
#include <set>

using namespace partitura;
using namespace partitura::protocol;

namespace {

using Structure = std::unique_ptr<void, void (*)(void*)>;

Structure created(const Table& table) {
    return Structure(table.create(), table.destroy);
}

QString label(const Table& table, std::int16_t version) {
    return QString("%1 v%2").arg(QString::fromStdString(std::string(table.name))).arg(version);
}

QByteArray hex(ByteView bytes) {
    return QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()))
        .toHex();
}

Bytes fromHex(const char* text) {
    const auto bytes = QByteArray::fromHex(text);
    return Bytes(bytes.begin(), bytes.end());
}

Bytes flat(const Payload& payload) {
    return *payload.flatten();
}

/// Calls check(table, version, random) `rounds` times for each version of each message.
template <typename Check>
void forEachVersion(int rounds, Check check) {
    SeededRandom random(42);
    for (const Table* table : allTables())
        for (auto version = table->valid.first; version <= table->valid.last; ++version)
            for (int i = 0; i < rounds; ++i)
                check(*table, version, random);
}

/// Where the next leaf must begin; -1 once the leaves do not tile.
std::ptrdiff_t tile(const DissectionNode& node, std::ptrdiff_t at) {
    if (at < 0 || node.begin != static_cast<std::size_t>(at) || node.end < node.begin)
        return -1;
    for (const auto& child : node.children)
        at = tile(child, at);
    if (node.children.empty())
        at = static_cast<std::ptrdiff_t>(node.end);
    return at == static_cast<std::ptrdiff_t>(node.end) ? at : -1;
}

const DissectionNode* child(const DissectionNode& node, std::string_view name) {
    for (const auto& one : node.children)
        if (one.name == name)
            return &one;
    return nullptr;
}

} // namespace

class ProtocolTest : public QObject {
    Q_OBJECT

private slots:
    void tablesAreWellFormed() {
        for (const Table* table : allTables()) {
            std::set<std::string_view> names;
            int tag = -1;
            for (const Field& field : table->fields) {
                QVERIFY2(names.insert(field.name).second, field.name.data());
                QVERIFY2(field.about.ends_with('.'), field.name.data());
                QVERIFY2(field.tag == -1 ? tag == -1 : field.tag > tag, field.name.data());
                tag = field.tag;
            }
        }
        for (const auto& api : apis()) {
            QCOMPARE(api.request->firstFlexible, api.response->firstFlexible);
            QVERIFY(api.request->valid == api.versions && api.response->valid == api.versions);
            QCOMPARE(findApi(api.key), &api);
        }
        QVERIFY(!findApi(4));
        QVERIFY(!findApi(1000));
    }

    void everyMessageRoundTripsInEveryVersion() {
        forEachVersion(40, [](const Table& table, std::int16_t version, Random& random) {
            const auto bytes = randomBody(table, version, random);
            const auto message = created(table);
            const auto read = decodeBody(table, message.get(), bytes, version);
            QVERIFY2(read.ok(),
                     qPrintable(label(table, version) + (read ? "" : read.error().context.c_str())));
            const auto written = flat(encodeBody(table, message.get(), version));
            if (written != bytes)
                QFAIL(qPrintable(label(table, version) + ": " + hex(bytes) + " became " + hex(written)));
        });
    }

    void defaultsRoundTrip() {
        forEachVersion(1, [](const Table& table, std::int16_t version, Random&) {
            const auto message = created(table);
            const auto bytes = flat(encodeBody(table, message.get(), version));
            const auto read = created(table);
            QVERIFY2(decodeBody(table, read.get(), bytes, version).ok(), qPrintable(label(table, version)));
            QCOMPARE(flat(encodeBody(table, read.get(), version)), bytes);
        });
    }

    void truncationIsRefusedAtEveryByte() {
        forEachVersion(2, [](const Table& table, std::int16_t version, Random& random) {
            const auto bytes = randomBody(table, version, random);
            for (std::size_t size = 0; size < bytes.size(); ++size) {
                // A copy of the exact size, so that a sanitizer sees a read past its end.
                const Bytes cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
                const auto message = created(table);
                const auto read = decodeBody(table, message.get(), cut, version);
                QVERIFY2(!read, qPrintable(label(table, version)));
                QCOMPARE(read.code(), ErrorCode::INVALID_REQUEST);
                const auto dissection = dissectBody(table, version, cut);
                QVERIFY(dissection.error.has_value());
                QVERIFY(dissection.errorOffset <= size);
                QCOMPARE(tile(dissection.root, 0), static_cast<std::ptrdiff_t>(size));
            }
        });
    }

    void trailingBytesAreRefused() {
        forEachVersion(1, [](const Table& table, std::int16_t version, Random& random) {
            auto bytes = randomBody(table, version, random);
            bytes.push_back(0);
            const auto message = created(table);
            QVERIFY(!decodeBody(table, message.get(), bytes, version));
        });
    }

    void corruptBytesAreReadOrRefused() {
        forEachVersion(60, [](const Table& table, std::int16_t version, Random& random) {
            auto bytes = randomBody(table, version, random);
            if (bytes.empty())
                return;
            for (auto changes = 1 + random.below(4); changes > 0; --changes)
                bytes[random.below(bytes.size())] = static_cast<std::uint8_t>(random.next());
            const auto message = created(table);
            const auto read = decodeBody(table, message.get(), bytes, version);
            const auto dissection = dissectBody(table, version, bytes);
            QCOMPARE(dissection.error.has_value(), !read.ok());
            QCOMPARE(tile(dissection.root, 0), static_cast<std::ptrdiff_t>(bytes.size()));
            if (read) {
                const auto again = created(table);
                const auto written = flat(encodeBody(table, message.get(), version));
                QVERIFY(decodeBody(table, again.get(), written, version).ok());
            }
        });
    }

    void dissectionTilesEveryMessage() {
        forEachVersion(10, [](const Table& table, std::int16_t version, Random& random) {
            const auto bytes = randomBody(table, version, random);
            const auto dissection = dissectBody(table, version, bytes);
            QVERIFY2(!dissection.error, qPrintable(label(table, version)));
            QCOMPARE(tile(dissection.root, 0), static_cast<std::ptrdiff_t>(bytes.size()));
        });
    }

    void dissectionNamesAndShowsFields() {
        MetadataRequest request;
        request.topics->push_back({{}, "orders"});
        const auto frame = flat(encodeRequest(request, 9, 5, "reader"));
        const auto dissection = dissectRequest(frame);
        QVERIFY(!dissection.error);
        QCOMPARE(tile(dissection.root, 0), static_cast<std::ptrdiff_t>(frame.size()));
        const auto* header = child(dissection.root, "RequestHeader");
        QVERIFY(header);
        QCOMPARE(child(*header, "CorrelationId")->text, std::string("5"));
        QCOMPARE(child(*header, "ClientId")->text, std::string("reader"));
        const auto* body = child(dissection.root, "MetadataRequest");
        QVERIFY(body);
        const auto* name = child(*child(*child(*body, "Topics"), "[0]"), "Name");
        QCOMPARE(name->text, std::string("orders"));
        QCOMPARE(name->field->entity, Entity::TopicName);
        QCOMPARE(asText(ByteView(frame).subspan(name->begin, name->end - name->begin)), "\x07orders");

        MetadataResponse response;
        response.brokers.push_back({1, "localhost", 9092, {}});
        const auto answer = flat(encodeResponse(response, 12, 5));
        QVERIFY(!dissectResponse(answer, ApiKey::Metadata, 12).error);
        const auto unknown = dissectRequest(fromHex("7fff000000000001ffff"));
        QVERIFY(unknown.error && unknown.error->code == ErrorCode::UNSUPPORTED_VERSION);
    }

    void hugeCountsAreRefusedBeforeAllocation() {
        // Metadata v1: a count of 2^31 - 1 topics, and none of them there.
        auto bytes = fromHex("7fffffff");
        QCOMPARE(decode<MetadataRequest>(bytes, 1).code(), ErrorCode::INVALID_REQUEST);
        // v9, compact: 2^32 - 1.
        bytes = fromHex("ffffffff0f");
        const auto read = decode<MetadataRequest>(bytes, 9);
        QVERIFY(!read);
        QCOMPARE(read.error().context,
                 std::string("MetadataRequest v9, Topics, byte 0: length 4294967294, with 0 bytes left"));
        // A varint of 33 bits, a negative length, null where there is none.
        bytes = fromHex("ffffffff1f");
        QVERIFY(!decode<MetadataRequest>(bytes, 9));
        bytes = fromHex("fffffffe");
        QVERIFY(!decode<MetadataRequest>(bytes, 1));
        bytes = fromHex("ffffffff");
        QVERIFY(!decode<MetadataRequest>(bytes, 0));
        QVERIFY(decode<MetadataRequest>(bytes, 1).ok());
    }

    void unknownTaggedFieldsAreSkipped() {
        // ApiVersions v3 with tag 77 of three bytes.
        auto bytes = fromHex("026102620"
                             "14d03010203");
        const auto read = decode<ApiVersionsRequest>(bytes, 3);
        QVERIFY(read.ok());
        QCOMPARE(read->clientSoftwareName, std::string("a"));
        QCOMPARE(read->clientSoftwareVersion, std::string("b"));
        const auto dissection = dissectBody(ApiVersionsRequest::table, 3, bytes);
        QVERIFY(!dissection.error);
        QCOMPARE(tile(dissection.root, 0), static_cast<std::ptrdiff_t>(bytes.size()));
    }

    void versionsOutsideTheTableAreUnsupported() {
        Bytes bytes;
        QCOMPARE(decode<ProduceRequest>(bytes, 2).code(), ErrorCode::UNSUPPORTED_VERSION);
        QCOMPARE(decode<ProduceRequest>(bytes, 14).code(), ErrorCode::UNSUPPORTED_VERSION);
    }

    void recordsPointIntoTheFrame() {
        ProduceRequest request;
        request.topicData.push_back({"t", {}, {{0, Records::of(Payload(Bytes{1, 2, 3, 4}))}}});
        auto bytes = flat(encode(request, 7));
        const auto read = decode<ProduceRequest>(bytes, 7);
        QVERIFY(read.ok());
        const auto& records = read->topicData[0].partitionData[0].records;
        QVERIFY(!records.isNull);
        QCOMPARE(records.view.size(), std::size_t{4});
        records.view[0] = 9;
        QCOMPARE(bytes[bytes.size() - 4], std::uint8_t{9});
        QCOMPARE(flat(encode(*read, 7)), bytes);
    }

    void recordsAreSplicedWithoutCopying() {
        const auto batch = std::make_shared<const Bytes>(Bytes(1000, 7));
        Payload payload;
        payload.append(Payload::Piece(batch));
        FetchResponse response;
        FetchResponse::PartitionData partition;
        partition.abortedTransactions.reset();
        partition.records = Records::of(std::move(payload));
        response.responses.push_back({"t", {}, {partition}});
        const auto out = encodeResponse(response, 12, 1);
        bool shared = false;
        for (const auto& piece : out.pieces())
            if (const auto* bytes = std::get_if<SharedBytes>(&piece))
                shared = *bytes == batch;
        QVERIFY(shared);
        auto frame = flat(out);
        std::int32_t correlationId = 0;
        const auto read = decodeResponse<FetchResponse>(frame, 12, &correlationId);
        QVERIFY(read.ok());
        QCOMPARE(correlationId, 1);
        QVERIFY(!read->responses[0].partitions[0].abortedTransactions);
        QCOMPARE(read->responses[0].partitions[0].records.size(), std::size_t{1000});
    }

    void payloadsOfAMessageHandedOverAreTaken() {
        Bytes batch(1000, 7);
        const auto* at = batch.data();
        ProduceRequest request;
        request.topicData.push_back({"t", {}, {}});
        request.topicData[0].partitionData.push_back({0, Records::of(Payload(std::move(batch)))});
        const auto copied = encode(request, 7);
        const auto out = encode(std::move(request), 7);
        QCOMPARE(flat(out), flat(copied));
        bool taken = false;
        for (const auto& piece : out.pieces())
            if (const auto* bytes = std::get_if<Bytes>(&piece))
                taken = taken || bytes->data() == at;
        QVERIFY(taken);
    }

    void nullIsNotEmpty() {
        FetchResponse response;
        response.responses.push_back({"t", {}, {{}, {}}});
        response.responses[0].partitions[1].records = Records::none();
        auto bytes = flat(encode(response, 11));
        const auto read = decode<FetchResponse>(bytes, 11);
        QVERIFY(read.ok());
        QVERIFY(read->responses[0].partitions[0].records.isNull);
        QVERIFY(!read->responses[0].partitions[1].records.isNull);
        QVERIFY(read->responses[0].partitions[0].abortedTransactions.has_value());
    }

    void requestHeadersAreRead() {
        const auto flexible = flat(encodeRequest(MetadataRequest{}, 12, 77, "me"));
        auto header = decodeRequestHeader(flexible);
        QVERIFY(header.ok());
        QCOMPARE(header->error, ErrorCode::NONE);
        QCOMPARE(header->header.correlationId, 77);
        QVERIFY(header->header.clientId == "me");
        QCOMPARE(header->bodyOffset, std::size_t{13});
        QCOMPARE(header->api->name, "Metadata");

        const auto classic = flat(encodeRequest(MetadataRequest{}, 5, 78));
        header = decodeRequestHeader(classic);
        QVERIFY(header.ok());
        QVERIFY(!header->header.clientId);
        QCOMPARE(header->bodyOffset, std::size_t{10});

        // ApiVersions of a version to come, and an API to come.
        header = decodeRequestHeader(fromHex("001200630000000500036162630001"));
        QVERIFY(header.ok());
        QCOMPARE(header->error, ErrorCode::UNSUPPORTED_VERSION);
        QCOMPARE(header->api->key, ApiKey::ApiVersions);
        header = decodeRequestHeader(fromHex("0fff0001000000070000"));
        QVERIFY(header.ok());
        QCOMPARE(header->error, ErrorCode::UNSUPPORTED_VERSION);
        QVERIFY(!header->api);
        QCOMPARE(header->header.correlationId, 7);
        QVERIFY(!decodeRequestHeader(fromHex("00120003000000")));
    }

    void apiVersionsResponseHasAnOldHeader() {
        const auto frame = flat(encodeResponse(ApiVersionsResponse{}, 3, 6));
        QCOMPARE(hex(frame), QByteArray("00000006"
                                        "0000"
                                        "01"
                                        "00000000"
                                        "00"));
    }
};

QTEST_APPLESS_MAIN(ProtocolTest)
#include "protocol_test.moc"
