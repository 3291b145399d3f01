#include "app/recording/retention.h"

#include <algorithm>

namespace partitura::app {
namespace {

/// Buckets thinned in one transaction.
constexpr std::int64_t bucketsAtOnce = 64;
/// Transactions of one pass and tier: a file that was not looked after for a day is caught up in a few
/// passes.
constexpr int roundsAtOnce = 16;
/// Of the frames, the share that goes at once when the file is too large.
constexpr std::int64_t shareForgotten = 16;

QString cursorOf(std::size_t tier) {
    return QStringLiteral("thinned-%1").arg(tier);
}

} // namespace

bool Retention::pass() {
    const RecordedMs newest = m_file.value("SELECT max(at) FROM frame").toLongLong();
    bool changed = false;
    for (std::size_t tier = 0; tier < m_limits.tiers.size(); ++tier)
        for (int round = 0; round < roundsAtOnce && thin(tier, newest); ++round)
            changed = true;
    if (m_file.value("SELECT min(at) FROM frame").toLongLong() < newest - m_limits.maxAgeMs)
        changed |= forgetBefore(newest - m_limits.maxAgeMs);
    for (int i = 0; i < shareForgotten && m_file.usedBytes() > m_limits.maxBytes; ++i) {
        const auto frames = m_file.value("SELECT count(*) FROM frame").toLongLong();
        const QVariant cutoff = m_file.value("SELECT at FROM frame ORDER BY at LIMIT 1 OFFSET ?",
                                             {qlonglong(std::max<std::int64_t>(1, frames / shareForgotten))});
        if (cutoff.isNull() || !forgetBefore(cutoff.toLongLong()))
            break;
        changed = true;
    }
    if (changed) {
        // Each row of the result frees a page.
        QSqlQuery& query = m_file.run("PRAGMA incremental_vacuum(2000)");
        while (query.next()) {
        }
        query.finish();
    }
    return changed;
}

bool Retention::thin(std::size_t tier, RecordedMs newest) {
    const auto [afterMs, everyMs] = m_limits.tiers[tier];
    RecordedMs from = m_file.value("SELECT value FROM note WHERE key = ?", {cursorOf(tier)}).toLongLong() /
                      everyMs * everyMs;
    // Over a time without frames at once.
    const QVariant first = m_file.value("SELECT min(at) FROM frame WHERE at > ?", {qlonglong(from)});
    if (first.isNull())
        return false;
    from = std::max<RecordedMs>(from, first.toLongLong() / everyMs * everyMs);
    const RecordedMs end = (newest - afterMs) / everyMs * everyMs;
    const RecordedMs to = std::min<RecordedMs>(end, from + bucketsAtOnce * everyMs);
    if (to <= from || !m_file.begin())
        return false;
    thinRange(everyMs, from, to);
    m_file.run("INSERT OR REPLACE INTO note (key, value) VALUES (?, ?)", {cursorOf(tier), qlonglong(to)});
    return m_file.commit();
}

void Retention::thinRange(std::int64_t everyMs, RecordedMs from, RecordedMs to) {
    // Buckets are (k·every, (k+1)·every]; a bucket keeps its last frame, and of each part the last version.
    const qlonglong every = everyMs, begin = from, end = to;
    m_file.run("DELETE FROM frame WHERE at > ? AND at <= ? AND at < (SELECT max(f.at) FROM frame f "
               "WHERE f.at <= ((frame.at - 1) / ? + 1) * ?)",
               {begin, end, every, every});
    m_file.run("DELETE FROM version WHERE rowid IN (SELECT id FROM (SELECT rowid AS id, row_number() OVER "
               "(PARTITION BY part, (at - 1) / ? ORDER BY at DESC) AS place FROM version "
               "WHERE at > ? AND at <= ?) WHERE place > 1)",
               {every, begin, end});
    m_file.run("DELETE FROM lag WHERE (grp, at) IN (SELECT grp, at FROM (SELECT grp, at, row_number() OVER "
               "(PARTITION BY grp, (at - 1) / ? ORDER BY at DESC) AS place FROM lag "
               "WHERE at > ? AND at <= ?) WHERE place > 1)",
               {every, begin, end});
    // Increments of a bucket's rows are summed into its last, which has what is held.
    m_file.run("CREATE TEMP TABLE IF NOT EXISTS summed AS SELECT * FROM amount WHERE 0").finish();
    m_file.run("CREATE INDEX IF NOT EXISTS temp.summed_at ON summed (topic, at)").finish();
    m_file.run(
        "INSERT INTO summed SELECT topic, at, wall_ms, "
        "sum(span_ms) OVER bucket, sum(produced_bytes) OVER bucket, sum(produced_records) OVER bucket, "
        "sum(consumed_bytes) OVER bucket, sum(appended_bytes) OVER bucket, "
        "sum(appended_records) OVER bucket, leader_bytes, leader_records, stored_bytes, stored_records, "
        "partitions, replicas, sum(model_bytes) OVER bucket, sum(model_records) OVER bucket, "
        "model_held_bytes, model_held_records FROM amount WHERE at > ? AND at <= ? "
        "WINDOW bucket AS (PARTITION BY topic, (at - 1) / ?)",
        {begin, end, every});
    m_file.run("DELETE FROM amount WHERE at > ? AND at <= ?", {begin, end});
    m_file.run("INSERT INTO amount SELECT * FROM summed AS s WHERE at = (SELECT max(at) FROM summed "
               "WHERE topic = s.topic AND at <= ((s.at - 1) / ? + 1) * ?)",
               {every, every});
    m_file.run("DELETE FROM summed");
}

bool Retention::forgetBefore(RecordedMs cutoff) {
    const QVariant first = m_file.value("SELECT min(at) FROM frame WHERE at >= ?", {qlonglong(cutoff)});
    if (first.isNull() || !m_file.begin())
        return false;
    const qlonglong kept = first.toLongLong();
    m_file.run("DELETE FROM frame WHERE at < ?", {kept});
    // The first frame kept stands on the last version of each part up to it.
    m_file.run("DELETE FROM version WHERE at < ? AND at < (SELECT max(v.at) FROM version v "
               "WHERE v.part = version.part AND v.at <= ?)",
               {kept, kept});
    m_file.run("DELETE FROM version WHERE body IS NULL AND at <= ?", {kept});
    m_file.run("DELETE FROM part WHERE NOT EXISTS (SELECT 1 FROM version WHERE part = part.id)");
    // Topics and groups that are still there keep their last row: it says what they hold.
    m_file.run("DELETE FROM amount WHERE at < ? AND (at < (SELECT max(a.at) FROM amount a "
               "WHERE a.topic = amount.topic AND a.at <= ?) OR NOT EXISTS (SELECT 1 FROM name JOIN part "
               "ON part.name = text WHERE name.id = topic AND kind = ?))",
               {kept, kept, static_cast<int>(RecordingFile::PartKind::topic)});
    m_file.run("DELETE FROM lag WHERE at < ? AND (at < (SELECT max(l.at) FROM lag l "
               "WHERE l.grp = lag.grp AND l.at <= ?) OR NOT EXISTS (SELECT 1 FROM name JOIN part "
               "ON part.name = text WHERE name.id = grp AND kind = ?))",
               {kept, kept, static_cast<int>(RecordingFile::PartKind::group)});
    m_file.run("DELETE FROM event WHERE at < ?", {kept});
    m_file.run("DELETE FROM name WHERE id <> 0 AND NOT EXISTS (SELECT 1 FROM amount WHERE topic = name.id) "
               "AND NOT EXISTS (SELECT 1 FROM lag WHERE grp = name.id)");
    return m_file.commit();
}

} // namespace partitura::app
