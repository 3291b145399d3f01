// A message taken apart for people: which bytes are which field, and what they say.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/protocol/api_key.h"
#include "broker/protocol/field.h"

#include <optional>
#include <string>
#include <vector>

namespace partitura::protocol {

/// A range of bytes of the frame and its meaning. The children lie within it in order; the nodes without
/// children tile the frame, so lengths, counts and tags have nodes of their own. Thread: a value type.
struct DissectionNode {
    std::string name;             // of the field, "[3]" for an element, or "length", "count", "tag" and so on
    const Field* field = nullptr; // row of the table (about, entity); null for what is not a field
    std::string text;             // the value, for a value that fits a line
    std::size_t begin = 0;        // in the frame
    std::size_t end = 0;          // exclusive
    std::vector<DissectionNode> children;
};

/// The tree, and where and why it stops if the frame is cut short or corrupt: then a last leaf holds the
/// bytes that were not understood.
struct Dissection {
    DissectionNode root;
    std::optional<Error> error;
    std::size_t errorOffset = 0; // in the frame; meaningful with an error
};

/// A request or response as it stands in a frame, without the size before it. Thread: any.
Dissection dissectRequest(ByteView frame);
Dissection dissectResponse(ByteView frame, ApiKey apiKey, std::int16_t version);
/// A structure by itself, without header: a message body, the fields of a record.
Dissection dissectBody(const Table& table, std::int16_t version, ByteView body);

} // namespace partitura::protocol
