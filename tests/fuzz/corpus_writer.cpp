// For libFuzzer: puts the seeds into the corpus directory, the first argument that is one, if it is empty.
#include "tests/fuzz/fuzz_target.h"

#include <filesystem>
#include <fstream>
#include <spdlog/spdlog.h>

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
    spdlog::set_level(spdlog::level::off);
    for (int i = 1; i < *argc; ++i) {
        const std::filesystem::path directory((*argv)[i]);
        if (!std::filesystem::is_directory(directory))
            continue;
        if (!std::filesystem::is_empty(directory))
            break;
        int number = 0;
        for (const auto& seed : partitura::fuzz::seedInputs()) {
            std::ofstream file(directory / ("seed-" + std::to_string(number++)), std::ios::binary);
            file.write(reinterpret_cast<const char*>(seed.data()), static_cast<std::streamsize>(seed.size()));
        }
        break;
    }
    return 0;
}
