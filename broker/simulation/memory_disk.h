// The state behind MemoryStorage.
#pragma once

#include "broker/simulation/memory_file.h"
#include "broker/simulation/memory_storage.h"

#include <map>
#include <mutex>
#include <set>
#include <string_view>

namespace partitura::simulation {

/// A file or a directory.
struct MemoryStorage::Node {
    using Entries = std::map<std::string, std::shared_ptr<Node>, std::less<>>;
    /// One step: a name that goes, one that comes, or both (a rename).
    struct Change {
        std::string gone;
        std::string made;
        std::shared_ptr<Node> node;
    };

    explicit Node(bool isDirectory)
        : isDirectory(isDirectory) {}

    static void apply(Entries& to, const Change& change);
    void change(Change change);
    /// Bytes of the file, or of all files below.
    [[nodiscard]] std::uint64_t size() const;
    void sync();
    void syncAll();
    /// Without `random`, files never synced go.
    void crash(Random* random);

    const bool isDirectory;
    MemoryFile file;
    Entries entries;
    Entries durableEntries;
    std::vector<Change> changes; ///< since durableEntries
};

struct MemoryStorage::Disk {
    explicit Disk(Random* random)
        : random(random) {}

    /// nullptr when there is none.
    [[nodiscard]] std::shared_ptr<Node> find(std::string_view path) const;
    struct Place {
        std::shared_ptr<Node> directory; ///< nullptr when it does not exist
        std::string name;
    };
    [[nodiscard]] Place placeOf(std::string_view path) const;
    /// Changes a directory; durable at once without a Random.
    void change(Node& directory, Node::Change change) const;

    /// Tells the hook. To be called without the mutex, the others with it.
    void announce(DiskOperation::Kind kind, const std::string& path, std::size_t bytes = 0) const;
    /// Counts a change; whether the power fails with it.
    [[nodiscard]] bool losesPower();
    [[nodiscard]] Result<void> checkPower(const std::string& path) const;

    mutable std::mutex mutex;
    Random* const random;
    std::shared_ptr<Node> root = std::make_shared<Node>(true);
    std::set<std::string> locks;
    DiskFaults faults;
    std::uint64_t changes = 0;
    std::uint64_t changesMax = UINT64_MAX;
    bool isOff = false;
    bool isObserved = false;
    int crashes = 0;
};

[[nodiscard]] inline Error diskError(const std::string& path, const char* why) {
    return {ErrorCode::KAFKA_STORAGE_ERROR, path + ": " + why};
}

} // namespace partitura::simulation
