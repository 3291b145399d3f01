#include "broker/log/posix_storage.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace partitura::log {
namespace {

Error failure(const std::string& path, int number) {
    return {ErrorCode::KAFKA_STORAGE_ERROR, path + ": " + std::system_category().message(number)};
}

class PosixMapping final : public FileMapping {
public:
    PosixMapping(void* bytes, std::size_t size)
        : m_bytes(bytes)
        , m_size(size) {}
    ~PosixMapping() override { ::munmap(m_bytes, m_size); }
    PosixMapping(const PosixMapping&) = delete;
    PosixMapping& operator=(const PosixMapping&) = delete;

    [[nodiscard]] ByteView bytes() const override {
        return {static_cast<const std::uint8_t*>(m_bytes), m_size};
    }

private:
    void* m_bytes;
    std::size_t m_size;
};

class PosixFile final : public File {
public:
    PosixFile(std::string path, int descriptor, std::uint64_t size, PosixStorage::Sync sync)
        : m_path(std::move(path))
        , m_descriptor(descriptor)
        , m_size(size)
        , m_sync(sync) {}
    ~PosixFile() override { ::close(m_descriptor); }
    PosixFile(const PosixFile&) = delete;
    PosixFile& operator=(const PosixFile&) = delete;

    [[nodiscard]] const std::string& path() const override { return m_path; }
    [[nodiscard]] std::uint64_t size() const override { return m_size.load(std::memory_order_acquire); }

    [[nodiscard]] Result<std::size_t> readAt(std::uint64_t position, MutableByteView into) const override {
        std::size_t done = 0;
        while (done < into.size()) {
            const auto count = ::pread(m_descriptor, into.data() + done, into.size() - done,
                                       static_cast<off_t>(position + done));
            if (count == 0)
                break;
            if (count > 0)
                done += static_cast<std::size_t>(count);
            else if (errno != EINTR)
                return failure(m_path, errno);
        }
        return done;
    }

    /// Reads it all first: what the disk cannot read is then an error of readAt() and no signal.
    [[nodiscard]] std::shared_ptr<const FileMapping> map() override {
        const auto length = size();
        Bytes piece(std::min<std::uint64_t>(length, 64 << 10));
        for (std::uint64_t at = 0; at < length; at += piece.size()) {
            const auto wanted = std::min<std::uint64_t>(piece.size(), length - at);
            const auto count = readAt(at, MutableByteView(piece).first(wanted));
            if (!count || *count != wanted)
                return nullptr;
        }
        auto* bytes =
            length == 0 ? MAP_FAILED : ::mmap(nullptr, length, PROT_READ, MAP_SHARED, m_descriptor, 0);
        return bytes == MAP_FAILED ? nullptr : std::make_shared<const PosixMapping>(bytes, length);
    }

    [[nodiscard]] Result<void> writeAt(std::uint64_t position, ByteView bytes) override {
        std::size_t done = 0;
        while (done < bytes.size()) {
            const auto count = ::pwrite(m_descriptor, bytes.data() + done, bytes.size() - done,
                                        static_cast<off_t>(position + done));
            if (count >= 0)
                done += static_cast<std::size_t>(count);
            else if (errno != EINTR)
                return failure(m_path, errno);
        }
        m_size.store(std::max(size(), position + bytes.size()), std::memory_order_release);
        return {};
    }

    [[nodiscard]] Result<void> truncate(std::uint64_t size) override {
        if (::ftruncate(m_descriptor, static_cast<off_t>(size)) != 0)
            return failure(m_path, errno);
        m_size.store(size, std::memory_order_release);
        return {};
    }

    [[nodiscard]] Result<void> reserve(std::uint64_t size) override {
#ifdef FALLOC_FL_KEEP_SIZE
        if (::fallocate(m_descriptor, FALLOC_FL_KEEP_SIZE, 0, static_cast<off_t>(size)) != 0 &&
            errno != EOPNOTSUPP)
            return failure(m_path, errno);
#endif
        return {};
    }

