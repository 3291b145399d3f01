#include "app/recording/recording_writer.h"

#include "app/metrics/group_pace.h"
#include "app/recording/amounts.h"
#include "app/recording/snapshot_parts.h"

#include <algorithm>

namespace partitura::app {
namespace {

using PartKind = RecordingFile::PartKind;
using observe::ClusterSnapshot;
using observe::TopicSnapshot;

/// A second that comes a little early is a second.
constexpr std::int64_t earlyMs = 100;

QString text(const std::string& s) {
    return QString::fromUtf8(s.data(), static_cast<qsizetype>(s.size()));
}

/// A null QString would be NULL.
QVariant textValue(const std::string& s) {
    return s.empty() ? QVariant(QStringLiteral("")) : QVariant(text(s));
}

template <typename T>
std::shared_ptr<const T> shared(const std::vector<std::shared_ptr<const T>>& sorted, const std::string& name,
                                std::string T::*key) {
    const auto at = std::ranges::lower_bound(sorted, name, {}, [&](const auto& one) { return (*one).*key; });
    return at != sorted.end() && (**at).*key == name ? *at : nullptr;
}

std::size_t chunksOf(const TopicSnapshot& topic) {
    return (topic.partitions.size() + partitionsPerChunk - 1) / partitionsPerChunk;
}

std::span<const observe::PartitionSnapshot> chunkOf(const TopicSnapshot& topic, std::size_t chunk) {
    const std::span all(topic.partitions);
    const auto from = std::min(all.size(), chunk * partitionsPerChunk);
    return all.subspan(from, std::min(partitionsPerChunk, all.size() - from));
}

bool sameButTime(const ClusterSnapshot& a, const ClusterSnapshot& b) {
    return a.clusterId == b.clusterId && a.controller == b.controller && a.brokers == b.brokers &&
           a.faults == b.faults && a.droppedEvents == b.droppedEvents &&
           (a.quorum == b.quorum || (a.quorum && b.quorum && *a.quorum == *b.quorum));
}

} // namespace

RecordingWriter::RecordingWriter(RecordingFile& file, RecordingLimits limits)
    : m_file(file)
    , m_limits(std::move(limits)) {}

void RecordingWriter::forgetIds() {
    m_names.clear();
    m_parts.clear();
}

RecordedMs RecordingWriter::axisTime(const ClusterSnapshot& snapshot) {
    if (m_last) {
        const auto passed =
            std::chrono::duration_cast<std::chrono::milliseconds>(snapshot.takenAt - m_last->takenAt).count();
        return m_lastAt + std::max<std::int64_t>(1, passed);
    }
    // A new run: as the wall clock says, unless it went back since.
    const RecordedMs end =
        std::max<RecordedMs>({m_file.value("SELECT max(at) FROM frame").toLongLong(),
                              m_file.value("SELECT max(at) FROM amount").toLongLong(), m_lastAt});
    return std::max({std::int64_t{1}, snapshot.takenAtMs, end + 1000});
}

void RecordingWriter::beginRun(const ClusterSnapshot& snapshot) {
    m_run = m_file.value("SELECT max(run) FROM frame").toLongLong() + 1;
    m_topics.clear();
    m_frameBytes = 0;
    forgetIds();
    // What the run before left and this one does not have is gone.
    const RecordedMs at = m_lastAt;
    QSqlQuery& query = m_file.run("SELECT kind, name, chunk FROM part WHERE (SELECT body FROM version "
                                  "WHERE part = part.id ORDER BY at DESC LIMIT 1) IS NOT NULL");
    std::vector<PartKey> left;
    while (query.next())
        left.emplace_back(query.value(0).toInt(), query.value(1).toString(), query.value(2).toInt());
    query.finish();
    for (const auto& [kindNumber, name, chunk] : left) {
        const auto kind = static_cast<PartKind>(kindNumber);
        const std::string key = name.toStdString();
        bool exists = kind == PartKind::cluster;
        if (kind == PartKind::group)
            exists = snapshot.group(key) != nullptr;
        else if (kind != PartKind::cluster)
            if (const auto* topic = snapshot.topic(key))
                exists = kind == PartKind::topic || static_cast<std::size_t>(chunk) < chunksOf(*topic);
        if (!exists)
            writePart(kind, key, chunk, nullptr, at);
    }
}

std::optional<RecordedStep> RecordingWriter::record(std::shared_ptr<const ClusterSnapshot> snapshot,
                                                    std::span<const observe::Event> events) {
    RecordedStep step;
    const bool isNew =
        !m_last || snapshot->version != m_last->version || snapshot->clusterId != m_last->clusterId;
    if (m_last && (snapshot->clusterId != m_last->clusterId || snapshot->takenAt < m_last->takenAt))
        m_last = m_lastFrame = nullptr; // another cluster, or another clock: a new run
    if (!isNew && events.empty())
        return step;
    if (!m_file.begin())
        return std::nullopt;
    const bool isFirst = !m_last;
    step.at = axisTime(*snapshot);
    const RecordedMs before = m_lastAt;
    m_lastAt = step.at;
    if (isFirst)
        beginRun(*snapshot);
    if (isNew) {
        const std::int64_t pauseMs =
            std::max(m_limits.frameEveryMs, m_frameBytes * 1000 / m_limits.bytesPerSecond);
        step.isFrame = isFirst || step.at - m_lastFrameAt >= pauseMs - earlyMs;
        if (step.isFrame)
            writeFrame(*snapshot, step.at);
        const RecordedAmounts cluster = writeAmounts(*snapshot, step.at);
        const auto seconds = static_cast<double>(cluster.spanMs) / 1000;
        step.sample = {step.at, snapshot->takenAtMs, cluster.spanMs,
                       seconds > 0 ? static_cast<double>(cluster.producedBytes) / seconds : 0};
        writeLags(*snapshot, step.at);
    }
    writeEvents(*snapshot, step.at, events, step);
    if (m_file.commit()) {
        if (step.isFrame)
            m_lastFrame = snapshot, m_lastFrameAt = step.at;
        m_last = std::move(snapshot);
        return step;
    }
    m_last = m_lastFrame = nullptr;
    m_lastAt = before;
    return std::nullopt;
}

void RecordingWriter::writeFrame(const ClusterSnapshot& snapshot, RecordedMs at) {
    m_frameBytes = 0;
    m_file.run("INSERT INTO frame (at, wall_ms, run) VALUES (?, ?, ?)",
               {qlonglong(at), qlonglong(snapshot.takenAtMs), qlonglong(m_run)});
    const ClusterSnapshot* before = m_lastFrame.get();
    if (!before || !sameButTime(*before, snapshot)) {
        const Bytes body = packCluster(snapshot);
        writePart(PartKind::cluster, {}, 0, &body, at);
    }
    for (const auto& topic : snapshot.topics)
        writeTopic(topic, before ? before->topic(topic->name) : nullptr, at);
    for (const auto& group : snapshot.groups) {
        const auto* was = before ? before->group(group->id) : nullptr;
        if (was == group.get() || (was && *was == *group))
            continue;
        const Bytes body = packGroup(*group);
        writePart(PartKind::group, group->id, 0, &body, at);
    }
    if (!before)
        return;
    for (const auto& topic : before->topics)
        if (!snapshot.topic(topic->name)) {
            writePart(PartKind::topic, topic->name, 0, nullptr, at);
            for (std::size_t chunk = 0; chunk < chunksOf(*topic); ++chunk)
                writePart(PartKind::partitions, topic->name, static_cast<int>(chunk), nullptr, at);
        }
    for (const auto& group : before->groups)
        if (!snapshot.group(group->id))
            writePart(PartKind::group, group->id, 0, nullptr, at);
}

void RecordingWriter::writeTopic(const std::shared_ptr<const TopicSnapshot>& topic,
                                 const TopicSnapshot* before, RecordedMs at) {
    if (topic.get() == before)
        return;
    if (!before || before->id != topic->id || before->isInternal != topic->isInternal ||
        before->configs != topic->configs) {
        const Bytes body = packTopic(*topic);
        writePart(PartKind::topic, topic->name, 0, &body, at);
    }
    const std::size_t chunks = chunksOf(*topic);
    for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
        const auto now = chunkOf(*topic, chunk);
        if (before && std::ranges::equal(now, chunkOf(*before, chunk)))
            continue;
        const Bytes body = packPartitions(now);
        writePart(PartKind::partitions, topic->name, static_cast<int>(chunk), &body, at);
    }
    for (std::size_t chunk = chunks; before && chunk < chunksOf(*before); ++chunk)
        writePart(PartKind::partitions, topic->name, static_cast<int>(chunk), nullptr, at);
}

