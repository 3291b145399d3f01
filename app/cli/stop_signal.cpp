#include "app/cli/stop_signal.h"

#include <csignal>
#include <ctime>

#include <pthread.h>

namespace partitura::app {
namespace {

sigset_t stopSignals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

} // namespace

StopSignal::StopSignal() {
    const auto set = stopSignals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN); // a closed pipe or socket is an error of its call
}

bool StopSignal::waitFor(std::chrono::milliseconds timeout) {
    const auto set = stopSignals();
    const timespec span{timeout.count() / 1000, timeout.count() % 1000 * 1'000'000};
    return sigtimedwait(&set, nullptr, &span) > 0;
}

} // namespace partitura::app
