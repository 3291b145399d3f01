#include "broker/log/checkpoint_file.h"

#include <charconv>
#include <fmt/format.h>

namespace partitura::log {
namespace {

std::vector<std::string_view> split(std::string_view text, char by) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(by), text.size());
        if (end != 0)
            parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

Error damaged(const std::string& path, std::string_view why) {
    return {ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("{}: {}; the checkpoint is damaged", path, why)};
}

} // namespace

std::vector<std::string_view> wordsOf(std::string_view line) {
    return split(line, ' ');
}

template <typename T>
std::optional<T> parseNumber(std::string_view text) {
    T value{};
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}
template std::optional<std::int32_t> parseNumber(std::string_view);
template std::optional<std::int64_t> parseNumber(std::string_view);

Result<std::vector<std::string>> readCheckpoint(Storage& storage, const std::string& path) {
    std::vector<std::string> entries;
    if (!storage.exists(path))
        return entries;
    auto bytes = readFile(storage, path);
    if (!bytes)
        return bytes.error();
    if (bytes->empty()) // as Kafka makes it (CheckpointFile)
        return entries;
    const auto lines = split(asText(*bytes), '\n');
    if (lines.size() < 2)
        return damaged(path, "version and count are missing");
    if (lines[0] != "0")
        return damaged(path, fmt::format("version {} is unknown", lines[0]));
    if (parseNumber<std::int64_t>(lines[1]) != static_cast<std::int64_t>(lines.size()) - 2)
        return damaged(path, fmt::format("{} entries where {} are announced", lines.size() - 2, lines[1]));
    entries.assign(lines.begin() + 2, lines.end());
    return entries;
}

Result<void> writeCheckpoint(Storage& storage, const std::string& path,
                             const std::vector<std::string>& lines) {
    auto text = fmt::format("0\n{}\n", lines.size());
    for (const auto& line : lines)
        text.append(line).push_back('\n');
    return writeFileAtomically(storage, path, asBytes(text));
}

Result<OffsetCheckpoint> readOffsetCheckpoint(Storage& storage, const std::string& path) {
    auto lines = readCheckpoint(storage, path);
    if (!lines)
        return lines.error();
    OffsetCheckpoint offsets;
    for (const auto& line : *lines) {
        const auto words = wordsOf(line);
        const auto partition = words.size() == 3 ? parseNumber<std::int32_t>(words[1]) : std::nullopt;
        const auto offset = words.size() == 3 ? parseNumber<std::int64_t>(words[2]) : std::nullopt;
        if (!partition || !offset)
            return damaged(path, fmt::format("line \"{}\" is not topic, partition, offset", line));
        offsets[{std::string(words[0]), PartitionIndex(*partition)}] = Offset(*offset);
    }
    return offsets;
}

Result<void> writeOffsetCheckpoint(Storage& storage, const std::string& path,
                                   const OffsetCheckpoint& offsets) {
    std::vector<std::string> lines;
    lines.reserve(offsets.size());
    for (const auto& [tp, offset] : offsets)
        lines.push_back(fmt::format("{} {} {}", tp.topic, tp.partition.value(), offset.value()));
    return writeCheckpoint(storage, path, lines);
}

std::map<std::string, std::string> parseProperties(std::string_view text) {
    std::map<std::string, std::string> properties;
    for (auto line : split(text, '\n')) {
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        const auto equals = line.find('=');
        if (line.starts_with('#') || equals == std::string_view::npos)
            continue;
        properties[std::string(line.substr(0, equals))] = std::string(line.substr(equals + 1));
    }
    return properties;
}

} // namespace partitura::log