void RecordingWriter::writePart(PartKind kind, const std::string& name, int chunk, const Bytes* body,
                                RecordedMs at) {
    const PartKey key{static_cast<int>(kind), text(name), chunk};
    auto known = m_parts.find(key);
    if (known == m_parts.end()) {
        m_file.run("INSERT OR IGNORE INTO part (kind, name, chunk) VALUES (?, ?, ?)",
                   {static_cast<int>(kind), textValue(name), chunk});
        const auto id = m_file.value("SELECT id FROM part WHERE kind = ? AND name = ? AND chunk = ?",
                                     {static_cast<int>(kind), textValue(name), chunk});
        known = m_parts.emplace(key, id.toLongLong()).first;
    }
    QVariant value(QMetaType::fromType<QByteArray>()); // NULL
    if (body) {
        value = QByteArray(reinterpret_cast<const char*>(body->data()), static_cast<qsizetype>(body->size()));
        m_frameBytes += static_cast<std::int64_t>(body->size());
    }
    m_file.run("INSERT INTO version (part, at, body) VALUES (?, ?, ?)",
               {qlonglong(known->second), qlonglong(at), value});
}

std::int64_t RecordingWriter::nameId(const std::string& name) {
    if (name.empty())
        return 0;
    const QString key = text(name);
    auto known = m_names.constFind(key);
    if (known == m_names.constEnd()) {
        m_file.run("INSERT OR IGNORE INTO name (text) VALUES (?)", {key});
        known = m_names.insert(key, m_file.value("SELECT id FROM name WHERE text = ?", {key}).toLongLong());
    }
    return *known;
}

