#include "tests/bench/log_figures.h"

#include "broker/base/live_clock.h"
#include "broker/log/log_cleaner.h"
#include "broker/log/open_file_limit.h"
#include "broker/log/posix_storage.h"
#include "broker/net/asio_event_loop.h"
#include "broker/record/batch_builder.h"
#include "tests/bench/report.h"
#include "tests/bench/scratch.h"

#include <fmt/format.h>

#include <algorithm>
#include <arpa/inet.h>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace partitura::bench {
namespace {

using Seconds = std::chrono::duration<double>;

constexpr std::size_t totalBytes = std::size_t{1} << 30;
constexpr std::size_t batchBytes = 16 << 10;
constexpr std::size_t fetchBytes = 1 << 20;
constexpr std::size_t coldPieceBytes = 16 << 20;
constexpr int lookupEntries = 100'000;
constexpr int lookupsEach = 200'000;
constexpr TimestampMs firstTimestamp = 1'600'000'000'000;
constexpr int partitions = 1000;
constexpr int segmentsEach = 10;
constexpr std::size_t compactedSegmentBytes = totalBytes / 8;
constexpr std::uint64_t compactedKeys = 1'000'000; ///< each comes some nine times, in random order

template <typename T>
T must(Result<T> result) {
    if (!result)
        throw std::runtime_error(result.error().context);
    return std::move(*result);
}
void must(Result<void> result) {
    if (!result)
        throw std::runtime_error(result.error().context);
}

double threadCpuSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

struct Rates {
    std::vector<double> megabytesPerSecond;
    std::vector<double> cpuPerGigabyte; ///< seconds of the measuring thread
};

/// Runs `work`, which moves `bytes`.
void measure(Rates& rates, std::size_t bytes, const std::function<void()>& work) {
    const auto cpu = threadCpuSeconds();
    const auto start = std::chrono::steady_clock::now();
    work();
    const Seconds took = std::chrono::steady_clock::now() - start;
    rates.megabytesPerSecond.push_back(static_cast<double>(bytes) / 1e6 / took.count());
    rates.cpuPerGigabyte.push_back((threadCpuSeconds() - cpu) / (static_cast<double>(bytes) / 1e9));
}

void print(const std::string& name, const Rates& rates, const std::string& remark = {}) {
    printFigure(name, rates.megabytesPerSecond, "MB/s", remark);
    printFigure(name + ", CPU per GB", rates.cpuPerGigabyte, "s");
}

std::string share(const Rates& part, const Rates& of, const std::string& what) {
    return fmt::format("{:.0f} % of {}",
                       100 * median(part.megabytesPerSecond) / median(of.megabytesPerSecond), what);
}

/// Two ends of a connection over loopback; a thread reads what is sent and throws it away.
class Drain {
public:
    Drain() {
        const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof(address);
        auto* general = reinterpret_cast<sockaddr*>(&address);
        m_socket = ::socket(AF_INET, SOCK_STREAM, 0);
        if (::bind(listener, general, length) != 0 || ::listen(listener, 1) != 0 ||
            ::getsockname(listener, general, &length) != 0 || ::connect(m_socket, general, length) != 0)
            throw std::runtime_error("no connection over loopback");
        const int reader = ::accept(listener, nullptr, nullptr);
        ::close(listener);
        m_thread = std::thread([reader] {
            std::vector<char> bytes(1 << 20);
            while (::read(reader, bytes.data(), bytes.size()) > 0) {
            }
            ::close(reader);
        });
    }
    ~Drain() {
        ::close(m_socket);
        m_thread.join();
    }
    Drain(const Drain&) = delete;
    Drain& operator=(const Drain&) = delete;

    void send(int file, std::uint64_t position, std::size_t length) const {
        auto offset = static_cast<off_t>(position);
        while (length > 0) {
            const auto count = ::sendfile(m_socket, file, &offset, length);
            if (count <= 0)
                throw std::runtime_error("sendfile failed");
            length -= static_cast<std::size_t>(count);
        }
    }

private:
    int m_socket = -1;
    std::thread m_thread;
};

Bytes batchOf(std::size_t size) {
    record::BatchBuilder builder;
    while (builder.sizeInBytes() + 120 < size)
        builder.add(1'600'000'000'000, std::nullopt, Bytes(100, 'v'));
    return must(builder.build());
}

/// As above, each record with one of compactedKeys as its key.
Bytes keyedBatch(std::size_t size, Random& random) {
    record::BatchBuilder builder;
    const Bytes value(100, 'v');
    while (builder.sizeInBytes() + 120 < size) {
        const auto key = fmt::format("{:08}", random.below(compactedKeys));
        builder.add(1'600'000'000'000, asBytes(key), value);
    }
    return must(builder.build());
}

/// Takes a piece of a file, which is synced, out of the page cache, so that it is read from the disk.
void makeCold(int file, std::uint64_t position, std::size_t length) {
    ::posix_fadvise(file, static_cast<off_t>(position), static_cast<off_t>(length), POSIX_FADV_DONTNEED);
}

/// Likewise all files of a directory.
void makeCold(const std::string& directory) {
    for (const auto& entry : std::filesystem::directory_iterator(directory))
        if (const int file = ::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC); file >= 0) {
            makeCold(file, 0, 0); // to its end
            ::close(file);
        }
}

