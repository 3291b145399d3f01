// A disk that fails.
#pragma once

#include "broker/base/storage.h"

#include <limits>
#include <memory>

namespace partitura::test {

/// Passes everything on to another storage, but the operations that change something only as many as it is
/// allowed; all later ones fail, as after the power went. Thread: one.
class FailingStorage final : public Storage {
public:
    explicit FailingStorage(Storage& inner)
        : m_inner(inner) {}

    /// Fails from the `operations`-th from now on, counting from 0.
    void failAfter(std::uint64_t operations) { *m_left = operations; }
    /// Changing operations so far that went through.
    [[nodiscard]] std::uint64_t count() const { return *m_count; }
    /// A file whose path ends so fails all reading and writing.
    void failFilesWith(std::string suffix) { m_failingSuffix = std::move(suffix); }

    Result<std::shared_ptr<File>> open(const std::string& path, OpenMode mode) override {
        if (!m_failingSuffix.empty() && path.ends_with(m_failingSuffix))
            return failure(path);
        const bool makes = mode == OpenMode::replace || (mode == OpenMode::create && !m_inner.exists(path));
        if (makes && !takeOne())
            return failure(path);
        auto file = m_inner.open(path, mode);
        if (!file)
            return file;
        return std::shared_ptr<File>(std::make_shared<FailingFile>(*this, *file));
    }
    bool exists(const std::string& path) const override { return m_inner.exists(path); }
    Result<void> createDirectories(const std::string& path) override {
        return takeOne() ? m_inner.createDirectories(path) : failure(path);
    }
    Result<std::vector<Entry>> list(const std::string& path) const override { return m_inner.list(path); }
    Result<void> rename(const std::string& from, const std::string& to) override {
        return takeOne() ? m_inner.rename(from, to) : failure(from);
    }
    Result<void> remove(const std::string& path) override {
        return !m_inner.exists(path) ? Result<void>() : takeOne() ? m_inner.remove(path) : failure(path);
    }
    Result<void> syncDirectory(const std::string& path) override {
        return takeOne() ? m_inner.syncDirectory(path) : failure(path);
    }
    Result<std::unique_ptr<DirectoryLock>> lock(const std::string& directory) override {
        return m_inner.lock(directory);
    }

private:
    class FailingFile final : public File {
    public:
        FailingFile(FailingStorage& storage, std::shared_ptr<File> inner)
            : m_left(storage.m_left)
            , m_count(storage.m_count)
            , m_inner(std::move(inner)) {}

        const std::string& path() const override { return m_inner->path(); }
        std::uint64_t size() const override { return m_inner->size(); }
        Result<std::size_t> readAt(std::uint64_t position, MutableByteView into) const override {
            return m_inner->readAt(position, into);
        }
        Result<void> writeAt(std::uint64_t position, ByteView bytes) override {
            return take() ? m_inner->writeAt(position, bytes) : failure(path());
        }
        Result<void> truncate(std::uint64_t size) override {
            return take() ? m_inner->truncate(size) : failure(path());
        }
        Result<void> sync() override { return take() ? m_inner->sync() : failure(path()); }

    private:
        bool take() { return takeOne(*m_left, *m_count); }

        std::shared_ptr<std::uint64_t> m_left;
        std::shared_ptr<std::uint64_t> m_count;
        std::shared_ptr<File> m_inner;
    };

    static Error failure(const std::string& path) {
        return {ErrorCode::KAFKA_STORAGE_ERROR, path + ": the disk has failed"};
    }
    static bool takeOne(std::uint64_t& left, std::uint64_t& count) {
        if (left == 0)
            return false;
        --left;
        ++count;
        return true;
    }
    bool takeOne() { return takeOne(*m_left, *m_count); }

    Storage& m_inner;
    std::shared_ptr<std::uint64_t> m_left =
        std::make_shared<std::uint64_t>(std::numeric_limits<std::uint64_t>::max());
    std::shared_ptr<std::uint64_t> m_count = std::make_shared<std::uint64_t>(0);
    std::string m_failingSuffix;
};

} // namespace partitura::test
