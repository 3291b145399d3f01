#include "broker/log/open_file_limit.h"

#include <algorithm>
#include <atomic>

namespace partitura::log {
namespace {

/// Mapping a file takes as long as some searches in it by reading.
constexpr int searchesBeforeMapping = 8;

} // namespace

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
    ~ReopenedFile() override { unmap(); }
    ReopenedFile(const ReopenedFile&) = delete;
    ReopenedFile& operator=(const ReopenedFile&) = delete;

    [[nodiscard]] const std::string& path() const override { return m_path; }
    [[nodiscard]] std::uint64_t size() const override { return m_size.load(std::memory_order_acquire); }
    [[nodiscard]] Result<std::size_t> readAt(std::uint64_t position, MutableByteView into) const override {
        auto file = opened();
        return file ? (*file)->readAt(position, into) : file.error();
    }
    [[nodiscard]] Result<void> writeAt(std::uint64_t position, ByteView bytes) override {
        return change([&](File& file) { return file.writeAt(position, bytes); });
    }
    /// A file that grows is mapped anew when a good part of it is not mapped: before, its end is read.
    [[nodiscard]] std::shared_ptr<const FileMapping> map() override {
        auto mapping = mapped();
        const auto unmapped = size() - (mapping ? mapping->bytes().size() : 0);
        if (m_kept->mappings.most() == 0 || (mapping && unmapped <= 4096 + size() / 4) ||
            ++m_searches < searchesBeforeMapping)
            return mapping;
        m_searches = 0;
        auto file = opened();
        auto made = file ? (*file)->map() : nullptr;
        if (!made)
            return mapping;
        unmap();
        std::optional<std::shared_ptr<const FileMapping>> dropped;
        const std::lock_guard guard(m_kept->mutex);
        m_mapping = made;
        dropped = m_kept->mappings.add(m_path, made);
        return made;
    }
    [[nodiscard]] Result<void> truncate(std::uint64_t size) override {
        unmap();
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

    std::shared_ptr<const FileMapping> mapped() const {
        const std::lock_guard guard(m_kept->mutex);
        return m_mapping.lock();
    }

    void unmap() {
        if (!mapped())
            return;
        std::vector<std::shared_ptr<const FileMapping>> dropped;
        const std::lock_guard guard(m_kept->mutex);
        dropped = m_kept->mappings.takeBelow(m_path);
        m_mapping.reset();
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
        std::optional<std::shared_ptr<File>> dropped; // closed when the lock is no longer held
        const std::lock_guard guard(m_kept->mutex);
        m_file = file;
        dropped = m_kept->files.add(m_path, std::move(file));
    }

    Storage& m_storage;
    std::shared_ptr<Kept> m_kept;
    std::string m_path;
    OpenMode m_mode;
    std::atomic<std::uint64_t> m_size;
    mutable std::weak_ptr<File> m_file;
    std::weak_ptr<const FileMapping> m_mapping;
    int m_searches = 0; ///< without a mapping, or with one that is too short
};

OpenFileLimit::OpenFileLimit(Storage& storage, std::size_t filesMax, std::size_t mappingsMax)
    : m_storage(storage)
    , m_kept(new Kept{{},
                      NewestByPath<std::shared_ptr<File>>(filesMax),
                      NewestByPath<std::shared_ptr<const FileMapping>>(mappingsMax)}) {}

OpenFileLimit::~OpenFileLimit() = default;

Result<std::shared_ptr<File>> OpenFileLimit::open(const std::string& path, OpenMode mode) {
    auto file = m_storage.open(path, mode);
    if (!file)
        return file;
    return std::shared_ptr<File>(
        std::make_shared<ReopenedFile>(m_storage, m_kept, std::move(*file), mode != OpenMode::readOnly));
}

void OpenFileLimit::closeAll(const std::string& path) {
    std::vector<std::shared_ptr<File>> closed;
    std::vector<std::shared_ptr<const FileMapping>> unmapped;
    const std::lock_guard guard(m_kept->mutex);
    closed = m_kept->files.takeBelow(path);
    unmapped = m_kept->mappings.takeBelow(path);
}

} // namespace partitura::log