class LogFigures {
public:
    explicit LogFigures(int runs)
        : m_runs(runs) {}

    void limits() {
        // Pieces of the size of batches, which end within pages: that costs the system more than whole ones.
        const auto from = batchOf(batchBytes);
        Bytes to(totalBytes / 8);
        for (int run = 0; run < m_runs; ++run) {
            measure(m_copy, totalBytes, [&] {
                for (std::size_t at = 0; at < totalBytes; at += from.size())
                    std::memcpy(to.data() + at % (to.size() - from.size()), from.data(), from.size());
            });
            const Scratch scratch;
            auto file = must(m_disk.open(scratch.path + "/plain", Storage::OpenMode::create));
            measure(m_plainWrite, totalBytes, [&] {
                for (std::size_t at = 0; at < totalBytes; at += from.size())
                    must(file->writeAt(at, from));
            });
            const Drain drain;
            measure(m_plainSend, totalBytes, [&] {
                for (std::size_t at = 0; at < totalBytes; at += fetchBytes)
                    drain.send(*file->descriptor(), at, fetchBytes);
            });
        }
        print("limit: memory copy, 16 KB pieces", m_copy);
        print("limit: write into the page cache, 16 KB pieces", m_plainWrite);
        print("limit: sendfile over loopback, 1 MB pieces, in the page cache", m_plainSend);
    }

    void appendAndRead() {
        Rates append;
        Rates tail;
        Rates cold;
        Rates plainCold;
        Rates recovery;
        const auto batch = batchOf(batchBytes);
        for (int run = 0; run < m_runs; ++run) {
            const Scratch scratch;
            const auto path = scratch.path + "/t-0";
            auto log = open(path, {});
            auto bytes = batch;
            const auto count = totalBytes / batch.size();
            measure(append, count * batch.size(), [&] {
                for (std::size_t i = 0; i < count; ++i) {
                    // As it would come from a socket: the log patches it where it lies.
                    std::memcpy(bytes.data(), batch.data(), record::batchHeaderBytes);
                    (void)must(log->appendAsLeader(bytes, LeaderEpoch(1)));
                }
            });
            measure(tail, count * batch.size(), [&] { readTail(*log, batch.size()); });
            must(log->flush());
            fetchCold(*log, batch.size(), cold, plainCold);
            log.reset();
            measure(recovery, count * batch.size(), [&] { log = open(path, {}); });
        }
        print("append, batches of 16 KB", append,
              "over 1000 MB/s; " + share(append, m_plainWrite, "a plain write"));
        print("fetch from the tail", tail);
        print("limit: sendfile over loopback, 1 MB pieces, cold", plainCold);
        print("fetch, cold, 1 MB", cold);
        std::vector<double> shares;
        for (std::size_t i = 0; i < cold.megabytesPerSecond.size(); ++i)
            shares.push_back(100 * cold.megabytesPerSecond[i] / plainCold.megabytesPerSecond[i]);
        printFigure("fetch, cold, of plain sendfile, pair by pair", shares, "%", "at least 75");
        print("recovery of all", recovery, "over 1000 MB/s");
    }

