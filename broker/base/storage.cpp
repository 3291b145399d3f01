#include "broker/base/storage.h"

namespace partitura {

Result<Bytes> readFile(Storage& storage, const std::string& path, std::uint64_t limit) {
    auto file = storage.open(path, Storage::OpenMode::readOnly);
    if (!file)
        return file.error();
    const auto size = (*file)->size();
    if (size > limit)
        return Error{ErrorCode::KAFKA_STORAGE_ERROR, path + ": " + std::to_string(size) +
                                                         " bytes, more than the " + std::to_string(limit) +
                                                         " expected of such a file"};
    Bytes bytes(size);
    auto count = (*file)->readAt(0, bytes);
    if (!count)
        return count.error();
    bytes.resize(*count);
    return bytes;
}

Result<void> writeFileAtomically(Storage& storage, const std::string& path, ByteView bytes) {
    const auto temporary = path + ".tmp";
    auto file = storage.open(temporary, Storage::OpenMode::replace);
    if (!file)
        return file.error();
    if (auto written = (*file)->writeAt(0, bytes); !written)
        return written;
    if (auto synced = (*file)->sync(); !synced)
        return synced;
    if (auto renamed = storage.rename(temporary, path); !renamed)
        return renamed;
    return storage.syncDirectory(parentOf(path));
}

std::string parentOf(const std::string& path) {
    const auto slash = path.rfind('/');
    if (slash == std::string::npos)
        return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

} // namespace partitura
