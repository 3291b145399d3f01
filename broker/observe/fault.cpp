#include "broker/observe/fault.h"

namespace partitura::observe {

std::string_view faultKindName(FaultKind kind) {
    switch (kind) {
    case FaultKind::cut:
        return "cut";
    case FaultKind::clog:
        return "clog";
    case FaultKind::delayLink:
        return "delay-link";
    case FaultKind::loseFrames:
        return "lose-frames";
    case FaultKind::fillDisk:
        return "fill-disk";
    case FaultKind::failWrites:
        return "fail-writes";
    case FaultKind::failSyncs:
        return "fail-syncs";
    case FaultKind::slowDisk:
        return "slow-disk";
    case FaultKind::flipReads:
        return "flip-reads";
    case FaultKind::skewClock:
        return "skew-clock";
    case FaultKind::failRequests:
        return "fail-requests";
    case FaultKind::delayRequests:
        return "delay-requests";
    case FaultKind::dropRequests:
        return "drop-requests";
    }
    return "unknown";
}

} // namespace partitura::observe