    void lookups() {
        const Scratch scratch;
        const auto path = scratch.path + "/t-0";
        log::LogConfig config;
        config.segmentBytes = lookupEntries / segmentsEach * 1000;
        config.indexIntervalBytes = 900; // an entry for each batch
        auto log = open(path, config);
        const Bytes value(900, 'v');
        for (int i = 0; i < lookupEntries; ++i) {
            record::BatchBuilder builder;
            builder.add(firstTimestamp + i, std::nullopt, value);
            auto batch = must(builder.build());
            (void)must(log->appendAsLeader(batch, LeaderEpoch(1)));
        }
        must(log->close());
        log = must(log::PartitionLog::open(m_storage, m_clock, path, config, {.cleanShutdown = true}));
        const auto measureEach = [&](const std::string& name,
                                     const std::function<void(std::uint64_t)>& look) {
            std::vector<double> rates;
            for (int run = 0; run <= m_runs; ++run) {
                const auto start = std::chrono::steady_clock::now();
                for (int i = 0; i < lookupsEach; ++i)
                    look(m_random.below(lookupEntries));
                const auto rate = lookupsEach / Seconds(std::chrono::steady_clock::now() - start).count();
                if (run != 0) // the first opens files
                    rates.push_back(rate / 1000);
            }
            printFigure(name, rates, "thousand/s");
        };
        const auto& segments = log->segments();
        measureEach(fmt::format("entries found by offset in one of {} indexes", segments.size()),
                    [&](std::uint64_t offset) {
                        auto& segment = *segments[offset % segments.size()];
                        (void)must(segment.offsetIndex().lookup(Offset(static_cast<std::int64_t>(offset))));
                    });
        measureEach(fmt::format("batches found by offset in {} segments", segments.size()), [&](auto offset) {
            (void)must(log->read(Offset(static_cast<std::int64_t>(offset)), 1, log->endOffset(), true));
        });
        measureEach(
            fmt::format("offsets found by timestamp in {} segments", segments.size()), [&](auto offset) {
                (void)must(log->offsetForTimestamp(firstTimestamp + static_cast<TimestampMs>(offset)));
            });
    }

    void openMany() {
        std::vector<double> opening;
        const Scratch scratch;
        log::LogConfig config;
        config.segmentBytes = 2 * batchBytes;
        {
            auto directory = openDirectory(scratch.path, config);
            for (int p = 0; p < partitions; ++p) {
                auto* log = must(directory->createLog({"t", PartitionIndex(p)}, {}, config));
                for (int i = 0; i < segmentsEach; ++i) {
                    auto batch = batchOf(batchBytes);
                    (void)must(log->appendAsLeader(batch, LeaderEpoch(1)));
                    if (i + 1 < segmentsEach)
                        must(log->roll());
                }
            }
            must(directory->close());
        }
        for (int run = 0; run < m_runs; ++run) {
            const auto start = std::chrono::steady_clock::now();
            auto directory = openDirectory(scratch.path, config);
            opening.push_back(1000 * Seconds(std::chrono::steady_clock::now() - start).count());
            must(directory->close());
        }
        printFigure("opening 1,000 partitions of 10 segments after a clean stop", opening, "ms", "under 500");
    }

