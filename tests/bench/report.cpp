#include "tests/bench/report.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <thread>

#include <sys/utsname.h>

namespace partitura::bench {
namespace {

std::string processor() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("model name"))
            return line.substr(line.find(": ") + 2);
    return "unknown processor";
}

std::string number(double value) {
    if (value >= 10'000)
        return fmt::format("{:.0f}k", value / 1000);
    return fmt::format("{:.{}f}", value, value < 10 ? 2 : 1);
}

} // namespace

double median(std::vector<double> values) {
    std::ranges::sort(values);
    const auto middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::string machine() {
    utsname name{};
    uname(&name);
    return fmt::format("{}: {}, {} cores, Linux {}", name.nodename, processor(),
                       std::thread::hardware_concurrency(), name.release);
}

void printFigure(const std::string& name, const std::vector<double>& runs, const std::string& unit,
                 const std::string& remark) {
    const auto [low, high] = std::ranges::minmax(runs);
    const auto range = runs.size() > 1 ? fmt::format("{} to {}", number(low), number(high)) : std::string();
    fmt::print("{:<56} {:>8} {:<7} {:<18} {}\n", name, number(median(runs)), unit, range, remark);
    std::fflush(stdout);
}

void printSkipped(const std::string& name, const std::string& reason) {
    fmt::print("{:<56} {:>8} {}\n", name, "-", reason);
}

} // namespace partitura::bench