void RecordingWriter::insertAmounts(std::int64_t topic, const RecordedAmounts& a) {
    m_file.run("INSERT INTO amount VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
               {qlonglong(topic), qlonglong(a.at), qlonglong(a.wallMs), qlonglong(a.spanMs),
                qlonglong(a.producedBytes), qlonglong(a.producedRecords), qlonglong(a.consumedBytes),
                qlonglong(a.appendedBytes), qlonglong(a.appendedRecords), qlonglong(a.leaderBytes),
                qlonglong(a.leaderRecords), qlonglong(a.storedBytes), qlonglong(a.storedRecords),
                qlonglong(a.partitions), qlonglong(a.replicas), a.modelBytes, a.modelRecords,
                a.modelHeldBytes, a.modelHeldRecords});
}

RecordedAmounts RecordingWriter::writeAmounts(const ClusterSnapshot& snapshot, RecordedMs at) {
    RecordedAmounts cluster;
    cluster.at = at;
    cluster.wallMs = snapshot.takenAtMs;
    if (!m_last) { // nothing to compare with: increments begin here
        for (const auto& topic : snapshot.topics)
            m_topics[topic->name] = {topic, at};
        return cluster;
    }
    cluster.spanMs =
        std::chrono::duration_cast<std::chrono::milliseconds>(snapshot.takenAt - m_last->takenAt).count();
    const RecordedMs lastAt = at - std::max<std::int64_t>(1, cluster.spanMs);

    // Topics whose row is due, the longest waiting first.
    std::vector<std::pair<RecordedMs, const std::shared_ptr<const TopicSnapshot>*>> due;
    for (const auto& topic : snapshot.topics) {
        const auto was = shared(m_last->topics, topic->name, &TopicSnapshot::name);
        if (!topic->isInternal)
            addAmounts(cluster, amountsBetween(was.get(), *topic));
        auto [waiting, isNew] = m_topics.try_emplace(topic->name, Waiting{was, lastAt});
        // Unchanged and waiting for nothing: the time passes over it.
        if (waiting->second.before == topic)
            waiting->second.at = at;
        else
            due.emplace_back(waiting->second.at, &topic);
    }
    insertAmounts(0, cluster);
    if (due.size() > m_limits.topicsPerSecond)
        std::ranges::stable_sort(due, {}, [](const auto& one) { return one.first; });
    for (std::size_t i = 0; i < std::min(due.size(), m_limits.topicsPerSecond); ++i) {
        const auto& topic = *due[i].second;
        Waiting& waiting = m_topics[topic->name];
        RecordedAmounts row = amountsBetween(waiting.before.get(), *topic);
        row.at = at;
        row.wallMs = snapshot.takenAtMs;
        row.spanMs = at - waiting.at;
        insertAmounts(nameId(topic->name), row);
        waiting = {topic, at};
    }
    std::erase_if(m_topics, [&](const auto& one) { return !snapshot.topic(one.first); });
    return cluster;
}

