// The machine's file system for those who must not change it.
#pragma once

#include "broker/base/storage.h"

namespace partitura::log {

/// Reads a directory that somebody else may be using. Regular files are opened for reading alone; a FIFO, a
/// socket or a device is an error instead of a wait. Whatever would write, make, rename, remove or lock is
/// refused with KAFKA_STORAGE_ERROR. Thread: any.
class ReadOnlyStorage final : public Storage {
public:
    [[nodiscard]] Result<std::shared_ptr<File>> open(const std::string& path, OpenMode mode) override;
    [[nodiscard]] bool exists(const std::string& path) const override;
    [[nodiscard]] bool isDirectory(const std::string& path) const;
    [[nodiscard]] Result<void> createDirectories(const std::string& path) override;
    [[nodiscard]] Result<std::vector<Entry>> list(const std::string& path) const override;
    [[nodiscard]] Result<void> rename(const std::string& from, const std::string& to) override;
    [[nodiscard]] Result<void> remove(const std::string& path) override;
    [[nodiscard]] Result<void> syncDirectory(const std::string& path) override;
    [[nodiscard]] Result<std::unique_ptr<DirectoryLock>> lock(const std::string& directory) override;
};

} // namespace partitura::log
