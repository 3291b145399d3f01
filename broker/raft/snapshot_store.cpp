#include "broker/raft/snapshot_store.h"

#include <charconv>
#include <fmt/format.h>

namespace partitura::raft {
namespace {

constexpr std::string_view suffix = ".checkpoint";
constexpr std::string_view partSuffix = ".checkpoint.tmp"; // writeFileAtomically's
constexpr std::size_t offsetDigits = 20;
constexpr std::size_t epochDigits = 10;

template <typename Number>
std::optional<Number> numberIn(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::optional<SnapshotId> parse(std::string_view name) {
    if (name.size() != offsetDigits + 1 + epochDigits + suffix.size() || !name.ends_with(suffix) ||
        name[offsetDigits] != '-')
        return std::nullopt;
    const auto end = numberIn<std::int64_t>(name.substr(0, offsetDigits));
    const auto epoch = numberIn<std::int32_t>(name.substr(offsetDigits + 1, epochDigits));
    if (!end || !epoch)
        return std::nullopt;
    return SnapshotId{Offset(*end), LeaderEpoch(*epoch)};
}

} // namespace

std::string toString(const SnapshotId& id) {
    return fmt::format("{:020}-{:010}", id.end.value(), id.epoch.value());
}

Result<SnapshotStore> SnapshotStore::open(Storage& storage, std::string directory) {
    SnapshotStore store(storage, std::move(directory));
    auto entries = storage.list(store.m_directory);
    if (!entries)
        return entries.error();
    for (const auto& entry : *entries) {
        if (entry.name.ends_with(partSuffix)) {
            if (auto removed = storage.remove(store.m_directory + "/" + entry.name); !removed)
                return removed.error();
        } else if (const auto id = parse(entry.name)) {
            store.m_oldest = store.m_latest ? store.m_latest : id; // names rise as ids do
            store.m_latest = id;
        }
    }
    return store;
}

std::string SnapshotStore::pathOf(const SnapshotId& id) const {
    return m_directory + "/" + toString(id) + std::string(suffix);
}

Result<std::shared_ptr<File>> SnapshotStore::read(const SnapshotId& id) const {
    if (!m_storage->exists(pathOf(id)))
        return Error{ErrorCode::SNAPSHOT_NOT_FOUND, "there is no snapshot " + toString(id)};
    return m_storage->open(pathOf(id), Storage::OpenMode::readOnly);
}

Result<void> SnapshotStore::added(const SnapshotId& id) {
    const auto before = std::exchange(m_oldest, m_latest ? m_latest : id);
    m_latest = id;
    return before && *before != *m_oldest && *before != id ? m_storage->remove(pathOf(*before))
                                                           : Result<void>();
}

} // namespace partitura::raft
