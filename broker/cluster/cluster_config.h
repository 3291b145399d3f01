// How a live cluster is set up.
#pragma once

#include "broker/server/broker_config.h"

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
};

} // namespace partitura::cluster
