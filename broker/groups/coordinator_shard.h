// The groups of one partition of `__consumer_offsets`.
#pragma once

#include "broker/groups/group_records.h"
#include "broker/groups/offsets_log.h"
#include "broker/groups/offsets_store.h"
#include "broker/groups/rebalancer.h"
#include "broker/observe/event.h"
#include "broker/observe/snapshot.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace partitura::groups {

/// One group: its membership and its offsets, either of which may be without the other.
struct CoordinatedGroup {
    std::shared_ptr<Rebalancer> membership;
    OffsetsStore offsets;

    std::shared_ptr<const observe::GroupSnapshot> snapshot;           // the last one made,
    std::pair<std::uint64_t, std::uint64_t> snapshotRevision{-1, -1}; // of these revisions
};

/// What one leader of one `__consumer_offsets` partition knows (Kafka's GroupCoordinatorShard): first it
/// replays the log, then it answers requests and writes to it. Owned by GroupCoordinator. Thread: the
/// coordinator's loop.
class CoordinatorShard final : public GroupEnvironment {
public:
    struct Surroundings {
        const GroupConfig& config;
        BrokerId self;
        EventLoop& loop;
        Random& random;
        OffsetsLog& log;
        const std::function<void(observe::Event)>& announce;
    };
    CoordinatorShard(PartitionIndex partition, const Surroundings& surroundings);

    [[nodiscard]] bool isLoading() const { return m_isLoading; }
    /// Takes in whole batches of the log, in order; see GroupCoordinator::replay.
    Result<void> replay(ByteView batches);
    /// The log has been read; sessions begin.
    void endLoad();
    /// Answers all that waits with `error`; nothing may be asked of the shard afterwards.
    void stop(ErrorCode error);

    /// Null if there is none.
    [[nodiscard]] std::shared_ptr<CoordinatedGroup> find(const std::string& groupId) const;
    std::shared_ptr<CoordinatedGroup> findOrCreate(const std::string& groupId);

    using Offsets = std::vector<std::pair<TopicPartition, CommittedOffset>>;
    /// Writes offsets, which then become visible; `done` gets NONE or what to tell a client.
    void commit(const std::shared_ptr<CoordinatedGroup>& group, Offsets offsets,
                std::function<void(ErrorCode)> done);
    /// Forgets a group and all it has committed, in memory at once; `done` gets NONE when that is in the log,
    /// or what to tell a client. Should it not reach the log, the next leader has the group again.
    void forget(const std::string& groupId, std::function<void(ErrorCode)> done);
    /// Forgets, in memory and in the log, what was committed for a topic.
    void forgetTopic(const std::string& topic);
    /// Forgets offsets that have expired, and groups with nothing left.
    void expire();

    /// Adds a picture of each group, by id.
    void addSnapshots(std::vector<std::shared_ptr<const observe::GroupSnapshot>>& snapshots);

    void persist(const Group& group, const Assignments& assignments,
                 std::function<void(ErrorCode)> done) override;
    void announce(observe::EventKind kind, const Group& group, std::string detail) override;

private:
    /// A transaction whose end the replay has not seen yet.
    using OpenTransactions = std::map<ProducerId, std::vector<OffsetRecord>>;

    Result<void> replayBatch(ByteView batch);
    Result<void> replayEndOfTransaction(ByteView batch, ProducerId producer);
    void apply(OffsetRecord record);
    void apply(GroupRecord record);
    /// Writes tombstones, in as many batches as needed; `done`, if given, hears how the last one fared.
    void writeTombstones(const std::vector<EncodedRecord>& tombstones,
                         const std::function<void(ErrorCode)>& done = {});
    [[nodiscard]] TimestampMs nowMs() const { return loop.clock().wallTimeMs(); }

    const PartitionIndex m_partition;
    const BrokerId m_self;
    OffsetsLog& m_log;
    const std::function<void(observe::Event)>& m_announce;
    bool m_isLoading = true;
    std::map<std::string, std::shared_ptr<CoordinatedGroup>> m_groups;
    OpenTransactions m_openTransactions;
};

} // namespace partitura::groups
