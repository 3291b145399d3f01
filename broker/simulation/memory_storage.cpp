#include "broker/simulation/memory_storage.h"

#include "broker/simulation/memory_disk.h"

#include <algorithm>

namespace partitura::simulation {

using Kind = DiskOperation::Kind;

// Files -----------------------------------------------------------------------------------------------

class MemoryStorage::Handle final : public File {
public:
    Handle(std::string path, std::shared_ptr<Disk> disk, std::shared_ptr<Node> node, bool isWritable)
        : m_path(std::move(path))
        , m_disk(std::move(disk))
        , m_node(std::move(node))
        , m_crashes(m_disk->crashes)
        , m_isWritable(isWritable) {}

    [[nodiscard]] const std::string& path() const override { return m_path; }

    [[nodiscard]] std::uint64_t size() const override {
        const std::lock_guard guard(m_disk->mutex);
        return m_node->file.bytes().size();
    }

    [[nodiscard]] Result<std::size_t> readAt(std::uint64_t position, MutableByteView into) const override {
        m_disk->announce(Kind::read, m_path, into.size());
        const std::lock_guard guard(m_disk->mutex);
        if (auto checked = check(false); !checked)
            return checked.error();
        const auto& bytes = m_node->file.bytes();
        if (position >= bytes.size())
            return std::size_t{0};
        const auto count = std::min<std::size_t>(into.size(), bytes.size() - position);
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(position), count, into.begin());
        auto* random = m_disk->isObserved ? nullptr : m_disk->random;
        const auto oneIn = m_disk->faults.readFlipsOneIn;
        if (random && oneIn != 0 && count != 0 && random->below(oneIn) == 0)
            into[random->below(count)] ^= static_cast<std::uint8_t>(1u << random->below(8));
        return count;
    }

    [[nodiscard]] Result<void> writeAt(std::uint64_t position, ByteView from) override {
        m_disk->announce(Kind::write, m_path, from.size());
        const std::lock_guard guard(m_disk->mutex);
        if (auto checked = check(true); !checked)
            return checked;
        auto& faults = m_disk->faults;
        auto writable = from.size();
        const char* failure = nullptr;
        if (faults.failsWrites) {
            failure = "Input/output error";
            writable = m_disk->random ? m_disk->random->below(from.size() + 1) : 0;
        }
        const auto size = m_node->file.bytes().size();
        if (faults.bytesFree) {
            const auto room = std::max<std::uint64_t>(size, position) - position + *faults.bytesFree;
            if (room < writable) {
                failure = "No space left on device";
                writable = room;
            }
        }
        if (writable != 0)
            m_node->file.write(position, from.first(writable));
        account(size);
        if (m_disk->losesPower())
            return m_disk->checkPower(m_path);
        return failure ? Result<void>(diskError(m_path, failure)) : Result<void>();
    }

    [[nodiscard]] Result<void> truncate(std::uint64_t size) override {
        m_disk->announce(Kind::truncate, m_path);
        const std::lock_guard guard(m_disk->mutex);
        if (auto checked = check(true); !checked)
            return checked;
        if (m_disk->faults.failsWrites)
            return diskError(m_path, "Input/output error");
        const auto before = m_node->file.bytes().size();
        m_node->file.truncate(size);
        account(before);
        return m_disk->losesPower() ? m_disk->checkPower(m_path) : Result<void>();
    }

    [[nodiscard]] Result<void> sync() override {
        m_disk->announce(Kind::sync, m_path);
        const std::lock_guard guard(m_disk->mutex);
        if (auto checked = check(false); !checked)
            return checked;
        if (m_disk->losesPower()) // what it would have made durable survives or not
            return m_disk->checkPower(m_path);
        if (m_disk->faults.failsSyncs) {
            m_node->file.failSync(m_disk->random);
            return diskError(m_path, "Input/output error");
        }
        m_node->file.sync();
        return {};
    }

private:
    [[nodiscard]] Result<void> check(bool writes) const {
        if (m_crashes != m_disk->crashes)
            return diskError(m_path, "opened before a crash");
        if (writes && !m_isWritable)
            return diskError(m_path, "opened for reading");
        return m_disk->checkPower(m_path);
    }

