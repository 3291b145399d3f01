// The seam for disks.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace partitura {

/// The beginning of a file as the system has it in memory. Valid while it is held, also once the file is
/// closed. Thread: any.
class FileMapping {
public:
    virtual ~FileMapping() = default;
    /// As many bytes as the file had when it was mapped, with what was written to them since. Only those
    /// below its present size may be looked at: touching what was cut off ends the process (SIGBUS), and so
    /// does a page that the system let go of and the disk cannot read again.
    [[nodiscard]] virtual ByteView bytes() const = 0;
};

/// An open file. Errors of every method: KAFKA_STORAGE_ERROR with the path and the system's reason.
/// Thread: reads from any thread; writes from one at a time. Reading never waits for a write in progress;
/// it sees what was written before it began.
class File {
public:
    virtual ~File() = default;

    [[nodiscard]] virtual const std::string& path() const = 0;
    /// Size in bytes, as the last write or truncation left it.
    [[nodiscard]] virtual std::uint64_t size() const = 0;
    /// Reads up to `into.size()` bytes at `position`; the count read, short only at the end of the file.
    [[nodiscard]] virtual Result<std::size_t> readAt(std::uint64_t position, MutableByteView into) const = 0;
    /// For those who search in a file again and again; nullptr where there is nothing to be had, or it is not
    /// worth it yet: read instead, which also says what went wrong. Look at it now and let go of it, before
    /// anybody truncates. Thread: that of writes.
    [[nodiscard]] virtual std::shared_ptr<const FileMapping> map() { return nullptr; }
    /// Writes all of `bytes` at `position`, growing the file if needed.
    [[nodiscard]] virtual Result<void> writeAt(std::uint64_t position, ByteView bytes) = 0;
    /// Cuts or extends (with zeros) to `size` bytes.
    [[nodiscard]] virtual Result<void> truncate(std::uint64_t size) = 0;
    /// Reserves room for `size` bytes on the disk, where that can be done; the size stays as it is.
    [[nodiscard]] virtual Result<void> reserve(std::uint64_t /*size*/) { return {}; }
    /// Returns once everything written is durable. Thread: any, also during a write.
    [[nodiscard]] virtual Result<void> sync() = 0;
    /// See pinned().
    [[nodiscard]] virtual std::shared_ptr<File> pin() { return nullptr; }
    /// Descriptor for a transport that can send straight from the file; nullopt where there is none.
    [[nodiscard]] virtual std::optional<int> descriptor() const { return std::nullopt; }
};

/// The file in a form that stays open while it is held, for users that may outlive its path (a storage may
/// close files meanwhile and open them again by it).
[[nodiscard]] inline std::shared_ptr<File> pinned(const std::shared_ptr<File>& file) {
    auto open = file->pin();
    return open ? open : file;
}

/// Held while a directory is in use by this instance; released when destroyed.
class DirectoryLock {
public:
    virtual ~DirectoryLock() = default;
};

/// A file system. Paths use '/' and are taken as given. Errors: KAFKA_STORAGE_ERROR with path and reason.
/// Thread: any; callers keep two threads from changing one path at the same time.
class Storage {
public:
    enum class OpenMode {
        readOnly,  ///< must exist
        readWrite, ///< must exist
        create,    ///< made, empty, if missing
        replace,   ///< made, empty, also if present
    };
    struct Entry {
        std::string name;
        bool isDirectory = false;
    };

    virtual ~Storage() = default;

    [[nodiscard]] virtual Result<std::shared_ptr<File>> open(const std::string& path, OpenMode mode) = 0;
    [[nodiscard]] virtual bool exists(const std::string& path) const = 0;
    /// Makes the directory and those above it; present ones are fine.
    [[nodiscard]] virtual Result<void> createDirectories(const std::string& path) = 0;
    /// Entries of a directory, sorted by name.
    [[nodiscard]] virtual Result<std::vector<Entry>> list(const std::string& path) const = 0;
    /// Renames a file or directory, replacing a file of the new name in one step.
    [[nodiscard]] virtual Result<void> rename(const std::string& from, const std::string& to) = 0;
    /// Removes a file, or a directory with all in it; what is missing is fine.
    [[nodiscard]] virtual Result<void> remove(const std::string& path) = 0;
    /// Makes creations, renames and removals in a directory durable.
    [[nodiscard]] virtual Result<void> syncDirectory(const std::string& path) = 0;
    /// Takes the directory's `.lock` for this instance; an error says that another one holds it.
    [[nodiscard]] virtual Result<std::unique_ptr<DirectoryLock>> lock(const std::string& directory) = 0;
};

/// All of a file's bytes; an error if it is larger than `limit`.
[[nodiscard]] Result<Bytes> readFile(Storage& storage, const std::string& path,
                                     std::uint64_t limit = 64u << 20);
/// Replaces a small file in one step, durably: writes `path.tmp`, syncs it, renames it, syncs the directory
/// (Kafka's CheckpointFile).
[[nodiscard]] Result<void> writeFileAtomically(Storage& storage, const std::string& path, ByteView bytes);
/// The directory that `path` lies in.
[[nodiscard]] std::string parentOf(const std::string& path);

} // namespace partitura
