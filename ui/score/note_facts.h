// What the score keeps of a record: short texts made once, none of its bytes.
#pragma once

#include "app/source.h"
#include "ui/style/key_look.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace partitura::ui {

using BatchFacts = std::shared_ptr<const app::BatchInfo>;

/// One record. A plain value.
struct NoteFacts {
    Offset offset;
    TimestampMs timestampMs = noTimestamp;
    KeyLook look;
    QString key;                           ///< preview
    QString value;                         ///< preview
    std::optional<std::int64_t> keySize;   ///< bytes; nullopt: null
    std::optional<std::int64_t> valueSize; ///< bytes; nullopt: null
    std::size_t headers = 0;
    BatchFacts batch; ///< never null

    [[nodiscard]] bool isControl() const { return batch->isControl; }
    [[nodiscard]] bool isTombstone() const { return !valueSize && !isControl(); }
};

/// The records of a page. Looks at the first few hundred bytes of each only. Thread: any; meant for a worker.
[[nodiscard]] std::vector<NoteFacts> notesOf(const app::RecordPage& page);

} // namespace partitura::ui
