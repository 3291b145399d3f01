#include "broker/log/topic_configs.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace partitura::log {
namespace {

constexpr std::int64_t noLimit = std::numeric_limits<std::int64_t>::max();

using enum ConfigType;

// Names, types, defaults and ranges: Kafka's LogConfig. Sentences are ours.
constexpr ConfigDefinition definitions[] = {
    {"cleanup.policy",
     list,
     "delete",
     "What happens to old segments: delete removes them, compact keeps the last record of each key.",
     {},
     {},
     "compact,delete",
     "log.cleanup.policy"},
    {"compression.gzip.level",
     int32,
     "-1",
     "Level when compression.type is gzip; -1 is the codec's own default.",
     -1,
     9,
     {},
     "compression.gzip.level"},
    {"compression.lz4.level",
     int32,
     "9",
     "Level when compression.type is lz4.",
     1,
     17,
     {},
     "compression.lz4.level"},
    {"compression.type",
     string,
     "producer",
     "Codec of stored batches; producer keeps what the producer chose.",
     {},
     {},
     "uncompressed,zstd,lz4,snappy,gzip,producer",
     "compression.type"},
    {"compression.zstd.level",
     int32,
     "3",
     "Level when compression.type is zstd.",
     -131072,
     22,
     {},
     "compression.zstd.level"},
    {"delete.retention.ms",
     int64,
     "86400000",
     "How long a tombstone stays readable after compaction.",
     0,
     noLimit,
     {},
     "log.cleaner.delete.retention.ms"},
    {"file.delete.delay.ms",
     int64,
     "60000",
     "How long a removed segment's files stay on disk.",
     0,
     noLimit,
     {},
     "log.segment.delete.delay.ms"},
    {"flush.messages",
     int64,
     "9223372036854775807",
     "Records after which a log is forced to disk.",
     1,
     noLimit,
     {},
     "log.flush.interval.messages"},
    {"flush.ms",
     int64,
     "9223372036854775807",
     "Time after which a log is forced to disk.",
     0,
     noLimit,
     {},
     "log.flush.interval.ms"},
    {"follower.replication.throttled.replicas",
     list,
     "",
     "Replicas whose copying is held to their brokers' rate for followers: * or PARTITION:BROKER, ….",
     {},
     {}},
    {"index.interval.bytes",
     int32,
     "4096",
     "Bytes of log between two entries of the offset index.",
     0,
     noLimit,
     {},
     "log.index.interval.bytes"},
    {"leader.replication.throttled.replicas",
     list,
     "",
     "Leaders whose replicas out of sync are served at their brokers' rate: * or PARTITION:BROKER, ….",
     {},
     {}},
    {"max.compaction.lag.ms",
     int64,
     "9223372036854775807",
     "Longest time a record stays out of compaction's reach.",
     1,
     noLimit,
     {},
     "log.cleaner.max.compaction.lag.ms"},
    {"max.message.bytes",
     int32,
     "1048588",
     "Largest record batch taken, as compressed.",
     0,
     noLimit,
     {},
     "message.max.bytes"},
    {"message.timestamp.after.max.ms",
     int64,
     "3600000",
     "How far a record's timestamp may lie ahead of the broker's clock.",
     0,
     noLimit,
     {},
     "log.message.timestamp.after.max.ms"},
    {"message.timestamp.before.max.ms",
     int64,
     "9223372036854775807",
     "How far a record's timestamp may lie behind the broker's clock.",
     0,
     noLimit,
     {},
     "log.message.timestamp.before.max.ms"},
    {"message.timestamp.type",
     string,
     "CreateTime",
     "Whose clock stamps records: the producer's or, at the append, the broker's.",
     {},
     {},
     "CreateTime,LogAppendTime",
     "log.message.timestamp.type"},
    {"min.cleanable.dirty.ratio",
     float64,
     "0.5",
     "Share of a log not yet compacted at which compaction begins.",
     0,
     1,
     {},
     "log.cleaner.min.cleanable.ratio"},
    {"min.compaction.lag.ms",
     int64,
     "0",
     "Shortest time a record stays out of compaction's reach.",
     0,
     noLimit,
     {},
     "log.cleaner.min.compaction.lag.ms"},
    {"min.insync.replicas",
     int32,
     "1",
     "In-sync replicas a write with acks=all needs.",
     1,
     noLimit,
     {},
     "min.insync.replicas"},
    {"preallocate",
     boolean,
     "false",
     "Whether a new segment takes its full size on disk at once.",
     {},
     {},
     {},
     "log.preallocate"},
    {"retention.bytes",
     int64,
     "-1",
     "Bytes a partition keeps before its oldest segments go; -1 keeps all.",
     {},
     noLimit,
     {},
     "log.retention.bytes"},
    {"retention.ms",
     int64,
     "604800000",
     "How long records are kept; -1 keeps them for ever.",
     -1,
     noLimit,
     {},
     "log.retention.ms"},
    {"segment.bytes",
     int32,
     "1073741824",
     "Size at which a segment is closed and the next begun.",
     14,
     noLimit,
     {},
     "log.segment.bytes"},
    {"segment.index.bytes",
     int32,
     "10485760",
     "Largest size of a segment's index; a full one begins the next segment.",
     4,
     noLimit,
     {},
     "log.index.size.max.bytes"},
    {"segment.jitter.ms",
     int64,
     "0",
     "Random part taken off segment.ms, so that segments do not all roll at once.",
     0,
     noLimit,
     {},
     "log.roll.jitter.ms"},
    {"segment.ms",
     int64,
     "604800000",
     "Age at which a segment is closed and the next begun.",
     1,
     noLimit,
     {},
     "log.roll.ms"},
    {"unclean.leader.election.enable",
     boolean,
     "false",
     "Whether a replica out of sync may lead when no other can, at the price of records.",
     {},
     {},
     {},
     "unclean.leader.election.enable"},
};

constexpr std::string_view gzipLevel = "compression.gzip.level";
constexpr std::string_view throttledReplicas = ".replication.throttled.replicas";

/// `*`, or items of the form PARTITION:BROKER (ThrottledReplicaListValidator).
bool isReplicaList(std::string_view list) {
    const auto isNumber = [](std::string_view text) {
        return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
    };
    const auto trimmed = [](std::string_view text) {
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        return text.substr(0, text.find_last_not_of(' ') + 1);
    };
    if (trimmed(list) == "*")
        return true;
    while (!list.empty()) {
        const auto end = std::min(list.find(','), list.size());
        const auto item = trimmed(list.substr(0, end));
        const auto colon = std::min(item.find(':'), item.size());
        if (!item.empty() &&
            (!isNumber(item.substr(0, colon)) || colon == item.size() || !isNumber(item.substr(colon + 1))))
            return false;
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return true;
}

std::int64_t integerValue(const std::map<std::string, std::string>& set, std::string_view name) {
    return parseInteger(topicConfigValue(set, name)).value_or(0);
}

double realValue(const std::map<std::string, std::string>& set, std::string_view name) {
    const auto text = topicConfigValue(set, name);
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

std::span<const ConfigDefinition> topicConfigDefinitions() {
    return definitions;
}

Result<void> validateTopicConfig(const std::string& name, const std::optional<std::string>& value) {
    const auto* definition = findConfig(definitions, name);
    if (!definition)
        return Error{ErrorCode::INVALID_CONFIG, "Unknown topic config name: " + name};
    if (!value)
        return Error{ErrorCode::INVALID_CONFIG, "Null value not supported for topic config: " + name};
    auto validated = validateConfig(*definition, *value);
    // -1 is the default and 1 to 9 are levels; 0 is none (Kafka's CompressionType.GZIP).
    if (validated && name == gzipLevel && parseInteger(*value) == 0)
        return Error{ErrorCode::INVALID_CONFIG,
                     "Invalid value 0 for configuration " + name + ": it takes -1 or a level from 1 to 9."};
    if (validated && name.ends_with(throttledReplicas) && !isReplicaList(*value))
        return Error{ErrorCode::INVALID_CONFIG, "Invalid value " + *value + " for configuration " + name +
                                                    ": it takes * or a list of PARTITION:BROKER."};
    return validated;
}

std::string topicConfigValue(const std::map<std::string, std::string>& set, std::string_view name) {
    const auto found = set.find(std::string(name));
    return found != set.end() ? found->second : std::string(findConfig(definitions, name)->defaultValue);
}

LogConfig logConfigOf(const std::map<std::string, std::string>& set) {
    const auto cleanup = topicConfigValue(set, "cleanup.policy");
    LogConfig config;
    config.segmentBytes = static_cast<std::uint64_t>(integerValue(set, "segment.bytes"));
    config.segmentMs = integerValue(set, "segment.ms");
    config.segmentJitterMs = integerValue(set, "segment.jitter.ms");
    config.preallocate = topicConfigValue(set, "preallocate") == "true";
    config.segmentIndexBytes = static_cast<std::uint64_t>(integerValue(set, "segment.index.bytes"));
    config.indexIntervalBytes = static_cast<std::uint64_t>(integerValue(set, "index.interval.bytes"));
    config.maxMessageBytes = static_cast<std::size_t>(integerValue(set, "max.message.bytes"));
    config.retentionMs = integerValue(set, "retention.ms");
    config.retentionBytes = integerValue(set, "retention.bytes");
    config.fileDeleteDelayMs = integerValue(set, "file.delete.delay.ms");
    config.flushMessages = integerValue(set, "flush.messages");
    config.flushMs = integerValue(set, "flush.ms");
    config.timestampBeforeMaxMs = integerValue(set, "message.timestamp.before.max.ms");
    config.timestampAfterMaxMs = integerValue(set, "message.timestamp.after.max.ms");
    if (topicConfigValue(set, "message.timestamp.type") == "LogAppendTime")
        config.messageTimestampType = record::TimestampType::logAppendTime;
    if (const auto type = topicConfigValue(set, "compression.type"); type == "uncompressed")
        config.compression = record::Compression::none;
    else
        config.compression = record::compressionNamed(type); // "producer" is no codec
    const auto levelKey = "compression." + topicConfigValue(set, "compression.type") + ".level";
    if (findConfig(definitions, levelKey))
        config.compressionLevel = static_cast<int>(integerValue(set, levelKey));
    config.isCompacted = cleanup.find("compact") != std::string::npos;
    config.isDeleted = cleanup.find("delete") != std::string::npos;
    config.minCleanableDirtyRatio = realValue(set, "min.cleanable.dirty.ratio");
    config.minCompactionLagMs = integerValue(set, "min.compaction.lag.ms");
    config.maxCompactionLagMs = integerValue(set, "max.compaction.lag.ms");
    config.deleteRetentionMs = integerValue(set, "delete.retention.ms");
    // What is to be compacted in time has to leave the active segment in time (LogConfig.maxSegmentMs).
    if (config.isCompacted)
        config.segmentMs = std::min(config.segmentMs, config.maxCompactionLagMs);
    return config;
}

} // namespace partitura::log
