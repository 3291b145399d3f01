#include "ui/messages/record_fields.h"

#include "app/decode/decoders.h"
#include "app/decode/record_layout.h"
#include "ui/style/number_text.h"

#include <QCoreApplication>

#include <functional>

namespace partitura::ui {
namespace {

struct FieldText {
    Q_DECLARE_TR_FUNCTIONS(FieldText)
};

QString sizeText(std::size_t bytes) {
    return bytes < 1000 ? bytesText(double(bytes))
                        : FieldText::tr("%1 (%2 bytes)")
                              .arg(bytesText(double(bytes)), countText(std::uint64_t(bytes)));
}

DetailNode fromDecoded(const app::DecodedNode& decoded) {
    DetailNode node{decoded.name, decoded.value, DetailNode::Look::payload};
    node.children.reserve(decoded.children.size());
    for (const auto& child : decoded.children)
        node.children.push_back(fromDecoded(child));
    return node;
}

DetailNode payloadNode(const QString& name, const app::Record& record, const std::optional<ByteView>& payload,
                       const std::optional<app::Decoded>& decoded, const QString& null) {
    DetailNode node{name};
    if (!payload) {
        node.value = null;
        node.look = DetailNode::Look::absent;
        return node;
    }
    node.range = rangeWithin(record.bytes, *payload);
    if (payload->empty()) {
        node.value = FieldText::tr("empty");
        node.look = DetailNode::Look::absent;
        return node;
    }
    if (!decoded) {
        node.value = FieldText::tr("decoding %1\u2026").arg(bytesText(double(payload->size())));
        node.look = DetailNode::Look::absent;
        return node;
    }
    node.look = DetailNode::Look::payload;
    node.value = app::previewPayload(*payload, 400);
    node.tip = decoded->why;
    node.children.push_back({FieldText::tr("size"), sizeText(payload->size())});
    DetailNode how{FieldText::tr("decoded as"), decoded->why};
    if (decoded->failure)
        how.look = DetailNode::Look::failure;
    node.children.push_back(std::move(how));
    // A document's own fields stand directly below its root: one click less.
    for (const auto& root : decoded->tree) {
        if (root.children.empty() && root.name.isEmpty())
            continue;
        for (const auto& child : root.children)
            node.children.push_back(fromDecoded(child));
    }
    if (decoded->treeTruncated) {
        node.children.push_back({FieldText::tr("more"),
                                 FieldText::tr("the tree stops here; the text and the bytes go on"),
                                 DetailNode::Look::absent});
    }
    return node;
}

DetailNode headersNode(const app::Record& record) {
    DetailNode node{FieldText::tr("Headers")};
    node.value =
        record.headers.empty() ? FieldText::tr("none") : countText(std::int64_t(record.headers.size()));
    node.look = record.headers.empty() ? DetailNode::Look::absent : DetailNode::Look::plain;
    constexpr std::size_t mostShown = 1000;
    for (std::size_t i = 0; i < std::min(record.headers.size(), mostShown); ++i) {
        const auto& [name, value] = record.headers[i];
        DetailNode header{app::previewPayload(asBytes(name), 120)};
        if (!value || value->empty()) {
            header.value = value ? FieldText::tr("empty") : FieldText::tr("null");
            header.look = DetailNode::Look::absent;
        } else {
            header.value = app::previewPayload(*value, 400);
            header.look = DetailNode::Look::payload;
        }
        // From the name to the end of the value, its length between them included.
        const auto nameRange = rangeWithin(record.bytes, asBytes(name));
        const auto valueRange = value ? rangeWithin(record.bytes, *value) : std::nullopt;
        if (nameRange && valueRange && valueRange->end >= nameRange->begin)
            header.range = ByteRange{nameRange->begin, valueRange->end};
        else
            header.range = nameRange ? nameRange : valueRange;
        node.children.push_back(std::move(header));
    }
    return node;
}

DetailNode recordNode(const app::Record& record) {
    DetailNode node{FieldText::tr("Record")};
    node.value = sizeText(record.bytes.size());
    node.children.push_back({FieldText::tr("partition"), countText(record.partition.value())});
    node.children.push_back({FieldText::tr("offset"), countText(record.offset.value())});
    node.children.push_back({FieldText::tr("timestamp"), timestampText(record.timestampMs),
                             DetailNode::Look::plain, std::nullopt,
                             FieldText::tr("%1 ms since 1970").arg(record.timestampMs)});
    if (record.bytes.empty())
        return node;
    node.range = ByteRange{0, record.bytes.size()};
    for (std::size_t i = 0; i < 3; ++i) // facts of the list, not bytes of the record
        node.children[i].range = ByteRange{};
    if (!record.batch || record.batch->magic == 2) {
        for (auto& field : app::layoutOfRecord(record.bytes)) {
            DetailNode child{field.name, field.value};
            if (field.value.isEmpty()) {
                child.value = bytesText(double(field.end - field.begin));
                child.look = DetailNode::Look::absent;
            }
            child.range = ByteRange{field.begin, field.end};
            node.children.push_back(std::move(child));
        }
    }
    return node;
}

DetailNode batchNode(const app::BatchInfo& batch) {
    DetailNode node{FieldText::tr("Batch")};
    node.value = FieldText::tr("%1 records, %2", nullptr, batch.recordCount)
                     .arg(countText(batch.recordCount), sizeText(std::size_t(std::max(0, batch.sizeBytes))));
    const auto yesNo = [](bool yes) { return yes ? FieldText::tr("yes") : FieldText::tr("no"); };
    // Kafka's names for the header's fields: the words its tools print.
    const std::pair<const char*, QString> fields[] = {
        {"baseOffset", countText(batch.baseOffset.value())},
        {"lastOffset", countText(batch.lastOffset.value())},
        {"partitionLeaderEpoch", countText(batch.leaderEpoch.value())},
        {"magic", countText(int(batch.magic))},
        {"crc", QStringLiteral("0x%1").arg(batch.crc, 8, 16, QLatin1Char('0'))},
        {"attributes", QStringLiteral("0x%1").arg(std::uint16_t(batch.attributes), 4, 16, QLatin1Char('0'))},
        {"compression", QString::fromStdString(batch.compression)},
        {"timestampType",
         batch.logAppendTime ? QStringLiteral("LogAppendTime") : QStringLiteral("CreateTime")},
        {"isTransactional", yesNo(batch.isTransactional)},
        {"isControl", yesNo(batch.isControl)},
        {"producerId", countText(batch.producerId.value())},
        {"producerEpoch", countText(int(batch.producerEpoch.value()))},
        {"baseSequence", countText(batch.baseSequence)},
    };
    for (const auto& [name, value] : fields)
        node.children.push_back({QString::fromLatin1(name), value});
    return node;
}

} // namespace

std::optional<ByteRange> rangeWithin(ByteView whole, ByteView part) {
    const std::less_equal<const std::uint8_t*> notAfter;
    if (whole.empty() || !part.data() || !notAfter(whole.data(), part.data()) ||
        !notAfter(part.data() + part.size(), whole.data() + whole.size()))
        return std::nullopt;
    const auto begin = std::size_t(part.data() - whole.data());
    return ByteRange{begin, begin + part.size()};
}

std::vector<DetailNode> recordFields(const app::Record& record, const std::optional<app::Decoded>& key,
                                     const std::optional<app::Decoded>& value) {
    std::vector<DetailNode> nodes;
    nodes.push_back(payloadNode(FieldText::tr("Key"), record, record.key, key, FieldText::tr("null")));
    nodes.push_back(
        payloadNode(FieldText::tr("Value"), record, record.value, value, FieldText::tr("null: a tombstone")));
    nodes.push_back(headersNode(record));
    nodes.push_back(recordNode(record));
    if (record.batch)
        nodes.push_back(batchNode(*record.batch));
    return nodes;
}

} // namespace partitura::ui
