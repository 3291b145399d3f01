// Reading a log file that may be damaged, batch by batch, with their bytes.
#pragma once

#include "broker/base/storage.h"
#include "broker/log/log_problem.h"
#include "broker/record/batch_header.h"

#include <optional>

namespace partitura::log {

/// One batch as it lies in a file.
struct WalkedBatch {
    std::uint64_t position = 0;
    record::BatchHeader header;
    ByteView bytes; ///< the whole batch, until the walk goes on; empty when it is too long to be looked at
    bool hasValidCrc = false; ///< meaningless without bytes

    [[nodiscard]] std::uint64_t end() const { return position + header.sizeInBytes(); }
};

/// Walks over a `.log` (or a `.checkpoint` of the metadata log) from its beginning, with one buffer however
/// long the file is. A wrong CRC does not end the walk; a header that cannot be one does. Thread: one at a
/// time.
class BatchWalk {
public:
    /// Bytes of the longest batch that is looked into.
    static constexpr std::size_t batchBytesMax = 256u << 20;

    explicit BatchWalk(std::shared_ptr<const File> file);

    /// The next batch; false at the end of the file, and where damage() says why there is none. Errors:
    /// KAFKA_STORAGE_ERROR.
    [[nodiscard]] Result<bool> next(WalkedBatch& into);
    /// What ended the walk before the end of the file; nullopt when all of it is batches.
    [[nodiscard]] const std::optional<LogProblem>& damage() const { return m_damage; }
    /// Where the next batch begins, or the damage.
    [[nodiscard]] std::uint64_t position() const { return m_position; }
    /// Bytes of the file when it was opened.
    [[nodiscard]] std::uint64_t fileBytes() const { return m_end; }

private:
    [[nodiscard]] Result<ByteView> bytesAt(std::uint64_t position, std::size_t count);
    [[nodiscard]] Result<bool> stop(std::string what);
    [[nodiscard]] Result<bool> stopAtNoBatch(const std::string& why);

    std::shared_ptr<const File> m_file;
    std::uint64_t m_position = 0;
    std::uint64_t m_end;
    Bytes m_buffer;
    std::uint64_t m_bufferAt = 0;
    std::size_t m_bufferSize = 0;
    std::optional<LogProblem> m_damage;
};

} // namespace partitura::log
