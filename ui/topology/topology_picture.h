// What the topology shows of one frame, as plain data: brokers with their replicas, clients, flows.
#pragma once

#include "ui/style/replica_shape.h"
#include "ui/view.h"

#include <QString>

#include <map>
#include <vector>

namespace partitura::ui {

struct TopologyQuestion {
    bool showInternal = false;
    QString topic; ///< the selected one: flows are then its own; empty: all
};

/// Plain values out of one snapshot and its rates. Thread: any.
struct TopologyPicture {
    struct Replica {
        std::size_t topic = 0; ///< index into `topics`
        PartitionIndex partition;
        bool leader = false;
        ReplicaState state = ReplicaState::inSync;
        Offset logEnd;
        std::int64_t behind = 0; ///< records the leader has more
    };
    struct Broker {
        BrokerId id;
        QString address;
        observe::BrokerState state = observe::BrokerState::offline;
        bool controller = false;
        double appendedBytes = 0; ///< per second, of the topics shown
        std::uint64_t logBytes = 0;
        std::vector<Replica> replicas; ///< by topic, then partition
    };
    /// Bytes per second from one broker's leaders to another's followers.
    struct Replication {
        BrokerId from, to;
        double bytesPerSecond = 0;
        int partitions = 0;
    };
    enum class Role { producer, consumer, idle };
    /// All connections of one client id in one role.
    struct Client {
        QString clientId;
        QString software;
        Role role = Role::idle;
        int connections = 0;
        double bytesPerSecond = 0;
        std::map<BrokerId, double> flows; ///< bytes per second, by broker
    };

    std::vector<QString> topics;
    std::vector<Broker> brokers;
    std::vector<Replication> replication; ///< by from, then to
    std::vector<Client> clients;          ///< by role, then id
    int hiddenTopics = 0;                 ///< internal ones left out

    [[nodiscard]] double replicationBytes() const;
};

TopologyPicture topologyPicture(const Frame& frame, const TopologyQuestion& question);

} // namespace partitura::ui
