// What a client hears when the log refuses what its coordinator writes.
#pragma once

#include "broker/base/error_code.h"

namespace partitura::groups {

/// For JoinGroup and SyncGroup. Clients do not know the errors of a log they have never heard of.
[[nodiscard]] constexpr ErrorCode groupErrorFor(ErrorCode appendError) {
    switch (appendError) {
    case ErrorCode::UNKNOWN_TOPIC_OR_PARTITION:
    case ErrorCode::NOT_ENOUGH_REPLICAS:
    case ErrorCode::NOT_ENOUGH_REPLICAS_AFTER_APPEND:
    case ErrorCode::REQUEST_TIMED_OUT:
        return ErrorCode::COORDINATOR_NOT_AVAILABLE;
    case ErrorCode::NOT_LEADER_OR_FOLLOWER:
    case ErrorCode::KAFKA_STORAGE_ERROR:
        return ErrorCode::NOT_COORDINATOR;
    case ErrorCode::MESSAGE_TOO_LARGE:
    case ErrorCode::RECORD_LIST_TOO_LARGE:
    case ErrorCode::INVALID_FETCH_SIZE:
        return ErrorCode::UNKNOWN_SERVER_ERROR;
    default:
        return appendError;
    }
}

/// For OffsetCommit.
[[nodiscard]] constexpr ErrorCode commitErrorFor(ErrorCode appendError) {
    const ErrorCode error = groupErrorFor(appendError);
    const bool isTooLarge = error == ErrorCode::UNKNOWN_SERVER_ERROR && error != appendError;
    return isTooLarge ? ErrorCode::INVALID_COMMIT_OFFSET_SIZE : error;
}

} // namespace partitura::groups
