#include "app/live/workload_status_json.h"

#include <cmath>
#include <span>

namespace partitura::app {

using nlohmann::json;

json toJson(const WorkloadStatus& workload) {
    auto spec = json::parse(toJson(std::span(workload.spec.get(), 1)), nullptr, false);
    json fields = {{"name", workload.spec->name},
                   {"kind", workload.spec->producer() ? "producer" : "consumer"},
                   {"state", workloadStateNames[std::size_t(workload.state)]},
                   {"clients", workload.spec->clients},
                   {"clientsRunning", workload.clientsRunning},
                   {"changedSinceStart", workload.changedSinceStart},
                   {"recordsPerSecond", std::round(workload.recordsPerSecond * 10) / 10},
                   {"bytesPerSecond", std::llround(workload.bytesPerSecond)},
                   {"records", workload.records},
                   {"bytes", workload.bytes},
                   {"errors", workload.errors},
                   {"lastError", workload.lastError},
                   {"spec", std::move(spec[0])}};
    if (workload.spec->producer()) {
        fields["sent"] = workload.sent;
        fields["latencyUs"] = workload.latency ? json{{"p50", workload.latency->p50.count()},
                                                      {"p95", workload.latency->p95.count()},
                                                      {"p99", workload.latency->p99.count()}}
                                               : json();
    } else {
        fields["partitions"] = workload.partitions;
        fields["rebalances"] = workload.rebalances;
        fields["commits"] = workload.commits;
        fields["skipped"] = workload.skipped;
        fields["retries"] = workload.retries;
        fields["repeated"] = workload.repeated;
        fields["writtenTwice"] = workload.writtenTwice;
        fields["missing"] = workload.missing;
    }
    return fields;
}

} // namespace partitura::app
