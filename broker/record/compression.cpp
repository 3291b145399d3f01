#include "broker/record/compression.h"

#include "broker/base/endian.h"

#include <algorithm>
#include <array>
#include <bit>
#include <lz4frame.h>
#include <lz4hc.h>
#include <memory>
#include <snappy.h>
#include <string>
#include <zlib.h>
#include <zstd.h>

namespace partitura::record {
namespace {

constexpr std::array<std::string_view, 5> names = {"none", "gzip", "snappy", "lz4", "zstd"};

Error corrupt(Compression codec, std::string_view why) {
    return {ErrorCode::CORRUPT_MESSAGE, std::string(compressionName(codec)) + ": " + std::string(why)};
}

Error tooLong(Compression codec, std::size_t limit) {
    return corrupt(codec, "decompresses to more than " + std::to_string(limit) + " bytes");
}

Error failed(Compression codec) {
    return {ErrorCode::UNKNOWN_SERVER_ERROR, std::string(compressionName(codec)) + ": compression failed"};
}

/// An output that grows as a codec asks for room, up to a limit (and one byte, to notice its excess).
class Output {
public:
    Output(std::size_t inputSize, std::size_t limit)
        : m_limit(limit) {
        m_bytes.resize(std::min(std::max<std::size_t>(inputSize * 4, 1024), limit + 1));
    }
    std::uint8_t* free() { return m_bytes.data() + m_used; }
    [[nodiscard]] std::size_t room() const { return m_bytes.size() - m_used; }
    void use(std::size_t count) { m_used += count; }
    /// Makes room if there is none; false when the limit is passed.
    bool grow() {
        if (m_used > m_limit)
            return false;
        if (room() == 0)
            m_bytes.resize(std::min(m_bytes.size() * 2, m_limit + 1));
        return true;
    }
    [[nodiscard]] bool withinLimit() const { return m_used <= m_limit; }
    Bytes take() {
        m_bytes.resize(m_used);
        return std::move(m_bytes);
    }

private:
    Bytes m_bytes;
    std::size_t m_used = 0;
    std::size_t m_limit;
};

// gzip ------------------------------------------------------------------------------------------------

Result<Bytes> gzipCompress(ByteView in, int level) {
    z_stream stream{};
    if (deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return failed(Compression::gzip);
    const std::unique_ptr<z_stream, int (*)(z_stream*)> owner(&stream, deflateEnd);
    Bytes out(deflateBound(&stream, in.size()));
    stream.next_in = const_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
        return failed(Compression::gzip);
    out.resize(stream.total_out);
    return out;
}

Result<Bytes> gzipDecompress(ByteView in, std::size_t limit) {
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 16) != Z_OK)
        return failed(Compression::gzip);
    const std::unique_ptr<z_stream, int (*)(z_stream*)> owner(&stream, inflateEnd);
    Output out(in.size(), limit);
    stream.next_in = const_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    while (true) {
        if (!out.grow())
            return tooLong(Compression::gzip, limit);
        stream.next_out = out.free();
        stream.avail_out = static_cast<uInt>(out.room());
        const auto roomBefore = out.room();
        const int status = inflate(&stream, Z_NO_FLUSH);
        out.use(roomBefore - stream.avail_out);
        if (status == Z_STREAM_END) {
            if (stream.avail_in == 0)
                break;
            if (inflateReset(&stream) != Z_OK) // a further member
                return failed(Compression::gzip);
        } else if (status != Z_OK || (stream.avail_in == 0 && stream.avail_out != 0)) {
            return corrupt(Compression::gzip, stream.msg ? stream.msg : "the stream is cut");
        }
    }
    return out.withinLimit() ? Result<Bytes>(out.take()) : tooLong(Compression::gzip, limit);
}

// snappy ----------------------------------------------------------------------------------------------

constexpr std::array<std::uint8_t, 16> xerialHeader = {0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0,
                                                       0,    0,   0,   1,   0,   0,   0,   1};
constexpr std::size_t xerialMagicSize = 8;
constexpr std::size_t xerialBlockBytes = 32'768;

Result<Bytes> snappyCompress(ByteView in, int) {
    Bytes out(xerialHeader.begin(), xerialHeader.end());
    while (!in.empty()) {
        const auto block = in.first(std::min(in.size(), xerialBlockBytes));
        in = in.subspan(block.size());
        const auto lengthAt = out.size();
        out.resize(lengthAt + 4 + snappy::MaxCompressedLength(block.size()));
        std::size_t length = 0;
        snappy::RawCompress(reinterpret_cast<const char*>(block.data()), block.size(),
                            reinterpret_cast<char*>(out.data() + lengthAt + 4), &length);
        storeBigEndian(out.data() + lengthAt, static_cast<std::int32_t>(length));
        out.resize(lengthAt + 4 + length);
    }
    return out;
}

Result<void> snappyBlock(ByteView block, std::size_t limit, Bytes& out) {
    const auto* data = reinterpret_cast<const char*>(block.data());
    std::size_t length = 0;
    if (!snappy::GetUncompressedLength(data, block.size(), &length))
        return corrupt(Compression::snappy, "a block has no length");
    if (length > limit - out.size())
        return tooLong(Compression::snappy, limit);
    if (!snappy::IsValidCompressedBuffer(data, block.size())) // before the promised length is allocated
        return corrupt(Compression::snappy, "a block is damaged");
    const auto at = out.size();
    out.resize(at + length);
    if (!snappy::RawUncompress(data, block.size(), reinterpret_cast<char*>(out.data() + at)))
        return corrupt(Compression::snappy, "a block is damaged");
    return {};
}

Result<Bytes> snappyDecompress(ByteView in, std::size_t limit) {
    Bytes out;
    if (in.size() < xerialHeader.size() ||
        !std::equal(xerialHeader.begin(), xerialHeader.begin() + xerialMagicSize, in.begin())) {
        if (auto raw = snappyBlock(in, limit, out); !raw) // as librdkafka sends it
            return raw.error();
        return out;
    }
    in = in.subspan(xerialHeader.size());
    while (!in.empty()) {
        if (in.size() < 4)
            return corrupt(Compression::snappy, "a block's length is cut");
        const auto length = loadBigEndian<std::uint32_t>(in.data());
        in = in.subspan(4);
        if (length > in.size())
            return corrupt(Compression::snappy, "a block is cut");
        if (auto block = snappyBlock(in.first(length), limit, out); !block)
            return block.error();
        in = in.subspan(length);
    }
    return out;
}

// lz4 -------------------------------------------------------------------------------------------------

constexpr int lz4DefaultLevel = 9;

Result<Bytes> lz4Compress(ByteView in, int level) {
    LZ4F_preferences_t preferences{};
    // Frames take levels below LZ4HC_CLEVEL_MIN for the fast compressor.
    preferences.compressionLevel = level == lz4DefaultLevel ? 0 : std::max(level, LZ4HC_CLEVEL_MIN);
    preferences.frameInfo.blockSizeID = LZ4F_max64KB;
    preferences.frameInfo.blockMode = LZ4F_blockIndependent;
    Bytes out(LZ4F_compressFrameBound(in.size(), &preferences));
    const auto size = LZ4F_compressFrame(out.data(), out.size(), in.data(), in.size(), &preferences);
    if (LZ4F_isError(size))
        return failed(Compression::lz4);
    out.resize(size);
    return out;
}

Result<Bytes> lz4Decompress(ByteView in, std::size_t limit) {
    LZ4F_dctx* raw = nullptr;
    if (LZ4F_isError(LZ4F_createDecompressionContext(&raw, LZ4F_VERSION)))
        return failed(Compression::lz4);
    const std::unique_ptr<LZ4F_dctx, LZ4F_errorCode_t (*)(LZ4F_dctx*)> context(raw,
                                                                               LZ4F_freeDecompressionContext);
    Output out(in.size(), limit);
    while (true) {
        if (!out.grow())
            return tooLong(Compression::lz4, limit);
        auto produced = out.room();
        auto consumed = in.size();
        const auto hint =
            LZ4F_decompress(context.get(), out.free(), &produced, in.data(), &consumed, nullptr);
        if (LZ4F_isError(hint))
            return corrupt(Compression::lz4, LZ4F_getErrorName(hint));
        out.use(produced);
        in = in.subspan(consumed);
        if (hint == 0) // what follows the frame is not looked at, as in Kafka
            break;
        if (in.empty() && produced == 0 && out.room() != 0)
            return corrupt(Compression::lz4, "the frame is cut");
    }
    return out.withinLimit() ? Result<Bytes>(out.take()) : tooLong(Compression::lz4, limit);
}

/// xxHash32 of fewer than 16 bytes with seed 0.
std::uint32_t xxHash32(ByteView bytes) {
    constexpr std::uint32_t prime1 = 2654435761u, prime2 = 2246822519u, prime3 = 3266489917u,
                            prime4 = 668265263u, prime5 = 374761393u;
    auto hash = prime5 + static_cast<std::uint32_t>(bytes.size());
    for (; bytes.size() >= 4; bytes = bytes.subspan(4)) {
        const auto word = byteSwapped(loadBigEndian<std::uint32_t>(bytes.data()));
        hash = std::rotl(hash + word * prime3, 17) * prime4;
    }
    for (const auto byte : bytes)
        hash = std::rotl(hash + byte * prime5, 11) * prime1;
    hash = (hash ^ (hash >> 15)) * prime2;
    hash = (hash ^ (hash >> 13)) * prime3;
    return hash ^ (hash >> 16);
}

// zstd ------------------------------------------------------------------------------------------------

Result<Bytes> zstdCompress(ByteView in, int level) {
    Bytes out(ZSTD_compressBound(in.size()));
    const auto size = ZSTD_compress(out.data(), out.size(), in.data(), in.size(), level);
    if (ZSTD_isError(size))
        return failed(Compression::zstd);
    out.resize(size);
    return out;
}

Result<Bytes> zstdDecompress(ByteView in, std::size_t limit) {
    const std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context(ZSTD_createDCtx(), ZSTD_freeDCtx);
    if (!context)
        return failed(Compression::zstd);
    Output out(in.size(), limit);
    ZSTD_inBuffer input{in.data(), in.size(), 0};
    while (true) {
        if (!out.grow())
            return tooLong(Compression::zstd, limit);
        ZSTD_outBuffer output{out.free(), out.room(), 0};
        const auto hint = ZSTD_decompressStream(context.get(), &output, &input);
        if (ZSTD_isError(hint))
            return corrupt(Compression::zstd, ZSTD_getErrorName(hint));
        out.use(output.pos);
        if (input.pos == input.size) {
            if (hint == 0)
                break;
            if (output.pos < output.size)
                return corrupt(Compression::zstd, "the frame is cut");
        }
    }
    return out.withinLimit() ? Result<Bytes>(out.take()) : tooLong(Compression::zstd, limit);
}

struct Codec {
    Result<Bytes> (*compress)(ByteView, int level);
    Result<Bytes> (*decompress)(ByteView, std::size_t limit);
    int defaultLevel = 0; ///< Kafka's CompressionType
};

// In the order of the codecs' numbers.
constexpr std::array<Codec, 5> codecs = {{
    {[](ByteView in, int) { return Result<Bytes>(Bytes(in.begin(), in.end())); },
     [](ByteView in, std::size_t limit) {
         return in.size() <= limit ? Result<Bytes>(Bytes(in.begin(), in.end()))
                                   : tooLong(Compression::none, limit);
     }},
    {gzipCompress, gzipDecompress, Z_DEFAULT_COMPRESSION},
    {snappyCompress, snappyDecompress},
    {lz4Compress, lz4Decompress, lz4DefaultLevel},
    {zstdCompress, zstdDecompress, ZSTD_CLEVEL_DEFAULT},
}};

const Codec* codecOf(Compression codec) {
    const auto number = static_cast<std::size_t>(codec);
    return number < codecs.size() ? &codecs[number] : nullptr;
}

Error unknown(Compression codec) {
    return {ErrorCode::UNSUPPORTED_COMPRESSION_TYPE,
            "no compression codec has number " + std::to_string(static_cast<int>(codec))};
}

} // namespace

