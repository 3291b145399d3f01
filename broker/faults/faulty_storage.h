// A disk with the faults of a plan.
#pragma once

#include "broker/base/storage.h"
#include "broker/faults/node_faults.h"

#include <functional>

namespace partitura::faults {

/// Brings a node's disk faults about. While there are none, an operation costs one atomic read more. Owned by
/// the composition of the cluster; its files may outlive it, not what `wait` and `isBackground` use. Thread:
/// any, as Storage says.
class FaultyStorage final : public Storage {
public:
    struct Surroundings {
        std::shared_ptr<NodeFaults> faults;
        std::function<void(Duration)> wait; ///< lets time pass on the calling thread
        std::function<bool()> isBackground; ///< whether that is the node's background loop
    };

    /// `storage` outlives this.
    FaultyStorage(Storage& storage, Surroundings surroundings);

    [[nodiscard]] Result<std::shared_ptr<File>> open(const std::string& path, OpenMode mode) override;
    [[nodiscard]] bool exists(const std::string& path) const override { return m_storage.exists(path); }
    [[nodiscard]] Result<void> createDirectories(const std::string& path) override {
        return m_storage.createDirectories(path);
    }
    [[nodiscard]] Result<std::vector<Entry>> list(const std::string& path) const override {
        return m_storage.list(path);
    }
    [[nodiscard]] Result<void> rename(const std::string& from, const std::string& to) override {
        return m_storage.rename(from, to);
    }
    [[nodiscard]] Result<void> remove(const std::string& path) override;
    [[nodiscard]] Result<void> syncDirectory(const std::string& path) override;
    [[nodiscard]] Result<std::unique_ptr<DirectoryLock>> lock(const std::string& directory) override {
        return m_storage.lock(directory);
    }

private:
    class FaultyFile;

    [[nodiscard]] std::uint64_t bytesOf(const std::string& path) const;

    Storage& m_storage;
    const std::shared_ptr<const Surroundings> m_surroundings; ///< held by files too
};

/// Inverts a bit of a file where it is stored, `bit` from its beginning. Errors: KAFKA_STORAGE_ERROR, also
/// when the file ends before it.
[[nodiscard]] Result<void> flipBit(Storage& storage, const std::string& path, std::uint64_t bit);

} // namespace partitura::faults
