// Values of the control records that the quorum of the metadata log writes: into its log who became leader,
// into a snapshot where it begins and ends. Their keys are those of record::controlKey().
#pragma once

#include "broker/protocol/messages/message.h"
#include "broker/protocol/versioned.h"

namespace partitura::protocol {

/// The first record of an epoch. Kafka writes version 0 (ControlRecordUtils). The two bytes before the
/// fields, Kafka's field Version, are counted as its version.
struct LeaderChangeMessage {
    struct Voter {
        std::int32_t voterId = 0;
        Uuid voterDirectoryId;

        static const Table table;
    };

    std::int32_t leaderId = 0;
    std::vector<Voter> voters;
    std::vector<Voter> grantingVoters;

    static const Table table;
};

/// The first record of a snapshot; its version stands as in a LeaderChangeMessage.
struct SnapshotHeaderRecord {
    std::int64_t lastContainedLogTimestamp = 0;

    static const Table table;
};

/// The last record of a snapshot; its version stands as in a LeaderChangeMessage.
struct SnapshotFooterRecord {
    static const Table table;
};

/// One of the three above, in a `version` of R::table.valid. Thread: any.
template <typename R>
Bytes encodeControlRecord(const R& record, std::int16_t version) {
    return encodeVersioned(R::table, &record, version);
}

/// Errors: UNSUPPORTED_VERSION outside R::table.valid, INVALID_REQUEST when malformed. Thread: any.
template <typename R>
Result<R> decodeControlRecord(ByteView value) {
    R record;
    if (auto read = decodeVersioned(R::table, &record, value, Newer::Refuse); !read)
        return read.error();
    return Result<R>(std::move(record));
}

} // namespace partitura::protocol