std::string_view compressionName(Compression codec) {
    const auto number = static_cast<std::size_t>(codec);
    return number < names.size() ? names[number] : "unknown";
}

std::optional<Compression> compressionNamed(std::string_view name) {
    for (std::size_t number = 0; number < names.size(); ++number)
        if (names[number] == name)
            return static_cast<Compression>(number);
    return std::nullopt;
}

Result<Bytes> compress(Compression codec, ByteView bytes, std::optional<int> level) {
    const auto* row = codecOf(codec);
    return row ? row->compress(bytes, level.value_or(row->defaultLevel)) : unknown(codec);
}

Result<Bytes> decompress(Compression codec, ByteView bytes, std::size_t limit) {
    const auto* row = codecOf(codec);
    return row ? row->decompress(bytes, limit) : unknown(codec);
}

Result<Bytes> decompressUncheckedLz4(ByteView bytes, std::size_t limit) {
    // The frame's header: 4 bytes magic, flags, block size, then perhaps a content size, then the checksum.
    constexpr std::size_t descriptorAt = 4;
    constexpr std::uint8_t contentSizeFlag = 0x08;
    if (bytes.size() <= descriptorAt)
        return corrupt(Compression::lz4, "the frame is cut");
    const std::size_t descriptorBytes = 2 + (bytes[descriptorAt] & contentSizeFlag ? 8 : 0);
    const auto checksumAt = descriptorAt + descriptorBytes;
    if (bytes.size() <= checksumAt)
        return corrupt(Compression::lz4, "the frame is cut");
    Bytes frame(bytes.begin(), bytes.end());
    frame[checksumAt] =
        static_cast<std::uint8_t>(xxHash32(bytes.subspan(descriptorAt, descriptorBytes)) >> 8);
    return lz4Decompress(frame, limit);
}

} // namespace partitura::record
