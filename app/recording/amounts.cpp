#include "app/recording/amounts.h"

#include <algorithm>

namespace partitura::app {
namespace {

std::int64_t gained(std::uint64_t before, std::uint64_t now) {
    return static_cast<std::int64_t>(now >= before ? now - before : now);
}

const observe::PartitionSnapshot* samePartition(const observe::TopicSnapshot* before, std::size_t at,
                                                PartitionIndex index) {
    return before && at < before->partitions.size() && before->partitions[at].index == index
               ? &before->partitions[at]
               : nullptr;
}

} // namespace

RecordedAmounts amountsBetween(const observe::TopicSnapshot* before, const observe::TopicSnapshot& now) {
    if (before && before->id != now.id)
        before = nullptr; // deleted and created again under the same name
    RecordedAmounts sum;
    sum.partitions = static_cast<std::int64_t>(now.partitions.size());
    for (std::size_t i = 0; i < now.partitions.size(); ++i) {
        static const observe::PartitionSnapshot fresh;
        const auto& partition = now.partitions[i];
        const auto* was = samePartition(before, i, partition.index);
        const auto& from = was ? *was : fresh;
        sum.replicas += static_cast<std::int64_t>(partition.replicas.size());
        sum.producedBytes += gained(from.producedBytes, partition.producedBytes);
        sum.producedRecords += gained(from.producedRecords, partition.producedRecords);
        sum.consumedBytes += gained(from.consumedBytes, partition.consumedBytes);
        std::int64_t leaderBytes = -1, leaderRecords = 0, fullestBytes = 0, fullestRecords = 0;
        for (std::size_t r = 0; r < partition.replicaStates.size(); ++r) {
            const auto& replica = partition.replicaStates[r];
            static const observe::ReplicaSnapshot none;
            const auto earlier =
                std::ranges::find(from.replicaStates, replica.broker, &observe::ReplicaSnapshot::broker);
            const auto& origin = earlier != from.replicaStates.end() ? *earlier : none;
            sum.appendedBytes += gained(origin.appendedBytes, replica.appendedBytes);
            sum.appendedRecords += gained(origin.appendedRecords, replica.appendedRecords);
            const auto bytes = static_cast<std::int64_t>(replica.sizeBytes);
            const auto records = std::max<std::int64_t>(0, replica.logEnd - replica.logStart);
            fullestBytes = std::max(fullestBytes, bytes);
            fullestRecords = std::max(fullestRecords, records);
            if (!replica.online)
                continue;
            sum.storedBytes += bytes;
            sum.storedRecords += records;
            if (replica.isLeader) {
                leaderBytes = bytes;
                leaderRecords = records;
            }
        }
        // Without a leader the fullest copy is the best witness of what the partition holds.
        sum.leaderBytes += leaderBytes >= 0 ? leaderBytes : fullestBytes;
        sum.leaderRecords += leaderBytes >= 0 ? leaderRecords : fullestRecords;
    }
    const double replicas =
        sum.partitions > 0 ? static_cast<double>(sum.replicas) / static_cast<double>(sum.partitions) : 0;
    sum.modelBytes = replicas * static_cast<double>(sum.producedBytes);
    sum.modelRecords = replicas * static_cast<double>(sum.producedRecords);
    sum.modelHeldBytes = replicas * static_cast<double>(sum.leaderBytes);
    sum.modelHeldRecords = replicas * static_cast<double>(sum.leaderRecords);
    return sum;
}

void addAmounts(RecordedAmounts& sum, const RecordedAmounts& part) {
    sum.producedBytes += part.producedBytes;
    sum.producedRecords += part.producedRecords;
    sum.consumedBytes += part.consumedBytes;
    sum.appendedBytes += part.appendedBytes;
    sum.appendedRecords += part.appendedRecords;
    sum.leaderBytes += part.leaderBytes;
    sum.leaderRecords += part.leaderRecords;
    sum.storedBytes += part.storedBytes;
    sum.storedRecords += part.storedRecords;
    sum.partitions += part.partitions;
    sum.replicas += part.replicas;
    sum.modelBytes += part.modelBytes;
    sum.modelRecords += part.modelRecords;
    sum.modelHeldBytes += part.modelHeldBytes;
    sum.modelHeldRecords += part.modelHeldRecords;
}

} // namespace partitura::app
