#include "broker/simulation/memory_storage.h"

#include <algorithm>

namespace partitura::simulation {
namespace {

Error failure(const std::string& path, const char* why) {
    return {ErrorCode::KAFKA_STORAGE_ERROR, path + ": " + why};
}

bool isBelow(const std::string& path, const std::string& directory) {
    return path.size() > directory.size() && path.starts_with(directory) && path[directory.size()] == '/';
}

} // namespace

/// The contents of one file, now and as last synced.
class MemoryStorage::Node {
public:
    mutable std::mutex mutex;
    Bytes bytes;
    Bytes synced;
    std::size_t firstUnsynced = 0; ///< below it, `bytes` and `synced` agree
    bool wasSynced = false;
    bool isLost = false; ///< by a crash: for handles from before it
};

class MemoryStorage::Handle final : public File {
public:
    Handle(std::string path, std::shared_ptr<Node> node, bool isWritable)
        : m_path(std::move(path))
        , m_node(std::move(node))
        , m_isWritable(isWritable) {}

    [[nodiscard]] const std::string& path() const override { return m_path; }

    [[nodiscard]] std::uint64_t size() const override {
        const std::lock_guard guard(m_node->mutex);
        return m_node->bytes.size();
    }

    [[nodiscard]] Result<std::size_t> readAt(std::uint64_t position, MutableByteView into) const override {
        const std::lock_guard guard(m_node->mutex);
        if (m_node->isLost)
            return failure(m_path, "opened before a crash");
        const auto& bytes = m_node->bytes;
        if (position >= bytes.size())
            return std::size_t{0};
        const auto count = std::min<std::size_t>(into.size(), bytes.size() - position);
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(position), count, into.begin());
        return count;
    }

    [[nodiscard]] Result<void> writeAt(std::uint64_t position, ByteView from) override {
        const std::lock_guard guard(m_node->mutex);
        if (auto checked = checkWritable(); !checked)
            return checked;
        if (m_node->bytes.size() < position + from.size())
            m_node->bytes.resize(position + from.size());
        std::copy(from.begin(), from.end(), m_node->bytes.begin() + static_cast<std::ptrdiff_t>(position));
        m_node->firstUnsynced = std::min<std::size_t>(m_node->firstUnsynced, position);
        return {};
    }

    [[nodiscard]] Result<void> truncate(std::uint64_t size) override {
        const std::lock_guard guard(m_node->mutex);
        if (auto checked = checkWritable(); !checked)
            return checked;
        m_node->firstUnsynced = std::min<std::size_t>({m_node->firstUnsynced, size, m_node->bytes.size()});
        m_node->bytes.resize(size);
        return {};
    }

    [[nodiscard]] Result<void> sync() override {
        const std::lock_guard guard(m_node->mutex);
        if (m_node->isLost)
            return failure(m_path, "opened before a crash");
        auto& node = *m_node;
        node.synced.resize(node.firstUnsynced);
        node.synced.insert(node.synced.end(),
                           node.bytes.begin() + static_cast<std::ptrdiff_t>(node.firstUnsynced),
                           node.bytes.end());
        node.firstUnsynced = node.bytes.size();
        node.wasSynced = true;
        return {};
    }

private:
    [[nodiscard]] Result<void> checkWritable() const {
        if (m_node->isLost)
            return failure(m_path, "opened before a crash");
        return m_isWritable ? Result<void>() : failure(m_path, "opened for reading");
    }

    std::string m_path;
    std::shared_ptr<Node> m_node;
    bool m_isWritable;
};

class MemoryStorage::Lock final : public DirectoryLock {
public:
    Lock(std::string directory, std::shared_ptr<Locks> locks)
        : m_directory(std::move(directory))
        , m_locks(std::move(locks)) {}
    ~Lock() override {
        const std::lock_guard guard(m_locks->mutex);
        m_locks->held.erase(m_directory);
    }

private:
    std::string m_directory;
    std::shared_ptr<Locks> m_locks;
};

MemoryStorage::MemoryStorage()
    : m_locks(std::make_shared<Locks>()) {}
MemoryStorage::~MemoryStorage() = default;

