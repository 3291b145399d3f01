#include "broker/log/read_only_storage.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace partitura::log {
namespace {

Error failure(const std::string& path, int number) {
    return {ErrorCode::KAFKA_STORAGE_ERROR, path + ": " + std::system_category().message(number)};
}

Error refused(const std::string& path) {
    return {ErrorCode::KAFKA_STORAGE_ERROR, path + ": is opened for reading only"};
}

class ReadOnlyFile final : public File {
public:
    ReadOnlyFile(std::string path, int descriptor, std::uint64_t size)
        : m_path(std::move(path))
        , m_descriptor(descriptor)
        , m_size(size) {}
    ~ReadOnlyFile() override { ::close(m_descriptor); }
    ReadOnlyFile(const ReadOnlyFile&) = delete;
    ReadOnlyFile& operator=(const ReadOnlyFile&) = delete;

    [[nodiscard]] const std::string& path() const override { return m_path; }
    [[nodiscard]] std::uint64_t size() const override { return m_size; }

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
    [[nodiscard]] Result<void> writeAt(std::uint64_t /*position*/, ByteView /*bytes*/) override {
        return refused(m_path);
    }
    [[nodiscard]] Result<void> truncate(std::uint64_t /*size*/) override { return refused(m_path); }
    [[nodiscard]] Result<void> sync() override { return refused(m_path); }
    [[nodiscard]] std::optional<int> descriptor() const override { return m_descriptor; }

private:
    std::string m_path;
    int m_descriptor;
    std::uint64_t m_size; ///< when it was opened
};

} // namespace

Result<std::shared_ptr<File>> ReadOnlyStorage::open(const std::string& path, OpenMode mode) {
    if (mode != OpenMode::readOnly)
        return refused(path);
    // Without O_NONBLOCK, opening a FIFO waits for its writer; regular files do not know the flag.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
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
        std::make_shared<ReadOnlyFile>(path, descriptor, static_cast<std::uint64_t>(status.st_size)));
}

bool ReadOnlyStorage::exists(const std::string& path) const {
    return ::access(path.c_str(), F_OK) == 0;
}

bool ReadOnlyStorage::isDirectory(const std::string& path) const {
    std::error_code ignored;
    return std::filesystem::is_directory(path, ignored);
}

Result<std::vector<Storage::Entry>> ReadOnlyStorage::list(const std::string& path) const {
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

Result<void> ReadOnlyStorage::createDirectories(const std::string& path) {
    return refused(path);
}

Result<void> ReadOnlyStorage::rename(const std::string& from, const std::string& /*to*/) {
    return refused(from);
}

Result<void> ReadOnlyStorage::remove(const std::string& path) {
    return refused(path);
}

Result<void> ReadOnlyStorage::syncDirectory(const std::string& path) {
    return refused(path);
}

Result<std::unique_ptr<DirectoryLock>> ReadOnlyStorage::lock(const std::string& directory) {
    return refused(directory);
}

} // namespace partitura::log
