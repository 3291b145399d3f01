#include "app/live/control_place.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace partitura::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t pathMax = sizeof(sockaddr_un::sun_path) - 1;
constexpr const char* linkSuffix = ".instance";

/// Made if missing. It must belong to this user alone: others could put sockets of their own in it.
Result<std::string> runtimeDirectory() {
    const char* given = std::getenv("XDG_RUNTIME_DIR");
    const auto path = given && *given == '/' ? std::string(given) + "/partitura"
                                             : fmt::format("/tmp/partitura-{}", ::geteuid());
    struct stat status {};
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST)
        return Error{ErrorCode::KAFKA_STORAGE_ERROR, "cannot make " + path + ": " + std::strerror(errno)};
    if (::lstat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode) || status.st_uid != ::geteuid() ||
        (status.st_mode & 077) != 0)
        return Error{ErrorCode::KAFKA_STORAGE_ERROR, path + " is not a directory of this user alone"};
    return path;
}

Result<std::string> canonical(const std::string& directory) {
    std::error_code error;
    const auto path = fs::canonical(directory, error);
    if (error)
        return Error{ErrorCode::KAFKA_STORAGE_ERROR, directory + ": " + error.message()};
    return path.string();
}

/// FNV-1a.
std::string nameOf(const std::string& canonicalDirectory) {
    std::uint64_t hash = 0xcbf29ce484222325ull;
    for (const unsigned char c : canonicalDirectory)
        hash = (hash ^ c) * 0x100000001b3ull;
    return fmt::format("{:016x}", hash);
}

} // namespace

Result<std::string> controlSocketOf(const std::string& dataDirectory) {
    const auto directory = canonical(dataDirectory);
    if (!directory)
        return directory.error();
    auto path = *directory + "/control.sock";
    if (path.size() <= pathMax)
        return path;
    const auto runtime = runtimeDirectory();
    if (!runtime)
        return runtime.error();
    path = *runtime + "/" + nameOf(*directory) + ".sock";
    if (path.size() > pathMax)
        return Error{ErrorCode::KAFKA_STORAGE_ERROR, path + " is too long for a socket"};
    return path;
}

Announcement::Announcement(const std::string& dataDirectory) {
    const auto directory = canonical(dataDirectory);
    const auto runtime = runtimeDirectory();
    const auto warn = [](const std::string& why) {
        spdlog::warn("partitura ctl finds this instance only with --data-dir: {}", why);
    };
    if (!directory || !runtime) {
        warn((directory ? runtime.error() : directory.error()).context);
        return;
    }
    const auto link = *runtime + "/" + nameOf(*directory) + linkSuffix;
    std::error_code error;
    fs::remove(link, error);
    fs::create_symlink(*directory, link, error);
    if (error)
        warn(link + ": " + error.message());
    else
        m_link = link;
}

Announcement::~Announcement() {
    std::error_code ignored;
    if (!m_link.empty())
        fs::remove(m_link, ignored);
}

std::vector<std::string> runningInstances() {
    std::vector<std::string> found;
    const auto runtime = runtimeDirectory();
    if (!runtime)
        return found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(*runtime, error)) {
        if (!entry.path().string().ends_with(linkSuffix))
            continue;
        std::error_code unreadable;
        const auto directory = fs::read_symlink(entry.path(), unreadable).string();
        const auto socket =
            unreadable ? Result<std::string>(ErrorCode::KAFKA_STORAGE_ERROR) : controlSocketOf(directory);
        const int descriptor = socket ? connectToControl(*socket) : -1;
        if (descriptor >= 0) {
            ::close(descriptor);
            found.push_back(directory);
        } else if (!socket || errno == ECONNREFUSED || errno == ENOENT) {
            fs::remove(entry.path(), unreadable);
        }
    }
    std::ranges::sort(found);
    return found;
}

int connectToControl(const std::string& socket) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (socket.size() > pathMax) {
        errno = ENAMETOOLONG;
        return -1;
    }
    std::memcpy(address.sun_path, socket.data(), socket.size());
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return -1;
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        const int why = errno;
        ::close(descriptor);
        errno = why;
        return -1;
    }
    return descriptor;
}

} // namespace partitura::app
