#include "broker/simulation/memory_disk.h"

#include <algorithm>

namespace partitura::simulation {
namespace {

/// The path without its first name, which goes into `name`; empty names (of "//") are left out.
std::string_view splitFirst(std::string_view path, std::string_view& name) {
    while (path.starts_with("/") || path == ".")
        path.remove_prefix(1);
    name = path.substr(0, path.find('/'));
    path.remove_prefix(name.size());
    return path;
}

} // namespace

// Nodes -----------------------------------------------------------------------------------------------

void MemoryStorage::Node::apply(Entries& to, const Change& change) {
    if (!change.gone.empty())
        to.erase(change.gone);
    if (!change.made.empty())
        to.insert_or_assign(change.made, change.node);
}

void MemoryStorage::Node::change(Change change) {
    apply(entries, change);
    changes.push_back(std::move(change));
}

std::uint64_t MemoryStorage::Node::size() const {
    std::uint64_t size = file.bytes().size();
    for (const auto& [name, node] : entries)
        size += node->size();
    return size;
}

void MemoryStorage::Node::sync() {
    durableEntries = entries;
    changes.clear();
}

void MemoryStorage::Node::syncAll() {
    file.sync();
    sync();
    for (const auto& [name, node] : entries)
        node->syncAll();
}

void MemoryStorage::Node::crash(Random* random) {
    if (!isDirectory)
        return file.crash(random);
    const auto keepsAll = random && random->below(3) == 0;
    for (const auto& change : changes)
        if (keepsAll || (random && random->below(2)))
            apply(durableEntries, change);
    changes.clear();
    if (!random)
        std::erase_if(durableEntries, [](const auto& entry) {
            return !entry.second->isDirectory && !entry.second->file.wasSynced();
        });
    entries = durableEntries;
    for (const auto& [name, node] : entries)
        node->crash(random);
}

// The disk --------------------------------------------------------------------------------------------

std::shared_ptr<MemoryStorage::Node> MemoryStorage::Disk::find(std::string_view path) const {
    auto node = root;
    for (std::string_view name; node;) {
        path = splitFirst(path, name);
        if (name.empty())
            break;
        const auto at = node->entries.find(name);
        node = at == node->entries.end() ? nullptr : at->second;
    }
    return node;
}

MemoryStorage::Disk::Place MemoryStorage::Disk::placeOf(std::string_view path) const {
    const auto slash = path.rfind('/');
    if (slash == std::string_view::npos)
        return {root, std::string(path)};
    auto directory = find(path.substr(0, slash));
    if (directory && !directory->isDirectory)
        directory = nullptr;
    return {std::move(directory), std::string(path.substr(slash + 1))};
}

void MemoryStorage::Disk::change(Node& directory, Node::Change change) const {
    directory.change(std::move(change));
    if (!random)
        directory.sync();
}

void MemoryStorage::Disk::announce(DiskOperation::Kind kind, const std::string& path,
                                   std::size_t bytes) const {
    std::function<void(const DiskOperation&)> hook;
    {
        const std::lock_guard guard(mutex);
        if (!isObserved)
            hook = faults.onOperation;
    }
    if (hook)
        hook({kind, path, bytes});
}

bool MemoryStorage::Disk::losesPower() {
    if (++changes > changesMax)
        isOff = true;
    return isOff;
}

Result<void> MemoryStorage::Disk::checkPower(const std::string& path) const {
    return isOff ? Result<void>(diskError(path, "the disk has lost power")) : Result<void>();
}

} // namespace partitura::simulation
