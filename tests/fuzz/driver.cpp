// Runs a fuzz target on damaged copies of its seeds: always the same ones, as many as the first argument
// says. With a second argument, a file, on that alone.
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/mutation.h"

#include <csignal>
#include <fstream>
#include <iterator>
#include <spdlog/spdlog.h>
#include <string>

using namespace partitura;

namespace {

Bytes current;

/// Leaves the input that ended the program where it can be run again.
void saveCurrent(int signal) {
    std::ofstream file("fuzz-failure", std::ios::binary);
    file.write(reinterpret_cast<const char*>(current.data()), static_cast<std::streamsize>(current.size()));
    file.flush();
    std::fprintf(stderr, "the input is in ./fuzz-failure\n");
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void tryOne(Bytes input) {
    current = std::move(input);
    const Bytes exact = current; // of its own, so that a sanitizer sees a read past its end
    LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

} // namespace

int main(int argc, char** argv) {
    spdlog::set_level(spdlog::level::off);
    std::signal(SIGABRT, saveCurrent);
    std::signal(SIGSEGV, saveCurrent);
    if (argc > 2) {
        std::ifstream file(argv[2], std::ios::binary);
        tryOne(Bytes(std::istreambuf_iterator<char>(file), {}));
        return 0;
    }
    const auto count = argc > 1 ? std::stoul(argv[1]) : 20'000;
    const auto seeds = fuzz::seedInputs();
    tryOne({});
    for (const auto& seed : seeds)
        tryOne(seed);
    SeededRandom random(1);
    for (std::size_t i = 0; i < count; ++i) {
        auto input = seeds[random.below(seeds.size())];
        fuzz::mutate(input, seeds[random.below(seeds.size())], random);
        tryOne(std::move(input));
    }
    return 0;
}