    /// A cleaner with the defaults of a broker, its work on a thread of its own, on a log no part of which is
    /// clean. Each byte is read twice, and the outcome is durable.
    void compact() {
        Rates rates;
        std::vector<double> recordsPerSecond;
        log::LogConfig config;
        config.isCompacted = true;
        config.isDeleted = false;
        config.segmentBytes = compactedSegmentBytes;
        for (int run = 0; run < m_runs; ++run) {
            const Scratch scratch;
            auto directory = openDirectory(scratch.path, config);
            const auto bytes = fillToCompact(*directory, config);
            makeCold(scratch.path + "/t-0");
            net::AsioEventLoop loop(m_clock, "loop");
            net::AsioEventLoop background(m_clock, "background");
            std::unique_ptr<log::LogCleaner> cleaner;
            log::LogCleanerTotals totals;
            const auto start = std::chrono::steady_clock::now();
            loop.runAndWait([&] {
                cleaner = std::make_unique<log::LogCleaner>(*directory, loop, background);
                cleaner->start();
            });
            while (totals.runs == 0 && totals.failed == 0) {
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
                loop.runAndWait([&] { totals = cleaner->status().totals; });
            }
            const Seconds took = std::chrono::steady_clock::now() - start;
            double cpu = 0;
            background.runAndWait([&] { cpu += threadCpuSeconds(); });
            loop.runAndWait([&] {
                cpu += threadCpuSeconds();
                cleaner.reset();
            });
            background.stop();
            loop.stop();
            must(directory->close());
            if (totals.failed > 0 || totals.recordsKept >= totals.recordsRead)
                throw std::runtime_error("the log was not compacted");
            rates.megabytesPerSecond.push_back(static_cast<double>(bytes) / 1e6 / took.count());
            rates.cpuPerGigabyte.push_back(cpu / (static_cast<double>(bytes) / 1e9));
            recordsPerSecond.push_back(static_cast<double>(totals.recordsRead) / took.count());
        }
        print("compaction of 8 cold segments", rates, "over 200 MB/s of log");
        printFigure("  records with a key", recordsPerSecond, "rec/s");
    }

private:
    /// A log whose segments may all be compacted but for the last, which is empty; its size in bytes.
    static std::uint64_t fillToCompact(log::LogDirectory& directory, const log::LogConfig& config) {
        const TopicPartition tp{"t", PartitionIndex(0)};
        auto* log = must(directory.createLog(tp, {}, config));
        SeededRandom random{1};
        while (log->sizeBytes() < totalBytes) {
            auto batch = keyedBatch(batchBytes, random);
            (void)must(log->appendAsLeader(batch, LeaderEpoch(1)));
        }
        must(log->roll());
        directory.setHighWatermark(tp, log->endOffset());
        must(directory.flush());
        must(directory.checkpoint());
        return log->sizeBytes();
    }
    std::unique_ptr<log::PartitionLog> open(const std::string& path, const log::LogConfig& config) {
        return must(log::PartitionLog::open(m_storage, m_clock, path, config, {}));
    }
    std::unique_ptr<log::LogDirectory> openDirectory(const std::string& path, const log::LogConfig& config) {
        return must(
            log::LogDirectory::open(m_storage, m_clock, m_random, path, "bench", BrokerId(1), config));
    }
    /// Reads the last batch as often as there are batches, as a consumer that keeps up would.
    static void readTail(log::PartitionLog& log, std::size_t batchSize) {
        for (std::uint64_t read = 0; read < log.sizeBytes(); read += batchSize) {
            const auto found = must(log.read(log.endOffset() - 1, batchSize, log.endOffset(), true));
            (void)must(found.records.flatten());
        }
    }
    /// Sends a log piece by piece, half of them from the log and half by plain sendfile, turn and turn about,
    /// each after taking it out of the page cache: what else the disk does meanwhile is the same for both.
    void fetchCold(log::PartitionLog& log, std::size_t batchSize, Rates& fetched, Rates& plain) const {
        const auto recordsEach = log.endOffset().value() * static_cast<std::int64_t>(batchSize) /
                                 static_cast<std::int64_t>(log.sizeBytes());
        const auto& file = log.segments().front()->file(); // the only one
        const auto pinned = file->pin();
        const int descriptor = *pinned->descriptor();
        const auto pieceBatches = coldPieceBytes / batchSize;
        const auto pieceBytes = pieceBatches * batchSize;
        const Drain drain;
        const auto fetch = [&](std::size_t piece) {
            makeCold(descriptor, piece * pieceBytes, pieceBytes);
            measure(fetched, pieceBytes, [&] {
                const auto recordsIn = static_cast<std::int64_t>(pieceBatches) * recordsEach;
                const Offset end(static_cast<std::int64_t>(piece + 1) * recordsIn);
                for (auto at = end - recordsIn; at < end;)
                    at = sendFrom(log, at, end, batchSize, recordsEach, drain);
            });
        };
        const auto send = [&](std::size_t piece) {
            makeCold(descriptor, piece * pieceBytes, pieceBytes);
            measure(plain, pieceBytes, [&] {
                const auto end = (piece + 1) * pieceBytes;
                for (auto at = piece * pieceBytes; at < end; at += std::min(fetchBytes, end - at))
                    drain.send(descriptor, at, std::min(fetchBytes, end - at));
            });
        };
        const auto pieces = log.segments().front()->sizeBytes() / pieceBytes;
        for (std::size_t piece = 0; piece + 1 < pieces; piece += 2)
            if (piece % 4 == 0) {
                fetch(piece);
                send(piece + 1);
            } else {
                send(piece);
                fetch(piece + 1);
            }
    }
    /// Sends about a megabyte from `at`, nothing from `end` on; the offset behind it. All batches hold
    /// `recordsEach`.
    static Offset sendFrom(log::PartitionLog& log, Offset at, Offset end, std::size_t batchSize,
                           std::int64_t recordsEach, const Drain& drain) {
        const auto left = static_cast<std::size_t>((end - at) / recordsEach) * batchSize;
        const auto found = must(log.read(at, std::min(fetchBytes, left), log.endOffset(), true));
        for (const auto& piece : found.records.pieces()) {
            const auto& region = std::get<FileRegion>(piece);
            drain.send(*region.file->descriptor(), region.position, region.length);
        }
        return at + static_cast<std::int64_t>(found.records.size() / batchSize) * recordsEach;
    }

    const int m_runs;
    static constexpr std::size_t filesMax = 5000;
    log::PosixStorage m_disk;
    log::OpenFileLimit m_storage{m_disk, filesMax, filesMax};
    LiveClock m_clock;
    SeededRandom m_random{1};
    Rates m_copy;
    Rates m_plainWrite;
    Rates m_plainSend;
};

} // namespace

void measureLog(int runs) {
    LogFigures figures(runs);
    figures.limits();
    figures.appendAndRead();
    figures.lookups();
    figures.openMany();
}

void measureCompaction(int runs) {
    LogFigures(runs).compact();
}

} // namespace partitura::bench
