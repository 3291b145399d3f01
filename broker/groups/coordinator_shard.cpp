#include "broker/groups/coordinator_shard.h"

#include "broker/groups/append_error.h"
#include "broker/groups/group_snapshot.h"
#include "broker/groups/offset_expiry.h"
#include "broker/record/batch_header.h"
#include "broker/record/control_record.h"
#include "broker/record/record_reader.h"

#include <algorithm>
#include <span>
#include <variant>

namespace partitura::groups {

namespace {

constexpr std::size_t tombstonesPerBatch = 500;

} // namespace

CoordinatorShard::CoordinatorShard(PartitionIndex partition, const Surroundings& surroundings)
    : GroupEnvironment(surroundings.config, surroundings.loop, surroundings.random)
    , m_partition(partition)
    , m_self(surroundings.self)
    , m_log(surroundings.log)
    , m_announce(surroundings.announce) {}

// ---- Replay

Result<void> CoordinatorShard::replay(ByteView batches) {
    while (!batches.empty()) {
        const auto header = record::BatchHeader::parse(batches);
        if (!header)
            return header.error();
        const std::size_t size = header->sizeInBytes();
        if (size > batches.size())
            return Error{ErrorCode::CORRUPT_MESSAGE, "a batch of " + std::to_string(size) +
                                                         " bytes is cut after " +
                                                         std::to_string(batches.size())};
        if (auto replayed = replayBatch(batches.first(size)); !replayed)
            return Error{replayed.error().code, "__consumer_offsets-" + toString(m_partition) +
                                                    " at offset " + toString(header->baseOffset) + ": " +
                                                    replayed.error().context};
        batches = batches.subspan(size);
    }
    return {};
}

Result<void> CoordinatorShard::replayBatch(ByteView batch) {
    auto reader = record::RecordReader::open(batch);
    if (!reader)
        return reader.error();
    const auto& header = reader->header();
    if (header.isControl())
        return replayEndOfTransaction(batch, header.producerId);
    record::Record read;
    while (true) {
        const auto more = reader->next(read);
        if (!more)
            return more.error();
        if (!*more)
            return {};
        auto decoded = decodeLogRecord(read.key, read.value);
        if (!decoded)
            return decoded.error();
        if (auto* offset = std::get_if<OffsetRecord>(&*decoded)) {
            if (header.isTransactional())
                m_openTransactions[header.producerId].push_back(std::move(*offset));
            else
                apply(std::move(*offset));
        } else if (auto* group = std::get_if<GroupRecord>(&*decoded)) {
            apply(std::move(*group));
        }
    }
}

Result<void> CoordinatorShard::replayEndOfTransaction(ByteView batch, ProducerId producer) {
    const auto marker = record::endTransactionMarkerOf(batch);
    if (!marker)
        return marker.error();
    if (!*marker)
        return {};
    auto transaction = m_openTransactions.extract(producer);
    if (transaction && (*marker)->isCommit)
        for (OffsetRecord& offset : transaction.mapped())
            apply(std::move(offset));
    return {};
}

void CoordinatorShard::apply(OffsetRecord record) {
    if (record.value)
        findOrCreate(record.group)->offsets.put(record.partition, std::move(*record.value));
    else if (const auto group = find(record.group))
        group->offsets.remove(record.partition);
}

void CoordinatorShard::apply(GroupRecord record) {
    if (record.value)
        findOrCreate(record.group)->membership->restore(std::move(*record.value));
    else if (const auto group = find(record.group))
        group->membership->restore({});
}

void CoordinatorShard::endLoad() {
    m_isLoading = false;
    std::erase_if(m_groups, [](const auto& entry) {
        const auto& group = *entry.second;
        return group.membership->isDeserted() && group.membership->group().generation() == 0 &&
               group.offsets.empty();
    });
    const auto groups = m_groups;
    for (const auto& [id, group] : groups)
        group->membership->resume();
}

void CoordinatorShard::stop(ErrorCode error) {
    const auto groups = std::exchange(m_groups, {});
    for (const auto& [id, group] : groups)
        group->membership->stop(error);
}

// ---- Groups and their records

std::shared_ptr<CoordinatedGroup> CoordinatorShard::find(const std::string& groupId) const {
    const auto found = m_groups.find(groupId);
    return found == m_groups.end() ? nullptr : found->second;
}

std::shared_ptr<CoordinatedGroup> CoordinatorShard::findOrCreate(const std::string& groupId) {
    auto& group = m_groups[groupId];
    if (!group) {
        group = std::make_shared<CoordinatedGroup>();
        group->membership = std::make_shared<Rebalancer>(groupId, *this);
    }
    return group;
}

void CoordinatorShard::persist(const Group& group, const Assignments& assignments,
                               std::function<void(ErrorCode)> done) {
    const EncodedRecord record = encodeGroup(group, assignments);
    m_log.append(m_partition, batchOf({&record, 1}, nowMs()),
                 [done = std::move(done)](ErrorCode error) { done(groupErrorFor(error)); });
}

void CoordinatorShard::announce(observe::EventKind kind, const Group& group, std::string detail) {
    if (!m_announce)
        return;
    observe::Event event;
    event.timeMs = nowMs();
    event.kind = kind;
    event.broker = m_self;
    event.group = group.id();
    event.detail = std::move(detail);
    m_announce(std::move(event));
}

void CoordinatorShard::commit(const std::shared_ptr<CoordinatedGroup>& group, Offsets offsets,
                              std::function<void(ErrorCode)> done) {
    std::vector<EncodedRecord> records;
    std::vector<OffsetsStore::Ticket> tickets;
    for (const auto& [partition, offset] : offsets) {
        records.push_back(encodeOffset(group->membership->group().id(), partition, offset));
        tickets.push_back(group->offsets.beginCommit(partition));
    }
    const auto waiting = std::make_shared<std::function<void(ErrorCode)>>(std::move(done));
    const auto tell = [waiting](ErrorCode error) {
        if (const auto told = std::exchange(*waiting, nullptr))
            told(commitErrorFor(error));
    };
    const auto timer = loop.schedule(config.offsetsCommitTimeout, [tell, weak = std::weak_ptr(group)] {
        if (!weak.expired())
            tell(ErrorCode::REQUEST_TIMED_OUT);
    });
    m_log.append(m_partition, batchOf(records, nowMs()),
                 [weak = std::weak_ptr(group), offsets = std::move(offsets), tickets = std::move(tickets),
                  tell, timer, &loop = loop](ErrorCode error) mutable {
                     loop.cancel(timer);
                     if (const auto group = weak.lock()) {
                         for (std::size_t i = 0; i < offsets.size(); ++i) {
                             if (error == ErrorCode::NONE)
                                 group->offsets.finishCommit(offsets[i].first, tickets[i],
                                                             std::move(offsets[i].second));
                             else
                                 group->offsets.failCommit(offsets[i].first);
                         }
                     }
                     tell(error);
                 });
}

void CoordinatorShard::forget(const std::string& groupId, std::function<void(ErrorCode)> done) {
    const auto found = m_groups.find(groupId);
    if (found == m_groups.end())
        return done(ErrorCode::GROUP_ID_NOT_FOUND);
    std::vector<EncodedRecord> tombstones;
    for (const auto& partition : found->second->offsets.partitions())
        tombstones.push_back(encodeOffsetTombstone(groupId, partition));
    tombstones.push_back(encodeGroupTombstone(groupId));
    m_groups.erase(found);
    writeTombstones(tombstones, done);
}

void CoordinatorShard::forgetTopic(const std::string& topic) {
    std::vector<EncodedRecord> tombstones;
    for (auto& [id, group] : m_groups) {
        for (const auto& partition : group->offsets.partitionsOf(topic)) {
            group->offsets.remove(partition);
            tombstones.push_back(encodeOffsetTombstone(id, partition));
        }
    }
    writeTombstones(tombstones);
}

void CoordinatorShard::expire() {
    std::vector<EncodedRecord> tombstones;
    for (auto it = m_groups.begin(); it != m_groups.end();) {
        auto& [id, group] = *it;
        const Group& state = group->membership->group();
        for (const auto& partition :
             expiredOffsets(state, group->offsets, nowMs(), config.offsetsRetention)) {
            group->offsets.remove(partition);
            tombstones.push_back(encodeOffsetTombstone(id, partition));
        }
        if (group->membership->isDeserted() && group->offsets.empty()) {
            if (state.generation() > 0) // else the log knows nothing of it
                tombstones.push_back(encodeGroupTombstone(id));
            it = m_groups.erase(it);
        } else {
            ++it;
        }
    }
    // Should these not reach the log, what they remove comes back with the next leader, and expires there.
    writeTombstones(tombstones);
}

void CoordinatorShard::writeTombstones(const std::vector<EncodedRecord>& tombstones,
                                       const std::function<void(ErrorCode)>& done) {
    const std::span all(tombstones);
    for (std::size_t at = 0; at < all.size(); at += tombstonesPerBatch) {
        const auto some = all.subspan(at, std::min(tombstonesPerBatch, all.size() - at));
        const bool isLast = at + some.size() == all.size();
        m_log.append(m_partition, batchOf(some, nowMs()), [done, isLast](ErrorCode error) {
            if (isLast && done)
                done(groupErrorFor(error));
        });
    }
}

void CoordinatorShard::addSnapshots(std::vector<std::shared_ptr<const observe::GroupSnapshot>>& snapshots) {
    for (auto& [id, group] : m_groups) {
        const Group& state = group->membership->group();
        const std::pair revision(state.revision(), group->offsets.revision());
        if (!group->snapshot || group->snapshotRevision != revision) {
            group->snapshot =
                std::make_shared<observe::GroupSnapshot>(makeSnapshot(state, group->offsets, m_self));
            group->snapshotRevision = revision;
        }
        snapshots.push_back(group->snapshot);
    }
}

} // namespace partitura::groups
