// The tree of a record: what it holds, how it is encoded, and the batch it came in.
#pragma once

#include "app/decode/decoded.h"
#include "app/source.h"
#include "ui/messages/detail_model.h"

namespace partitura::ui {

/// Row of each top-level field of the tree.
enum DetailRoot { keyRoot, valueRoot, headersRoot, recordRoot, batchRoot };

/// `key` and `value` as decoded; ignored where the record has none. Thread: the user interface's.
[[nodiscard]] std::vector<DetailNode> recordFields(const app::Record& record,
                                                   const std::optional<app::Decoded>& key,
                                                   const std::optional<app::Decoded>& value);

/// Where a part lies in the record's bytes; nullopt if it is not within them.
[[nodiscard]] std::optional<ByteRange> rangeWithin(ByteView whole, ByteView part);

} // namespace partitura::ui
