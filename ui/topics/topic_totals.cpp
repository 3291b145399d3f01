#include "ui/topics/topic_totals.h"

#include <algorithm>

namespace partitura::ui {

TopicTotals totalsOf(const observe::TopicSnapshot& topic) {
    TopicTotals totals;
    totals.partitions = int(topic.partitions.size());
    for (const auto& partition : topic.partitions) {
        totals.replicas = std::max(totals.replicas, int(partition.replicas.size()));
        totals.assigned += int(partition.replicas.size());
        totals.inSync += int(partition.isr.size());
        totals.underReplicated += partition.isr.size() < partition.replicas.size() ? 1 : 0;
        totals.offline += partition.leader == BrokerId() ? 1 : 0;
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
