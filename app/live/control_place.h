// Where running instances are reached.
#pragma once

#include "broker/base/result.h"

#include <string>
#include <vector>

namespace partitura::app {

/// The control socket of the instance that runs on a data directory: `control.sock` in it, or, where that
/// path is too long for a socket, one named after it in the runtime directory. Errors: KAFKA_STORAGE_ERROR
/// when the directory does not exist or the runtime directory cannot be trusted.
[[nodiscard]] Result<std::string> controlSocketOf(const std::string& dataDirectory);

/// Makes an instance known to others of this user, so that it is found without its directory's name: a link
/// in the runtime directory (`partitura` in XDG_RUNTIME_DIR, else /tmp/partitura-UID; of this user alone). It
/// is gone with the object.
class Announcement {
public:
    /// Where there is no such place, a warning in the log says so.
    explicit Announcement(const std::string& dataDirectory);
    ~Announcement();
    Announcement(const Announcement&) = delete;
    Announcement& operator=(const Announcement&) = delete;

private:
    std::string m_link;
};

/// Data directories of the instances of this user that run now, sorted; forgets those that are gone.
[[nodiscard]] std::vector<std::string> runningInstances();

/// Connects to a control socket: its descriptor, or -1 with errno set.
[[nodiscard]] int connectToControl(const std::string& socket);

} // namespace partitura::app
