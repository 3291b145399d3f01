// What the tests of every client share.
#pragma once

#include "app/live/embedded_cluster.h"
#include "tests/clients/client_program.h"

#include <QTest>

#include <memory>

namespace partitura::test {

/// Starts a cluster of three brokers as `partitura` does; it fails the test and gives null if it cannot. At
/// ports 9092 to 9094 in a network of its own (`privateNetwork`), else at free ones. An empty directory: logs
/// that are removed at the end.
std::unique_ptr<app::EmbeddedCluster> startCluster(const QString& directory = {});

/// True if this process has a network of its own.
bool privateNetwork();

/// The sum of a group's committed offsets and of its lag; nullopt while the group is not known.
struct Progress {
    std::int64_t committed = 0;
    std::int64_t lag = 0;
    std::size_t partitions = 0; ///< that have a committed offset
};
std::optional<Progress> progress(app::EmbeddedCluster& cluster, const std::string& group);

/// Runs a test class as the program's main function does.
int runSuite(QObject& suite, int argc, char** argv);

} // namespace partitura::test

/// The main function of a test of clients.
#define PARTITURA_CLIENTS_MAIN(Suite)                                                                        \
    int main(int argc, char** argv) {                                                                        \
        Suite suite;                                                                                         \
        return partitura::test::runSuite(suite, argc, argv);                                                 \
    }
