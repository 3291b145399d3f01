#include "broker/base/payload.h"

#include "broker/base/storage.h"

namespace partitura {

std::size_t pieceSize(const Payload::Piece& piece) {
    if (const auto* owned = std::get_if<Bytes>(&piece))
        return owned->size();
    if (const auto* shared = std::get_if<SharedBytes>(&piece))
        return (*shared)->size();
    return std::get<FileRegion>(piece).length;
}

void Payload::append(Piece piece) {
    const auto size = pieceSize(piece);
    if (size == 0)
        return;
    m_size += size;
    m_pieces.push_back(std::move(piece));
}

void Payload::append(Payload other) {
    for (auto& piece : other.takePieces())
        append(std::move(piece));
}

Result<Bytes> Payload::flatten() const {
    Bytes all;
    all.reserve(m_size);
    for (const auto& piece : m_pieces) {
        if (const auto* owned = std::get_if<Bytes>(&piece)) {
            all.insert(all.end(), owned->begin(), owned->end());
        } else if (const auto* shared = std::get_if<SharedBytes>(&piece)) {
            all.insert(all.end(), (*shared)->begin(), (*shared)->end());
        } else {
            const auto& region = std::get<FileRegion>(piece);
            const auto at = all.size();
            all.resize(at + region.length);
            auto count = region.file->readAt(region.position, MutableByteView(all).subspan(at));
            if (!count)
                return count.error();
            if (*count != region.length)
                return Error{ErrorCode::KAFKA_STORAGE_ERROR, region.file->path() + ": shorter than expected"};
        }
    }
    return all;
}

} // namespace partitura