void RecordingWriter::writeLags(const ClusterSnapshot& snapshot, RecordedMs at) {
    for (const auto& group : snapshot.groups) {
        const auto was = m_last ? shared(m_last->groups, group->id, &observe::GroupSnapshot::id) : nullptr;
        if (was == group)
            continue;
        const auto lag = totalLag(*group);
        if (was && totalLag(*was) == lag && was->state == group->state &&
            was->members.size() == group->members.size())
            continue;
        m_file.run("INSERT INTO lag (grp, at, wall_ms, lag, members, state) VALUES (?, ?, ?, ?, ?, ?)",
                   {qlonglong(nameId(group->id)), qlonglong(at), qlonglong(snapshot.takenAtMs),
                    lag ? QVariant(qlonglong(*lag)) : QVariant(QMetaType::fromType<qlonglong>()),
                    qlonglong(group->members.size()), static_cast<int>(group->state)});
    }
}

void RecordingWriter::writeEvents(const ClusterSnapshot& snapshot, RecordedMs at,
                                  std::span<const observe::Event> events, RecordedStep& step) {
    // An event lies where its wall time says, within the time since the last step.
    const RecordedMs earliest =
        m_last ? at -
                     std::max<std::int64_t>(1, std::chrono::duration_cast<std::chrono::milliseconds>(
                                                   snapshot.takenAt - m_last->takenAt)
                                                   .count()) +
                     1
               : at;
    RecordedMs position = earliest;
    for (const auto& event : events) {
        const RecordedMs wanted = event.timeMs == noTimestamp ? at : at - (snapshot.takenAtMs - event.timeMs);
        position = std::clamp(wanted, std::min(position, at), at);
        m_file.run("INSERT INTO event (at, wall_ms, kind, broker, topic, partition, grp, detail) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                   {qlonglong(position), qlonglong(event.timeMs),
                    QString::fromUtf8(observe::eventKindName(event.kind).data(),
                                      static_cast<qsizetype>(observe::eventKindName(event.kind).size())),
                    event.broker.value(), textValue(event.topic), event.partition.value(),
                    textValue(event.group), textValue(event.detail)});
        if (isMarked(event.kind))
            step.marks.push_back({position, event});
    }
}

} // namespace partitura::app
