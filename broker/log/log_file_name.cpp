#include "broker/log/log_file_name.h"

#include "broker/log/checkpoint_file.h"
#include "broker/log/log_directory.h"

#include <algorithm>
#include <array>

namespace partitura::log {
namespace {

constexpr std::size_t offsetDigits = 20;
constexpr std::size_t epochDigits = 10;

struct Named {
    std::string_view name;
    LogFileKind kind;
};
constexpr std::array fixedNames{
    Named{"leader-epoch-checkpoint", LogFileKind::leaderEpochCheckpoint},
    Named{"recovery-point-offset-checkpoint", LogFileKind::offsetCheckpoint},
    Named{"log-start-offset-checkpoint", LogFileKind::offsetCheckpoint},
    Named{"replication-offset-checkpoint", LogFileKind::offsetCheckpoint},
    Named{"cleaner-offset-checkpoint", LogFileKind::offsetCheckpoint},
    Named{"partition.metadata", LogFileKind::partitionMetadata},
    Named{"meta.properties", LogFileKind::metaProperties},
    Named{".kafka_cleanshutdown", LogFileKind::cleanShutdownMarker},
    Named{".lock", LogFileKind::lock},
    Named{"quorum-state", LogFileKind::quorumState},
    Named{"bootstrap.checkpoint", LogFileKind::metadataSnapshot},
};
constexpr std::array segmentSuffixes{
    Named{".log", LogFileKind::log},
    Named{".index", LogFileKind::offsetIndex},
    Named{".timeindex", LogFileKind::timeIndex},
    Named{".txnindex", LogFileKind::transactionIndex},
    Named{".snapshot", LogFileKind::producerSnapshot},
};
constexpr std::string_view snapshotSuffix = ".checkpoint";
constexpr std::array<std::string_view, 5> leftoverSuffixes{".deleted", ".cleaned", ".swap", ".tmp", ".part"};

bool isDigits(std::string_view text, std::size_t count) {
    return text.size() == count &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Offset> offsetOf(std::string_view digits) {
    if (!isDigits(digits, offsetDigits))
        return std::nullopt;
    if (const auto value = parseNumber<std::int64_t>(digits))
        return Offset(*value);
    return std::nullopt;
}

} // namespace

LogFileName parseLogFileName(std::string_view name) {
    LogFileName parsed;
    for (const auto suffix : leftoverSuffixes)
        if (name.ends_with(suffix)) {
            parsed.leftoverSuffix = suffix;
            name.remove_suffix(suffix.size());
            break;
        }
    for (const auto& fixed : fixedNames)
        if (name == fixed.name) {
            parsed.kind = fixed.kind;
            return parsed;
        }
    for (const auto& suffix : segmentSuffixes) {
        if (!name.ends_with(suffix.name))
            continue;
        parsed.offset = offsetOf(name.substr(0, name.size() - suffix.name.size()));
        parsed.kind = parsed.offset ? suffix.kind : LogFileKind::foreign;
        return parsed;
    }
    if (name.ends_with(snapshotSuffix) && name.size() > offsetDigits + 1 + epochDigits) {
        // A partial one has random digits before its suffix.
        const auto id = name.substr(0, name.size() - snapshotSuffix.size());
        const auto epoch = id.substr(offsetDigits + 1);
        const bool isPartial = parsed.leftoverSuffix == ".part";
        parsed.offset = offsetOf(id.substr(0, offsetDigits));
        if (parsed.offset && id[offsetDigits] == '-' &&
            (isDigits(epoch, epochDigits) ||
             (isPartial && isDigits(epoch.substr(0, epochDigits), epochDigits))))
            parsed.kind = LogFileKind::metadataSnapshot;
    }
    if (parsed.kind == LogFileKind::foreign)
        parsed.offset.reset();
    return parsed;
}

std::optional<LogDirectoryName> parseLogDirectory(std::string_view name) {
    using State = LogDirectoryName::State;
    constexpr std::array<std::pair<std::string_view, State>, 3> suffixes{
        {{"-delete", State::deleted}, {"-future", State::future}, {"-stray", State::stray}}};
    LogDirectoryName parsed;
    for (const auto& [suffix, state] : suffixes)
        if (name.ends_with(suffix)) {
            // TOPIC-PARTITION.ID-delete; the name before the id may have been cut.
            name.remove_suffix(suffix.size());
            const auto dot = name.rfind('.');
            if (dot == std::string_view::npos)
                return std::nullopt;
            name = name.substr(0, dot);
            parsed.state = state;
            break;
        }
    if (auto partition = parseLogDirectoryName(name)) {
        parsed.partition = std::move(*partition);
        return parsed;
    }
    if (parsed.state == State::current)
        return std::nullopt;
    parsed.partition.topic = name;
    return parsed;
}

} // namespace partitura::log
