// Record batches inside a message, kept as bytes.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/payload.h"

namespace partitura::protocol {

/// The value of a `records` field. After decoding, `view` points into the decoded frame and is valid as long
/// as the frame is; it is mutable so that a broker can set base offset and leader epoch in place. To be
/// encoded, `payload` is spliced into the output if it has bytes, else the bytes of `view` are copied.
/// Thread: a value type; the bytes behind `view` belong to the owner of the frame.
struct Records {
    bool isNull = true;
    MutableByteView view;
    Payload payload;

    static Records of(Payload payload) { return {false, {}, std::move(payload)}; }
    static Records of(MutableByteView view) { return {false, view, {}}; }
    /// Present, with no batch in it: what a fetch that found nothing gets.
    static Records none() { return {false, {}, {}}; }

    /// In bytes; 0 for null.
    [[nodiscard]] std::size_t size() const { return payload.empty() ? view.size() : payload.size(); }
};

} // namespace partitura::protocol
