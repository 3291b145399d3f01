#include "tests/clients/clients_suite.h"

#include "tests/clients/private_network.h"

#include <QCoreApplication>

#include <spdlog/spdlog.h>

namespace partitura::test {
namespace {

using namespace std::chrono_literals;

bool isPrivate = false;

} // namespace

bool privateNetwork() {
    return isPrivate;
}

std::unique_ptr<app::EmbeddedCluster> startCluster(const QString& directory) {
    app::Options options;
    options.port = isPrivate ? 9092 : 0;
    options.dataDirectory = directory.toStdString();
    options.ephemeral = directory.isEmpty();
    auto started = app::EmbeddedCluster::start(options);
    if (!started) {
        QTest::qFail(started.error().context.c_str(), __FILE__, __LINE__);
        return nullptr;
    }
    (*started)->cluster().observe(20ms);
    return std::move(*started);
}

std::optional<Progress> progress(app::EmbeddedCluster& cluster, const std::string& group) {
    const auto snapshot = cluster.cluster().snapshot();
    const auto* found = snapshot->group(group);
    if (!found)
        return std::nullopt;
    Progress sum;
    for (const auto& offset : found->offsets) {
        sum.committed += offset.offset.value();
        sum.lag += offset.lag().value_or(0);
        ++sum.partitions;
    }
    return sum;
}

int runSuite(QObject& suite, int argc, char** argv) {
    isPrivate = enterPrivateNetwork(); // first: it wants a process with one thread
    QCoreApplication application(argc, argv);
    spdlog::set_level(spdlog::level::warn);
    return QTest::qExec(&suite, argc, argv);
}

} // namespace partitura::test
