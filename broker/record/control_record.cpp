#include "broker/record/control_record.h"

#include "broker/base/endian.h"
#include "broker/record/batch_builder.h"
#include "broker/record/record_reader.h"

namespace partitura::record {

std::optional<ControlType> controlTypeOf(ByteView key) {
    if (key.size() < 4)
        return std::nullopt;
    const auto type = loadBigEndian<std::int16_t>(key.data() + 2);
    if (type < 0 || type > static_cast<std::int16_t>(ControlType::kraftVoters))
        return std::nullopt;
    return static_cast<ControlType>(type);
}

Result<std::optional<EndTransactionMarker>> endTransactionMarkerOf(ByteView batch) {
    auto reader = RecordReader::open(batch);
    if (!reader)
        return reader.error();
    Record record;
    auto more = reader->next(record);
    if (!more)
        return more.error();
    const auto type = *more && record.key ? controlTypeOf(*record.key) : std::nullopt;
    if (type != ControlType::abort && type != ControlType::commit)
        return std::optional<EndTransactionMarker>();
    if (!record.value || record.value->size() < 6)
        return Error{ErrorCode::INVALID_RECORD, "the value of an end transaction marker is cut"};
    return std::optional(EndTransactionMarker{type == ControlType::commit,
                                              loadBigEndian<std::int32_t>(record.value->data() + 2),
                                              record.timestamp});
}

Bytes controlKey(ControlType type) {
    Bytes key(4, 0);
    storeBigEndian(key.data() + 2, static_cast<std::int16_t>(type));
    return key;
}

Bytes endTransactionValue(std::int32_t coordinatorEpoch) {
    Bytes value(6, 0);
    storeBigEndian(value.data() + 2, coordinatorEpoch);
    return value;
}

Bytes endTransactionBatch(const EndTransactionMarker& marker, ProducerId producerId,
                          ProducerEpoch producerEpoch) {
    BatchOptions options;
    options.producerId = producerId;
    options.producerEpoch = producerEpoch;
    options.isTransactional = true;
    options.isControl = true;
    BatchBuilder builder(options);
    builder.add(marker.timestamp, controlKey(marker.isCommit ? ControlType::commit : ControlType::abort),
                endTransactionValue(marker.coordinatorEpoch));
    return *builder.build(); // uncompressed: cannot fail
}

} // namespace partitura::record
