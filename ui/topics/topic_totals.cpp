#include "ui/topics/topic_totals.h"

#include <algorithm>

namespace partitura::ui {

namespace {

// A crash is seen before the controller has noticed it, or where none is left to do so: who leads and who is
// in sync by the metadata counts only while it answers.
bool isServed(const observe::PartitionSnapshot& partition) {
    const auto leader =
        std::ranges::find(partition.replicaStates, partition.leader, &observe::ReplicaSnapshot::broker);
    return partition.leader != BrokerId() && (leader == partition.replicaStates.end() || leader->online);
}

int inSyncNow(const observe::PartitionSnapshot& partition) {
    return int(partition.isr.size() - std::ranges::count_if(partition.replicaStates, [](const auto& replica) {
                   return replica.inSync && !replica.online;
               }));
}

} // namespace

TopicTotals totalsOf(const observe::TopicSnapshot& topic) {
    TopicTotals totals;
    totals.partitions = int(topic.partitions.size());
    for (const auto& partition : topic.partitions) {
        totals.replicas = std::max(totals.replicas, int(partition.replicas.size()));
        totals.assigned += int(partition.replicas.size());
        const int inSync = inSyncNow(partition);
        totals.inSync += inSync;
        totals.underReplicated += inSync < int(partition.replicas.size()) ? 1 : 0;
        totals.offline += isServed(partition) ? 0 : 1;
        totals.records += partition.highWatermark - partition.logStart;
        for (const auto& replica : partition.replicaStates)
            totals.sizeBytes += replica.sizeBytes;
    }
    return totals;
}

std::int64_t replicaLag(const observe::PartitionSnapshot& partition,
                        const observe::ReplicaSnapshot& replica) {
    return std::max<std::int64_t>(0, partition.logEnd - replica.logEnd);
}

std::int64_t worstReplicaLag(const observe::PartitionSnapshot& partition) {
    std::int64_t worst = 0;
    for (const auto& replica : partition.replicaStates)
        worst = std::max(worst, replicaLag(partition, replica));
    return worst;
}

} // namespace partitura::ui
