#include "broker/log/log_directory.h"

#include "broker/log/recovery_count.h"

#include <algorithm>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <utility>

namespace partitura::log {
namespace {

constexpr std::string_view cleanMarkerName = ".kafka_cleanshutdown";
constexpr std::string_view deleteSuffix = "-delete";
constexpr std::size_t fileNameMax = 255;

/// The number after `"brokerEpoch":` in the clean shutdown marker; a marker of before KIP-966 is empty.
std::int64_t brokerEpochIn(std::string_view json) {
    constexpr std::string_view key = "\"brokerEpoch\":";
    const auto at = json.find(key);
    if (at == std::string_view::npos)
        return -1;
    const auto number = json.substr(at + key.size());
    return parseNumber<std::int64_t>(number.substr(0, number.find_first_not_of("-0123456789"))).value_or(-1);
}

/// With `mayBeTorn`, a power failure may have come before the file was synced, and so before the log held
/// anything durable: what is damaged is then removed, and there is no id.
Result<Uuid> readTopicId(Storage& storage, const std::string& directory, bool mayBeTorn) {
    const auto path = directory + "/partition.metadata";
    if (!storage.exists(path))
        return Uuid();
    auto bytes = readFile(storage, path);
    if (!bytes)
        return bytes.error();
    if (bytes->empty())
        return Uuid();
    const auto text = asText(*bytes);
    constexpr std::string_view key = "topic_id: ";
    const auto at = text.find(key);
    const auto id =
        at == std::string_view::npos ? std::nullopt : Uuid::parse(text.substr(at + key.size(), 22));
    if (!id && mayBeTorn) {
        spdlog::warn("{}: was not written in full; it is removed", path);
        auto removed = storage.remove(path);
        return removed ? Result<Uuid>(Uuid()) : removed.error();
    }
    if (!id || !text.starts_with("version: 0"))
        return Error{ErrorCode::KAFKA_STORAGE_ERROR,
                     path + ": is not version 0 with a topic id; remove the damaged file"};
    return *id;
}

/// Writes the topic id without waiting for the disk: the log's first flush syncs it.
Result<void> writeTopicId(Storage& storage, const std::string& directory, const Uuid& topicId) {
    auto file = storage.open(directory + "/partition.metadata", Storage::OpenMode::replace);
    if (!file)
        return file.error();
    return (*file)->writeAt(0, asBytes("version: 0\ntopic_id: " + toString(topicId)));
}

/// Makes a directory and those above it that are missing, durably (as Kafka's LogManager).
Result<void> makeDirectory(Storage& storage, const std::string& path) {
    const auto parent = parentOf(path);
    if (!storage.exists(parent))
        if (auto made = makeDirectory(storage, parent); !made)
            return made;
    if (auto made = storage.createDirectories(path); !made)
        return made;
    return storage.syncDirectory(parent);
}

Offset offsetIn(const OffsetCheckpoint& offsets, const TopicPartition& tp) {
    const auto at = offsets.find(tp);
    return at == offsets.end() ? Offset(0) : at->second;
}

} // namespace

std::optional<TopicPartition> parseLogDirectoryName(std::string_view name) {
    const auto dash = name.rfind('-');
    if (dash == std::string_view::npos || dash == 0 || name.ends_with(deleteSuffix))
        return std::nullopt;
    const auto partition = parseNumber<std::int32_t>(name.substr(dash + 1));
    if (!partition || *partition < 0)
        return std::nullopt;
    return TopicPartition{std::string(name.substr(0, dash)), PartitionIndex(*partition)};
}

LogDirectory::LogDirectory(Storage& storage, const Clock& clock, Random& random, std::string path,
                           LogConfig defaults)
    : m_storage(storage)
    , m_clock(clock)
    , m_random(random)
    , m_path(std::move(path))
    , m_defaults(defaults)
    , m_recoveryPoints{m_path + "/recovery-point-offset-checkpoint", {}}
    , m_logStarts{m_path + "/log-start-offset-checkpoint", {}}
    , m_savedHighWatermarks{m_path + "/replication-offset-checkpoint", {}}
    , m_cleaned{m_path + "/cleaner-offset-checkpoint", {}} {}

LogDirectory::~LogDirectory() = default;

// Opening ---------------------------------------------------------------------------------------------

Result<std::unique_ptr<LogDirectory>> LogDirectory::open(Storage& storage, const Clock& clock, Random& random,
                                                         std::string path, std::string clusterId,
                                                         BrokerId nodeId, LogConfig defaults,
                                                         const RecoveryObserver& observer) {
    std::unique_ptr<LogDirectory> directory(
        new LogDirectory(storage, clock, random, std::move(path), defaults));
    if (auto loaded = directory->load(clusterId, nodeId, observer); !loaded)
        return loaded.error();
    return directory;
}

Result<void> LogDirectory::load(const std::string& clusterId, BrokerId nodeId,
                                const RecoveryObserver& observer) {
    // One without an identity may have been made by an attempt that a crash cut short.
    if (!m_storage.exists(m_path + "/meta.properties"))
        if (auto made = makeDirectory(m_storage, m_path); !made)
            return made;
    auto lock = m_storage.lock(m_path);
    if (!lock)
        return lock.error();
    m_lock = std::move(*lock);
    if (auto identified = identify(clusterId, nodeId); !identified)
        return identified;
    if (auto taken = takeCleanMarker(); !taken)
        return taken;
    if (auto read = readCheckpoints(); !read)
        return read;
    if (auto opened = openLogs(observer); !opened)
        return opened;
    m_changes = m_wasClean ? 0 : 1; // by whoever was here before
    m_wasClean = m_wasClean || (m_isNew && m_logs.empty());
    return {};
}

Result<void> LogDirectory::identify(const std::string& clusterId, BrokerId nodeId) {
    const auto path = m_path + "/meta.properties";
    std::map<std::string, std::string> properties;
    m_isNew = !m_storage.exists(path);
    if (!m_isNew) {
        auto bytes = readFile(m_storage, path);
        if (!bytes)
            return bytes.error();
        properties = parseProperties(asText(*bytes));
        if (properties["version"] != "1")
            return Error{
                ErrorCode::KAFKA_STORAGE_ERROR,
                fmt::format("{}: version \"{}\" is unknown; 1 is expected", path, properties["version"])};
        if (properties["cluster.id"] != clusterId)
            return Error{ErrorCode::INCONSISTENT_CLUSTER_ID,
                         fmt::format("{} belongs to cluster {}, not {}; choose another directory", m_path,
                                     properties["cluster.id"], clusterId)};
        if (parseNumber<std::int32_t>(properties["node.id"]) != nodeId.value())
            return Error{ErrorCode::INVALID_CONFIG,
                         fmt::format("{} belongs to broker {}, not {}; choose another directory", m_path,
                                     properties["node.id"], nodeId.value())};
        if (const auto id = Uuid::parse(properties["directory.id"])) {
            m_directoryId = *id;
            return {};
        }
    }
    m_directoryId = Uuid::random(m_random);
    const auto text = fmt::format("cluster.id={}\ndirectory.id={}\nnode.id={}\nversion=1\n", clusterId,
                                  toString(m_directoryId), nodeId.value());
    return writeFileAtomically(m_storage, path, asBytes(text));
}

Result<void> LogDirectory::takeCleanMarker() {
    const auto path = fmt::format("{}/{}", m_path, cleanMarkerName);
    if (!m_storage.exists(path))
        return {};
    auto bytes = readFile(m_storage, path);
    if (!bytes)
        return bytes.error();
    m_wasClean = true;
    m_previousBrokerEpoch = brokerEpochIn(asText(*bytes));
    // Gone before anything changes: a crash from here on is one.
    if (auto removed = m_storage.remove(path); !removed)
        return removed;
    return m_storage.syncDirectory(m_path);
}

Result<void> LogDirectory::readCheckpoints() {
    // It is there from the beginning. Removed by hand, it says as little as a damaged one: compacted logs
    // have gaps that are no loss.
    if (m_isNew)
        if (auto written = writeOffsetCheckpoint(m_storage, m_recoveryPoints.path, {}); !written)
            return written;
    m_recoveryPointsAreKnown = m_storage.exists(m_recoveryPoints.path);
    for (auto* checkpoint : {&m_recoveryPoints, &m_logStarts, &m_savedHighWatermarks, &m_cleaned}) {
        auto offsets = readOffsetCheckpoint(m_storage, checkpoint->path);
        if (offsets) {
            checkpoint->offsets = std::move(*offsets);
            continue;
        }
        // As Kafka: without it, all is recovered from the start.
        spdlog::warn("{}; it is taken to be empty", offsets.error().context);
        if (checkpoint == &m_recoveryPoints)
            m_wasClean = m_recoveryPointsAreKnown = false;
    }
    m_highWatermarks = m_savedHighWatermarks.offsets;
    return {};
}

Result<void> LogDirectory::openLogs(const RecoveryObserver& observer) {
    auto entries = m_storage.list(m_path);
    if (!entries)
        return entries.error();
    std::map<TopicPartition, OpenHint> found;
    for (const auto& entry : *entries) {
        if (!entry.isDirectory)
            continue;
        if (entry.name.ends_with(deleteSuffix)) { // a deletion that a crash cut short
            if (auto removed = m_storage.remove(m_path + "/" + entry.name); !removed)
                return removed;
            continue;
        }
        if (const auto tp = parseLogDirectoryName(entry.name);
            tp && directoryOf(*tp) == m_path + "/" + entry.name)
            found[*tp] = {.cleanShutdown = m_wasClean,
                          .recoveryPoint = offsetIn(m_recoveryPoints.offsets, *tp),
                          .recoveryPointIsKnown = m_recoveryPointsAreKnown,
                          .logStart = offsetIn(m_logStarts.offsets, *tp)};
    }
    RecoveryCount count(m_wasClean ? RecoveryObserver() : observer);
    if (count.isWanted())
        for (const auto& [tp, hint] : found)
            if (auto added = count.add(m_storage, directoryOf(tp), hint.recoveryPoint); !added)
                return added;
    count.begin();
    for (auto& [tp, hint] : found) {
        hint.recovered = [&](auto segments, auto bytes) { count.recovered(segments, bytes); };
        if (auto opened = openLog(tp, std::move(hint)); !opened)
            return opened;
        count.logOpened();
    }
    // Logs that turned out shorter than their recovery points may grow past them before they are durable.
    return m_wasClean ? Result<void>() : checkpoint();
}

Result<void> LogDirectory::openLog(const TopicPartition& tp, OpenHint hint) {
    const auto directory = directoryOf(tp);
    auto topicId = readTopicId(m_storage, directory, !m_wasClean && hint.recoveryPoint == Offset(0));
    if (!topicId)
        return topicId.error();
    auto log = PartitionLog::open(m_storage, m_clock, directory, m_defaults, std::move(hint));
    if (!log)
        return log.error();
    if (m_cleaned.offsets.contains(tp))
        (*log)->setCleanedUpTo(offsetIn(m_cleaned.offsets, tp));
    m_logs[tp] = {std::move(*log), *topicId, m_wasClean || topicId->isZero()};
    return {};
}

// Logs ------------------------------------------------------------------------------------------------

PartitionLog* LogDirectory::find(const TopicPartition& tp) const {
    const auto at = m_logs.find(tp);
    return at == m_logs.end() ? nullptr : at->second.log.get();
}

Uuid LogDirectory::topicId(const TopicPartition& tp) const {
    const auto at = m_logs.find(tp);
    return at == m_logs.end() ? Uuid() : at->second.topicId;
}

Result<PartitionLog*> LogDirectory::createLog(const TopicPartition& tp, const Uuid& topicId,
                                              const LogConfig& config) {
    const auto directory = directoryOf(tp);
    auto at = m_logs.find(tp);
    if (at == m_logs.end()) {
        // The checkpoints of an earlier log of this name do not hold for it.
        if (m_recoveryPoints.offsets.contains(tp) || m_logStarts.offsets.contains(tp) ||
            m_savedHighWatermarks.offsets.contains(tp))
            if (auto written = checkpoint(); !written)
                return written.error();
        // A log left in the directory by a crash between making and knowing it is opened as it is.
        auto log = PartitionLog::open(m_storage, m_clock, directory, config, {});
        if (!log)
            return log.error();
        at = m_logs.emplace(tp, Entry{std::move(*log), Uuid(), true}).first;
        ++m_changes;
    }
    auto& entry = at->second;
    if (!entry.topicId.isZero() && !topicId.isZero() && entry.topicId != topicId)
        return Error{
            ErrorCode::INCONSISTENT_TOPIC_ID,
            fmt::format("{} holds topic {}, not {}", directory, toString(entry.topicId), toString(topicId))};
    if (entry.topicId.isZero() && !topicId.isZero()) {
        if (auto written = writeTopicId(m_storage, directory, topicId); !written)
            return written.error();
        entry.topicId = topicId;
        entry.topicIdIsDurable = false;
    }
    entry.log->setConfig(config);
    return entry.log.get();
}

Result<void> LogDirectory::deleteLog(const TopicPartition& tp) {
    const auto at = m_logs.find(tp);
    if (at == m_logs.end())
        return {};
    const auto directory = at->second.log->directory();
    const auto delayMs = at->second.log->config().fileDeleteDelayMs;
    m_logs.erase(at);
    m_highWatermarks.erase(tp);
    std::string id;
    for (const auto byte : Uuid::random(m_random).bytes)
        id += fmt::format("{:02x}", byte);
    const auto suffix = fmt::format(".{}{}", id, deleteSuffix);
    // A long topic name is cut, the partition stays (UnifiedLog.logDeleteDirName).
    const auto tail = fmt::format("-{}{}", tp.partition.value(), suffix);
    const auto doomed = m_path + "/" + tp.topic.substr(0, fileNameMax - tail.size()) + tail;
    if (auto renamed = m_storage.rename(directory, doomed); !renamed)
        return renamed;
    doom(doomed, delayMs);
    if (auto synced = m_storage.syncDirectory(m_path); !synced)
        return synced;
    // A new log of the same name must not be taken to be compacted.
    return checkpointCleaned();
}

void LogDirectory::doom(std::string path, std::int64_t delayMs) {
    constexpr auto longest = std::chrono::milliseconds(std::chrono::years(100));
    const auto delay = std::min(std::chrono::milliseconds(delayMs), longest);
    m_doomed.emplace(m_clock.now() + delay, std::move(path));
}

std::vector<std::string> LogDirectory::takeDoomed() {
    for (auto& [tp, entry] : m_logs)
        for (auto& path : entry.log->takeDoomed())
            doom(std::move(path), entry.log->config().fileDeleteDelayMs);
    std::vector<std::string> due;
    const auto end = m_doomed.upper_bound(m_clock.now());
    for (auto at = m_doomed.begin(); at != end; ++at)
        due.push_back(std::move(at->second));
    m_doomed.erase(m_doomed.begin(), end);
    return due;
}

Result<void> LogDirectory::probe(Storage& storage, const std::string& path) {
    constexpr std::size_t probeBytes = 64 << 10;
    const auto name = path + "/.probe.tmp";
    auto file = storage.open(name, Storage::OpenMode::replace);
    if (!file)
        return file.error();
    auto tried = (*file)->writeAt(0, Bytes(probeBytes));
    if (tried)
        tried = (*file)->sync();
    auto removed = storage.remove(name);
    return tried ? removed : tried;
}

Result<void> LogDirectory::reopenLogs() {
    for (auto& [tp, entry] : m_logs) {
        if (auto opened = entry.log->reopen(); !opened)
            return opened;
        entry.topicIdIsDurable = entry.topicId.isZero();
    }
    ++m_changes;
    return checkpoint(); // some may be shorter now
}

// Checkpoints -----------------------------------------------------------------------------------------

Offset LogDirectory::highWatermark(const TopicPartition& tp) const {
    const auto at = m_highWatermarks.find(tp);
    return at == m_highWatermarks.end() ? Offset(0) : at->second;
}

Offset LogDirectory::checkpointedRecoveryPoint(const TopicPartition& tp) const {
    const auto at = m_recoveryPoints.offsets.find(tp);
    return at == m_recoveryPoints.offsets.end() ? Offset(0) : at->second;
}

Result<void> LogDirectory::write(Checkpoint& checkpoint, OffsetCheckpoint offsets) {
    if (offsets == checkpoint.offsets)
        return {};
    if (auto written = writeOffsetCheckpoint(m_storage, checkpoint.path, offsets); !written)
        return written;
    checkpoint.offsets = std::move(offsets);
    return {};
}

Result<FlushTask> LogDirectory::beginFlush(const TopicPartition& tp) {
    const auto at = m_logs.find(tp);
    if (at == m_logs.end())
        return FlushTask{};
    auto& entry = at->second;
    auto task = entry.log->beginFlush();
    if (!task)
        return task;
    if (!entry.topicIdIsDurable && entry.log->sizeBytes() != 0) {
        auto file =
            m_storage.open(entry.log->directory() + "/partition.metadata", Storage::OpenMode::readWrite);
        if (!file)
            return file.error();
        task->files.push_back(std::move(*file));
        task->coversTopicId = true;
    }
    task->directoryChanges = m_changes;
    if (m_changes != m_durableChanges)
        task->directories.push_back(m_path);
    return task;
}

void LogDirectory::endFlush(const TopicPartition& tp, const FlushTask& task) {
    m_durableChanges = std::max(m_durableChanges, task.directoryChanges);
    const auto at = m_logs.find(tp);
    if (at == m_logs.end())
        return;
    auto& entry = at->second;
    entry.log->endFlush(task);
    entry.topicIdIsDurable |= !task.log.expired() && task.coversTopicId;
}

Result<void> LogDirectory::flush() {
    for (auto& [tp, entry] : m_logs) {
        auto task = beginFlush(tp);
        if (!task)
            return task.error();
        if (auto done = task->run(m_storage); !done)
            return done;
        endFlush(tp, *task);
    }
    return {};
}

Result<void> LogDirectory::checkpoint() {
    OffsetCheckpoint recoveryPoints;
    for (const auto& [tp, entry] : m_logs)
        recoveryPoints[tp] = entry.log->recoveryPoint();
    if (auto written = write(m_recoveryPoints, std::move(recoveryPoints)); !written)
        return written;
    if (auto written = checkpointLogStarts(); !written)
        return written;
    if (auto written = checkpointCleaned(); !written)
        return written;
    return write(m_savedHighWatermarks, m_highWatermarks);
}

Result<void> LogDirectory::checkpointLogStarts() {
    OffsetCheckpoint logStarts;
    for (const auto& [tp, entry] : m_logs)
        // One that could not be opened anew has no segments.
        if (entry.log->segmentCount() == 0 ||
            entry.log->startOffset() > entry.log->segments().front()->baseOffset())
            logStarts[tp] = entry.log->startOffset();
    return write(m_logStarts, std::move(logStarts));
}

Result<void> LogDirectory::checkpointCleaned() {
    OffsetCheckpoint cleaned;
    for (const auto& [tp, entry] : m_logs)
        if (const auto upTo = entry.log->cleanedUpTo())
            cleaned[tp] = *upTo;
    return write(m_cleaned, std::move(cleaned));
}

Result<void> LogDirectory::close(std::int64_t brokerEpoch) {
    if (auto flushed = flush(); !flushed)
        return flushed;
    for (auto& [tp, entry] : m_logs)
        if (auto closed = entry.log->close(); !closed)
            return closed;
    if (auto written = checkpoint(); !written)
        return written;
    const auto marker = fmt::format("{{\"version\":0,\"brokerEpoch\":{}}}", brokerEpoch);
    if (auto written =
            writeFileAtomically(m_storage, fmt::format("{}/{}", m_path, cleanMarkerName), asBytes(marker));
        !written)
        return written;
    if (auto synced = m_storage.syncDirectory(m_path); !synced)
        return synced;
    m_logs.clear();
    m_lock.reset();
    return {};
}

Result<std::string> clusterIdOf(Storage& storage, const std::string& path) {
    const auto file = path + "/meta.properties";
    if (!storage.exists(file))
        return std::string();
    auto bytes = readFile(storage, file);
    if (!bytes)
        return bytes.error();
    return parseProperties(asText(*bytes))["cluster.id"];
}

} // namespace partitura::log
