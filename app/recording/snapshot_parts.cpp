#include "app/recording/snapshot_parts.h"

#include "app/recording/snapshot_fields.h"

#include <zlib.h>

namespace partitura::app {
namespace {

constexpr std::uint8_t packedFormat = 1;
constexpr std::size_t headerBytes = 5;

/// Fast rather than small: a part is packed every second, and most of it are zeros anyway.
constexpr int packLevel = 1;

Bytes pack(const Bytes& plain) {
    uLongf size = compressBound(static_cast<uLong>(plain.size()));
    Bytes packed(headerBytes + size);
    compress2(packed.data() + headerBytes, &size, plain.data(), static_cast<uLong>(plain.size()), packLevel);
    packed.resize(headerBytes + size);
    packed[0] = packedFormat;
    for (std::size_t i = 0; i < 4; ++i)
        packed[1 + i] = static_cast<std::uint8_t>(plain.size() >> (24 - 8 * i));
    return packed;
}

Error broken(const char* part, const char* why) {
    return {ErrorCode::CORRUPT_MESSAGE, std::string("a recorded ") + part + " cannot be read: " + why};
}

Result<Bytes> unpack(ByteView packed, const char* part) {
    if (packed.size() < headerBytes || packed[0] != packedFormat)
        return broken(part, "its format is unknown");
    std::size_t size = 0;
    for (std::size_t i = 1; i < headerBytes; ++i)
        size = size << 8 | packed[i];
    if (size > partBytesMax)
        return broken(part, "it is too large");
    Bytes plain(size);
    auto filled = static_cast<uLongf>(size);
    std::uint8_t nothing = 0;
    if (uncompress(size ? plain.data() : &nothing, &filled, packed.data() + headerBytes,
                   static_cast<uLong>(packed.size() - headerBytes)) != Z_OK ||
        filled != size)
        return broken(part, "it does not unpack");
    return plain;
}

template <typename T>
Result<T> read(ByteView packed, const char* part) {
    const auto plain = unpack(packed, part);
    if (!plain)
        return plain.error();
    T value{};
    fields::Reader reader(*plain);
    reader.value(value);
    if (!reader.ok() || !reader.atEnd())
        return broken(part, "its fields do not add up");
    return value;
}

template <typename T>
Bytes written(const T& value) {
    fields::Writer writer;
    writer.value(value);
    return pack(writer.take());
}

} // namespace

Bytes packCluster(const observe::ClusterSnapshot& cluster) {
    return written(cluster);
}

Bytes packTopic(const observe::TopicSnapshot& topic) {
    return written(topic);
}

Bytes packPartitions(std::span<const observe::PartitionSnapshot> partitions) {
    fields::Writer writer;
    writer.list(partitions.begin(), partitions.end());
    return pack(writer.take());
}

Bytes packGroup(const observe::GroupSnapshot& group) {
    return written(group);
}

Result<observe::ClusterSnapshot> unpackCluster(ByteView part) {
    return read<observe::ClusterSnapshot>(part, "cluster");
}

Result<observe::TopicSnapshot> unpackTopic(ByteView part) {
    return read<observe::TopicSnapshot>(part, "topic");
}

Result<std::vector<observe::PartitionSnapshot>> unpackPartitions(ByteView part) {
    return read<std::vector<observe::PartitionSnapshot>>(part, "chunk of partitions");
}

Result<observe::GroupSnapshot> unpackGroup(ByteView part) {
    return read<observe::GroupSnapshot>(part, "group");
}

} // namespace partitura::app
