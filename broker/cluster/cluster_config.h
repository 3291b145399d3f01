// How a live cluster is set up.
#pragma once

#include "broker/observe/snapshot.h"
#include "broker/server/broker_config.h"

#include <functional>
#include <string>
#include <vector>

namespace partitura::cluster {

struct ClusterConfig {
    int brokers = 3;               ///< node ids 1 … brokers; the first three vote on the controller
    std::uint16_t basePort = 9092; ///< broker i listens at basePort + i − 1; 0: each at a free port
    std::vector<std::string> listenHosts = {"127.0.0.1", "::1"}; ///< the first must work
    std::string advertisedHost = "127.0.0.1";
    std::string dataDirectory; ///< one directory a broker is made below it
    /// Settings of every broker; id, addresses, directory and cluster are filled in.
    server::BrokerConfig broker;
    /// Hears, while brokers recover their logs after a crash, how far they are: a snapshot of brokers that
    /// are `starting`, at most once a second, and when nothing remains of one. Thread: a broker's, one at a
    /// time; it should not take long. May be empty.
    std::function<void(const observe::ClusterSnapshot&)> recovering;
};

} // namespace partitura::cluster