Result<std::shared_ptr<File>> MemoryStorage::open(const std::string& path, OpenMode mode) {
    const std::lock_guard guard(m_mutex);
    if (m_directories.contains(path))
        return failure(path, "is a directory");
    auto at = m_files.find(path);
    if (at == m_files.end()) {
        if (mode == OpenMode::readOnly || mode == OpenMode::readWrite)
            return failure(path, "does not exist");
        if (const auto slash = path.rfind('/');
            slash != std::string::npos && slash != 0 && !m_directories.contains(path.substr(0, slash)))
            return failure(path, "its directory does not exist");
        at = m_files.emplace(path, std::make_shared<Node>()).first;
    }
    auto handle = std::make_shared<Handle>(path, at->second, mode != OpenMode::readOnly);
    if (mode == OpenMode::replace)
        if (auto cut = handle->truncate(0); !cut)
            return cut.error();
    return std::shared_ptr<File>(std::move(handle));
}

bool MemoryStorage::exists(const std::string& path) const {
    const std::lock_guard guard(m_mutex);
    return m_files.contains(path) || m_directories.contains(path);
}

Result<void> MemoryStorage::createDirectories(const std::string& path) {
    const std::lock_guard guard(m_mutex);
    for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
        const auto part = path.substr(0, slash);
        if (m_files.contains(part))
            return failure(part, "is a file");
        if (!part.empty())
            m_directories.insert(part);
        if (slash == std::string::npos)
            return {};
    }
}

Result<std::vector<Storage::Entry>> MemoryStorage::list(const std::string& path) const {
    const std::lock_guard guard(m_mutex);
    if (!m_directories.contains(path))
        return failure(path, "is no directory");
    std::vector<Entry> entries;
    const auto addChild = [&](const std::string& child, bool isDirectory) {
        if (isBelow(child, path) && child.find('/', path.size() + 1) == std::string::npos)
            entries.push_back({child.substr(path.size() + 1), isDirectory});
    };
    for (const auto& [file, node] : m_files)
        addChild(file, false);
    for (const auto& directory : m_directories)
        addChild(directory, true);
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return entries;
}

Result<void> MemoryStorage::rename(const std::string& from, const std::string& to) {
    const std::lock_guard guard(m_mutex);
    if (auto file = m_files.extract(from)) {
        m_files.insert_or_assign(to, std::move(file.mapped()));
        return {};
    }
    if (!m_directories.contains(from))
        return failure(from, "does not exist");
    const auto moved = [&](const std::string& path) { return to + path.substr(from.size()); };
    std::map<std::string, std::shared_ptr<Node>> files;
    for (auto& [path, node] : m_files)
        files[isBelow(path, from) ? moved(path) : path] = node;
    std::set<std::string> directories;
    for (const auto& path : m_directories)
        directories.insert(path == from || isBelow(path, from) ? moved(path) : path);
    m_files = std::move(files);
    m_directories = std::move(directories);
    return {};
}

Result<void> MemoryStorage::remove(const std::string& path) {
    const std::lock_guard guard(m_mutex);
    std::erase_if(m_files, [&](const auto& file) { return file.first == path || isBelow(file.first, path); });
    std::erase_if(m_directories, [&](const auto& entry) { return entry == path || isBelow(entry, path); });
    return {};
}

Result<void> MemoryStorage::syncDirectory(const std::string& path) {
    return exists(path) ? Result<void>() : failure(path, "does not exist");
}

Result<std::unique_ptr<DirectoryLock>> MemoryStorage::lock(const std::string& directory) {
    const std::lock_guard guard(m_locks->mutex);
    if (!m_locks->held.insert(directory).second)
        return failure(directory, "is in use by another broker; stop it or choose another directory");
    return std::unique_ptr<DirectoryLock>(std::make_unique<Lock>(directory, m_locks));
}

void MemoryStorage::crash() {
    const std::lock_guard guard(m_mutex);
    std::map<std::string, std::shared_ptr<Node>> survivors;
    for (auto& [path, node] : m_files) {
        const std::lock_guard nodeGuard(node->mutex);
        node->isLost = true;
        if (!node->wasSynced)
            continue;
        auto survivor = std::make_shared<Node>();
        survivor->bytes = survivor->synced = node->synced;
        survivor->firstUnsynced = survivor->bytes.size();
        survivor->wasSynced = true;
        survivors[path] = std::move(survivor);
    }
    m_files = std::move(survivors);
    m_locks = std::make_shared<Locks>();
}

} // namespace partitura::simulation
