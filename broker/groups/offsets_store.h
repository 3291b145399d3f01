// What a group has committed, and what is on its way to the log.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/topic_partition.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace partitura::groups {

/// How far a group has come in one partition (Kafka's OffsetAndMetadata). Thread: a value type.
struct CommittedOffset {
    Offset offset;           ///< of the next record to read
    LeaderEpoch leaderEpoch; ///< of the last record read; -1 if the client did not say
    std::string metadata;
    TimestampMs committedAtMs = noTimestamp;
    TimestampMs expiresAtMs = noTimestamp; ///< OffsetCommit up to version 4 could ask for this

    bool operator==(const CommittedOffset&) const = default;
};

/// The offsets of one group. A commit becomes visible when the log has it; of two commits of one partition
/// the one that was written later wins, in whatever order the answers of the log arrive. Thread: one.
class OffsetsStore {
public:
    /// Names a commit on its way; rises with each.
    using Ticket = std::uint64_t;

    /// Notes that a commit of `partition` is being written.
    Ticket beginCommit(const TopicPartition& partition);
    /// The log has the commit; it is now visible, unless something written later is.
    void finishCommit(const TopicPartition& partition, Ticket ticket, CommittedOffset offset);
    /// The log does not have it.
    void failCommit(const TopicPartition& partition);

    /// Sets what the log tells.
    void put(const TopicPartition& partition, CommittedOffset offset);
    /// Forgets an offset, and the commits of it that are on their way.
    void remove(const TopicPartition& partition);

    /// Null if nothing is committed.
    [[nodiscard]] const CommittedOffset* find(const TopicPartition& partition) const;
    /// Whether a commit of the partition is on its way.
    [[nodiscard]] bool isPending(const TopicPartition& partition) const;
    /// Neither committed nor on its way.
    [[nodiscard]] bool empty() const { return m_entries.empty(); }

    /// The partitions of a topic with an offset that is committed or on its way.
    [[nodiscard]] std::vector<TopicPartition> partitionsOf(const std::string& topic) const;

    /// All partitions with an offset that is committed or on its way.
    [[nodiscard]] std::vector<TopicPartition> partitions() const;

    /// Calls visit(partition, offset) for what is committed, by topic, then partition.
    template <typename Visit>
    void forEach(Visit visit) const {
        for (const auto& [partition, entry] : m_entries)
            if (entry.committed)
                visit(partition, *entry.committed);
    }

    /// Rises with every change that forEach() shows.
    [[nodiscard]] std::uint64_t revision() const { return m_revision; }

private:
    struct Entry {
        std::optional<CommittedOffset> committed;
        Ticket writtenBy = 0;      // of what is committed, or of the removal
        std::uint32_t pending = 0; // commits on their way
    };
    void forgetIfUnused(const TopicPartition& partition);

    std::map<TopicPartition, Entry> m_entries;
    Ticket m_lastTicket = 0;
    std::uint64_t m_revision = 0;
};

} // namespace partitura::groups
