// What a simulated disk holds of one file, and what a power failure leaves of it.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/random.h"

#include <cstdint>
#include <vector>

namespace partitura::simulation {

/// The contents of a file as reads see them, as they are durable, and the changes in between. Thread: one at
/// a time.
class MemoryFile {
public:
    /// As reads see them.
    [[nodiscard]] const Bytes& bytes() const { return m_bytes; }
    /// Whether a sync has ever succeeded.
    [[nodiscard]] bool wasSynced() const { return m_wasSynced; }

    void write(std::uint64_t position, ByteView bytes);
    void truncate(std::uint64_t size);
    /// Makes all changes durable that still can be.
    void sync();
    /// A sync that fails as Linux's does: of the changes some (none without `random`) become durable, the
    /// others never will, though reads go on to see them and later syncs succeed.
    void failSync(Random* random);
    /// Goes back to what is durable. With `random`, of the changes since then a choice survives: all, none,
    /// the first few with the next one torn, any of them, or any of their sectors (512 or 4096 bytes) each in
    /// any version it had, under any of the sizes that the file had.
    void crash(Random* random);
    /// Inverts a bit, on the disk as well as for reads; `bit` counts from the file's beginning.
    void flipBit(std::uint64_t bit);

private:
    /// A write of `bytes` at `at`, or a truncation to `at`.
    struct Change {
        std::uint64_t at = 0;
        Bytes bytes;
        bool isTruncation = false;
    };

    static void apply(Bytes& to, const Change& change);
    void keepSome(Random& random);
    void keepFirst(Random& random);
    void keepSectors(Random& random);

    Bytes m_bytes;
    Bytes m_durable;
    std::vector<Change> m_changes; ///< since m_durable
    bool m_wasSynced = false;
};

} // namespace partitura::simulation
