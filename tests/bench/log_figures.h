// The figures of the log, from inside, beside the machine's own limits.
#pragma once

namespace partitura::bench {

/// Measures append, reading, recovery and opening on the disk of /tmp and prints them.
void measureLog(int runs);

/// Measures compaction there and prints it.
void measureCompaction(int runs);

} // namespace partitura::bench
