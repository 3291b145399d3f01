#include "tests/bench/serve_process.h"

#include <fmt/format.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace partitura::bench {
namespace {

using namespace std::chrono_literals;

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool withSocket(std::uint16_t port, int (*call)(int, const sockaddr*, socklen_t)) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = loopback(port);
    const bool done = call(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    close(socket);
    return done;
}

} // namespace

std::uint16_t freePorts() {
    const auto isFree = [](int port) { return withSocket(static_cast<std::uint16_t>(port), ::bind); };
    for (int port = 20'000 + getpid() % 10'000; port < 60'000; port += 3)
        if (isFree(port) && isFree(port + 1) && isFree(port + 2))
            return static_cast<std::uint16_t>(port);
    throw std::runtime_error("no three ports in a row are free");
}

Process::Process(const std::string& program, std::vector<std::string> arguments,
                 std::vector<std::string> environment) {
    m_output = memfd_create("output", MFD_CLOEXEC);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (const int stream : {STDOUT_FILENO, STDERR_FILENO})
        posix_spawn_file_actions_adddup2(&actions, m_output, stream);
    arguments.insert(arguments.begin(), program);
    std::vector<char*> argv;
    for (auto& argument : arguments)
        argv.push_back(argument.data());
    argv.push_back(nullptr);
    std::vector<char*> envp;
    for (auto& entry : environment)
        envp.push_back(entry.data());
    for (char** entry = environ; *entry; ++entry)
        envp.push_back(*entry);
    envp.push_back(nullptr);
    m_startedAt = Clock::now();
    const int error = posix_spawn(&m_pid, program.c_str(), &actions, nullptr, argv.data(), envp.data());
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
        m_pid = 0;
        throw std::runtime_error("cannot start " + program);
    }
}

Clock::duration Process::waitForConnection(std::uint16_t port) const {
    while (!withSocket(port, ::connect)) {
        if (waitpid(m_pid, nullptr, WNOHANG) != 0)
            throw std::runtime_error("the program ended early");
        std::this_thread::sleep_for(100us);
    }
    return Clock::now() - m_startedAt;
}

namespace {

/// Of a process or a thread, by its `stat` in /proc.
double cpuSecondsOf(const std::filesystem::path& stat) {
    std::ifstream file(stat);
    std::string text;
    std::getline(file, text);
    // After the name, which may hold anything: state is field 3, utime 14, stime 15.
    std::istringstream fields(text.substr(text.rfind(')') + 2));
    std::string skipped;
    for (int i = 3; i < 14; ++i)
        fields >> skipped;
    double user = 0;
    double kernel = 0;
    fields >> user >> kernel;
    return (user + kernel) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

} // namespace

double Process::cpuSeconds() const {
    return cpuSecondsOf(fmt::format("/proc/{}/stat", m_pid));
}

double Process::cpuSeconds(const std::string& thread) const {
    double sum = 0;
    for (const auto& task : std::filesystem::directory_iterator(fmt::format("/proc/{}/task", m_pid))) {
        std::string name;
        std::ifstream file(task.path() / "comm");
        std::getline(file, name);
        if (name == thread)
            sum += cpuSecondsOf(task.path() / "stat");
    }
    return sum;
}

double Process::memoryMegabytes(const std::string& line) const {
    std::ifstream file(fmt::format("/proc/{}/status", m_pid));
    for (std::string text; std::getline(file, text);)
        if (text.starts_with(line + ":"))
            return std::stod(text.substr(line.size() + 1)) * 1024 / 1e6;
    throw std::runtime_error("the kernel does not tell " + line);
}

std::string Process::stop() {
    std::string output;
    if (m_pid == 0)
        return output;
    kill(m_pid, SIGTERM);
    waitpid(m_pid, nullptr, 0);
    lseek(m_output, 0, SEEK_SET);
    std::array<char, 4096> buffer{};
    for (ssize_t size = 0; (size = read(m_output, buffer.data(), buffer.size())) > 0;)
        output.append(buffer.data(), static_cast<std::size_t>(size));
    close(m_output);
    m_pid = 0;
    return output;
}

} // namespace partitura::bench
