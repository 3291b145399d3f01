#include "broker/log/read_only_storage.h"

#include <filesystem>
#include <system_error>

namespace partitura::log {
namespace {

Error refused(const std::string& path) {
    return {ErrorCode::KAFKA_STORAGE_ERROR, path + ": is opened for reading only"};
}

class ReadOnlyFile final : public File {
public:
    explicit ReadOnlyFile(std::shared_ptr<const File> file)
        : m_file(std::move(file)) {}

    [[nodiscard]] const std::string& path() const override { return m_file->path(); }
    [[nodiscard]] std::uint64_t size() const override { return m_file->size(); }
    [[nodiscard]] Result<std::size_t> readAt(std::uint64_t position, MutableByteView into) const override {
        return m_file->readAt(position, into);
    }
    // No map(): somebody else may truncate the file.
    [[nodiscard]] Result<void> writeAt(std::uint64_t /*position*/, ByteView /*bytes*/) override {
        return refused(path());
    }
    [[nodiscard]] Result<void> truncate(std::uint64_t /*size*/) override { return refused(path()); }
    [[nodiscard]] Result<void> reserve(std::uint64_t /*size*/) override { return refused(path()); }
    [[nodiscard]] Result<void> sync() override { return refused(path()); }
    [[nodiscard]] std::optional<int> descriptor() const override { return m_file->descriptor(); }

private:
    std::shared_ptr<const File> m_file;
};

} // namespace

Result<std::shared_ptr<File>> ReadOnlyStorage::open(const std::string& path, OpenMode mode) {
    if (mode != OpenMode::readOnly)
        return refused(path);
    auto file = m_disk.open(path, mode);
    if (!file)
        return file;
    return std::shared_ptr<File>(std::make_shared<ReadOnlyFile>(std::move(*file)));
}

bool ReadOnlyStorage::isDirectory(const std::string& path) const {
    std::error_code ignored;
    return std::filesystem::is_directory(path, ignored);
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
