// A record as a row of a list: short texts made once, no bytes held.
#pragma once

#include "app/source.h"
#include "ui/style/key_look.h"

#include <QString>
#include <QVariant>

namespace partitura::ui {

/// What the list shows of a record. Holding it keeps none of the record's bytes alive. A plain value.
struct RecordRow {
    PartitionIndex partition;
    Offset offset;
    TimestampMs timestampMs = noTimestamp;
    QString key;                           ///< preview
    QString value;                         ///< preview
    QString headers;                       ///< preview
    std::optional<std::int64_t> keySize;   ///< nullopt: null
    std::optional<std::int64_t> valueSize; ///< nullopt: null, a tombstone
    QString codec;
    KeyLook look;
    bool isControl = false;
};

/// Looks at the first few hundred bytes of each part only, whatever their size; at a key's all, for its look.
[[nodiscard]] RecordRow makeRow(const app::Record& record);

/// The columns of every list of records.
namespace RecordColumns {
enum Column { partition, offset, timestamp, key, value, headers, keySize, valueSize, codec, count };

[[nodiscard]] QString title(int column);
[[nodiscard]] Qt::Alignment alignment(int column);
/// Item data of a row for a model. Thread: the user interface's.
[[nodiscard]] QVariant data(const RecordRow& row, int column, int role);
} // namespace RecordColumns

} // namespace partitura::ui
