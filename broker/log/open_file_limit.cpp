#include "broker/log/open_file_limit.h"

#include <atomic>

namespace partitura::log {

/// Its weak reference to the open file holds as long as the file is among the kept ones, or in use.
class OpenFileLimit::ReopenedFile final : public File {
public:
    ReopenedFile(Storage& storage, std::shared_ptr<Kept> kept, std::shared_ptr<File> file, bool isWritable)
        : m_storage(storage)
        , m_kept(std::move(kept))
        , m_path(file->path())
        , m_mode(isWritable ? OpenMode::readWrite : OpenMode::readOnly)
        , m_size(file->size()) {
        keep(std::move(file));
    }

    [[nodiscard]] const std::string& path() const override { return m_path; }
    [[nodiscard]] std::uint64_t size() const override { return m_size.load(std::memory_order_acquire); }
    [[nodiscard]] Result<std::size_t> readAt(std::uint64_t position, MutableByteView into) const override {
        auto file = opened();
        return file ? (*file)->readAt(position, into) : file.error();
    }
    [[nodiscard]] Result<void> writeAt(std::uint64_t position, ByteView bytes) override {
        return change([&](File& file) { return file.writeAt(position, bytes); });
    }
    [[nodiscard]] Result<void> truncate(std::uint64_t size) override {
        return change([&](File& file) { return file.truncate(size); });
    }
    [[nodiscard]] Result<void> reserve(std::uint64_t size) override {
        return change([&](File& file) { return file.reserve(size); });
    }
    /// All descriptors of a file share its dirty pages: one opened later syncs what an earlier one wrote.
    [[nodiscard]] Result<void> sync() override {
        auto file = opened();
        return file ? (*file)->sync() : file.error();
    }
    [[nodiscard]] std::shared_ptr<File> pin() override {
        auto file = opened();
        return file ? *file : nullptr;
    }

private:
    template <typename Change>
    Result<void> change(Change change) {
        auto file = opened();
        if (!file)
            return file.error();
        auto changed = change(**file);
        m_size.store((*file)->size(), std::memory_order_release);
        return changed;
    }

    Result<std::shared_ptr<File>> opened() const {
        {
            const std::lock_guard guard(m_kept->mutex);
            if (auto file = m_file.lock())
                return file;
        }
        auto file = m_storage.open(m_path, m_mode);
        if (file)
            keep(*file);
        return file;
    }

    void keep(std::shared_ptr<File> file) const {
        std::shared_ptr<File> dropped; // closed when the lock is no longer held
        const std::lock_guard guard(m_kept->mutex);
        m_file = file;
        m_kept->files.push_front(std::move(file));
        if (m_kept->files.size() > m_kept->filesMax) {
            dropped = std::move(m_kept->files.back());
            m_kept->files.pop_back();
        }
    }

    Storage& m_storage;
    std::shared_ptr<Kept> m_kept;
    std::string m_path;
    OpenMode m_mode;
    std::atomic<std::uint64_t> m_size;
    mutable std::weak_ptr<File> m_file;
};

OpenFileLimit::OpenFileLimit(Storage& storage, std::size_t filesMax)
    : m_storage(storage)
    , m_kept(std::make_shared<Kept>()) {
    m_kept->filesMax = filesMax;
}

OpenFileLimit::~OpenFileLimit() = default;

Result<std::shared_ptr<File>> OpenFileLimit::open(const std::string& path, OpenMode mode) {
    auto file = m_storage.open(path, mode);
    if (!file)
        return file;
    return std::shared_ptr<File>(
        std::make_shared<ReopenedFile>(m_storage, m_kept, std::move(*file), mode != OpenMode::readOnly));
}

void OpenFileLimit::closeAll(const std::string& path) {
    std::list<std::shared_ptr<File>> closed;
    const std::lock_guard guard(m_kept->mutex);
    for (auto at = m_kept->files.begin(); at != m_kept->files.end();) {
        const auto file = at++;
        const auto& name = (*file)->path();
        if (name.starts_with(path) && (name.size() == path.size() || name[path.size()] == '/'))
            closed.splice(closed.end(), m_kept->files, file);
    }
}

} // namespace partitura::log
