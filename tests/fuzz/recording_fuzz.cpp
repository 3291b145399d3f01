// The parts of recordings. The first byte of an input says which one it is; what follows are its fields,
// unpacked.
#include "app/recording/snapshot_fields.h"
#include "app/recording/snapshot_parts.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/recording/sample_snapshot.h"

using namespace partitura;
using namespace partitura::app;

namespace {

template <typename T>
Bytes seed(std::uint8_t kind, const T& value) {
    fields::Writer writer;
    writer.value(value);
    Bytes bytes{kind};
    const Bytes written = writer.take();
    bytes.insert(bytes.end(), written.begin(), written.end());
    return bytes;
}

/// What is read can be written, and is then read as the same.
template <typename T>
void roundTrip(ByteView bytes) {
    T value{};
    fields::Reader reader(bytes);
    reader.value(value);
    if (!reader.ok())
        return;
    fields::Writer writer;
    writer.value(value);
    const Bytes written = writer.take();
    T again{};
    fields::Reader second(written);
    second.value(again);
    fuzz::require(second.ok() && second.atEnd(), "what was written is read to its end");
    fields::Writer twice;
    twice.value(again);
    fuzz::require(twice.take() == written, "what was read again is the same");
}

} // namespace

std::vector<Bytes> fuzz::seedInputs() {
    const auto full = test::fullSnapshot();
    auto packed = packGroup(*full.groups[0]);
    packed.insert(packed.begin(), 4);
    return {seed(0, full), seed(1, *full.topics[0]), seed(2, full.topics[0]->partitions),
            seed(3, *full.groups[0]), packed};
}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    const ByteView bytes(data + 1, size - 1);
    switch (data[0] % 5) {
    case 0:
        roundTrip<observe::ClusterSnapshot>(bytes);
        break;
    case 1:
        roundTrip<observe::TopicSnapshot>(bytes);
        break;
    case 2:
        roundTrip<std::vector<observe::PartitionSnapshot>>(bytes);
        break;
    case 3:
        roundTrip<observe::GroupSnapshot>(bytes);
        break;
    default: // packed, as it stands in a file
        (void)unpackCluster(bytes);
        (void)unpackTopic(bytes);
        (void)unpackPartitions(bytes);
        (void)unpackGroup(bytes);
    }
    return 0;
}
