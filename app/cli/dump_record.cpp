#include "app/cli/dump_record.h"

#include "broker/base/endian.h"
#include "broker/protocol/decoder.h"
#include "broker/protocol/dissection.h"
#include "broker/protocol/messages/control_records.h"
#include "broker/protocol/messages/group_records.h"
#include "broker/protocol/messages/metadata_records.h"
#include "broker/protocol/versioned.h"
#include "broker/record/control_record.h"

#include <array>
#include <fmt/format.h>

namespace partitura::app {
namespace {

using protocol::DissectionNode;
using protocol::Type;

bool isQuoted(Type type) {
    return type == Type::String || type == Type::Uuid || type == Type::Bytes || type == Type::Records ||
           type == Type::ErrorCode;
}

void appendFields(std::string& to, const DissectionNode& node);

/// The value of a node whose type is `codec`'s.
void appendValue(std::string& to, const DissectionNode& node, const protocol::Codec& codec) {
    if (node.text == "null" && node.end - node.begin <= 4) { // a null has a length and no bytes
        to += "null";
    } else if (codec.type == Type::Array) {
        to += '[';
        bool isFirst = true;
        for (const auto& child : node.children) {
            if (!child.name.starts_with('['))
                continue;
            if (!isFirst)
                to += ',';
            isFirst = false;
            appendValue(to, child, *codec.element);
        }
        to += ']';
    } else if (codec.type == Type::Struct) {
        appendFields(to, node);
    } else if (isQuoted(codec.type)) {
        appendQuoted(to, node.text);
    } else {
        to += node.text;
    }
}

void appendEach(std::string& to, const DissectionNode& node, bool& isFirst) {
    for (const auto& child : node.children) {
        if (!child.field) { // a structure of its own, the group of tagged fields
            appendEach(to, child, isFirst);
            continue;
        }
        if (!isFirst)
            to += ',';
        isFirst = false;
        appendQuoted(to, child.name);
        to += ':';
        appendValue(to, child, *child.field->codec);
    }
}

void appendFields(std::string& to, const DissectionNode& node) {
    bool isFirst = true;
    to += '{';
    appendEach(to, node, isFirst);
    to += '}';
}

/// `{"recordType":NAME,"version":N,fields}`; nullopt when the bytes are not that.
std::optional<std::string> decoded(const protocol::Table& table, std::int16_t version, ByteView body) {
    if (!table.valid.contains(version))
        return std::nullopt;
    const auto dissection = protocol::dissectBody(table, version, body);
    if (dissection.error)
        return std::nullopt;
    auto text = fmt::format("{{\"recordType\":\"{}\",\"version\":{}", table.name, version);
    bool isFirst = false;
    appendEach(text, dissection.root, isFirst);
    return text + "}";
}

std::optional<std::string> decodedMetadata(std::optional<ByteView> value) {
    if (!value)
        return std::nullopt;
    protocol::Decoder in(*value, "MetadataRecord");
    in.readUnsignedVarint(); // the frame's version
    const auto type = in.readUnsignedVarint();
    const auto version = in.readUnsignedVarint();
    if (!in.ok() || version > INT16_MAX)
        return std::nullopt;
    for (const auto& row : protocol::metadataRecords())
        if (static_cast<std::uint32_t>(row.recordType) == type)
            return decoded(*row.table, static_cast<std::int16_t>(version), value->subspan(in.position()));
    return std::nullopt;
}

/// Key and value of a record of `__consumer_offsets`.
struct GroupTables {
    const protocol::Table* key = nullptr;
    const protocol::Table* value = nullptr;
};

GroupTables groupTables(std::int16_t keyVersion) {
    if (keyVersion == 0 || keyVersion == 1)
        return {&protocol::OffsetCommitKey::table, &protocol::OffsetCommitValue::table};
    if (keyVersion == 2)
        return {&protocol::GroupMetadataKey::table, &protocol::GroupMetadataValue::table};
    return {};
}

std::optional<std::string> decodedVersioned(const protocol::Table* table, std::optional<ByteView> bytes) {
    const auto version = bytes ? protocol::versionOf(*bytes) : std::nullopt;
    if (!table || !version)
        return std::nullopt;
    return decoded(*table, *version, bytes->subspan(sizeof(*version)));
}

void writeDecoded(DumpWriter& out, std::string_view name, std::optional<ByteView> bytes,
                  const std::optional<std::string>& text) {
    if (text)
        out.json(name, *text);
    else
        out.bytes(name, bytes);
}

/// The value of a control record of the metadata log; null for other types.
const protocol::Table* controlTable(record::ControlType type) {
    switch (type) {
    case record::ControlType::leaderChange:
        return &protocol::LeaderChangeMessage::table;
    case record::ControlType::snapshotHeader:
        return &protocol::SnapshotHeaderRecord::table;
    case record::ControlType::snapshotFooter:
        return &protocol::SnapshotFooterRecord::table;
    default:
        return nullptr;
    }
}

void dumpControl(DumpWriter& out, const record::Record& record) {
    constexpr std::array<std::string_view, 7> names{"ABORT",           "COMMIT",          "LEADER_CHANGE",
                                                    "SNAPSHOT_HEADER", "SNAPSHOT_FOOTER", "KRAFT_VERSION",
                                                    "KRAFT_VOTERS"};
    const auto type = record.key ? record::controlTypeOf(*record.key) : std::nullopt;
    if (!type) {
        out.word("control", "unknown").bytes("key", record.key).bytes("value", record.value);
        return;
    }
    out.word("control", names.at(static_cast<std::size_t>(*type)));
    const bool isMarker = *type == record::ControlType::abort || *type == record::ControlType::commit;
    if (isMarker && record.value && record.value->size() >= 6)
        out.number("coordinatorEpoch", loadBigEndian<std::int32_t>(record.value->data() + 2));
    else
        writeDecoded(out, "value", record.value, decodedVersioned(controlTable(*type), record.value));
}

} // namespace

RecordKind recordKindOf(std::string_view topic) {
    if (topic == "__consumer_offsets")
        return RecordKind::groups;
    return topic == "__cluster_metadata" ? RecordKind::metadata : RecordKind::plain;
}

void dumpRecord(DumpWriter& out, const record::BatchHeader& batch, const record::Record& record,
                RecordKind kind) {
    out.line("record").number("offset", record.offset.value()).time("timestamp", record.timestamp);
    if (record.sequence != record::noSequence)
        out.number("sequence", record.sequence);
    if (batch.isControl()) {
        dumpControl(out, record);
    } else if (kind == RecordKind::groups) {
        const auto version = record.key ? protocol::versionOf(*record.key) : std::nullopt;
        const auto tables = groupTables(version.value_or(-1));
        writeDecoded(out, "key", record.key, decodedVersioned(tables.key, record.key));
        writeDecoded(out, "value", record.value, decodedVersioned(tables.value, record.value));
    } else {
        out.bytes("key", record.key);
        writeDecoded(out, "value", record.value,
                     kind == RecordKind::metadata ? decodedMetadata(record.value) : std::nullopt);
    }
    if (!record.headers.empty()) {
        out.beginList("headers");
        for (const auto& header : record.headers)
            out.beginElement().text("key", header.key).bytes("value", header.value).endElement();
        out.endList();
    }
    out.end();
}

} // namespace partitura::app
