// Request frames as clients send them.
#include "broker/base/endian.h"
#include "broker/base/random.h"
#include "broker/protocol/codec.h"
#include "broker/protocol/dissection.h"
#include "broker/protocol/frame.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/protocol/random_message.h"

#include <memory>
#include <string_view>

using namespace partitura;
using namespace partitura::protocol;

std::vector<Bytes> fuzz::seedInputs() {
    std::vector<Bytes> seeds;
    SeededRandom random(3);
    for (const auto& api : apis())
        for (auto version = api.versions.first; version <= api.versions.last; ++version) {
            Bytes frame(12);
            storeBigEndian(frame.data(), static_cast<std::int16_t>(api.key));
            storeBigEndian(frame.data() + 2, version);
            storeBigEndian(frame.data() + 8, std::int16_t{2});
            frame[10] = 'm', frame[11] = 'e';
            if (api.flexible(version))
                frame.push_back(0); // no tagged fields
            const auto body = randomBody(*api.request, version, random);
            frame.insert(frame.end(), body.begin(), body.end());
            seeds.push_back(std::move(frame));
        }
    return seeds;
}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView frame(data, size);
    const auto dissection = dissectRequest(frame);
    const auto header = decodeRequestHeader(frame);
    if (!header) {
        fuzz::require(dissection.error.has_value(), "what is no header cannot be dissected");
        return 0;
    }
    if (header->error != ErrorCode::NONE)
        return 0;
    fuzz::require(header->api && header->bodyOffset <= size, "a known request has a body");
    const auto& table = *header->api->request;
    const auto version = header->header.requestApiVersion;
    const std::unique_ptr<void, void (*)(void*)> message(table.create(), table.destroy);
    const auto body = frame.subspan(header->bodyOffset);
    const auto read = decodeBody(table, message.get(), body, version);
    fuzz::require(read.ok() == !dissection.error, "a request is dissected if and only if it can be read");
    if (!read)
        return 0;
    // What was read says the same when written and read again.
    const auto written = *encodeBody(table, message.get(), version).flatten();
    const std::unique_ptr<void, void (*)(void*)> again(table.create(), table.destroy);
    fuzz::require(decodeBody(table, again.get(), written, version).ok(), "what was written can be read");
    fuzz::require(*encodeBody(table, again.get(), version).flatten() == written,
                  "a round trip changes nothing");
    return 0;
}
