// A record of format v2, field by field, with the bytes each occupies.
#pragma once

#include "broker/base/bytes.h"

#include <QString>

#include <cstddef>
#include <vector>

namespace partitura::app {

/// A field as encoded. Names are Kafka's; they are not translated.
struct LayoutField {
    QString name;
    QString value; ///< empty for the payloads themselves
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The fields of one record as DefaultRecord writes them (zigzag varints, KIP-98), in order. Stops at the
/// first byte that does not fit; what came before is returned. Thread: any.
[[nodiscard]] std::vector<LayoutField> layoutOfRecord(ByteView record);

} // namespace partitura::app
