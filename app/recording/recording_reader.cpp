#include "app/recording/recording_reader.h"

#include "app/recording/amounts.h"

#include <algorithm>
#include <utility>

namespace partitura::app {
namespace {

constexpr std::size_t eventsShown = 2000;
constexpr std::size_t marksMax = 5000;
/// Rates of a moment are over the seconds before it, as RateMeter takes them of a running cluster.
constexpr std::int64_t ratesOverMs = 2000;
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

using Topics = RecordedFrames::Topics;

std::shared_ptr<const RecordedShares> sharesBetween(RecordedMs from, const Topics& before, RecordedMs to,
                                                    const Topics& after) {
    auto shares = std::make_shared<RecordedShares>();
    shares->from = from;
    shares->at = to;
    shares->topics.reserve(after.size());
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
    m_frames.forget();
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
    m_frames.beginLoad();
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
        meter.update(m_frames.frame(before->at, before->wallMs, ignored));
    moment.snapshot = m_frames.frame(row->at, row->wallMs, moment.damagedParts);
    moment.rates = meter.update(moment.snapshot);
    auto past = std::make_shared<Past>();
    past->amounts = amounts(row->at - Past::windowMs, row->at);
    past->groups = m_frames.groupsBefore(row->at);
    past->shares = sharesBefore(row->at, *moment.snapshot);
    past->events = eventsUpTo(row->at);
    moment.past = std::move(past);
    m_frames.endLoad();
    return moment;
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

    const auto known = std::exchange(m_shares, {});
    std::vector<std::shared_ptr<const RecordedShares>> past;
    std::size_t read = 0;
    const auto topicsOf = [&](RecordedMs of) -> std::optional<Topics> {
        int damaged = 0;
        Topics topics = m_frames.topicsOnce(of, damaged);
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
        const auto same = known.find({from, to});
        auto shares = same != known.end() ? same->second : nullptr;
        if (!shares) {
            if (!later)
                later = topicsOf(to);
            after = topicsOf(from);
            if (!later || !after)
                continue; // a topic that is missing in one would be new in the other
            shares = sharesBetween(from, *after, to, *later);
        }
        m_shares[{from, to}] = shares;
        past.push_back(std::move(shares));
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

} // namespace partitura::app
