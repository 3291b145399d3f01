// The machine's file system.
#pragma once

#include "broker/base/storage.h"

namespace partitura::log {

/// Storage on the machine's file system (pread, pwrite, ftruncate, fdatasync, flock). Files are closed with
/// the last owner of their File. A FIFO, a socket or a device in a file's place is an error instead of a
/// wait. Thread: any, as Storage says.
class PosixStorage final : public Storage {
public:
    /// `never`: what is synced stays in the page cache, for a directory nobody wants after the process.
    enum class Sync { toDisk, never };

    explicit PosixStorage(Sync sync = Sync::toDisk)
        : m_sync(sync) {}

    [[nodiscard]] Result<std::shared_ptr<File>> open(const std::string& path, OpenMode mode) override;
    [[nodiscard]] bool exists(const std::string& path) const override;
    [[nodiscard]] Result<void> createDirectories(const std::string& path) override;
    [[nodiscard]] Result<std::vector<Entry>> list(const std::string& path) const override;
    [[nodiscard]] Result<void> rename(const std::string& from, const std::string& to) override;
    [[nodiscard]] Result<void> remove(const std::string& path) override;
    [[nodiscard]] Result<void> syncDirectory(const std::string& path) override;
    [[nodiscard]] Result<std::unique_ptr<DirectoryLock>> lock(const std::string& directory) override;

private:
    Sync m_sync;
};

} // namespace partitura::log
