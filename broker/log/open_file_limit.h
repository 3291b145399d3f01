// A limit on how many files are open and mapped at once.
#pragma once

#include "broker/base/storage.h"
#include "broker/log/newest_by_path.h"

#include <memory>
#include <mutex>
#include <string>

namespace partitura::log {

/// A storage whose files are closed when too many are open, the one opened longest ago first, and opened
/// again by their path when needed: thousands of partitions have more segments than a process may have
/// descriptors. It also keeps the mappings of files that are asked for them often, the last few made: a
/// process may not have one for each index either. A file that was renamed or removed is found no more: let
/// go of it, or pin it before. Thread: any, as Storage says.
class OpenFileLimit final : public Storage {
public:
    /// `storage` outlives this. About `filesMax` of its files stay open, besides pinned ones; `mappingsMax`
    /// of their mappings are kept.
    OpenFileLimit(Storage& storage, std::size_t filesMax, std::size_t mappingsMax = 0);
    ~OpenFileLimit() override;

    [[nodiscard]] Result<std::shared_ptr<File>> open(const std::string& path, OpenMode mode) override;
    [[nodiscard]] bool exists(const std::string& path) const override { return m_storage.exists(path); }
    [[nodiscard]] Result<void> createDirectories(const std::string& path) override {
        return m_storage.createDirectories(path);
    }
    [[nodiscard]] Result<std::vector<Entry>> list(const std::string& path) const override {
        return m_storage.list(path);
    }
    [[nodiscard]] Result<void> rename(const std::string& from, const std::string& to) override {
        closeAll(from);
        return m_storage.rename(from, to);
    }
    [[nodiscard]] Result<void> remove(const std::string& path) override {
        closeAll(path);
        return m_storage.remove(path);
    }
    [[nodiscard]] Result<void> syncDirectory(const std::string& path) override {
        return m_storage.syncDirectory(path);
    }
    [[nodiscard]] Result<std::unique_ptr<DirectoryLock>> lock(const std::string& directory) override {
        return m_storage.lock(directory);
    }

private:
    class ReopenedFile;
    /// The files kept open, the last opened, and the same of mappings. Held by the files too, which may
    /// outlive the storage.
    struct Kept {
        std::mutex mutex;
        NewestByPath<std::shared_ptr<File>> files;
        NewestByPath<std::shared_ptr<const FileMapping>> mappings;
    };

    /// A removed file takes room on the disk until it is closed and mapped no more.
    void closeAll(const std::string& path);

    Storage& m_storage;
    std::shared_ptr<Kept> m_kept;
};

} // namespace partitura::log
