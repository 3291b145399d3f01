// A disk in memory that fails and loses power.
#pragma once

#include "broker/base/random.h"
#include "broker/base/storage.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace partitura::simulation {

/// What a disk is asked to do.
struct DiskOperation {
    enum class Kind { create, read, write, truncate, sync, createDirectory, rename, remove, syncDirectory };
    Kind kind = Kind::read;
    std::string path;
    std::size_t bytes = 0; ///< to be read or written
};

/// Faults to switch on; a failing operation returns KAFKA_STORAGE_ERROR.
struct DiskFaults {
    /// Files grow by so many bytes more; the write that would exceed it leaves what fits and fails with "No
    /// space left on device". What is cut or removed is free again.
    std::optional<std::uint64_t> bytesFree;
    bool failsWrites = false;         ///< with a part written, if the disk has a Random
    bool failsSyncs = false;          ///< MemoryFile::failSync; of directories the changes stay undurable
    std::uint64_t readFlipsOneIn = 0; ///< one read in so many, by chance, has a bit inverted; 0 is never
    /// Hears of each operation before it is done, on the thread that asks: the place to let virtual time
    /// pass.
    std::function<void(const DiskOperation&)> onOperation;
};

/// Storage in memory, the same on every machine.
///
/// Without a Random a crash takes each file back to what was last synced (those never synced are gone), and
/// directories are durable at once. With one, what was not synced is at its mercy, in the hardest way that
/// POSIX allows: of file contents see MemoryFile::crash; of the entries made, renamed and removed in a
/// directory since its last syncDirectory each change survives or not by itself, in no order (a file system
/// with a journal would keep their order). Syncing a file does not make its name durable. A rename within a
/// directory is one change: both names or neither.
///
/// Thread: any, as Storage says.
class MemoryStorage final : public Storage {
public:
    MemoryStorage();
    /// `random` outlives the storage and is used by nobody at the same time.
    explicit MemoryStorage(Random& random);
    ~MemoryStorage() override;

    [[nodiscard]] Result<std::shared_ptr<File>> open(const std::string& path, OpenMode mode) override;
    [[nodiscard]] bool exists(const std::string& path) const override;
    [[nodiscard]] Result<void> createDirectories(const std::string& path) override;
    [[nodiscard]] Result<std::vector<Entry>> list(const std::string& path) const override;
    [[nodiscard]] Result<void> rename(const std::string& from, const std::string& to) override;
    [[nodiscard]] Result<void> remove(const std::string& path) override;
    [[nodiscard]] Result<void> syncDirectory(const std::string& path) override;
    [[nodiscard]] Result<std::unique_ptr<DirectoryLock>> lock(const std::string& directory) override;

    /// Loses power and has it back: of what was not synced remains what the class says, and all locks are
    /// free. Files open now fail from here on.
    void crash();
    /// The operation that would make changes() exceed `changes` and all after it fail, reads among them,
    /// until crash(). That operation may still have done its work, or a part of it.
    void losePowerAfter(std::uint64_t changes);
    /// Whether losePowerAfter() has struck.
    [[nodiscard]] bool isOff() const;
    /// Operations so far that change the disk or sync it.
    [[nodiscard]] std::uint64_t changes() const;
    /// Makes everything durable, as sync(2).
    void syncAll();

    void setFaults(DiskFaults faults);
    /// While true, reads meet no faults, draw no randomness and are not told to the hook: for those who look
    /// on and must not change what they see.
    void setObserved(bool isObserved);
    /// Inverts a bit of a file where it is stored, at `bit` from its beginning; nothing if there is no such
    /// place.
    void flipBit(const std::string& path, std::uint64_t bit);

private:
    struct Node;
    struct Disk;
    class Handle;
    class Lock;

    /// Held by files and locks too, which may outlive the storage.
    std::shared_ptr<Disk> m_disk;
};

} // namespace partitura::simulation
