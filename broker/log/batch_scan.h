// Walking over the batch headers in a segment's file.
#pragma once

#include "broker/base/storage.h"
#include "broker/record/batch_header.h"

#include <array>
#include <optional>

namespace partitura::log {

/// A batch found in a file.
struct FoundBatch {
    std::uint64_t position = 0;
    record::BatchHeader header;
    [[nodiscard]] std::uint64_t end() const { return position + header.sizeInBytes(); }
};

/// Reads header after header, one small read for those that lie close together; bodies are skipped and no CRC
/// is checked. Lives on the stack for one walk. Thread: one at a time.
class BatchScan {
public:
    /// Batches of `file` in [position, end); `position` is where one begins.
    BatchScan(const File& file, std::uint64_t position, std::uint64_t end)
        : m_file(file)
        , m_position(position)
        , m_end(end) {}

    /// The next whole batch of any format; nullopt at the end or where a batch is cut. Of a compressed
    /// message of magic 0 or 1 the base offset is not known (see BatchHeader). Errors: KAFKA_STORAGE_ERROR,
    /// CORRUPT_MESSAGE where the bytes are no batch.
    [[nodiscard]] Result<std::optional<FoundBatch>> next();
    /// Where the next batch would begin.
    [[nodiscard]] std::uint64_t position() const { return m_position; }

private:
    const File& m_file;
    std::uint64_t m_position;
    std::uint64_t m_end;
    std::array<std::uint8_t, 4096> m_window;
    std::uint64_t m_windowAt = 0;
    std::size_t m_windowSize = 0;
};

} // namespace partitura::log
