// `__consumer_offsets` on this broker: where its group coordinator writes and what it reads back.
#pragma once

#include "broker/controller/metadata_image.h"
#include "broker/groups/coordinator.h"
#include "broker/replication/partition.h"

#include <functional>
#include <map>
#include <memory>
#include <set>

namespace partitura::server {

/// Connects the group coordinator with the partitions of `__consumer_offsets` that this broker leads. Owned
/// by its broker. Thread: the broker's loop.
class OffsetsTopic final : public groups::OffsetsLog, public groups::TopicDirectory {
public:
    using FindPartition = std::function<replication::Partition*(const TopicPartition&)>;

    OffsetsTopic(const groups::GroupConfig& config, BrokerId self, EventLoop& loop, Random& random,
                 const controller::MetadataImage& image, FindPartition findPartition,
                 std::function<void(observe::Event)> report);
    ~OffsetsTopic() override;

    [[nodiscard]] groups::GroupCoordinator& coordinator() { return m_coordinator; }
    /// A partition of the topic began or ceased to be led here.
    void leadershipChanged(replication::Partition& partition, bool leads);
    /// Answers all that wait for an append, and stops the coordinator's timers.
    void shutdown();

    // OffsetsLog
    void append(PartitionIndex partition, Bytes batch, std::function<void(ErrorCode)> done) override;
    // TopicDirectory
    [[nodiscard]] bool exists(const std::string& topic, PartitionIndex partition) const override;
    [[nodiscard]] std::optional<std::string> nameOf(const Uuid& id) const override;
    [[nodiscard]] Uuid idOf(const std::string& topic) const override;

private:
    struct PendingAppend;

    void loadOn(PartitionIndex partition, std::uint64_t load, Offset next);

    EventLoop& m_loop;
    const controller::MetadataImage& m_image;
    FindPartition m_findPartition;
    groups::GroupCoordinator m_coordinator;
    std::set<std::shared_ptr<PendingAppend>> m_pending;
    std::map<PartitionIndex, std::uint64_t> m_loads; ///< the load of each partition led here, done or not
    std::uint64_t m_lastLoad = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace partitura::server
