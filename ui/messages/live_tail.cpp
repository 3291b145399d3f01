#include "ui/messages/live_tail.h"

#include <algorithm>

namespace partitura::ui {

void LiveTail::start(app::Source* source, const QString& topic, std::optional<PartitionIndex> only) {
    stop();
    m_source = source;
    m_topic = topic;
    m_only = only;
    m_running = source && !topic.isEmpty();
    m_paused = false;
    m_first = true;
}

void LiveTail::stop() {
    ++m_generation;
    m_running = false;
    m_reads = 0;
    m_skipped = 0;
    m_positions.clear();
}

void LiveTail::pump(const observe::TopicSnapshot& topic) {
    if (!m_running || m_paused || !m_source)
        return;
    std::vector<PartitionIndex> ready;
    for (const auto& partition : topic.partitions) {
        if (m_only && *m_only != partition.index)
            continue;
        const Offset end = std::max(partition.logStart, partition.highWatermark);
        const auto [it, isNew] = m_positions.try_emplace(partition.index);
        Position& position = it->second;
        if (isNew) // a partition added while following is followed from its beginning
            position.next = m_first ? std::max(partition.logStart, end - shownAtStart) : partition.logStart;
        position.next =
            std::clamp(position.next, partition.logStart, end); // retention or truncation moved it
        if (end - position.next > mostBehind) {
            m_skipped += (end - position.next) - keptOnSkip;
            position.next = end - keptOnSkip;
        }
        if (position.next < end && !position.reading)
            ready.push_back(partition.index);
    }
    m_first = false;
    // Those after the last one served come first, so that none starves.
    const auto from = std::upper_bound(ready.begin(), ready.end(), m_lastServed);
    std::rotate(ready.begin(), from, ready.end());
    for (const PartitionIndex partition : ready) {
        if (m_reads >= mostReads)
            break;
        m_lastServed = partition;
        read(partition, m_positions[partition]);
    }
}

void LiveTail::read(PartitionIndex partition, Position& position) {
    position.reading = true;
    ++m_reads;
    app::RecordQuery query;
    query.topicPartition = {m_topic.toStdString(), partition};
    query.from = position.next;
    m_source->readRecords(query, [self = QPointer<LiveTail>(this), partition, generation = m_generation](
                                     Result<std::shared_ptr<const app::RecordPage>> answer) {
        if (!self || self->m_generation != generation)
            return;
        --self->m_reads;
        Position& at = self->m_positions[partition];
        at.reading = false;
        if (!answer.ok()) {
            emit self->readFailed(answer.error());
            return;
        }
        std::vector<RecordRow> rows;
        for (const app::Record& record : (*answer)->records) {
            if (record.offset >= at.next)
                rows.push_back(makeRow(record));
        }
        at.next = std::max(at.next, (*answer)->nextOffset);
        if (!rows.empty())
            emit self->arrived(rows);
    });
}

} // namespace partitura::ui