    /// Of the bytes that are free, takes as many as the file has grown by.
    void account(std::uint64_t sizeBefore) {
        auto& bytesFree = m_disk->faults.bytesFree;
        if (bytesFree)
            *bytesFree =
                *bytesFree + sizeBefore - std::min(m_node->file.bytes().size(), sizeBefore + *bytesFree);
    }

    std::string m_path;
    std::shared_ptr<Disk> m_disk;
    std::shared_ptr<Node> m_node;
    int m_crashes;
    bool m_isWritable;
};

class MemoryStorage::Lock final : public DirectoryLock {
public:
    Lock(std::string directory, std::shared_ptr<Disk> disk)
        : m_directory(std::move(directory))
        , m_disk(std::move(disk))
        , m_crashes(m_disk->crashes) {}
    ~Lock() override {
        const std::lock_guard guard(m_disk->mutex);
        if (m_crashes == m_disk->crashes)
            m_disk->locks.erase(m_directory);
    }

private:
    std::string m_directory;
    std::shared_ptr<Disk> m_disk;
    int m_crashes;
};

// The storage -----------------------------------------------------------------------------------------

MemoryStorage::MemoryStorage()
    : m_disk(std::make_shared<Disk>(nullptr)) {}
MemoryStorage::MemoryStorage(Random& random)
    : m_disk(std::make_shared<Disk>(&random)) {}
MemoryStorage::~MemoryStorage() = default;

Result<std::shared_ptr<File>> MemoryStorage::open(const std::string& path, OpenMode mode) {
    const bool creates = mode == OpenMode::create || mode == OpenMode::replace;
    if (creates)
        m_disk->announce(Kind::create, path);
    std::shared_ptr<Handle> handle;
    {
        const std::lock_guard guard(m_disk->mutex);
        if (auto checked = m_disk->checkPower(path); !checked)
            return checked.error();
        auto node = m_disk->find(path);
        if (node && node->isDirectory)
            return diskError(path, "Is a directory");
        if (!node && !creates)
            return diskError(path, "No such file or directory");
        if (!node) {
            const auto [directory, name] = m_disk->placeOf(path);
            if (!directory)
                return diskError(path, "No such file or directory");
            node = std::make_shared<Node>(false);
            m_disk->change(*directory, {.made = name, .node = node});
            if (m_disk->losesPower())
                return m_disk->checkPower(path).error();
        }
        handle = std::make_shared<Handle>(path, m_disk, std::move(node), mode != OpenMode::readOnly);
    }
    if (mode == OpenMode::replace && handle->size() != 0)
        if (auto cut = handle->truncate(0); !cut)
            return cut.error();
    return std::shared_ptr<File>(std::move(handle));
}

bool MemoryStorage::exists(const std::string& path) const {
    const std::lock_guard guard(m_disk->mutex);
    return m_disk->find(path) != nullptr;
}

Result<void> MemoryStorage::createDirectories(const std::string& path) {
    m_disk->announce(Kind::createDirectory, path);
    const std::lock_guard guard(m_disk->mutex);
    if (auto checked = m_disk->checkPower(path); !checked)
        return checked;
    for (auto slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
        const auto part = path.substr(0, slash);
        const auto node = m_disk->find(part);
        if (node && !node->isDirectory)
            return diskError(part, "Not a directory");
        if (!node) {
            const auto [directory, name] = m_disk->placeOf(part);
            m_disk->change(*directory, {.made = name, .node = std::make_shared<Node>(true)});
            if (m_disk->losesPower())
                return m_disk->checkPower(path);
        }
        if (slash == std::string::npos)
            return {};
    }
}

Result<std::vector<Storage::Entry>> MemoryStorage::list(const std::string& path) const {
    const std::lock_guard guard(m_disk->mutex);
    if (auto checked = m_disk->checkPower(path); !checked)
        return checked.error();
    const auto node = m_disk->find(path);
    if (!node || !node->isDirectory)
        return diskError(path, node ? "Not a directory" : "No such file or directory");
    std::vector<Entry> entries;
    for (const auto& [name, child] : node->entries)
        entries.push_back({name, child->isDirectory});
    return entries;
}

