#include "broker/faults/faulty_storage.h"

#include <algorithm>

namespace partitura::faults {
namespace {

using Surroundings = FaultyStorage::Surroundings;

/// A slow operation goes on at once when the fault is undone, or so soon after.
constexpr Duration waitSlice = std::chrono::milliseconds(50);

Error diskError(const std::string& path, const char* why) {
    return {ErrorCode::KAFKA_STORAGE_ERROR, path + ": " + why};
}

void takeTime(const Surroundings& around) {
    auto left = around.faults->disk().operationTakes;
    while (left > Duration::zero()) {
        const auto disk = around.faults->disk();
        if (disk.operationTakes == Duration::zero() || (disk.slowsBackgroundOnly && !around.isBackground()))
            return;
        const auto slice = std::min(left, waitSlice);
        around.wait(slice);
        left -= slice;
    }
}

Result<void> syncError(const Surroundings& around, const std::string& path) {
    if (!around.faults->hasDiskFaults())
        return {};
    takeTime(around);
    if (around.faults->disk().failsSyncs)
        return diskError(path, "Input/output error of a sync");
    return {};
}

} // namespace

class FaultyStorage::FaultyFile final : public File {
public:
    FaultyFile(std::shared_ptr<File> file, std::shared_ptr<const Surroundings> around)
        : m_file(std::move(file))
        , m_around(std::move(around)) {}

    [[nodiscard]] const std::string& path() const override { return m_file->path(); }
    [[nodiscard]] std::uint64_t size() const override { return m_file->size(); }

    [[nodiscard]] Result<std::size_t> readAt(std::uint64_t position, MutableByteView into) const override {
        if (!faults().hasDiskFaults())
            return m_file->readAt(position, into);
        takeTime(*m_around);
        auto read = m_file->readAt(position, into);
        if (read)
            if (const auto bit = faults().bitToFlip(*read))
                into[*bit / 8] ^= static_cast<std::uint8_t>(1u << *bit % 8);
        return read;
    }

    [[nodiscard]] Result<void> writeAt(std::uint64_t position, ByteView bytes) override {
        if (!faults().hasDiskFaults())
            return m_file->writeAt(position, bytes);
        takeTime(*m_around);
        if (faults().disk().failsWrites) {
            (void)m_file->writeAt(position, bytes.first(bytes.size() / 2));
            return diskError(path(), "Input/output error of a write");
        }
        const auto before = size(), end = position + bytes.size();
        const auto grows = end > before ? end - before : 0;
        const auto granted = faults().takeBytes(grows);
        if (granted == grows)
            return m_file->writeAt(position, bytes);
        const auto last = before + granted;
        if (last > position)
            (void)m_file->writeAt(position, bytes.first(static_cast<std::size_t>(last - position)));
        return diskError(path(), "No space left on device");
    }

    [[nodiscard]] Result<void> truncate(std::uint64_t size) override {
        if (!faults().hasDiskFaults())
            return m_file->truncate(size);
        if (faults().disk().failsWrites)
            return diskError(path(), "Input/output error of a write");
        const auto before = m_file->size();
        auto done = m_file->truncate(size);
        if (done && size < before)
            faults().giveBytesBack(before - size);
        return done;
    }

    [[nodiscard]] Result<void> reserve(std::uint64_t size) override { return m_file->reserve(size); }

    [[nodiscard]] Result<void> sync() override {
        if (auto error = syncError(*m_around, path()); !error)
            return error;
        return m_file->sync();
    }

    [[nodiscard]] std::shared_ptr<File> pin() override {
        auto open = m_file->pin();
        return open ? std::make_shared<FaultyFile>(std::move(open), m_around) : nullptr;
    }

    // What is sent from the file itself would meet no fault of reading.
    [[nodiscard]] std::optional<int> descriptor() const override {
        if (faults().hasDiskFaults() && faults().disk().readFlipsOneIn != 0)
            return std::nullopt;
        return m_file->descriptor();
    }

private:
    [[nodiscard]] NodeFaults& faults() const { return *m_around->faults; }

    const std::shared_ptr<File> m_file;
    const std::shared_ptr<const Surroundings> m_around;
};

FaultyStorage::FaultyStorage(Storage& storage, Surroundings surroundings)
    : m_storage(storage)
    , m_surroundings(std::make_shared<const Surroundings>(std::move(surroundings))) {}

Result<std::shared_ptr<File>> FaultyStorage::open(const std::string& path, OpenMode mode) {
    std::uint64_t replaced = 0;
    if (m_surroundings->faults->hasDiskFaults() && mode == OpenMode::replace)
        replaced = bytesOf(path);
    auto file = m_storage.open(path, mode);
    if (!file)
        return file.error();
    m_surroundings->faults->giveBytesBack(replaced);
    return std::shared_ptr<File>(std::make_shared<FaultyFile>(std::move(*file), m_surroundings));
}

Result<void> FaultyStorage::remove(const std::string& path) {
    const auto freed = m_surroundings->faults->hasDiskFaults() ? bytesOf(path) : 0;
    auto removed = m_storage.remove(path);
    if (removed && freed > 0)
        m_surroundings->faults->giveBytesBack(freed);
    return removed;
}

Result<void> FaultyStorage::syncDirectory(const std::string& path) {
    if (auto error = syncError(*m_surroundings, path); !error)
        return error;
    return m_storage.syncDirectory(path);
}

// Of a file, or of all files below a directory.
std::uint64_t FaultyStorage::bytesOf(const std::string& path) const {
    if (!m_storage.exists(path))
        return 0;
    if (auto entries = m_storage.list(path)) {
        std::uint64_t bytes = 0;
        for (const auto& entry : *entries)
            bytes += bytesOf(path + "/" + entry.name);
        return bytes;
    }
    const auto file = m_storage.open(path, OpenMode::readOnly);
    return file ? (*file)->size() : 0;
}

Result<void> flipBit(Storage& storage, const std::string& path, std::uint64_t bit) {
    auto file = storage.open(path, Storage::OpenMode::readWrite);
    if (!file)
        return file.error();
    Bytes byte(1);
    auto read = (*file)->readAt(bit / 8, byte);
    if (!read)
        return read.error();
    if (*read == 0)
        return diskError(path, "the file ends before that bit");
    byte[0] ^= static_cast<std::uint8_t>(1u << bit % 8);
    return (*file)->writeAt(bit / 8, byte);
}

} // namespace partitura::faults
