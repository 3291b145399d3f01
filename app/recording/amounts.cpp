#include "app/recording/amounts.h"

#include <algorithm>
#include <map>

namespace partitura::app {
namespace {

std::int64_t gained(std::uint64_t before, std::uint64_t now) {
    return static_cast<std::int64_t>(now >= before ? now - before : now);
}

/// The partition as it was; a fresh one if it is new since.
const observe::PartitionSnapshot& origin(const observe::TopicSnapshot* before,
                                         const observe::TopicSnapshot& now, std::size_t at) {
    static const observe::PartitionSnapshot fresh;
    const bool isSame = before && before->id == now.id && // not deleted and created again under its name
                        at < before->partitions.size() &&
                        before->partitions[at].index == now.partitions[at].index;
    return isSame ? before->partitions[at] : fresh;
}

RecordedShare shareBetween(const observe::PartitionSnapshot& before, const observe::ReplicaSnapshot& now) {
    static const observe::ReplicaSnapshot fresh;
    const auto earlier =
        std::ranges::find(before.replicaStates, now.broker, &observe::ReplicaSnapshot::broker);
    const auto& from = earlier != before.replicaStates.end() ? *earlier : fresh;
    RecordedShare share;
    share.appendedBytes = gained(from.appendedBytes, now.appendedBytes);
    share.appendedRecords = gained(from.appendedRecords, now.appendedRecords);
    if (now.online) {
        share.storedBytes = static_cast<std::int64_t>(now.sizeBytes);
        share.storedRecords = std::max<std::int64_t>(0, now.logEnd - now.logStart);
    }
    return share;
}

} // namespace

RecordedAmounts amountsBetween(const observe::TopicSnapshot* before, const observe::TopicSnapshot& now) {
    RecordedAmounts sum;
    RecordedShare share; // all of it
    sum.partitions = static_cast<std::int64_t>(now.partitions.size());
    for (std::size_t i = 0; i < now.partitions.size(); ++i) {
        const auto& partition = now.partitions[i];
        const auto& from = origin(before, now, i);
        sum.replicas += static_cast<std::int64_t>(partition.replicas.size());
        sum.producedBytes += gained(from.producedBytes, partition.producedBytes);
        sum.producedRecords += gained(from.producedRecords, partition.producedRecords);
        sum.consumedBytes += gained(from.consumedBytes, partition.consumedBytes);
        std::int64_t leaderBytes = -1, leaderRecords = 0, fullestBytes = 0, fullestRecords = 0;
        for (const auto& replica : partition.replicaStates) {
            share += shareBetween(from, replica);
            const auto bytes = static_cast<std::int64_t>(replica.sizeBytes);
            const auto records = std::max<std::int64_t>(0, replica.logEnd - replica.logStart);
            fullestBytes = std::max(fullestBytes, bytes);
            fullestRecords = std::max(fullestRecords, records);
            if (replica.isLeader && replica.online) {
                leaderBytes = bytes;
                leaderRecords = records;
            }
        }
        // Without a leader the fullest copy is the best witness of what the partition holds.
        sum.leaderBytes += leaderBytes >= 0 ? leaderBytes : fullestBytes;
        sum.leaderRecords += leaderBytes >= 0 ? leaderRecords : fullestRecords;
    }
    sum.appendedBytes = share.appendedBytes;
    sum.appendedRecords = share.appendedRecords;
    sum.storedBytes = share.storedBytes;
    sum.storedRecords = share.storedRecords;
    const double replicas =
        sum.partitions > 0 ? static_cast<double>(sum.replicas) / static_cast<double>(sum.partitions) : 0;
    sum.modelBytes = replicas * static_cast<double>(sum.producedBytes);
    sum.modelRecords = replicas * static_cast<double>(sum.producedRecords);
    sum.modelHeldBytes = replicas * static_cast<double>(sum.leaderBytes);
    sum.modelHeldRecords = replicas * static_cast<double>(sum.leaderRecords);
    return sum;
}

RecordedShares::Topic sharesBetween(const observe::TopicSnapshot* before, const observe::TopicSnapshot& now) {
    RecordedShares::Topic topic{now.name, now.isInternal, {}, {}};
    topic.partitions.reserve(now.partitions.size());
    std::map<BrokerId, RecordedShare> brokers;
    for (std::size_t i = 0; i < now.partitions.size(); ++i) {
        RecordedShare all;
        for (const auto& replica : now.partitions[i].replicaStates) {
            const RecordedShare share = shareBetween(origin(before, now, i), replica);
            all += share;
            brokers[replica.broker] += share;
        }
        topic.partitions.emplace_back(now.partitions[i].index, all);
    }
    topic.brokers.assign(brokers.begin(), brokers.end());
    return topic;
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
