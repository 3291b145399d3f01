// The machine's file system for those who must not change it.
#pragma once

#include "broker/log/posix_storage.h"

namespace partitura::log {

/// A PosixStorage for a directory that somebody else may be using: files are opened for reading alone, and
/// whatever would write, sync, make, rename, remove or lock is refused with KAFKA_STORAGE_ERROR. Thread: any.
class ReadOnlyStorage final : public Storage {
public:
    [[nodiscard]] Result<std::shared_ptr<File>> open(const std::string& path, OpenMode mode) override;
    [[nodiscard]] bool exists(const std::string& path) const override { return m_disk.exists(path); }
    [[nodiscard]] bool isDirectory(const std::string& path) const;
    [[nodiscard]] Result<void> createDirectories(const std::string& path) override;
    [[nodiscard]] Result<std::vector<Entry>> list(const std::string& path) const override {
        return m_disk.list(path);
    }
    [[nodiscard]] Result<void> rename(const std::string& from, const std::string& to) override;
    [[nodiscard]] Result<void> remove(const std::string& path) override;
    [[nodiscard]] Result<void> syncDirectory(const std::string& path) override;
    [[nodiscard]] Result<std::unique_ptr<DirectoryLock>> lock(const std::string& directory) override;

private:
    PosixStorage m_disk;
};

} // namespace partitura::log
