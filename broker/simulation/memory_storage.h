// A file system in memory that can crash.
#pragma once

#include "broker/base/storage.h"

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace partitura::simulation {

/// Storage in memory, the same on every machine. Each file remembers what it held when it was last synced; a
/// crash takes it back there. Directories, renames and removals are durable at once; a file that was never
/// synced is gone after a crash. Thread: any, as Storage says.
class MemoryStorage final : public Storage {
public:
    MemoryStorage();
    ~MemoryStorage() override;

    [[nodiscard]] Result<std::shared_ptr<File>> open(const std::string& path, OpenMode mode) override;
    [[nodiscard]] bool exists(const std::string& path) const override;
    [[nodiscard]] Result<void> createDirectories(const std::string& path) override;
    [[nodiscard]] Result<std::vector<Entry>> list(const std::string& path) const override;
    [[nodiscard]] Result<void> rename(const std::string& from, const std::string& to) override;
    [[nodiscard]] Result<void> remove(const std::string& path) override;
    [[nodiscard]] Result<void> syncDirectory(const std::string& path) override;
    [[nodiscard]] Result<std::unique_ptr<DirectoryLock>> lock(const std::string& directory) override;

    /// Loses all that was not synced and all locks. Files open now fail from here on.
    void crash();

private:
    class Node;
    class Handle;
    class Lock;
    /// Held by locks too, which may outlive the storage.
    struct Locks {
        std::mutex mutex;
        std::set<std::string> held;
    };

    mutable std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<Node>> m_files;
    std::set<std::string> m_directories;
    std::shared_ptr<Locks> m_locks;
};

} // namespace partitura::simulation
