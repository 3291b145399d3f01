// Bytes on their way out, some of them still in a file.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/result.h"

#include <cstdint>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

namespace partitura {

class File;

/// A range of a file, to be sent without passing through memory where the transport can.
struct FileRegion {
    std::shared_ptr<const File> file;
    std::uint64_t position = 0;
    std::size_t length = 0;
};

/// An ordered list of byte pieces: owned, shared, or in a file. Thread: one at a time; may be moved
/// between threads.
class Payload {
public:
    using Piece = std::variant<Bytes, SharedBytes, FileRegion>;

    Payload() = default;
    explicit Payload(Bytes bytes) { append(std::move(bytes)); }

    /// Adds a piece at the end; empty ones are dropped.
    void append(Piece piece);
    void append(Payload other);

    /// Total length in bytes.
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] const std::vector<Piece>& pieces() const { return m_pieces; }
    /// The pieces, leaving the payload empty.
    [[nodiscard]] std::vector<Piece> takePieces() { return m_size = 0, std::exchange(m_pieces, {}); }

    /// All bytes in one sequence, reading those in files. Errors: KAFKA_STORAGE_ERROR, also when a file
    /// has become shorter than its region.
    [[nodiscard]] Result<Bytes> flatten() const;

private:
    std::vector<Piece> m_pieces;
    std::size_t m_size = 0;
};

[[nodiscard]] std::size_t pieceSize(const Payload::Piece& piece);

} // namespace partitura
