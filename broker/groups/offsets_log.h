// The seam to the log: where a coordinator keeps what it must not forget.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/error_code.h"
#include "broker/base/strong.h"

#include <functional>

namespace partitura::groups {

/// The replicated `__consumer_offsets` partitions, as a coordinator sees them. Implemented by the server;
/// outlives the coordinator. Thread: its broker's event loop.
class OffsetsLog {
public:
    virtual ~OffsetsLog() = default;

    /// Appends one record batch and calls `done` exactly once, on the same loop, never inside this call: with
    /// NONE once the batch is committed (the high watermark has passed it), else with why it was not, such as
    /// NOT_COORDINATOR or NOT_LEADER_OR_FOLLOWER when this broker does not lead the partition (any more).
    /// Batches of one partition keep the order of the calls.
    virtual void append(PartitionIndex partition, Bytes batch, std::function<void(ErrorCode)> done) = 0;
};

} // namespace partitura::groups
