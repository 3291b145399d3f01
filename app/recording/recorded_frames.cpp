#include "app/recording/recorded_frames.h"

#include "app/recording/snapshot_parts.h"

#include <algorithm>
#include <utility>

namespace partitura::app {
namespace {

using PartKind = RecordingFile::PartKind;

/// Bodies of groups read for one moment's past; more groups than that have a shorter one.
constexpr std::int64_t groupBytesMax = 4 << 20;

std::string text(const QVariant& value) {
    return value.toString().toStdString();
}

} // namespace

void RecordedFrames::forget() {
    m_parts.clear();
    m_topics.clear();
}

void RecordedFrames::endLoad() {
    const auto isOld = [&](const auto& one) { return one.second.used + loadsKept < m_load; };
    std::erase_if(m_parts, isOld);
    std::erase_if(m_topics, isOld);
}

std::shared_ptr<const observe::ClusterSnapshot> RecordedFrames::frame(RecordedMs at, TimestampMs wallMs,
                                                                      int& damaged) {
    auto cluster = std::make_shared<observe::ClusterSnapshot>();
    for (const PartRow& row : partsAt(at, PartKind::cluster, PartKind::cluster))
        if (const auto one = part(row.kind, row.version, damaged))
            if (const auto* itself = std::get_if<observe::ClusterSnapshot>(one.get()))
                *cluster = *itself;
    cluster->topics = topics(at, damaged);
    for (const PartRow& row : partsAt(at, PartKind::group, PartKind::group))
        if (const auto one = part(row.kind, row.version, damaged))
            if (const auto* group = std::get_if<std::shared_ptr<const observe::GroupSnapshot>>(one.get()))
                cluster->groups.push_back(*group);
    std::ranges::sort(
        cluster->groups, {}, [](const auto& group) -> const auto& { return group->id; });
    cluster->version = static_cast<std::uint64_t>(at);
    cluster->takenAt = instantOf(at);
    cluster->takenAtMs = wallMs;
    return cluster;
}

std::vector<RecordedFrames::PartRow> RecordedFrames::partsAt(RecordedMs at, PartKind first, PartKind last) {
    std::vector<PartRow> rows;
    QSqlQuery& query =
        m_file.run("SELECT id, kind, name, (SELECT max(at) FROM version WHERE part = part.id AND "
                   "at <= ?) AS newest FROM part WHERE kind BETWEEN ? AND ? ORDER BY kind, name, chunk",
                   {qlonglong(at), static_cast<int>(first), static_cast<int>(last)});
    while (query.next())
        if (!query.value(3).isNull())
            rows.push_back({{query.value(0).toLongLong(), query.value(3).toLongLong()},
                            static_cast<PartKind>(query.value(1).toInt()),
                            text(query.value(2))});
    query.finish();
    return rows;
}

RecordedFrames::Topics RecordedFrames::topicsOnce(RecordedMs at, int& damaged) {
    const auto load = std::exchange(m_load, 0);
    Topics all = topics(at, damaged);
    m_load = load;
    return all;
}

RecordedFrames::Topics RecordedFrames::topics(RecordedMs at, int& damaged) {
    struct Pieces {
        std::shared_ptr<const Unpacked> topic;
        std::vector<std::shared_ptr<const Unpacked>> chunks;
        std::vector<VersionKey> versions;
    };
    std::map<std::string, Pieces> found;
    for (const PartRow& row : partsAt(at, PartKind::topic, PartKind::partitions)) {
        const auto one = part(row.kind, row.version, damaged);
        if (!one || std::holds_alternative<std::monostate>(*one))
            continue;
        Pieces& pieces = found[row.name];
        pieces.versions.push_back(row.version);
        if (row.kind == PartKind::topic)
            pieces.topic = one;
        else
            pieces.chunks.push_back(one);
    }
    Topics all;
    for (auto& [name, pieces] : found) {
        if (!pieces.topic)
            continue; // its description is damaged
        KeptTopic& kept = m_topics[pieces.versions];
        kept.used = std::max(kept.used, m_load);
        if (!kept.topic) {
            auto topic =
                std::make_shared<observe::TopicSnapshot>(std::get<observe::TopicSnapshot>(*pieces.topic));
            for (const auto& chunk : pieces.chunks) {
                const auto& partitions = std::get<std::vector<observe::PartitionSnapshot>>(*chunk);
                topic->partitions.insert(topic->partitions.end(), partitions.begin(), partitions.end());
            }
            kept.topic = std::move(topic);
        }
        all.push_back(kept.topic);
    }
    return all;
}

std::shared_ptr<const RecordedFrames::Unpacked> RecordedFrames::part(PartKind kind, VersionKey version,
                                                                     int& damaged) {
    Kept& kept = m_parts[version];
    kept.used = std::max(kept.used, m_load);
    if (!kept.part)
        kept.part = unpack(kind,
                           m_file
                               .value("SELECT body FROM version WHERE part = ? AND at = ?",
                                      {qlonglong(version.first), qlonglong(version.second)})
                               .toByteArray(),
                           damaged);
    return kept.part;
}

std::shared_ptr<const RecordedFrames::Unpacked> RecordedFrames::unpack(PartKind kind, const QByteArray& body,
                                                                       int& damaged) {
    if (body.isEmpty())
        return std::make_shared<const Unpacked>(); // it is gone
    const ByteView bytes(reinterpret_cast<const std::uint8_t*>(body.constData()),
                         static_cast<std::size_t>(body.size()));
    const auto made = [&](auto result) -> std::shared_ptr<const Unpacked> {
        if (!result) {
            ++damaged;
            return nullptr;
        }
        return std::make_shared<const Unpacked>(std::move(*result));
    };
    switch (kind) {
    case PartKind::cluster:
        return made(unpackCluster(bytes));
    case PartKind::topic:
        return made(unpackTopic(bytes));
    case PartKind::partitions:
        return made(unpackPartitions(bytes));
    case PartKind::group:
        if (auto group = unpackGroup(bytes))
            return std::make_shared<const Unpacked>(
                std::make_shared<const observe::GroupSnapshot>(std::move(*group)));
        break;
    }
    ++damaged;
    return nullptr;
}

std::vector<std::shared_ptr<const observe::ClusterSnapshot>> RecordedFrames::groupsBefore(RecordedMs at) {
    std::vector<std::pair<RecordedMs, TimestampMs>> frames;
    QSqlQuery& query = m_file.run("SELECT at, wall_ms FROM frame WHERE at > ? AND at <= ? ORDER BY at DESC",
                                  {qlonglong(at - Past::windowMs), qlonglong(at)});
    while (query.next())
        frames.emplace_back(query.value(0).toLongLong(), query.value(1).toLongLong());
    query.finish();
    std::vector<std::int64_t> groups;
    QSqlQuery& ids = m_file.run("SELECT id FROM part WHERE kind = ?", {static_cast<int>(PartKind::group)});
    while (ids.next())
        groups.push_back(ids.value(0).toLongLong());
    ids.finish();

    // The newest frame first, and no further back than the budget of bytes reaches.
    std::vector<std::shared_ptr<const observe::ClusterSnapshot>> past;
    std::int64_t bytes = 0;
    int ignored = 0;
    for (std::size_t i = 0; i < frames.size() && bytes < groupBytesMax; ++i) {
        auto snapshot = std::make_shared<observe::ClusterSnapshot>();
        snapshot->version = static_cast<std::uint64_t>(frames[i].first);
        snapshot->takenAt = instantOf(frames[i].first);
        snapshot->takenAtMs = frames[i].second;
        for (const auto id : groups) {
            QSqlQuery& version = m_file.run("SELECT at, length(body) FROM version WHERE part = ? AND at <= ? "
                                            "ORDER BY at DESC LIMIT 1",
                                            {qlonglong(id), qlonglong(frames[i].first)});
            std::optional<VersionKey> key;
            if (version.next() && !version.value(1).isNull()) {
                key = VersionKey{id, version.value(0).toLongLong()};
                if (!m_parts.contains(*key))
                    bytes += version.value(1).toLongLong();
            }
            version.finish();
            if (!key)
                continue;
            if (const auto one = part(PartKind::group, *key, ignored))
                if (const auto* group = std::get_if<std::shared_ptr<const observe::GroupSnapshot>>(one.get()))
                    snapshot->groups.push_back(*group);
        }
        std::ranges::sort(
            snapshot->groups, {}, [](const auto& group) -> const auto& { return group->id; });
        past.push_back(std::move(snapshot));
    }
    std::ranges::reverse(past);
    return past;
}

} // namespace partitura::app
