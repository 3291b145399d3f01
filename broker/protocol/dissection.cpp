#include "broker/protocol/dissection.h"

#include "broker/base/endian.h"
#include "broker/protocol/decoder.h"
#include "broker/protocol/dissection_builder.h"
#include "broker/protocol/frame.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace partitura::protocol {

void DissectionBuilder::open(std::string_view name, const Field* field, std::size_t at) {
    DissectionNode node;
    node.name = name;
    node.field = field;
    node.begin = node.end = at;
    m_open.push_back(std::move(node));
}

void DissectionBuilder::close(std::size_t at) {
    auto node = std::move(m_open.back());
    m_open.pop_back();
    node.end = at;
    m_open.back().children.push_back(std::move(node));
}

void DissectionBuilder::leaf(std::string_view name, std::size_t begin, std::size_t end, std::string text) {
    m_open.back().children.push_back({std::string(name), nullptr, std::move(text), begin, end, {}});
    m_notedEnd = end;
}

DissectionNode DissectionBuilder::finish(std::size_t at, std::size_t size) {
    while (m_open.size() > 1)
        close(at);
    if (at < size)
        leaf("not understood", at, size, fmt::format("{} bytes", size - at));
    m_open.back().end = size;
    return std::move(m_open.back());
}

namespace {

/// Decodes structures one after the other into objects that nobody needs, for the notes taken on the way.
class Dissector {
public:
    Dissector(ByteView bytes, std::string_view rootName)
        : m_bytes(bytes)
        , m_builder(rootName)
        , m_in(bytes, rootName, &m_builder) {}

    Decoder& in() { return m_in; }

    void readStruct(const Table& table, std::int16_t version) {
        if (!m_in.ok())
            return;
        m_in.setName(table.name);
        m_in.setForm(version, table.flexible(version));
        m_builder.open(table.name, nullptr, m_in.position());
        if (!table.valid.contains(version)) {
            m_in.fail("unknown version", ErrorCode::UNSUPPORTED_VERSION);
            return;
        }
        const std::unique_ptr<void, void (*)(void*)> structure(table.create(), table.destroy);
        decodeStruct(m_in, table, structure.get());
        if (m_in.ok())
            m_builder.close(m_in.position());
    }

    Dissection finish() {
        m_in.expectEnd();
        const auto at = deepestEnd();
        return {m_builder.finish(at, m_bytes.size()), m_in.error(), m_in.errorOffset()};
    }

private:
    // A refused length has been noted although the decoder stepped back to before it.
    [[nodiscard]] std::size_t deepestEnd() const { return std::max(m_in.position(), m_builder.notedEnd()); }

    ByteView m_bytes;
    DissectionBuilder m_builder;
    Decoder m_in;
};

} // namespace

Dissection dissectRequest(ByteView frame) {
    Dissector dissector(frame, "Request");
    if (frame.size() < 4) {
        dissector.in().fail("too short for a request header");
        return dissector.finish();
    }
    const auto version = loadBigEndian<std::int16_t>(frame.data() + 2);
    const auto* api = findApi(loadBigEndian<std::int16_t>(frame.data()));
    dissector.readStruct(RequestHeader::table, api ? api->requestHeaderVersion(version) : 1);
    if (api)
        dissector.readStruct(*api->request, version);
    else
        dissector.in().fail("unknown API key", ErrorCode::UNSUPPORTED_VERSION);
    return dissector.finish();
}

Dissection dissectResponse(ByteView frame, ApiKey apiKey, std::int16_t version) {
    Dissector dissector(frame, "Response");
    const auto* api = findApi(apiKey);
    dissector.readStruct(ResponseHeader::table, api ? api->responseHeaderVersion(version) : 0);
    if (api)
        dissector.readStruct(*api->response, version);
    else
        dissector.in().fail("unknown API key", ErrorCode::UNSUPPORTED_VERSION);
    return dissector.finish();
}

Dissection dissectBody(const Table& table, std::int16_t version, ByteView body) {
    Dissector dissector(body, table.name);
    dissector.readStruct(table, version);
    return dissector.finish();
}

} // namespace partitura::protocol