    [[nodiscard]] Result<void> sync() override {
        if (m_sync == PosixStorage::Sync::toDisk && ::fdatasync(m_descriptor) != 0)
            return failure(m_path, errno);
        return {};
    }

    [[nodiscard]] std::optional<int> descriptor() const override {
        return m_descriptor;
    }

private:
    std::string m_path;
    int m_descriptor;
    std::atomic<std::uint64_t> m_size;
    PosixStorage::Sync m_sync;
};

class PosixLock final : public DirectoryLock {
public:
    explicit PosixLock(int descriptor)
        : m_descriptor(descriptor) {}
    ~PosixLock() override { ::close(m_descriptor); }
    PosixLock(const PosixLock&) = delete;
    PosixLock& operator=(const PosixLock&) = delete;

private:
    int m_descriptor;
};

int flagsOf(Storage::OpenMode mode) {
    switch (mode) {
    case Storage::OpenMode::readOnly:
        return O_RDONLY;
    case Storage::OpenMode::readWrite:
        return O_RDWR;
    case Storage::OpenMode::create:
        return O_RDWR | O_CREAT;
    case Storage::OpenMode::replace:
        return O_RDWR | O_CREAT | O_TRUNC;
    }
    return O_RDONLY;
}

} // namespace

Result<std::shared_ptr<File>> PosixStorage::open(const std::string& path, OpenMode mode) {
    // Without O_NONBLOCK, opening a FIFO waits for its other end; regular files do not know the flag.
    const int descriptor = ::open(path.c_str(), flagsOf(mode) | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0644);
    if (descriptor < 0)
        return failure(path, errno);
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) {
        const int number = errno;
        ::close(descriptor);
        return failure(path, number);
    }
    if (!S_ISREG(status.st_mode)) {
        ::close(descriptor);
        return Error{ErrorCode::KAFKA_STORAGE_ERROR, path + ": is not a regular file"};
    }
    return std::shared_ptr<File>(
        std::make_shared<PosixFile>(path, descriptor, static_cast<std::uint64_t>(status.st_size), m_sync));
}

bool PosixStorage::exists(const std::string& path) const {
    return ::access(path.c_str(), F_OK) == 0;
}

Result<void> PosixStorage::createDirectories(const std::string& path) {
    std::error_code code;
    std::filesystem::create_directories(path, code);
    if (code)
        return failure(path, code.value());
    return {};
}

Result<std::vector<Storage::Entry>> PosixStorage::list(const std::string& path) const {
    std::vector<Entry> entries;
    std::error_code code;
    for (std::filesystem::directory_iterator at(path, code), end; !code && at != end; at.increment(code)) {
        std::error_code ignored; // an entry that vanished meanwhile is no directory
        entries.push_back({at->path().filename().string(), at->is_directory(ignored)});
    }
    if (code)
        return failure(path, code.value());
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return entries;
}

Result<void> PosixStorage::rename(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0)
        return failure(from + " -> " + to, errno);
    return {};
}

Result<void> PosixStorage::remove(const std::string& path) {
    std::error_code code;
    std::filesystem::remove_all(path, code);
    if (code)
        return failure(path, code.value());
    return {};
}

Result<void> PosixStorage::syncDirectory(const std::string& path) {
    if (m_sync == Sync::never)
        return {};
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return failure(path, errno);
    const int status = ::fsync(descriptor);
    const int number = errno;
    ::close(descriptor);
    if (status != 0)
        return failure(path, number);
    return {};
}

Result<std::unique_ptr<DirectoryLock>> PosixStorage::lock(const std::string& directory) {
    const auto path = directory + "/.lock";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return failure(path, errno);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const int number = errno;
        ::close(descriptor);
        if (number == EWOULDBLOCK)
            return Error{ErrorCode::KAFKA_STORAGE_ERROR,
                         directory + " is in use by another broker; stop it or choose another directory"};
        return failure(path, number);
    }
    return std::unique_ptr<DirectoryLock>(std::make_unique<PosixLock>(descriptor));
}

} // namespace partitura::log
