#include "broker/groups/offsets_store.h"

#include <cassert>

namespace partitura::groups {

OffsetsStore::Ticket OffsetsStore::beginCommit(const TopicPartition& partition) {
    ++m_entries[partition].pending;
    return ++m_lastTicket;
}

void OffsetsStore::finishCommit(const TopicPartition& partition, Ticket ticket, CommittedOffset offset) {
    Entry& entry = m_entries[partition];
    assert(entry.pending > 0);
    --entry.pending;
    if (ticket > entry.writtenBy) {
        entry.committed = std::move(offset);
        entry.writtenBy = ticket;
        ++m_revision;
    }
    forgetIfUnused(partition);
}

void OffsetsStore::failCommit(const TopicPartition& partition) {
    assert(m_entries[partition].pending > 0);
    --m_entries[partition].pending;
    forgetIfUnused(partition);
}

void OffsetsStore::put(const TopicPartition& partition, CommittedOffset offset) {
    Entry& entry = m_entries[partition];
    entry.committed = std::move(offset);
    entry.writtenBy = ++m_lastTicket;
    ++m_revision;
}

void OffsetsStore::remove(const TopicPartition& partition) {
    const auto found = m_entries.find(partition);
    if (found == m_entries.end())
        return;
    found->second.committed.reset();
    found->second.writtenBy = ++m_lastTicket;
    ++m_revision;
    forgetIfUnused(partition);
}

const CommittedOffset* OffsetsStore::find(const TopicPartition& partition) const {
    const auto found = m_entries.find(partition);
    return found != m_entries.end() && found->second.committed ? &*found->second.committed : nullptr;
}

bool OffsetsStore::isPending(const TopicPartition& partition) const {
    const auto found = m_entries.find(partition);
    return found != m_entries.end() && found->second.pending > 0;
}

std::vector<TopicPartition> OffsetsStore::partitions() const {
    std::vector<TopicPartition> all;
    for (const auto& [partition, entry] : m_entries)
        all.push_back(partition);
    return all;
}

std::vector<TopicPartition> OffsetsStore::partitionsOf(const std::string& topic) const {
    std::vector<TopicPartition> partitions;
    for (auto it = m_entries.lower_bound({topic, PartitionIndex()}); it != m_entries.end(); ++it) {
        if (it->first.topic != topic)
            break;
        partitions.push_back(it->first);
    }
    return partitions;
}

void OffsetsStore::forgetIfUnused(const TopicPartition& partition) {
    const auto found = m_entries.find(partition);
    if (found != m_entries.end() && !found->second.committed && found->second.pending == 0)
        m_entries.erase(found);
}

} // namespace partitura::groups
