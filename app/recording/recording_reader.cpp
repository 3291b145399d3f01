#include "app/recording/recording_reader.h"

#include "app/recording/amounts.h"
#include "app/recording/snapshot_parts.h"

#include <algorithm>
#include <utility>

namespace partitura::app {
namespace {

using PartKind = RecordingFile::PartKind;

constexpr std::size_t eventsShown = 2000;
constexpr std::size_t marksMax = 5000;
/// Rates of a moment are over the seconds before it, as RateMeter takes them of a running cluster.
constexpr std::int64_t ratesOverMs = 2000;
/// Bodies of groups read for one moment's past; more groups than that have a shorter one.
constexpr std::int64_t groupBytesMax = 4 << 20;
/// Partitions whose shares one moment's past holds, frame by frame: with more partitions, fewer frames.
constexpr std::int64_t sharesMax = 20'000;
/// … but so many frames at least.
constexpr std::int64_t shareFramesMin = 4;
/// Partitions read for them; of topics that were there before, and are gone, there may have been any number.
constexpr std::size_t sharesReadMax = 80'000;

std::string text(const QVariant& value) {
    return value.toString().toStdString();
}

std::optional<observe::EventKind> kindOf(const std::string& name) {
    for (int kind = 0; kind <= static_cast<int>(observe::EventKind::last); ++kind)
        if (observe::eventKindName(static_cast<observe::EventKind>(kind)) == name)
            return static_cast<observe::EventKind>(kind);
    return std::nullopt;
}

/// From a row of `id, at, wall_ms, kind, broker, topic, partition, grp, detail`.
std::optional<observe::Event> eventOf(const QSqlQuery& row) {
    const auto kind = kindOf(text(row.value(3)));
    if (!kind)
        return std::nullopt;
    return observe::Event{row.value(0).toULongLong(),
                          row.value(2).toLongLong(),
                          *kind,
                          BrokerId(row.value(4).toInt()),
                          text(row.value(5)),
                          PartitionIndex(row.value(6).toInt()),
                          text(row.value(7)),
                          text(row.value(8))};
}

/// From a row that begins with `at` at column `c`, in the order of the table.
RecordedAmounts amountsOf(const QSqlQuery& row, int c) {
    const auto next = [&] { return row.value(c++).toLongLong(); };
    RecordedAmounts a;
    for (auto member :
         {&RecordedAmounts::at, &RecordedAmounts::wallMs, &RecordedAmounts::spanMs,
          &RecordedAmounts::producedBytes, &RecordedAmounts::producedRecords, &RecordedAmounts::consumedBytes,
          &RecordedAmounts::appendedBytes, &RecordedAmounts::appendedRecords, &RecordedAmounts::leaderBytes,
          &RecordedAmounts::leaderRecords, &RecordedAmounts::storedBytes, &RecordedAmounts::storedRecords,
          &RecordedAmounts::partitions, &RecordedAmounts::replicas})
        a.*member = next();
    for (auto member : {&RecordedAmounts::modelBytes, &RecordedAmounts::modelRecords,
                        &RecordedAmounts::modelHeldBytes, &RecordedAmounts::modelHeldRecords})
        a.*member = row.value(c++).toDouble();
    return a;
}

using Topics = std::vector<std::shared_ptr<const observe::TopicSnapshot>>;

std::shared_ptr<const RecordedShares> sharesBetween(RecordedMs from, const Topics& before, RecordedMs to,
                                                    const Topics& after) {
    auto shares = std::make_shared<RecordedShares>();
    shares->from = from;
    shares->at = to;
    for (const auto& topic : after) {
        const auto was = std::ranges::lower_bound(
            before, topic->name, {}, [](const auto& one) -> const auto& { return one->name; });
        const bool isKnown = was != before.end() && (*was)->name == topic->name;
        shares->topics.push_back(app::sharesBetween(isKnown ? was->get() : nullptr, *topic));
    }
    return shares;
}

} // namespace

void RecordingReader::forget() {
    m_parts.clear();
    m_topics.clear();
    m_shares.clear();
    m_events = nullptr;
    m_lastEvent = -1;
}

Overview RecordingReader::overview() {
    Overview all;
    all.first = m_file.value("SELECT min(at) FROM frame").toLongLong();
    all.last = m_file.value("SELECT max(at) FROM frame").toLongLong();
    QSqlQuery& rows =
        m_file.run("SELECT at, wall_ms, span_ms, produced_bytes FROM amount WHERE topic = 0 ORDER BY at");
    while (rows.next()) {
        const auto spanMs = rows.value(2).toLongLong();
        all.samples.push_back(
            {rows.value(0).toLongLong(), rows.value(1).toLongLong(), spanMs,
             spanMs > 0 ? rows.value(3).toDouble() * 1000 / static_cast<double>(spanMs) : 0});
    }
    rows.finish();
    auto marks = std::make_shared<std::vector<Overview::Mark>>();
    QSqlQuery& events = m_file.run("SELECT id, at, wall_ms, kind, broker, topic, partition, grp, detail "
                                   "FROM event ORDER BY id DESC LIMIT 20000");
    while (events.next() && marks->size() < marksMax)
        if (auto event = eventOf(events); event && isMarked(event->kind))
            marks->push_back({events.value(1).toLongLong(), std::move(*event)});
    events.finish();
    std::ranges::reverse(*marks);
    all.marks = std::move(marks);
    return all;
}

std::optional<Moment> RecordingReader::moment(RecordedMs at) {
    ++m_load;
    struct Row {
        RecordedMs at = 0;
        TimestampMs wallMs = 0;
        std::int64_t run = 0;
    };
    const auto rowOf = [](QSqlQuery& query) {
        std::optional<Row> row;
        if (query.next())
            row = Row{query.value(0).toLongLong(), query.value(1).toLongLong(), query.value(2).toLongLong()};
        query.finish();
        return row;
    };
    auto row = rowOf(m_file.run("SELECT at, wall_ms, run FROM frame WHERE at <= ? ORDER BY at DESC LIMIT 1",
                                {qlonglong(at)}));
    if (!row)
        row = rowOf(m_file.run("SELECT at, wall_ms, run FROM frame ORDER BY at LIMIT 1"));
    if (!row)
        return std::nullopt;
    Moment moment;
    moment.at = row->at;
    const QVariant next = m_file.value("SELECT min(at) FROM frame WHERE at > ?", {qlonglong(row->at)});
    moment.nextAt = next.isNull() ? row->at : next.toLongLong();
    RateMeter meter;
    // The last frame at or before the window's start, else the one before: of the same run, or there are no
    // rates.
    auto before = rowOf(m_file.run("SELECT at, wall_ms, run FROM frame WHERE at <= ? AND run = ? "
                                   "ORDER BY at DESC LIMIT 1",
                                   {qlonglong(row->at - ratesOverMs), qlonglong(row->run)}));
    if (!before)
        before = rowOf(
            m_file.run("SELECT at, wall_ms, run FROM frame WHERE at < ? AND run = ? ORDER BY at LIMIT 1",
                       {qlonglong(row->at), qlonglong(row->run)}));
    int ignored = 0;
    if (before)
        meter.update(frame(before->at, before->wallMs, ignored));
    moment.snapshot = frame(row->at, row->wallMs, moment.damagedParts);
    moment.rates = meter.update(moment.snapshot);
    auto past = std::make_shared<Past>();
    past->amounts = amounts(row->at - Past::windowMs, row->at);
    past->groups = groupsBefore(row->at);
    past->shares = sharesBefore(row->at, *moment.snapshot);
    past->events = eventsUpTo(row->at);
    moment.past = std::move(past);
    dropUnused();
    return moment;
}

std::shared_ptr<const observe::ClusterSnapshot> RecordingReader::frame(RecordedMs at, TimestampMs wallMs,
                                                                       int& damaged) {
    auto cluster = std::make_shared<observe::ClusterSnapshot>();
    for (const PartRow& row : partsAt(at, PartKind::cluster, PartKind::cluster))
        if (const auto one = part(row.kind, row.version, damaged))
            if (const auto* itself = std::get_if<observe::ClusterSnapshot>(one.get()))
                *cluster = *itself;
    cluster->topics = topicsAt(at, damaged);
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

std::vector<RecordingReader::PartRow> RecordingReader::partsAt(RecordedMs at, PartKind first, PartKind last) {
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

std::vector<std::shared_ptr<const observe::TopicSnapshot>> RecordingReader::topicsAt(RecordedMs at,
                                                                                     int& damaged) {
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
    std::vector<std::shared_ptr<const observe::TopicSnapshot>> topics;
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
        topics.push_back(kept.topic);
    }
    return topics;
}

std::shared_ptr<const RecordingReader::Unpacked> RecordingReader::part(PartKind kind, VersionKey version,
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

std::shared_ptr<const RecordingReader::Unpacked>
RecordingReader::unpack(PartKind kind, const QByteArray& body, int& damaged) {
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

std::map<std::string, std::vector<RecordedAmounts>> RecordingReader::amounts(RecordedMs from, RecordedMs to) {
    std::map<std::string, std::vector<RecordedAmounts>> all;
    // Whoever stands still within the window is known by its last row before it.
    QSqlQuery& before = m_file.run("SELECT text, amount.* FROM name JOIN amount ON topic = name.id AND at = "
                                   "(SELECT max(at) FROM amount WHERE topic = name.id AND at < ?)",
                                   {qlonglong(from)});
    while (before.next())
        all[text(before.value(0))].push_back(amountsOf(before, 2));
    before.finish();
    QSqlQuery& rows = m_file.run("SELECT text, amount.* FROM amount JOIN name ON name.id = topic "
                                 "WHERE at >= ? AND at <= ? ORDER BY at, topic",
                                 {qlonglong(from), qlonglong(to)});
    while (rows.next())
        all[text(rows.value(0))].push_back(amountsOf(rows, 2));
    rows.finish();
    return all;
}

std::vector<std::shared_ptr<const observe::ClusterSnapshot>> RecordingReader::groupsBefore(RecordedMs at) {
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

std::vector<std::shared_ptr<const RecordedShares>>
RecordingReader::sharesBefore(RecordedMs at, const observe::ClusterSnapshot& now) {
    std::int64_t partitions = 1;
    for (const auto& topic : now.topics)
        partitions += static_cast<std::int64_t>(topic->partitions.size());
    const auto frameCount = std::max(shareFramesMin, sharesMax / partitions);
    const std::int64_t stepMs = (Past::windowMs / frameCount + 999) / 1000 * 1000;

    // The last frame of each step, wherever the window ends: neighbouring moments then share most of them.
    // And the last one before, so that the window's first second is within.
    const RecordedMs start = (at - Past::windowMs - 1) / stepMs * stepMs;
    std::vector<std::pair<RecordedMs, std::int64_t>> frames; // and their runs; newest first
    QSqlQuery& query =
        m_file.run("SELECT max(at) AS last, run FROM frame WHERE at > ? AND at <= ? "
                   "GROUP BY run, (at - 1) / ? UNION ALL SELECT * FROM (SELECT at, run FROM frame "
                   "WHERE at <= ? ORDER BY at DESC LIMIT 1) ORDER BY last DESC",
                   {qlonglong(start), qlonglong(at), qlonglong(stepMs), qlonglong(start)});
    while (query.next())
        frames.emplace_back(query.value(0).toLongLong(), query.value(1).toLongLong());
    query.finish();

    std::vector<std::shared_ptr<const RecordedShares>> past;
    std::size_t read = 0;
    const auto topicsOf = [&](RecordedMs of) -> std::optional<Topics> {
        int damaged = 0;
        const auto load = std::exchange(m_load, 0); // needed this once
        Topics topics = topicsAt(of, damaged);
        m_load = load;
        for (const auto& topic : topics)
            read += topic->partitions.size();
        return damaged == 0 ? std::optional(std::move(topics)) : std::nullopt;
    };
    std::optional<Topics> after;
    for (std::size_t i = 0; i + 1 < frames.size() && read < sharesReadMax; ++i) {
        auto later = std::exchange(after, std::nullopt);
        const auto [from, fromRun] = frames[i + 1];
        const auto [to, toRun] = frames[i];
        if (fromRun != toRun)
            continue;
        KeptShares& kept = m_shares[{from, to}];
        kept.used = m_load;
        if (!kept.shares) {
            if (!later)
                later = topicsOf(to);
            after = topicsOf(from);
            // A topic that is missing in one would be new in the other.
            if (later && after)
                kept.shares = sharesBetween(from, *after, to, *later);
        }
        if (kept.shares)
            past.push_back(kept.shares);
    }
    std::ranges::reverse(past);
    return past;
}

std::vector<observe::Event> RecordingReader::events(RecordedMs at, std::size_t count) {
    std::vector<observe::Event> events;
    QSqlQuery& rows = m_file.run("SELECT id, at, wall_ms, kind, broker, topic, partition, grp, detail "
                                 "FROM event WHERE at <= ? ORDER BY id DESC LIMIT ?",
                                 {qlonglong(at), qlonglong(count)});
    while (rows.next())
        if (auto event = eventOf(rows))
            events.push_back(std::move(*event));
    rows.finish();
    std::ranges::reverse(events);
    return events;
}

std::shared_ptr<const std::vector<observe::Event>> RecordingReader::eventsUpTo(RecordedMs at) {
    const auto newest =
        m_file.value("SELECT coalesce(max(id), 0) FROM event WHERE at <= ?", {qlonglong(at)}).toLongLong();
    if (!m_events || newest != m_lastEvent) {
        m_events = std::make_shared<const std::vector<observe::Event>>(events(at, eventsShown));
        m_lastEvent = newest;
    }
    return m_events;
}

void RecordingReader::dropUnused() {
    const auto old = [&](const auto& one) { return one.second.used + loadsKept < m_load; };
    std::erase_if(m_parts, old);
    std::erase_if(m_topics, old);
    std::erase_if(m_shares, old);
}

} // namespace partitura::app
