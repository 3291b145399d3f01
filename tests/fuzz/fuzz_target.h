// What each fuzz target gives its drivers: libFuzzer, or driver.cpp under ctest.
#pragma once

#include "broker/base/bytes.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

/// Tries one input; ends the program where a promise is broken.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace partitura::fuzz {

/// Well-formed inputs to begin with.
std::vector<Bytes> seedInputs();

inline void require(bool holds, const char* promise) {
    if (holds)
        return;
    std::fprintf(stderr, "broken: %s\n", promise);
    std::abort();
}

} // namespace partitura::fuzz