Result<void> MemoryStorage::rename(const std::string& from, const std::string& to) {
    m_disk->announce(Kind::rename, from);
    const std::lock_guard guard(m_disk->mutex);
    if (auto checked = m_disk->checkPower(from); !checked)
        return checked;
    const auto node = m_disk->find(from);
    const auto source = m_disk->placeOf(from);
    const auto target = m_disk->placeOf(to);
    if (!node || !target.directory)
        return diskError(node ? to : from, "No such file or directory");
    if (source.directory == target.directory) {
        m_disk->change(*source.directory, {source.name, target.name, node});
    } else {
        m_disk->change(*target.directory, {.made = target.name, .node = node});
        m_disk->change(*source.directory, {.gone = source.name});
    }
    return m_disk->losesPower() ? m_disk->checkPower(from) : Result<void>();
}

Result<void> MemoryStorage::remove(const std::string& path) {
    m_disk->announce(Kind::remove, path);
    const std::lock_guard guard(m_disk->mutex);
    if (auto checked = m_disk->checkPower(path); !checked)
        return checked;
    const auto node = m_disk->find(path);
    if (!node)
        return {};
    if (auto& bytesFree = m_disk->faults.bytesFree)
        *bytesFree += node->size();
    const auto empty = [this](auto& self, Node& directory) -> void {
        while (!directory.entries.empty()) {
            self(self, *directory.entries.begin()->second);
            m_disk->change(directory, {.gone = directory.entries.begin()->first});
        }
    };
    empty(empty, *node);
    const auto place = m_disk->placeOf(path);
    m_disk->change(*place.directory, {.gone = place.name});
    return m_disk->losesPower() ? m_disk->checkPower(path) : Result<void>();
}

Result<void> MemoryStorage::syncDirectory(const std::string& path) {
    m_disk->announce(Kind::syncDirectory, path);
    const std::lock_guard guard(m_disk->mutex);
    if (auto checked = m_disk->checkPower(path); !checked)
        return checked;
    const auto node = m_disk->find(path);
    if (!node || !node->isDirectory)
        return diskError(path, node ? "Not a directory" : "No such file or directory");
    if (m_disk->losesPower())
        return m_disk->checkPower(path);
    if (m_disk->faults.failsSyncs)
        return diskError(path, "Input/output error");
    node->sync();
    return {};
}

Result<std::unique_ptr<DirectoryLock>> MemoryStorage::lock(const std::string& directory) {
    const std::lock_guard guard(m_disk->mutex);
    if (auto checked = m_disk->checkPower(directory); !checked)
        return checked.error();
    if (!m_disk->locks.insert(directory).second)
        return diskError(directory, "is in use by another broker; stop it or choose another directory");
    return std::unique_ptr<DirectoryLock>(std::make_unique<Lock>(directory, m_disk));
}

// Failures --------------------------------------------------------------------------------------------

void MemoryStorage::crash() {
    const std::lock_guard guard(m_disk->mutex);
    m_disk->root->crash(m_disk->random);
    m_disk->locks.clear();
    m_disk->changesMax = UINT64_MAX;
    m_disk->isOff = false;
    ++m_disk->crashes;
}

void MemoryStorage::losePowerAfter(std::uint64_t changes) {
    const std::lock_guard guard(m_disk->mutex);
    m_disk->changesMax = changes;
}

bool MemoryStorage::isOff() const {
    const std::lock_guard guard(m_disk->mutex);
    return m_disk->isOff;
}

std::uint64_t MemoryStorage::changes() const {
    const std::lock_guard guard(m_disk->mutex);
    return m_disk->changes;
}

void MemoryStorage::syncAll() {
    const std::lock_guard guard(m_disk->mutex);
    m_disk->root->syncAll();
}

void MemoryStorage::setFaults(DiskFaults faults) {
    const std::lock_guard guard(m_disk->mutex);
    m_disk->faults = std::move(faults);
}

void MemoryStorage::setObserved(bool isObserved) {
    const std::lock_guard guard(m_disk->mutex);
    m_disk->isObserved = isObserved;
}

void MemoryStorage::flipBit(const std::string& path, std::uint64_t bit) {
    const std::lock_guard guard(m_disk->mutex);
    if (const auto node = m_disk->find(path))
        node->file.flipBit(bit);
}

} // namespace partitura::simulation
